"""Which values tell who somebody is: alone (direct), together with others (quasi), or not at all.

``identifiability.toml`` gives the kind of every label with its reason; a form of values that says
less than its label (a surname with a title) is what the registry's forms say.
"""

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Final, cast, get_args

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.entities import Identifier, known_labels
from leakbench.generator.value_forms import partial_forms

KINDS: Final[tuple[Identifier, ...]] = get_args(Identifier)
DIRECT, QUASI, NONE = range(len(KINDS))


@cache
def kinds() -> dict[str, Identifier]:
    """The kind of every label of the registry, families too.

    Raises:
        ValueError: The file leaves a label out, has one twice, or one that does not exist.
    """
    text = files("leakbench.benchmarks.scoring").joinpath("identifiability.toml").read_text("utf-8")
    told = [(label, kind) for kind, some in tomllib.loads(text).items() for label in some]
    found = {label: cast("Identifier", kind) for label, kind in told}
    odd = (found.keys() ^ known_labels()) | ({*found.values()} - {*KINDS})
    if odd or len(found) < len(told):
        raise ValueError(f"identifiability.toml: not every label once: {', '.join(sorted(odd))}")
    return found


def label_kinds(labels: Sequence[str]) -> NDArray[np.uint8]:
    """The kind of each label, as a place in ``KINDS``; one that nobody knows tells nothing."""
    known = kinds()
    return np.array([KINDS.index(known.get(label, "none")) for label in labels], np.uint8)


def least_kinds(forms: Sequence[str]) -> NDArray[np.uint8]:
    """What values of each form tell at most, as a place in ``KINDS``."""
    partial = partial_forms()
    told = (partial[form].identifier if form in partial else None for form in forms)
    return np.array([DIRECT if one is None else KINDS.index(one) for one in told], np.uint8)
