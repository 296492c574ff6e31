"""The simple form: a seller's folder, filled in on a phone. Its own room, `form/` in the workspace."""
