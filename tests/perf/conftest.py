"""What the benchmarks record of themselves: rates, and nothing that names a machine or a person."""

import json
from pathlib import Path

import pytest

TABLE = Path(__file__).parents[2] / "results" / "perf.md"


@pytest.fixture
def timed(benchmark):
    """Time a call over several rounds and record how much of each unit it does in a second."""

    def run(call, /, *, rounds=5, **amounts):
        answer = benchmark.pedantic(call, rounds=rounds, warmup_rounds=1)
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
    rows = ["| case | median | rate |", "| --- | ---: | ---: |"]
    for entry in output_json["benchmarks"]:
        entry["stats"].pop("data", None)
        rates = ", ".join(
            f"{rate:,.0f} {unit}" if rate >= 10 else f"{rate:.2f} {unit}"
            for unit, rate in entry["extra_info"].items()
        )
        case = entry["extra_info"].pop("case", entry["name"])
        rows.append(f"| {case} | {entry['stats']['median'] * 1000:,.1f} ms | {rates} |")
    TABLE.write_text("\n".join(rows) + "\n", encoding="utf-8")
    json.dumps(output_json)
