"""Adapters to a user's own models: token classifiers, GLiNER, and models behind a server."""
