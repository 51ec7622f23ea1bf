"""The offices of a case: companies, their machines, and folders on them with names for files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from typing import Any

import numpy as np

from leakbench.generator.cases.vocabulary import filled, one_of, words
from leakbench.generator.engine.tables import table
from leakbench.generator.population.company_brands import brands
from leakbench.generator.spec import Spec

_BEIJING = timezone(timedelta(hours=8))
_MACHINES_FOR = 9  # files
_COMPANIES_FOR = 45  # files
_USER = "{user}"
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789"


@dataclass(frozen=True, slots=True)
class Company:
    """A company whose office is searched.

    Attributes:
        name: What it is called.
        kind: What ``companies.toml`` says of its kind.
        machines: Names of its machines, each with its user.
    """

    name: str
    kind: Mapping[str, Any]
    machines: tuple[tuple[str, str], ...]


def companies(spec: Spec, files: int, draw: np.random.Generator) -> tuple[Company, ...]:
    """The companies of a case of so many files: one of every kind before a second of any."""
    kinds = words("companies")["companies"]
    number = int(np.clip(round(files / _COMPANIES_FOR), 1, len(kinds)))
    chosen = [kinds[int(one)] for one in draw.permutation(len(kinds))[:number]]
    cities = [name.removesuffix("市") for name in table("city_shares")["name"]]
    city = one_of(draw, [name for name in cities if len(name) == 2])
    machines = max(2, round(files / _MACHINES_FOR / number))
    return tuple(
        Company(
            f"{city}{one_of(draw, brands('firm', spec.split))}{one_of(draw, kind['words'])}",
            kind,
            _machines(kind, machines, draw),
        )
        for kind in chosen
    )


def _machines(
    kind: Mapping[str, Any], number: int, draw: np.random.Generator
) -> tuple[tuple[str, str], ...]:
    known, users = words("folders")["machines"], words("folders")["users"]
    found: dict[str, str] = {}
    while len(found) < number:
        slots = {
            "code": "".join(_LETTERS[at] for at in draw.integers(len(_LETTERS), size=7)),
            "year": str(2018 + draw.integers(7)),
            "team": one_of(draw, kind["teams"]),
            "number": str(1 + draw.integers(12)),
        }
        found.setdefault(filled(one_of(draw, known), slots), one_of(draw, users))
    return tuple(found.items())


def moment_before(spec: Spec, days: int, draw: np.random.Generator) -> datetime:
    """A moment of office hours or the evening, up to so many days before the reference date."""
    day = spec.reference_date - timedelta(days=1 + int(draw.integers(max(1, days))))
    return at_moment(day, draw)


def at_moment(day: date, draw: np.random.Generator) -> datetime:
    """A moment of a day, in Beijing."""
    minute, second = draw.integers(60, size=2).tolist()
    clock = time(9 + int(draw.integers(12)), minute, second, tzinfo=_BEIJING)
    return datetime.combine(day, clock)


def slots_of(company: Company, when: datetime, draw: np.random.Generator) -> dict[str, str]:
    """What folders and names say of a company's file of a moment."""
    return {
        "user": _USER,  # it is the machine's
        "team": one_of(draw, company.kind["teams"]),
        "work": one_of(draw, company.kind["work"]),
        "year": f"{when:%Y}",
        "month": str(when.month),
        "day": str(when.day),
        "mm": f"{when:%m}",
        "dd": f"{when:%d}",
    }


class Paths:
    """Gives every file a path of its own."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def of(self, company: Company, folder: str, name: str, draw: np.random.Generator) -> str:
        """A path in a folder of one of a company's machines; a name that is taken gets a number."""
        machine, user = one_of(draw, company.machines)
        if machine.startswith(tuple(words("folders")["without_drives"])):
            folder = folder.removeprefix(f"C/Users/{_USER}/")
            folder = folder.partition("/")[2] if folder[1:2] == "/" else folder
        return self._free(f"{company.name}/{machine}/{folder.replace(_USER, user)}", name)

    def beside(self, path: str, name: str) -> str:
        """A path in the folder of another file."""
        return self._free(path.rpartition("/")[0], name)

    def _free(self, where: str, name: str) -> str:
        stem, dot, suffix = name.rpartition(".")
        for again in range(1, 1_000_000):
            numbered = f"{stem} ({again}){dot}{suffix}" if again > 1 else name
            path = f"{where}/{numbered}"
            if path.casefold() not in self._taken:
                self._taken.add(path.casefold())
                return path
        raise AssertionError  # a folder holds no million files of one name


def folder_of(lines: Sequence[str], slots: dict[str, str], draw: np.random.Generator) -> str:
    """One of some folders, with its slots filled."""
    return filled(one_of(draw, lines), slots)
