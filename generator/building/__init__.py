"""The rooms beside the story in `build.py`: fingerprints, state, workers, staging, and the hub's pages."""
