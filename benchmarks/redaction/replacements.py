"""What stands in the place of a value: stars, its label, a pseudonym, or a made-up value."""

from collections.abc import Callable
from typing import Final, Literal, Protocol, get_args

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from leakbench.benchmarks.redaction.keys import Key
from leakbench.benchmarks.redaction.meaning import meanings

Redaction = Literal["mask", "label", "pseudonym", "surrogate"]
REDACTIONS: tuple[Redaction, ...] = get_args(Redaction)
KEYED: Final = ("pseudonym", "surrogate")
"""Those that need a key: with the same one, a value has the same replacement in every file."""


class Replaces(Protocol):
    """Gives every value its replacement."""

    def __call__(self, labels: NDArray[np.str_], values: pa.StringArray, /) -> pa.StringArray:
        """The replacement of each value.

        Args:
            labels: Their coarse labels.
            values: As they are written.
        """
        ...


def replacement(how: Redaction, key: Key | None = None) -> Replaces:
    """The function that replaces values.

    Args:
        how: ``mask``: a star for every character. ``label``: ``<PERSON>``. ``pseudonym``: the label
            and what only the key tells: ``PERSON-7QK2M5AXD3``. ``surrogate``: a made-up value of
            the same kind, written alike.
        key: For those that need one.

    Raises:
        ValueError: A key is missing.
    """
    if how == "mask":
        return _masked
    if how == "label":
        return _labelled
    if key is None:
        raise ValueError(f"{how}s are made with a key")
    if how == "pseudonym":
        return _by_meaning(key.pseudonyms)
    from leakbench.benchmarks.redaction.surrogates import Surrogates  # noqa: PLC0415 - slow

    return Surrogates(key)


def _masked(labels: NDArray[np.str_], values: pa.StringArray) -> pa.StringArray:
    del labels
    return pc.binary_repeat(pa.array(["*"] * len(values), pa.string()), pc.utf8_length(values))


def _labelled(labels: NDArray[np.str_], values: pa.StringArray) -> pa.StringArray:
    del values
    return pa.array([f"<{label}>" for label in labels.tolist()], pa.string())


def _by_meaning(named: Callable[[str, list[str]], list[str]]) -> Replaces:
    def replaced(labels: NDArray[np.str_], values: pa.StringArray) -> pa.StringArray:
        meant = meanings(labels, values)
        out = np.empty(len(values), object)
        for label in np.unique(labels).tolist():
            here = np.flatnonzero(labels == label)
            distinct = meant.take(pa.array(here)).dictionary_encode()
            names = np.array(named(label, distinct.dictionary.to_pylist()), object)
            out[here] = names[distinct.indices.to_numpy(zero_copy_only=False)]
        return pa.array(out, pa.string())

    return replaced
