"""Two runs beside each other: regressions, reproduction, and summaries for a forge."""
