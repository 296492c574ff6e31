"""Visits without spying: access logs become totals by shop and day, and nobody can be found in them."""
