"""Words of seized offices."""
