"""Tests, by room; run them with `pytest`."""
