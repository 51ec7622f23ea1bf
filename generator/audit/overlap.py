"""Audit: two splits have nothing in common that a model could learn by heart."""

from collections.abc import Iterable

import numpy as np

from leakbench.generator.audit.findings import EXAMPLES, Finding
from leakbench.generator.audit.fingerprints import PARTED, Fingerprint
from leakbench.generator.spec import Headers, Split

_SHARED = 0.002
"""Share of the values of the smaller side that may be the same by chance (short names, numbers)."""
_NAMING: tuple[Headers, ...] = ("true", "variant", "misleading")
"""How columns must be called for their names to belong to a split."""


class Side:
    """One of two datasets that are compared.

    Attributes:
        name: What it is called in findings.
        split: Its split.
        headers: How its columns are called.
        fingerprint: What of it could be learnt by heart.
    """

    def __init__(self, name: str, split: Split, headers: Headers, fingerprint: Fingerprint) -> None:
        self.name = name
        self.split = split
        self.headers = headers
        self.fingerprint = fingerprint


def overlap(one: Side, other: Side) -> Iterable[Finding]:
    """What two splits of one corpus have in common."""
    pair = f"{one.name} and {other.name}"
    first, second = one.fingerprint.texts(), other.fingerprint.texts()
    same, here, there = np.intersect1d(
        first.hashes, second.hashes, assume_unique=True, return_indices=True
    )
    yield Finding(
        check="overlap",
        what=f"{pair}: delexicalized texts",
        cases=min(len(first.hashes), len(second.hashes)),
        value=len(same),
        bound="none",
        ok=not len(same),
        examples=tuple(
            f"record {first.record[i]} of {one.name}, record {second.record[j]} of {other.name}"
            for i, j in list(zip(here, there, strict=True))[:EXAMPLES]
        ),
    )
    if one.headers in _NAMING and other.headers in _NAMING:
        headers = sorted(one.fingerprint.headers & other.fingerprint.headers)
        yield Finding(
            check="overlap",
            what=f"{pair}: headers",
            cases=len(one.fingerprint.headers),
            value=len(headers),
            bound="none",
            ok=not headers,
            examples=tuple(headers[:EXAMPLES]),
        )
    for label in PARTED:
        mine, theirs = one.fingerprint.values(label), other.fingerprint.values(label)
        smaller = min(len(mine), len(theirs))
        if smaller:
            common = len(np.intersect1d(mine, theirs, assume_unique=True))
            yield Finding(
                check="overlap",
                what=f"{pair}: {label}",
                cases=smaller,
                value=common,
                bound=f"{_SHARED:.1%} of the cases",
                ok=common <= max(_SHARED * smaller, 2),
            )
