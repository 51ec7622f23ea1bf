"""Where the lists of a case lie, what their files are called, and what they are written as."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import numpy as np

from leakbench.generator.cases.case import ROWS_PER_FILE, Case, ListFile, Written
from leakbench.generator.cases.contents import Shuffled, Source
from leakbench.generator.cases.list_plan import PlannedList, sources_of
from leakbench.generator.cases.places import (
    Company,
    Paths,
    at_moment,
    folder_of,
    moment_before,
    slots_of,
)
from leakbench.generator.cases.vocabulary import by_share, filled, one_of, words
from leakbench.generator.containers.formats import format_named
from leakbench.generator.containers.writing import title_of
from leakbench.generator.corpus import corpus_of
from leakbench.generator.generate import records_at
from leakbench.generator.spec import Spec

_DAYS = 700  # before the reference date, in which lists came
_UNTIL_COPIED = 60  # days, at most
_STALE = 0.05  # share of the copies that keep the time of what was copied
_AREA = re.compile(r"^(?:[^省市县]{2,3}省|[^市县]{2,6}自治区)?([\u4e00-\u9fff]{2,5}?[市区县旗])")
_PLACES = ("address", "place", "house", "hotel", "hospital", "school", "company")
_WORKBOOKS, _SHEETS_SHARE, _TITLE_SHARE = ("xlsx",), 0.25, 0.3
_BARE = 0.12  # share of lists that no row names the columns of, where the format leaves a choice
_ROWS_OF_SHEETS = (3_000, 25_000)
_PACKED = {"": 86.0, ".zip": 9.0, ".7z": 3.0, ".tar.gz": 2.0}

# Format, encoding and delimiter with the most rows that anybody writes so, and how often.
_FORMS: tuple[tuple[str, str, str, int, float], ...] = (
    ("xlsx", "utf-8", "", 60_000, 40),
    ("csv", "gb18030", "", 10**9, 14),
    ("csv", "utf-8-sig", "", 10**9, 7),
    ("csv", "utf-8", "", 10**9, 3),
    ("csv", "utf-16", "", 40_000, 1),
    ("tsv", "gb18030", "", 10**9, 2),
    ("tsv", "utf-16", "", 40_000, 2),
    ("txt", "gb18030", "----", 10**9, 7),
    ("txt", "utf-8", "----", 10**9, 3),
    ("txt", "gb18030", "|", 10**9, 2),
    ("txt", "utf-8-sig", "\t", 10**9, 2),
    ("txt", "gb18030", ",", 10**9, 2),
    ("txt", "utf-8", "", 10_000, 1),
    ("sql", "utf-8", "", 10**9, 4),
    ("json", "utf-8", "", 40_000, 2),
    ("jsonl", "utf-8", "", 10**9, 3),
    ("vcf", "utf-8", "", 10_000, 2),
    ("docx", "utf-8", "", 2_500, 3),
    ("pdf", "utf-8", "", 4_000, 3),
    ("parquet", "utf-8", "", 10**9, 1),
)


def list_files(
    case: Case,
    planned: Sequence[PlannedList],
    companies: Sequence[Company],
    paths: Paths,
    draw: np.random.Generator,
) -> list[ListFile]:
    """The files of planned lists, in their order."""
    made: list[ListFile] = []
    stems: list[str] = []
    areas: dict[Source, str] = {}
    for number, one in enumerate(planned):
        company = companies[one.company]
        beside = made[-1] if one.part > 1 else None
        when = _when(case.spec, [made[parent].when for parent in one.parents], draw)
        when = beside.when + timedelta(minutes=1) if beside else when
        # What is sent on as it is is the same file in all its bytes.
        same = one.change == "as it is"
        written = _written(case.spec, one, draw)
        if same or beside:
            written = made[one.parents[0] if same else -1].written
        slots = slots_of(company, when, draw) | _about(case.spec, one, areas, draw)
        parent = stems[one.parents[0]] if one.parents else ""
        stem = (
            _part(stems[-1], one.part)
            if beside
            else _stem((one, written.form), parent, slots, draw)
        )
        stems.append(stem)
        lines = words("folders")["copies" if one.parents else "lists"]
        suffix = format_named(written.form).suffix
        name = stem + (written.packed or suffix)
        folder = folder_of(lines, slots, draw)
        path = paths.beside(beside.path, name) if beside else paths.of(company, folder, name, draw)
        made.append(
            ListFile(
                number=number,
                path=path,
                inside=(made[one.parents[0]].inside if same else stem + suffix)
                if written.packed
                else "",
                content=one.content,
                hops=one.hops,
                noise=one.noise,
                headers=one.headers,
                written=written,
                parents=one.parents,
                when=when,
            )
        )
    return made


def _when(spec: Spec, parents: Sequence[datetime], draw: np.random.Generator) -> datetime:
    if not parents:
        return moment_before(spec, _DAYS, draw)
    last = max(parents)
    if draw.random() < _STALE:
        return last
    until = (spec.reference_date - last.date()).days
    days = int(draw.integers(max(1, min(until, _UNTIL_COPIED))))
    return max(last, at_moment(last.date() + timedelta(days=days), draw))


def _written(spec: Spec, one: PlannedList, draw: np.random.Generator) -> Written:
    """What a list is written as; large ones as what holds them."""
    rows = one.content.rows
    shares = {(form, code, cut): share for form, code, cut, most, share in _FORMS if rows <= most}
    form, encoding, delimiter = by_share(draw, shares)
    kind = format_named(form)
    few, many = _ROWS_OF_SHEETS
    plain = isinstance(one.content, Source) and few <= rows <= many
    bare = draw.random() < _BARE
    sheets = form in _WORKBOOKS and plain and draw.random() < _SHEETS_SHARE
    titled = form in _WORKBOOKS and draw.random() < _TITLE_SHARE
    return Written(
        form=form,
        encoding=encoding,
        delimiter=delimiter,
        title=title_of(replace(spec, corpus=one.content.corpus), draw) if titled else "",
        header=kind.names or not bare or isinstance(one.content, Shuffled),
        sheets=sheets,
        packed=by_share(draw, _PACKED),
    )


def _about(
    spec: Spec, one: PlannedList, areas: dict[Source, str], draw: np.random.Generator
) -> dict[str, str]:
    """What names may say of a list."""
    rows = one.content.rows
    first = min(sources_of(one.content), key=lambda source: (source.start, source.corpus))
    if first not in areas:
        of = replace(spec, corpus=first.corpus, rows_per_file=ROWS_PER_FILE)
        areas[first] = _area(of, first.start)
    rounded = f"{round(rows / 1_000)}千" if rows < 10_000 else f"{rows / 10_000:.1f}万"
    return {
        "area": areas[first],
        "what": one_of(draw, words("list_names")["what"][first.corpus]),
        "count": str(rows),
        "wan": f"{max(rows / 10_000, 0.1):.1f}",
        "about": rounded if rows >= 1_000 else f"{rows}条",
        "number": str(1 + draw.integers(9)),
        "batch": str(1 + draw.integers(30)),
    }


def _area(spec: Spec, start: int) -> str:
    """A place that the first records of a list name; nothing if they name none."""
    some = records_at(spec, np.arange(start, start + 8))
    fields = [field.name for field in corpus_of(spec).fields]
    for name in _PLACES:
        if name not in fields:
            continue
        for cell in some.column(2 + fields.index(name)).to_pylist():
            if found := _AREA.search(cell):
                return found[1].removesuffix("市")
    return ""


def _stem(
    planned: tuple[PlannedList, str],
    parent: str,
    slots: dict[str, str],
    draw: np.random.Generator,
) -> str:
    """The name of a list that is written in a format."""
    one, form = planned
    known = words("list_names")
    lines = {"cut": known["cuts"], "merged": known["merged"]}.get(one.change)
    if lines is None:
        # Who sends a list on keeps its name more often than not.
        lines = known["copies"] if parent and draw.random() < 0.75 else known["names"]
    only = known["only"]
    fitting = [line for line in lines if only.get(line.partition(" ")[0], form) == form]
    name = filled(one_of(draw, fitting), {"name": parent, **slots})
    if one.part:
        name = _part(name, one.part)
    return name


def _part(stem: str, part: int) -> str:
    """The name of a part, beside that of the first or the one before."""
    if part == 1:
        return f"{stem}_1"
    return f"{stem.rpartition('_')[0]}_{part}"
