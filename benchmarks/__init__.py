"""The benchmark: runner, scoring, timing, results, report and command line."""

if __name__ != "leakbench.benchmarks":
    raise ImportError(f"import leakbench.benchmarks, not {__name__}")
