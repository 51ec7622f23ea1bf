"""Detectors that answer from outside: a program, a REST service, or a user's own Python."""
