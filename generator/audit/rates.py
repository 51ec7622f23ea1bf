"""Audit: which rules apply to the columns of a corpus, and how often each must hold."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

import numpy as np

from leakbench.generator.audit import education, rules, titles
from leakbench.generator.audit.blocks import Block
from leakbench.generator.audit.cells import Roles, TableColumn
from leakbench.generator.audit.findings import EXAMPLES, Finding
from leakbench.generator.audit.rules import Rule
from leakbench.generator.spec import Spec


class _Asked(NamedTuple):
    """A column that a rule needs: by label, and where a person has several of it by attribute."""

    label: str | None
    attribute: str | None = None


class Bounds(NamedTuple):
    """Least and greatest share of the cases in which a rule may hold."""

    least: float
    most: float

    @property
    def strict(self) -> bool:
        """Whether not a single case may differ."""
        return self.least == self.most


class _Applied(NamedTuple):
    """A rule with what it needs, of one role or of two that are related."""

    what: str
    rule: Rule
    asked: tuple[_Asked, ...]
    bounds: Bounds
    optional: tuple[_Asked, ...] = ()


_ID, _BIRTH = _Asked("RESIDENT_ID"), _Asked("DATE_OF_BIRTH")
_SEX, _AGE = _Asked(None, "sex"), _Asked(None, "age")
_NAME, _HOME = _Asked("PERSON_NAME", "name"), _Asked("ADDRESS", "address")
_MOBILE, _QQ = _Asked("MOBILE", "mobile"), _Asked("QQ")
_EMAIL, _WECHAT = _Asked("EMAIL"), _Asked("WECHAT")
_USCC, _LANDLINE, _COMPANY = _Asked("USCC"), _Asked("LANDLINE"), _Asked("COMPANY", "name")
_TITLE, _BOUGHT = _Asked("PROPERTY_TITLE"), _Asked(None, "purchased")
_SUBJECT, _POSITION = _Asked(None, "subject"), _Asked(None, "position")
_EXAM_NO, _TICKET = _Asked("EXAM_NO", "exam_no"), _Asked("EXAM_NO", "admission_ticket")
_PUPIL, _GROUP, _SCORE = _Asked("STUDENT_NO"), _Asked(None, "ethnic_group"), _Asked(None, "score")

ALWAYS, NEVER = Bounds(1, 1), Bounds(0, 0)
_MOSTLY, _NEAR = Bounds(0.9, 1), Bounds(0.65, 0.97)
_SIGMAS = 4  # standard errors by which a share may miss its bounds


def _of_one(spec: Spec) -> list[_Applied]:
    """Rules about one person or company."""
    realistic = spec.identity == "realistic"
    given = ALWAYS if realistic else NEVER
    numbers = (_QQ, _MOBILE)
    applied = [
        _Applied("birth date in the ID", rules.birth_date, (_ID, _BIRTH), ALWAYS),
        _Applied("sex in the ID", rules.sex, (_ID, _SEX), ALWAYS),
        _Applied("age by the ID", rules.on(rules.age, spec.reference_date), (_ID, _AGE), ALWAYS),
        _Applied("area of the ID is assigned", rules.id_area, (_ID,), given),
        _Applied("ID is of the home's province", rules.id_home, (_ID, _HOME), Bounds(0.55, 0.95)),
        _Applied("segment of the mobile is assigned", rules.mobile_segment, (_MOBILE,), given),
        _Applied("address by the USCC", rules.company_address, (_USCC, _HOME), ALWAYS),
        _Applied("landline by the USCC", rules.company_landline, (_USCC, _LANDLINE), ALWAYS),
        _Applied("region in the name", rules.company_name, (_USCC, _COMPANY), Bounds(0.7, 1)),
        _Applied(
            "position by the legal form",
            rules.company_position,
            (_USCC, _COMPANY, _POSITION),
            ALWAYS,
        ),
        *_of_owners(),
        *_of_candidates(spec),
        _Applied("pinyin in the e-mail", rules.account, (_NAME, _EMAIL), _MOSTLY, numbers),
        _Applied("pinyin in the WeChat id", rules.account, (_NAME, _WECHAT), _MOSTLY, numbers),
    ]
    if realistic:
        applied += [
            _Applied("area of the ID by the birth year", rules.id_area_in_force, (_ID,), _MOSTLY),
            _Applied("mobile is of the home's area", rules.mobile_home, (_MOBILE, _HOME), _NEAR),
        ]
    return applied


def _of_owners() -> list[_Applied]:
    """Rules about flats."""
    form, older = titles.title_form, titles.older_title
    return [
        _Applied("title's province by the address", titles.title_province, (_TITLE, _HOME), ALWAYS),
        _Applied("title's form by the purchase", form, (_TITLE, _BOUGHT), ALWAYS),
        _Applied("older titles by the purchase", older, (_TITLE, _BOUGHT), Bounds(0.8, 0.95)),
    ]


def _of_candidates(spec: Spec) -> list[_Applied]:
    """Rules about who sits the examination that comes next."""
    day = spec.reference_date
    subjects = partial(education.subject_system, year=day.year + ((day.month, day.day) > (6, 7)))
    by_people = education.minority_papers
    return [
        _Applied("subjects by the province", subjects, (_SUBJECT, _EXAM_NO), ALWAYS),
        _Applied("subjects by the people", by_people, (_SUBJECT, _GROUP), ALWAYS),
        _Applied("people by the name", education.name_of_people, (_NAME, _GROUP), ALWAYS),
        _Applied("student number by the ID", education.student_no, (_ID, _PUPIL), ALWAYS),
        _Applied("ticket by the province", education.ticket, (_EXAM_NO, _TICKET), ALWAYS),
        _Applied("total by the province", education.score, (_EXAM_NO, _SCORE), ALWAYS),
    ]


def _of_two(spec: Spec) -> list[tuple[str, _Applied]]:
    """Rules about somebody and whoever is an attribute of them; one column of each."""
    names = Bounds(0.35, 0.8)
    applied = [
        ("guardian", _Applied("same surname", rules.same_surname, (_NAME, _NAME), names)),
        # Couples of one name are rare, and there are some.
        ("co_owner", _Applied("not the same", titles.somebody_else, (_NAME, _NAME), _MOSTLY)),
        ("owner", _Applied("same province", rules.owner_area, (_USCC, _ID), Bounds(0.5, 0.95))),
    ]
    if spec.identity == "realistic":
        near = _Applied("mobile is of the home's area", rules.home_mobile, (_HOME, _MOBILE), _NEAR)
        applied.append(("guardian", near))
    return applied


@dataclass(slots=True)
class Rate:
    """How often a rule holds for some columns.

    Attributes:
        what: Who it is about, and what.
        rule: The rule.
        columns: Its arguments.
        bounds: How often it must hold.
    """

    what: str
    rule: Rule
    columns: tuple[TableColumn, ...]
    bounds: Bounds
    _cases: int = 0
    _right: int = 0
    _files: set[int] = field(default_factory=set)
    _examples: list[str] = field(default_factory=list)

    def add(self, block: Block) -> None:
        """Look at a block."""
        values = [place.values(block) for place in self.columns]
        known, right = self.rule(*values)
        self._cases += int(known.sum())
        self._files.update(np.unique(block.file[np.flatnonzero(known)]).tolist())
        self._right += int((known & right).sum())
        if self.bounds.strict:
            odd = np.flatnonzero(known & (right if self.bounds == NEVER else ~right))
            for row in odd[: EXAMPLES - len(self._examples)].tolist():
                shown = ", ".join(repr(some[row].as_py()) for some in values)
                self._examples.append(f"record {block.record_id[row]}: {shown}")

    def finding(self) -> Finding:
        """What came out; nothing is wrong where there was nothing to look at."""
        cases, (least, most) = self._cases, self.bounds
        share = self._right / cases if cases else least
        # Cases of a file are alike, so that chance is that of so many files.
        slack = 0.0 if self.bounds.strict else _SIGMAS * 0.5 / max(len(self._files), 1) ** 0.5
        return Finding(
            check="coherence",
            what=self.what,
            cases=cases,
            value=share,
            bound=f"{least:g}" if self.bounds.strict else f"{least:g} to {most:g}",
            ok=least - slack <= share <= most + slack,
            examples=tuple(self._examples),
        )


def rates(roles: Roles, spec: Spec) -> Iterator[Rate]:
    """A rate for every rule whose columns a corpus has."""
    for role in roles.names():
        for one in _of_one(spec):
            columns = _found(roles, [role] * len(one.asked), one.asked)
            if len(columns) == len(one.asked):
                more = _found(roles, [role] * len(one.optional), one.optional)
                yield Rate(f"{role}: {one.what}", one.rule, (*columns, *more), one.bounds)
    for attribute, one in _of_two(spec):
        for pair in roles.related(attribute):
            columns = _found(roles, pair, one.asked)
            if len(columns) == len(one.asked):
                yield Rate(f"{' and '.join(pair)}: {one.what}", one.rule, columns, one.bounds)


def _found(roles: Roles, of: Sequence[str], asked: Sequence[_Asked]) -> tuple[TableColumn, ...]:
    places = (
        roles.find(role, label=one.label, attribute=one.attribute)
        for role, one in zip(of, asked, strict=True)
    )
    return tuple(place for place in places if place is not None)
