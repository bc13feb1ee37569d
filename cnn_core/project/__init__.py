"""A person's project as one file: own datasets, desk, runs with their weights, and kept drawings."""
