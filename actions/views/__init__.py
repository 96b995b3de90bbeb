"""Pages of the plan and its progress."""
