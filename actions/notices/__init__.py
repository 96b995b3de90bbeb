"""E-mails about a round: who is told what, when, once; and the ledger that says so."""
