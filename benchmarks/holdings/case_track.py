"""Triage scored on a case whose truth is known: lists, people, verdicts, and what was copied."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np

from leakbench.benchmarks.console.documents import write_document
from leakbench.benchmarks.console.output import cell, markdown
from leakbench.benchmarks.holdings.case_truth import CaseTruth, TrueFile
from leakbench.benchmarks.holdings.holding import Holding
from leakbench.benchmarks.timing.memory import own_peak
from leakbench.generator.datasets.outputs import write_text

Edge = tuple[int, int]

_DECIMALS: Final = 4


def score_case(holding: Holding, known: CaseTruth) -> dict[str, Any]:
    """How near an answer is to the truth of a case, as JSON values.

    ``lists_found`` of ``lists`` were taken for lists, and ``accused`` of ``office`` files that are
    none. ``people_error`` is the distance from the true number of people as a share of it, over the
    case, and of files that are lists the median and the ninth decile. Copies are told by pairs of
    files, with and without their direction; files of the same records are one.

    Args:
        holding: The answer.
        known: The truth of the case.

    Raises:
        CaseError: It is the truth of another case.
    """
    found = _by_file(holding, known)
    lists = [one for one in known.files if one.is_list]
    office = [one for one in known.files if not one.is_list]
    errors = {one.number: _error(found[one.number], one) for one in lists}
    summary = holding.summary()
    counts = known.summary
    scan = holding.scan
    size = sum(item.size for item in scan.found)
    return {
        "lists": len(lists),
        "lists_found": sum(found[one.number]["lists"] > 0 for one in lists),
        "office": len(office),
        "accused": sum(found[one.number]["lists"] > 0 for one in office),
        "unreadable": summary["files"]["unreadable"],
        "true_people": counts["people"],
        "people": summary["people"],
        "people_error": _rounded(abs(summary["people"] / max(1, counts["people"]) - 1)),
        "file_error_median": _rounded(float(np.median(list(errors.values())))),
        "file_error_p90": _rounded(float(np.quantile(list(errors.values()), 0.9))),
        "tiers_right": summary["tiers"].keys() == counts["tiers"].keys(),
        "tier_error": _rounded(_tier_error(summary["tiers"], counts["tiers"])),
        "verdicts_right": [summary[side] == counts[side] for side in ("lower", "upper")],
        **_copies_scored(holding, known),
        "mb": _rounded(size / 1e6),
        "mb_per_second": _rounded(size / 1e6 / max(scan.seconds, 1e-9)),
        "peak_memory_mb": round(max(scan.peak, own_peak()) / 1e6),
        "each": [_told(one, found[one.number]) for one in known.files],
    }


def score_rows(score: Mapping[str, Any]) -> list[dict[str, str]]:
    """A score without its files, a line for each of its figures."""
    return [
        {"figure": name.replace("_", " "), "value": cell(value)}
        for name, value in score.items()
        if name != "each"
    ]


def write_score(score: Mapping[str, Any], detector: str, out: Path) -> None:
    """Write ``case.json`` and, to be read, ``case.md``."""
    write_document(out / "case.json", {"detector": detector, **score})
    write_text(out / "case.md", markdown(score_rows(score), ("figure", "value")))


def _by_file(holding: Holding, known: CaseTruth) -> dict[int, dict[str, Any]]:
    """What is told of each file of the case, of archives all that is packed in them together."""
    made: dict[int, dict[str, Any]] = {
        one.number: {"lists": 0, "people": 0, "status": "missing", "tiers": set(), "problem": None}
        for one in known.files
    }
    for content in holding.scan.contents:
        of = known.file_of(content["path"])
        if of is None:
            continue
        mine = made[of.number]
        mine["lists"] += content["lists"]
        mine["people"] += content["people"]
        mine["status"] = content["status"]
        mine["problem"] = mine["problem"] or content["problem"]
        mine["tiers"] |= {tuple(sorted(one["tiers"])) for one in content["sheets"] if one["list"]}
    return made


def _copies_scored(holding: Holding, known: CaseTruth) -> dict[str, Any]:
    of = [known.file_of(place.of["path"]) for place in holding.lists]
    group = _groups(known)
    found = {
        (group[a.number], group[b.number])
        for copy in holding.copies
        if (a := of[copy.parent]) is not None and (b := of[copy.child]) is not None
    }
    true = {(group[parent], group[one.number]) for one in known.files for parent in one.parents}
    found, true = ({(a, b) for a, b in edges if a != b} for edges in (found, true))
    scored: dict[str, Any] = {"copies": len(true), "copies_found": len(found)}
    for name, mine, yours in (
        ("directed", found, true),
        ("undirected", _undirected(found), _undirected(true)),
    ):
        right = len(mine & yours)
        scored[f"{name}_precision"] = _rounded(right / len(mine)) if mine else None
        scored[f"{name}_recall"] = _rounded(right / len(yours)) if yours else None
    return scored


def _groups(known: CaseTruth) -> dict[int, int]:
    """The first of the files that hold the same records, by number: copies as they are."""
    group = {one.number: one.number for one in known.files}
    for one in known.files:
        if one.change == "as it is" and len(one.parents) == 1:
            group[one.number] = group[one.parents[0]]
    return group


def _undirected(edges: Iterable[Edge]) -> set[Edge]:
    return {(min(edge), max(edge)) for edge in edges}


def _error(found: Mapping[str, Any], true: TrueFile) -> float:
    return abs(found["people"] / max(1, true.people) - 1)


def _tier_error(found: Mapping[str, int], true: Mapping[str, int]) -> float:
    """Distance of the records by tiers, as a share of the records."""
    wrong: dict[str, int] = defaultdict(int)
    for tiers, count in true.items():
        wrong[tiers] += count
    for tiers, count in found.items():
        wrong[tiers] -= count
    return sum(map(abs, wrong.values())) / max(1, sum(true.values()))


def _told(one: TrueFile, found: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "path": one.path,
        "list": one.is_list,
        "taken_for_list": found["lists"] > 0,
        "people": found["people"],
        "true_people": one.people,
        "tiers_right": found["tiers"] == ({one.tiers} if one.tiers else set()),
        "status": found["status"],
        "problem": found["problem"],
    }


def _rounded(value: float) -> float:
    return round(value, _DECIMALS)
