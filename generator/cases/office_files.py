"""Which ordinary files lie in an office: contracts, minutes, price lists, logs, pictures."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from leakbench.generator.cases.case import Case, OfficeFile
from leakbench.generator.cases.nobody import quotations, said
from leakbench.generator.cases.places import (
    Company,
    Paths,
    folder_of,
    moment_before,
    slots_of,
)
from leakbench.generator.cases.vocabulary import filled, one_of, words
from leakbench.generator.containers.formats import format_named

APART = 10_000
"""Records about nobody from those that one file may quote to those of the next."""

_DAYS = 900  # before the reference date
_GROUPS = ("texts", "tables", "plain", "pictures", "empty", "packed")


def office_files(
    case: Case,
    numbers: Sequence[int],
    companies: Sequence[Company],
    paths: Paths,
    draw: np.random.Generator,
) -> list[OfficeFile]:
    """Ordinary files with these numbers."""
    known = _kinds()
    shares = np.array([entry["share"] for _, _, entry in known], np.float64)
    quoted = quotations(case.spec, [number * APART for number in numbers])
    made = []
    for number, about_nobody in zip(numbers, quoted, strict=True):
        group, place, entry = known[int(draw.choice(len(known), p=shares / shares.sum()))]
        company = one_of(draw, companies)
        when = moment_before(case.spec, _DAYS, draw)
        slots = slots_of(company, when, draw) | said(case.spec, company, draw) | about_nobody
        form = one_of(draw, entry["formats"]) if "formats" in entry else ""
        suffix = format_named(form).suffix if form else entry["suffix"]
        name = filled(one_of(draw, entry["names"]), slots).replace("/", "-")
        folder = folder_of(words("folders")["office"], slots, draw)
        made.append(
            OfficeFile(
                number=number,
                path=paths.of(company, folder, name + suffix, draw),
                kind=group,
                entry=place,
                form=form,
                slots=tuple(slots.items()),
                when=when,
            )
        )
    return made


def _kinds() -> list[tuple[str, int, dict[str, Any]]]:
    """All kinds of office files: group, place in it and entry."""
    found = []
    for group in _GROUPS:
        entries = words("office_files")[group]
        entries = entries if isinstance(entries, list) else [entries]
        found += [(group, place, entry) for place, entry in enumerate(entries)]
    return found
