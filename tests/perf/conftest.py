"""What the benchmarks record of themselves: rates, and nothing that names a machine or a person."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from leakbench.generator.audit import rules
from leakbench.generator.audit.checks import resident_digit
from leakbench.generator.audit.formats import formats
from leakbench.generator.datasets.content import content_hash
from leakbench.generator.engine.tables import table
from leakbench.generator.generate import batches

RESULTS = Path(__file__).parents[2] / "results" / "perf.json"

VALIDITY = {
    "check digit": "check digit of the ID right",
    "province": "the ID's first two digits are a province",
    "county": "its first six are or were a county's",
    "birth": "the ID's birth date is the record's",
    "mobile": "the mobile's segment is given out",
}
"""Shares of values by the audit's own checks, by their short names in the table."""


@pytest.fixture
def at_scale(benchmark):
    """Whether rates are taken, of as many rows as that takes.

    CodSpeed, whose fixture takes this one's place, has no ``enabled``: it follows instructions, or
    takes times, of the small cases that the tests run.
    """
    return getattr(benchmark, "enabled", False)


@pytest.fixture
def timed(benchmark, at_scale):
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
        if at_scale:
            benchmark.extra_info["corpus"] = spec and content_hash(batches(spec, rows))
            median = benchmark.stats.stats.median
            for unit, amount in amounts.items():
                benchmark.extra_info[f"{unit}/s"] = amount / median
        return answer

    return run


@pytest.fixture
def judged(benchmark):
    """Hold values of a generator against what the audit knows, and record what share is right.

    IDs, birth dates and mobiles are lists of strings, row by row; what a generator has not is None.
    """

    def judge(ids=None, births=None, mobiles=None):
        shares = {}
        if ids is not None:
            ids = pa.array(ids, pa.string())
            form = f"^(?:{formats()['RESIDENT_ID'].pattern})$"
            well = ids.filter(pc.match_substring_regex(ids, form))
            provinces = {code // 10_000 for code in map(int, table("divisions")["code"])}
            shares["check digit"] = resident_digit(well).sum() / len(ids)
            shares["province"] = np.isin(rules.digits_of(ids, 0, 2), list(provinces)).mean()
            known, right = rules.id_area(ids)
            shares["county"] = (known & right).mean()
        if births is not None:
            known, right = rules.birth_date(ids, pa.array(births, pa.string()))
            shares["birth"] = right[known].mean() if known.any() else None
        if mobiles is not None:
            # However it is written: +86 and what stands between digits say nothing of the number.
            plain = pc.replace_substring_regex(pa.array(mobiles, pa.string()), r"^\+86|\D", "")
            known, right = rules.mobile_segment(plain)
            shares["mobile"] = (known & right).mean()
        shares = {name: float(share) for name, share in shares.items() if share is not None}
        benchmark.extra_info["validity"] = shares
        return shares

    return judge


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


def percent(share):
    """A share for the table: of a small one the second digit too, empty where there is none."""
    return "" if share is None else f"{share:.{2 if share < 0.01 else 1}%}"


def pytest_benchmark_update_json(config, benchmarks, output_json):
    """Of the published results keep the summaries, and write the tables that the README quotes.

    The generators come first, each with its rows a second as a multiple of Faker's and with how
    many of its values are right. Other runs, as of two revisions to be compared, are left as
    pytest-benchmark stores them.
    """
    del benchmarks
    if Path(config.getoption("benchmark_json") or "").resolve() != RESULTS:
        return
    output_json.pop("commit_info", None)
    entries = output_json["benchmarks"]
    for entry in entries:
        entry["stats"].pop("data", None)
    text = written([entry for entry in entries if entry["group"] == "generators"], generators=True)
    text += "\n" + written([entry for entry in entries if entry["group"] != "generators"])
    RESULTS.with_suffix(".md").write_text(text, encoding="utf-8")


def written(entries, *, generators=False):
    """One table of them; that of the generators says how good values are."""
    rates = {entry["extra_info"]["case"]: entry["extra_info"] for entry in entries}
    faker = rates.get("Faker: five fields", {}).get("rows/s")
    units = ("rows/s", "MB/s") if generators else ("rows/s", "MB/s", "spans/s")
    heads = ["case", *units, *(["beside Faker", *VALIDITY] if generators else [])]
    lines = [f"| {' | '.join(heads)} |", f"| :-- |{' --: |' * (len(heads) - 1)}"]
    for case, info in rates.items():
        cells = [case, *(shown(info.get(unit)) for unit in units)]
        if generators:
            compared = faker and "rows/s" in info
            cells.append(f"{shown(info['rows/s'] / faker)}×" if compared else "")
            shares = info.get("validity", {})
            cells += [percent(shares.get(name)) for name in VALIDITY]
        lines.append(f"| {' | '.join(cells)} |")
    if generators:
        lines += ["", "; ".join(f"*{name}*: {meaning}" for name, meaning in VALIDITY.items()) + "."]
    return "\n".join(lines) + "\n"
