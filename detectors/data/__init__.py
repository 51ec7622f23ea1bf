"""Tables and texts that the detectors read."""
