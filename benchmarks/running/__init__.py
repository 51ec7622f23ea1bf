"""Running detectors: built, isolated, asked and scored; or what they answered before."""
