"""Levels to read: as Markdown of at most seven columns and 80 characters, and for the page."""

from collections.abc import Callable, Mapping, Sequence
from textwrap import wrap
from typing import Any, Final

from leakbench.benchmarks.console.output import WIDTH, number
from leakbench.benchmarks.reports.headline import Row
from leakbench.benchmarks.reports.headline_tables import APART, NAMES, markdown_lines
from leakbench.benchmarks.reports.headline_text import SIGNS, named
from leakbench.benchmarks.reports.levels import THRESHOLDS, WORST, LevelTable, tier_labels
from leakbench.benchmarks.store.level_sums import Levels

Figure = Callable[[Levels], float | None]

NAME: Final = 28  # characters of the first column
BARE: Final = "nothing redacted"

TABLES: Final[Mapping[str, Mapping[str, Figure]]] = {
    "levels": {
        "spans": lambda one: one.spans,
        "records": lambda one: one.whole_records,
        "people": lambda one: one.whole_people,
        "noticed": lambda one: one.people_noticed,
        "files": lambda one: one.recall_of_files(0.5),
        "worst files": lambda one: one.recall_of_files(WORST),
    },
    "kinds": {
        "direct": lambda one: one.recall_of_kind("direct"),
        "quasi": lambda one: one.recall_of_kind("quasi"),
        **{
            f"tier {tier:,}": lambda one, tier=tier: one.recall_of(tier_labels()[tier])  # type: ignore[misc]
            for tier in THRESHOLDS
        },
    },
    "exposure": {
        "exposed": lambda one: one.exposed,
        "by direct": lambda one: one.exposed_by_direct,
        "values left": lambda one: one.values_left,
        "per 100 left": lambda one: one.exposed_per_100,
    },
}
"""Columns by table."""

_READ: Final = {
    "levels": "Recall of personal values, MOBILE or PHONE alike. records: of which every value was "
    "found. people: of whom every value was found, in whatever record; noticed: at least one. "
    "files: the median over files; worst files: what the worst tenth of them does not exceed.",
    "kinds": "Recall by what a value tells: who somebody is by itself (direct: mobile, ID, "
    "account) or together with others (quasi: name, address, birth); and by the threshold that "
    "a list of it counts for in law (50, 500 or 5,000 items), where courts differ the lowest.",
    "exposure": "What a miss costs. Everything that a detector found is blotted out. A value is "
    "left if any character of it still shows. A person is exposed if a direct identifier is left "
    "(by direct), or if nobody else of the run has all the quasi identifiers left, as they are "
    "written. values left: of those that tell who somebody is; per 100 left: people exposed for "
    "100 of these.",
}


_NOTHING: Final = "No result counts records, people and files: an older leakbench wrote them."


def levels_markdown(tables: Sequence[LevelTable]) -> str:
    """All tables, the first of each kind with how it is read.

    A dash stands where an older leakbench counted.
    """
    lines, known = ["# Above spans", ""], set()
    for table in tables:
        lines += [f"## {NAMES[table.side].capitalize()}", ""]
        for name in TABLES:
            heads, rows = _shown(table, name)
            if not heads:
                continue
            said = "" if name in known else _READ[name]
            said += _among(table) if name == "exposure" else ""
            known.add(name)
            lines += [*markdown_lines(["detector", *heads], rows, left=1), ""]
            lines += [*wrap(said, WIDTH, break_on_hyphens=False), ""] if said else []
    lines += wrap(_signs(tables), WIDTH) if tables else [_NOTHING]
    return "\n".join(lines).rstrip("\n") + "\n"


def _shown(table: LevelTable, name: str) -> tuple[list[str], list[list[str]]]:
    """The columns of a table that somebody has a figure for, and its lines."""
    heads = _heads(table, name)
    lines = [[f"*{BARE}*", *_cells(_bare(table), name, heads)]] if name == "exposure" else []
    lines += [[_fitted(row), *_cells(one, name, heads)] for row, one in table.ranked]
    if table.ours:
        lines += [[f"*{APART}*", *[""] * len(heads)]]
        lines += [[_fitted(row), *_cells(one, name, heads)] for row, one in table.ours]
    return heads, lines


def _heads(table: LevelTable, name: str) -> list[str]:
    columns = TABLES[name]
    return [head for head in columns if any(columns[head](one) is not None for one in table.told)]


def _bare(table: LevelTable) -> Levels:
    """What is left where nothing is found, of whoever was asked about most."""
    return max(table.told, key=lambda one: one.truth).unanswered()


def _cells(levels: Levels | None, name: str, heads: Sequence[str]) -> list[str]:
    return ["–" if one is None else number(one) for one in _figures(levels, name, heads)]


def _fitted(row: Row) -> str:
    """All names of a row if they fit, else the first, cut, and how many more answer the same."""
    whole = named(row)
    if len(whole) <= NAME:
        return whole
    more = f" and {len(row.names) - 1} alike" if len(row.names) > 1 else ""
    behind = more + whole[len(row.name) :]
    first, room = row.names[0], NAME - len(behind)
    return (first if len(first) <= room else f"{first[: room - 1]}…") + behind


def _among(table: LevelTable) -> str:
    """Among how many people somebody is told apart."""
    sizes = _sizes(table)
    if not sizes:
        return ""
    between = " to ".join(f"{size:,}" for size in dict.fromkeys(sizes))
    return f" A run has {between} people; among more, fewer are told by quasi identifiers."


def _sizes(table: LevelTable) -> list[int]:
    """People of the smallest and of the largest run; nothing where nobody is known."""
    sizes = [size for one in table.told for size in one.populations]
    return [min(sizes), max(sizes)] if sizes else []


def _signs(tables: Sequence[LevelTable]) -> str:
    marks = {mark for one in tables for row, _ in (*one.ranked, *one.ours) for mark in row.marks}
    return " ".join(f"[{sign}] {mark}." for mark, sign in SIGNS.items() if mark in marks)


def page_levels(tables: Sequence[LevelTable]) -> list[dict[str, Any]]:
    """The tables as the page shows them."""
    return [
        {"side": table.side, "name": name, "people": _sizes(table), **_object(table, name)}
        for table in tables
        for name in TABLES
        if _heads(table, name)
    ]


def _object(table: LevelTable, name: str) -> dict[str, Any]:
    heads = _heads(table, name)

    def line(row: Row, levels: Levels | None) -> dict[str, Any]:
        return {"names": row.names, "marks": row.marks, "cells": _figures(levels, name, heads)}

    return {
        "heads": heads,
        "bare": _figures(_bare(table), name, heads) if name == "exposure" else None,
        "ranked": [line(*one) for one in table.ranked],
        "ours": [line(*one) for one in table.ours],
    }


def _figures(levels: Levels | None, name: str, heads: Sequence[str]) -> list[float | None]:
    return [None if levels is None else TABLES[name][head](levels) for head in heads]
