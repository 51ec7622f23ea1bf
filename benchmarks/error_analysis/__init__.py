"""Why a detector errs: its misses and false alarms in context."""
