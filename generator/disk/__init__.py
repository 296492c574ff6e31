"""The ground floor: how databases are opened and brought up to date.  It knows no other package."""
