"""The triage track: how many people lists are about, and what they count for in law."""
