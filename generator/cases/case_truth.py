"""What is true of a case: its files, whom each holds, what was copied from what, and the sum."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from leakbench.generator.cases.case import Case, ListFile, OfficeFile
from leakbench.generator.cases.list_plan import sources_of
from leakbench.generator.cases.list_writing import WrittenList
from leakbench.generator.corpus import corpus_of
from leakbench.generator.datasets.manifest import spec_json
from leakbench.generator.datasets.outputs import replacing, write_text
from leakbench.generator.persons.counting import true_counts

FILES, PEOPLE, SUMMARY, CELLS = "files.parquet", "people.parquet", "case.json", "cells"

_FILE = pa.schema(
    [
        pa.field("file", pa.int32(), nullable=False),
        pa.field("path", pa.string(), nullable=False),
        pa.field("inside", pa.string(), nullable=False),
        pa.field("list", pa.bool_(), nullable=False),
        pa.field("format", pa.string(), nullable=False),
        pa.field("encoding", pa.string(), nullable=False),
        pa.field("archive", pa.string(), nullable=False),
        pa.field("size", pa.int64(), nullable=False),
        pa.field("corpus", pa.string(), nullable=False),
        pa.field("tiers", pa.list_(pa.int32()), nullable=False),
        pa.field("rows", pa.int64(), nullable=False),
        pa.field("records", pa.int64(), nullable=False),
        pa.field("values", pa.int64(), nullable=False),
        pa.field("people", pa.int64(), nullable=False),
        pa.field("hops", pa.int32(), nullable=False),
        pa.field("noise", pa.float64(), nullable=False),
        pa.field("change", pa.string(), nullable=False),
        pa.field("parents", pa.list_(pa.int32()), nullable=False),
        pa.field("roots", pa.list_(pa.int32()), nullable=False),
        pa.field("modified", pa.string(), nullable=False),
    ]
)
"""A file of the case; ``file`` is its number, ``parents`` the files that it was copied from and
``roots`` those at the beginning of that, itself where it is no copy."""

_PERSON = pa.schema(
    [
        pa.field("file", pa.int32(), nullable=False),
        pa.field("subject", pa.int64(), nullable=False),
        pa.field("first_record", pa.int64(), nullable=False),
    ]
)
"""A natural person in a file, with the first record about them, counted in rows of the list."""


def write_truth(
    case: Case,
    lists: Sequence[tuple[ListFile, str, WrittenList]],
    office: Sequence[tuple[OfficeFile, int]],
    truth: Path,
) -> dict[str, Any]:
    """Write what is true of a case, but for the cells of its lists.

    Args:
        case: The case.
        lists: The lists with how they came about and what was written, by number.
        office: The other files with their sizes in bytes.
        truth: The directory.

    Returns:
        What it adds up to, as JSON values.
    """
    roots = _roots([one for one, _, _ in lists])
    rows = [_of_list(case, one, roots) for one in lists] + [_of_office(*one) for one in office]
    table = pa.Table.from_pylist(sorted(rows, key=lambda row: row["file"]), schema=_FILE)
    with replacing(truth / FILES) as temporary:
        pq.write_table(table, temporary)
    with replacing(truth / PEOPLE) as temporary, pq.ParquetWriter(temporary, _PERSON) as file:
        for one, _, written in lists:
            file.write_batch(_people(one, written))
    summary = _summary(case, lists, len(office))
    write_text(truth / SUMMARY, json.dumps(summary, ensure_ascii=False, indent=1) + "\n")
    return summary


def _roots(lists: Sequence[ListFile]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for one in lists:
        above = {root for parent in one.parents for root in found[parent]}
        found[one.number] = sorted(above) or [one.number]
    return found


def _of_list(
    case: Case, made: tuple[ListFile, str, WrittenList], roots: dict[int, list[int]]
) -> dict[str, Any]:
    one, change, written = made
    return {
        "file": one.number,
        "path": one.path,
        "inside": one.inside,
        "list": True,
        "format": one.written.form,
        "encoding": one.written.encoding,
        "archive": one.written.packed,
        "size": written.size,
        "corpus": one.content.corpus,
        "tiers": list(corpus_of(one.spec(case)).tiers),
        "rows": written.rows,
        "records": written.records,
        "values": written.values,
        "people": len(np.unique(written.about.subject)),
        "hops": one.hops,
        "noise": one.noise,
        "change": change,
        "parents": list(one.parents),
        "roots": roots[one.number],
        "modified": one.when.isoformat(),
    }


def _of_office(one: OfficeFile, size: int) -> dict[str, Any]:
    nothing = dict.fromkeys(("rows", "records", "values", "people", "hops"), 0)
    empty = dict.fromkeys(("inside", "encoding", "archive", "corpus"), "")
    return {
        "file": one.number,
        "path": one.path,
        "list": False,
        "format": one.form or one.kind,
        "size": size,
        "tiers": [],
        "noise": 0.0,
        "change": "office",
        "parents": [],
        "roots": [one.number],
        "modified": one.when.isoformat(),
        **nothing,
        **empty,
    }


def _people(one: ListFile, written: WrittenList) -> pa.RecordBatch:
    subject, at = np.unique(written.about.subject, return_index=True)
    columns = [
        pa.array(np.full(len(subject), one.number, np.int32)),
        pa.array(subject),
        pa.array(written.about.row[at]),
    ]
    return pa.RecordBatch.from_arrays(columns, schema=_PERSON)


def _summary(
    case: Case, lists: Sequence[tuple[ListFile, str, WrittenList]], office: int
) -> dict[str, Any]:
    counts = true_counts([written.about for _, _, written in lists])
    tiers = counts.tier_counts
    lower, upper = tiers.verdicts
    return {
        "synthetic": "合成数据，非真实个人信息 / made up by leakbench, about nobody real",
        "spec": spec_json(case.spec),
        "asked": {"records": case.records, "files": case.files},
        "files": len(lists) + office,
        "list_files": len(lists),
        "list_rows": sum(written.rows for _, _, written in lists),
        "people": counts.people,
        "names_alone": counts.names_alone,
        "records": sum(tiers.counts.values()),
        "tiers": {"/".join(map(str, of)): n for of, n in sorted(tiers.counts.items())},
        "lower_sum": tiers.lower,
        "upper_sum": tiers.upper,
        "lower": lower,
        "upper": upper,
        "crossed": tiers.crossed(),
        "copies": sum(bool(one.parents) for one, _, _ in lists),
        "sources": len({s for one, _, _ in lists for s in sources_of(one.content)}),
    }
