"""What the benchmarks record of themselves: rates, and nothing that names a machine or a person."""

from pathlib import Path

import pytest

from leakbench.generator.datasets.content import content_hash
from leakbench.generator.generate import batches

RESULTS = Path(__file__).parents[2] / "results" / "perf.json"


@pytest.fixture
def timed(benchmark):
    """Time a call over several rounds and record how much of each unit it does in a second.

    A case says what it is of, so that a comparison of two runs can be trusted: its rows and bytes,
    and where there are such, the detector and the spec whose first rows it is given.
    """

    def run(call, /, case, *, rounds=7, detector=None, spec=None, **amounts):
        answer = benchmark.pedantic(call, rounds=rounds, warmup_rounds=1)
        rows, size = amounts.get("rows"), amounts.get("MB")
        benchmark.extra_info |= {
            "case": case,
            "rows": rows,
            "bytes": None if size is None else round(size * 1e6),
            "detector": detector,
        }
        if benchmark.enabled:
            benchmark.extra_info["corpus"] = spec and content_hash(batches(spec, rows))
            median = benchmark.stats.stats.median
            for unit, amount in amounts.items():
                benchmark.extra_info[f"{unit}/s"] = amount / median
        return answer

    return run


def pytest_collection_modifyitems(config, items):
    """Where nothing is timed, run one case of each kind: that it runs at all is what is tested."""
    if config.getoption("benchmark_enable"):
        return
    here, seen, left_out = Path(__file__).parent, set(), []
    for item in list(items):
        kind = item.nodeid.partition("[")[0]
        if item.path.parent == here and kind in seen:
            items.remove(item)
            left_out.append(item)
        seen.add(kind)
    config.hook.pytest_deselected(items=left_out)


def pytest_benchmark_update_machine_info(config, machine_info):
    """Leave out the machine's name."""
    del config
    machine_info.pop("node", None)


def shown(rate):
    """A number for the table, empty where there is none."""
    return "" if rate is None else f"{rate:,.0f}" if rate >= 10 else f"{rate:.2f}"


def pytest_benchmark_update_json(config, benchmarks, output_json):
    """Of the published results keep the summaries only, and write the table that the README quotes.

    The generators come first, each with its rows a second as a multiple of Faker's. Other runs, as
    of two revisions to be compared, are left as pytest-benchmark stores them.
    """
    del benchmarks
    if Path(config.getoption("benchmark_json") or "").resolve() != RESULTS:
        return
    output_json.pop("commit_info", None)
    entries = sorted(output_json["benchmarks"], key=lambda entry: entry["group"] != "generators")
    rates = {entry["extra_info"]["case"]: entry["extra_info"] for entry in entries}
    faker = rates.get("Faker: five fields", {}).get("rows/s")
    units = ("rows/s", "MB/s", "spans/s")
    table = [
        f"| case | {' | '.join(units)} | beside Faker |",
        f"| :-- |{' --: |' * (len(units) + 1)}",
    ]
    for entry in entries:
        entry["stats"].pop("data", None)
        info = entry["extra_info"]
        cells = [info["case"], *(shown(info.get(unit)) for unit in units)]
        compared = faker and entry["group"] == "generators" and "rows/s" in info
        cells.append(f"{shown(info['rows/s'] / faker)}×" if compared else "")
        table.append(f"| {' | '.join(cells)} |")
    RESULTS.with_suffix(".md").write_text("\n".join(table) + "\n", encoding="utf-8")
