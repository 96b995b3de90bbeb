"""What each page shows: rows read and put in order for one reader. Views hand it to a template."""
