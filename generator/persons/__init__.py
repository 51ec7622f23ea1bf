"""Whom records are about: which labels tell people apart, and how people and events are counted."""
