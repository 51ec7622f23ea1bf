"""One adapter per third-party detector."""
