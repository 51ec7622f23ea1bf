"""A file read: its sheets through the detector, and what is told of them."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, Final

import pyarrow as pa

from leakbench.benchmarks.running.entrants import DetectorFailedError, Entrant
from leakbench.benchmarks.scanning.list_rule import Facts, is_list
from leakbench.benchmarks.scanning.records import Content, SheetKeys
from leakbench.benchmarks.triage.list_reading import ListReading, read_list
from leakbench.benchmarks.triage.people import people
from leakbench.generator.containers.layout import Records, records
from leakbench.generator.containers.opening import Opened
from leakbench.generator.containers.sheets import ContainerError, Problem, Sheet

_MOST_BYTES: Final = 32 << 20  # of a batch that a detector is given

Told = Callable[[int], None]


def read_content(opened: Opened, name: str, one: Entrant, told: Told, *, show: bool) -> Content:
    """Read a file, or what is packed in one.

    Args:
        opened: It.
        name: What it is called.
        one: Who reads.
        told: Told of rows that were read.
        show: Whether evidence stands as it is, and not masked.
    """
    problems: list[Problem] = []
    sheets: list[dict[str, Any]] = []
    content = Content({})
    broken = opened.problem
    try:
        for number, sheet in enumerate(opened.sheets if broken is None else ()):
            reading, layout = _read(sheet, one, told, problems)
            sheets.append(_told_of(sheet, layout, reading, show=show))
            if len(reading.people.alone):
                content.keys[number] = SheetKeys(reading.people, reading.cells)
    except ContainerError as error:
        broken = error.reason
    except DetectorFailedError as error:
        broken = f"the detector failed: {error}"
    content.record = {
        "path": name,
        "size": opened.size,
        "format": opened.format,
        "encoding": opened.encoding,
        **_summed(sheets),
        "people": people([one.people for one in content.keys.values()]).number,
        "status": _status(opened, broken, sheets),
        "problem": broken,
        "problems": [_problem(one) for one in problems],
        "sheets": sheets,
    }
    return content


def _read(
    sheet: Sheet, one: Entrant, told: Told, problems: list[Problem]
) -> tuple[ListReading, Records]:
    """Read a sheet; its problems are told even if it breaks off."""
    try:
        layout = records(sheet)
        batches = _cut(layout.batches, told)
        return read_list(layout.names, batches, one, text=sheet.kind == "text"), layout
    finally:
        problems += sheet.problems


def _cut(batches: Iterator[pa.RecordBatch], told: Told) -> Iterator[pa.RecordBatch]:
    """Batches of so many bytes at most, each told of once it is used."""
    for batch in batches:
        pieces = max(1, -(-batch.nbytes // _MOST_BYTES))
        rows = max(1, -(-batch.num_rows // pieces))
        for at in range(0, batch.num_rows, rows):
            yield batch.slice(at, rows)
        told(batch.num_rows)


def _told_of(sheet: Sheet, layout: Records, read: ListReading, *, show: bool) -> dict[str, Any]:
    distinct = people([read.people])
    # Records that repeat are one in what is kept of people; rows with a number are all there.
    of_people = max(sum(len(row) for row, _ in distinct.records), len(read.cells.row))
    facts = Facts(sheet.kind == "text", read.rows, distinct.number, of_people)
    return {
        "name": sheet.name,
        "kind": sheet.kind,
        "rows": read.rows,
        "header": layout.has_header,
        "title_rows": layout.title_rows,
        "people": distinct.number,
        "records": of_people,
        "names_alone": distinct.names_alone,
        "list": is_list(facts),
        "rule": read.rule.name,
        "tiers": list(read.rule.tiers),
        "findings": dict(sorted(read.findings.items())),
        "columns": [
            {"name": name, "kind": kind, "filled": filled, "found": dict(sorted(found.items()))}
            for name, kind, filled, found in zip(
                read.names, read.kinds, read.filled, read.found, strict=True
            )
        ],
        "evidence": read.shown if show else read.evidence,
    }


def _summed(sheets: list[dict[str, Any]]) -> dict[str, Any]:
    findings: Counter[str] = Counter()
    for one in sheets:
        findings.update(one["findings"])
    return {
        "rows": sum(one["rows"] for one in sheets),
        "findings": dict(sorted(findings.items())),
        "lists": sum(one["list"] for one in sheets),
    }


def _status(opened: Opened, broken: str | None, sheets: list[dict[str, Any]]) -> str:
    """``counted`` where there is a list, ``unreadable`` where one may be, else ``skipped``."""
    if any(one["list"] for one in sheets):
        return "counted"
    return "unreadable" if broken is not None and not opened.skipped else "skipped"


def _problem(one: Problem) -> dict[str, Any]:
    return {"what": one.what, "count": one.count, "rows": one.rows, "where": one.where}
