"""Deadlines as calendar entries: a file with an e-mail, and a calendar for each person to subscribe to."""
