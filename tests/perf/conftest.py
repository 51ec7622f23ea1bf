"""What the benchmarks record of themselves: rates, and nothing that names a machine or a person."""

from pathlib import Path

import pytest

TABLE = Path(__file__).parents[2] / "results" / "perf.md"


@pytest.fixture
def timed(benchmark):
    """Time a call over several rounds and record how much of each unit it does in a second."""

    def run(call, /, case, *, rounds=7, **amounts):
        answer = benchmark.pedantic(call, rounds=rounds, warmup_rounds=1)
        benchmark.extra_info["case"] = case
        if benchmark.enabled:
            median = benchmark.stats.stats.median
            for unit, amount in amounts.items():
                benchmark.extra_info[f"{unit}/s"] = amount / median
        return answer

    return run


def pytest_benchmark_update_machine_info(config, machine_info):
    """Leave out the machine's name."""
    del config
    machine_info.pop("node", None)


def pytest_benchmark_update_json(config, benchmarks, output_json):
    """Keep the summary of each benchmark and write the table that the README quotes."""
    del config, benchmarks
    output_json.pop("commit_info", None)
    units = ("rows/s", "MB/s", "spans/s")
    rows = [f"| case | {' | '.join(units)} |", "| :-- | --: | --: | --: |"]
    for entry in output_json["benchmarks"]:
        entry["stats"].pop("data", None)
        rates = [entry["extra_info"].get(unit) for unit in units]
        shown = [
            "" if rate is None else f"{rate:,.0f}" if rate >= 10 else f"{rate:.2f}"
            for rate in rates
        ]
        rows.append(f"| {entry['extra_info']['case']} | {' | '.join(shown)} |")
    TABLE.write_text("\n".join(rows) + "\n", encoding="utf-8")
