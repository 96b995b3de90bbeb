"""What the pages of people and agencies show, for one reader. Views hand it to a template."""
