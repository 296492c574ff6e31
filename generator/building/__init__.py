"""The rooms beside the recipe in `build.py`: fingerprints, state, workers, staging, and the hub's pages."""
