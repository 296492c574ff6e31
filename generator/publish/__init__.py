"""Putting a built tree online: what to do (plan), where to (stores), and what has been done (record)."""
