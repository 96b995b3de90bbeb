"""The only reads of the database in this app, each in a constant number of queries.

``positions`` reads how a plan stands now, ``context`` what a pack is told beside that, and ``rounds`` the
board's periods with what was kept of each.
"""
