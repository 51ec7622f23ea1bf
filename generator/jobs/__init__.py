"""Work dealt out among processes, on this machine or on many."""
