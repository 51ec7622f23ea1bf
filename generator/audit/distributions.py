"""Audit: whether people are as in the country, by total variation distance from published shares.

Every person counts once, by the first undamaged value of a kind, and every mobile number once. The
first million of a kind is enough: chance is below a thousandth then.
"""

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from leakbench.generator.audit.blocks import Block
from leakbench.generator.audit.cells import Roles, TableColumn
from leakbench.generator.audit.findings import Finding
from leakbench.generator.audit.hashes import string_hashes
from leakbench.generator.corpus import Corpus
from leakbench.generator.engine.tables import table
from leakbench.generator.entities import entities
from leakbench.generator.spec import Spec

_NOISE = 4
"""How many times the distance that chance makes on the average is allowed on top of the bound."""
_FEWEST, _ENOUGH = 200, 1_000_000


class Published(NamedTuple):
    """Published shares.

    Attributes:
        title: Of what.
        bound: Distance that is allowed beyond chance.
        names: The classes.
        shares: Their shares; with what is left over at the end, if anything is.
    """

    title: str
    bound: float
    names: list[str]
    shares: NDArray[np.float64]


@cache
def published() -> dict[str, Published]:
    """All published shares, by name."""
    name = "audit_distributions.toml"
    source = files("leakbench.generator.data").joinpath(name).read_text("utf-8")
    found = {}
    for kind, entry in tomllib.loads(source).items():
        shares = np.array(list(entry["shares"].values()), np.float64) / 100
        left = max(1 - shares.sum(), 0)
        if left > 1e-3:
            shares = np.append(shares, left)
        names = list(entry["shares"])
        found[kind] = Published(entry["title"], entry["bound"], names, shares / shares.sum())
    return found


class _Classes:
    """Counts classes over things of which each counts once."""

    def __init__(self, kind: str) -> None:
        self._kind = kind
        self._parts: list[NDArray[np.int64]] = []

    def add(self, thing: NDArray[Any], which: NDArray[np.int64]) -> None:
        """Things and their classes; -1 for those that are left out."""
        if sum(map(len, self._parts)) >= _ENOUGH:
            return
        kept = which >= 0
        pairs = np.stack([thing[kept].astype(np.int64), which[kept]], axis=1)
        self._parts.append(np.unique(pairs, axis=0))

    def finding(self) -> Finding | None:
        """The distance; None if there is nothing to measure."""
        if not self._parts:
            return None
        pairs = np.concatenate(self._parts)
        first = np.unique(pairs[:, 0], return_index=True)[1]
        kind = published()[self._kind]
        counts = np.bincount(pairs[first, 1], minlength=len(kind.shares))
        cases = int(counts.sum())
        if cases < _FEWEST:
            return None
        distance = 0.5 * float(np.abs(counts / cases - kind.shares).sum())
        # The mean distance of a sample from its own distribution.
        chance = 0.4 * float(np.sqrt(kind.shares * (1 - kind.shares) / cases).sum())
        bound = kind.bound + _NOISE * chance
        return Finding(
            check="distributions",
            what=kind.title,
            cases=cases,
            value=distance,
            bound=f"distance at most {bound:.3f}",
            ok=distance <= bound,
        )


class Distributions:
    """Looks at names, peoples, resident IDs and mobile numbers in the cells.

    Args:
        corpus: Says which column has peoples.
        spec: Operators are held against their market shares only if numbers are realistic, peoples
            against the census only where cells stand in their columns.
    """

    def __init__(self, corpus: Corpus, spec: Spec) -> None:
        self._classes = {kind: _Classes(kind) for kind in published()}
        if spec.identity != "realistic":
            del self._classes["operators"]
        straight = corpus.cell_order(spec.columns) == "straight"
        self._peoples = _column_of_peoples(Roles(corpus)) if straight else None

    def add(self, block: Block) -> None:
        """Look at a block."""
        subject, _, names = _values(block, "PERSON_NAME")
        surname, length = _named(names)
        self._classes["surnames"].add(subject, surname)
        self._classes["name_lengths"].add(subject, length)
        subject, row, ids = _values(block, "RESIDENT_ID")
        # People of a file live in one place, so that a file is one case: whoever is named first.
        file, first = np.unique(block.file[row], return_index=True)
        provinces = _among("provinces", pc.utf8_slice_codeunits(ids, 0, 2))
        self._classes["provinces"].add(file, provinces[first])
        odd = pc.is_in(pc.utf8_slice_codeunits(ids, 16, 17), pa.array(list("13579")))
        sexes = np.where(odd.to_numpy(zero_copy_only=False), 0, 1)
        full = pc.equal(pc.utf8_length(ids), 18).to_numpy(zero_copy_only=False)
        self._classes["sexes"].add(subject, np.where(full, sexes, -1))
        if "operators" in self._classes:
            _, _, mobiles = _values(block, "MOBILE")
            self._classes["operators"].add(string_hashes(mobiles), _operators(mobiles))
        if self._peoples is not None:
            peoples = self._peoples.values(block)
            file, first = np.unique(block.file, return_index=True)
            which = _among("peoples", pc.replace_substring_regex(peoples, "族$", ""))
            told = peoples.is_valid().to_numpy(zero_copy_only=False)
            self._classes["peoples"].add(file, np.where(told, which, -1)[first])

    def findings(self) -> Iterable[Finding]:
        """What came out."""
        for classes in self._classes.values():
            found = classes.finding()
            if found is not None:
                yield found


def _column_of_peoples(roles: Roles) -> TableColumn | None:
    found = (roles.find(role, label=None, attribute="ethnic_group") for role in roles.names())
    return next((place for place in found if place is not None), None)


def _values(
    block: Block, label: str
) -> tuple[NDArray[np.int64], NDArray[np.int64], pa.StringArray]:
    """Subjects, rows and plain undamaged values of a label in the cells."""
    spans = block.cell_spans
    where = spans.exact & spans.plain & spans.inside & (spans.subject >= 0)
    where &= spans.label == list(entities()).index(label)
    return spans.subject[where], spans.row[where], spans.value.filter(pa.array(where))


def _among(kind: str, values: pa.StringArray) -> NDArray[np.int64]:
    """Class of each value; what is not named is the class after the last, or left out."""
    known = published()[kind]
    place = pc.fill_null(pc.index_in(values, pa.array(known.names)), -1).to_numpy()
    rest = len(known.names) if len(known.shares) > len(known.names) else -1
    return np.where(place < 0, rest, place).astype(np.int64)


@cache
def _surnames() -> tuple[pa.Array, pa.Array]:
    names = table("surnames")["surname"]
    return pa.array([name for name in names if len(name) == 1]), pa.array(
        [name for name in names if len(name) > 1]
    )


def _named(names: pa.StringArray) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Classes of surnames and of lengths; names of minorities and foreigners are left out."""
    single, compound = _surnames()
    head = pc.utf8_slice_codeunits(names, 0, 2)
    length = pc.utf8_length(names).to_numpy()
    two = pc.is_in(head, compound).to_numpy(zero_copy_only=False) & (length > 2)
    first = pc.utf8_slice_codeunits(names, 0, 1)
    one = pc.is_in(first, single).to_numpy(zero_copy_only=False)
    given = length - 1 - two
    usual = (one | two) & (given >= 1) & (given <= 2)
    usual &= ~pc.match_substring(names, "·").to_numpy(zero_copy_only=False)
    surname = _among("surnames", pc.if_else(pa.array(two), head, first))
    return np.where(usual, surname, -1), np.where(usual, given - 1, -1)


def _operators(mobiles: pa.StringArray) -> NDArray[np.int64]:
    """Class of the operator by the prefix that the ministry gave it."""
    rows = table("mobile_prefixes")
    names = published()["operators"].names
    class_of = {"mobile": 0, "telecom": 1}
    found = np.full(len(mobiles), -1, np.int64)
    for length in (3, 4, 5):
        chosen = [
            (prefix, class_of.get(operator, len(names) - 1))
            for prefix, operator in zip(rows["prefix"], rows["operator"], strict=True)
            if len(prefix) == length
        ]
        prefixes = pa.array([prefix for prefix, _ in chosen])
        place = pc.index_in(pc.utf8_slice_codeunits(mobiles, 0, length), prefixes)
        place = pc.fill_null(place, -1).to_numpy()
        classes = np.array([kind for _, kind in chosen])
        found = np.where(place >= 0, classes[place], found)
    return found
