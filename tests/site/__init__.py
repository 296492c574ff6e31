"""Tests of what was built: every file of the tree, and pages in a real browser."""
