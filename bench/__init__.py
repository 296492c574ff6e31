"""Measurements of what was built and of how fast it is built; bench/README.md says how to run them."""
