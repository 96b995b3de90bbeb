"""Tags for the project's own pages."""
