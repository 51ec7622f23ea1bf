"""Time, memory, energy and load while detectors answer."""
