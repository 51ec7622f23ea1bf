"""The benchmark: runner, scoring, timing, results, report and command line."""
