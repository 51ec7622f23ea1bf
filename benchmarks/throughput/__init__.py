"""Sessions that measure how fast detectors are."""
