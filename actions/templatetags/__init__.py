"""Tags that show ratings and states; templates of the actions and the reports load them."""
