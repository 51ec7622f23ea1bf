"""Audit: what agrees about candidates: subjects, peoples, tickets, numbers of pupils, totals.

A rule is as in ``rules``. Candidates' own numbers (考生号) tell province, county and year.
"""

import re
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from leakbench.generator.audit.rules import Flags, Outcome, digits_of, has_length
from leakbench.generator.engine.tables import table

_WIDTHS = {
    "year": 2,
    "province": 2,
    "county": 4,
    "group": 2,
    "site": 2,
    "room3": 3,
    "room4": 4,
    "seat": 2,
    "serial": 4,
}
_IN_EXAM_NO = {"year": (0, 2), "province": (2, 4), "county": (4, 8)}
_SEATS = 30
_FULL, _LEAST = 750, 100


def subject_system(subjects: pa.StringArray, numbers: pa.StringArray, *, year: int) -> Outcome:
    """The subject class is one that the province of the 考生号 has in the year's examination."""
    rows = table("subjects")
    known_to = set(zip(rows["system"], rows["text"], strict=True))
    systems = {code: _system_of(code, year) for code in table("province_shares")["code"]}
    provinces = pc.utf8_slice_codeunits(numbers, 2, 4)
    known = pc.and_(provinces.is_valid(), subjects.is_valid()).to_numpy(zero_copy_only=False)
    right = [
        (systems.get(place or "", ""), text) in known_to
        for place, text in zip(provinces.to_pylist(), subjects.to_pylist(), strict=True)
    ]
    return known, np.array(right, np.bool_)


def _system_of(province: str, year: int) -> str:
    rows = table("subject_systems")
    first = dict(zip(rows["province"], rows["first_exam"], strict=True))
    system = dict(zip(rows["province"], rows["system"], strict=True))
    return system[province] if year >= int(first.get(province, 9999)) else "文理"


def _both(one: pa.StringArray, other: pa.StringArray) -> Flags:
    both: Flags = pc.and_(one.is_valid(), other.is_valid()).to_numpy(zero_copy_only=False)
    return both


def _where(values: pa.BooleanArray) -> Flags:
    found: Flags = pc.fill_null(values, fill_value=False).to_numpy(zero_copy_only=False)
    return found


def minority_papers(subjects: pa.StringArray, groups: pa.StringArray) -> Outcome:
    """Papers in a minority's language are not for Han."""
    known = _both(subjects, groups) & _where(pc.starts_with(subjects, "民考民"))
    return known, ~_where(pc.starts_with(groups, "汉"))


def name_of_people(names: pa.StringArray, groups: pa.StringArray) -> Outcome:
    """Whoever has a name with a dot in it is no Han."""
    known = _both(names, groups) & _where(pc.match_substring(names, "·"))
    return known, ~_where(pc.starts_with(groups, "汉"))


def student_no(ids: pa.StringArray, numbers: pa.StringArray) -> Outcome:
    """A number of the country's register has the ID in it, or if that is not known the birth date.

    A province's own, which has no letter, does not.
    """
    head, rest = pc.utf8_slice_codeunits(numbers, 0, 1), pc.utf8_slice_codeunits(numbers, 1)
    whole = _both(ids, numbers) & has_length(ids, 18)
    given = _where(pc.equal(head, "G"))
    same_day = digits_of(rest, 6, 14) == digits_of(ids, 6, 14)
    known = whole & (given | _where(pc.equal(head, "L")))
    return known, np.where(given, _where(pc.equal(rest, ids)), same_day)


@cache
def _tickets() -> dict[int, list[tuple[str, int]]]:
    """The slots of each province's tickets and where each begins; the last is the end."""
    rows = table("admission_tickets")
    found = {}
    for province, template in zip(rows["province"], rows["template"], strict=True):
        at, slots = 0, []
        for name in re.findall(r"\{(\w+)\}", template):
            slots.append((name, at))
            at += _WIDTHS[name]
        found[int(province)] = [*slots, ("", at)]
    return found


def ticket(numbers: pa.StringArray, tickets: pa.StringArray) -> Outcome:
    """A ticket is numbered as in the province of the 考生号, with its year and county."""
    provinces = digits_of(numbers, 2, 4)
    known = _both(numbers, tickets) & has_length(numbers, 14)
    right = np.zeros(len(numbers), np.bool_)
    for province in np.unique(provinces[known]).tolist():
        *slots, (_, end) = _tickets()[province]
        fits = has_length(tickets, end)
        for name, at in slots:
            part = digits_of(tickets, at, at + _WIDTHS[name])
            if name in _IN_EXAM_NO:
                fits &= part == digits_of(numbers, *_IN_EXAM_NO[name])
            elif name == "seat":
                fits &= (part >= 1) & (part <= _SEATS)
        right |= (provinces == province) & fits
    return known, right


def score(numbers: pa.StringArray, scores: pa.StringArray) -> Outcome:
    """A total is of the points that the province's examination has, by the 考生号."""
    rows = table("score_systems")
    most = dict(zip(map(int, rows["province"]), map(int, rows["most"]), strict=True))
    full = np.array([most.get(province, _FULL) for province in digits_of(numbers, 2, 4).tolist()])
    whole = digits_of(pc.list_element(pc.split_pattern(scores, "."), 0), 0, 4)
    shape = _where(pc.match_substring_regex(scores, r"^\d{2,3}(\.5)?$"))
    return _both(numbers, scores), shape & (whole >= _LEAST) & (whole <= full)
