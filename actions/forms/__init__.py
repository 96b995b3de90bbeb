"""Forms of the plan and its progress, a noun a file."""
