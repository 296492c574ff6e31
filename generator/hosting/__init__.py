"""The two free years of every seller: the calendar rules (pure), the ledger, and the notices."""
