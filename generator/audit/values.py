"""Audit: every undamaged value is one of its kind.

Plain values are looked at as they stand. Values in another form are first brought back into the
canonical one where a label says how; where it does not (names, addresses, amounts) only plain
values are looked at. Masked and damaged values are no longer anything.
"""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from leakbench.generator.audit.blocks import Block, Spans
from leakbench.generator.audit.checks import CHECKS
from leakbench.generator.audit.findings import Finding, Tally
from leakbench.generator.audit.undo import undone
from leakbench.generator.entities import entities


@dataclass(frozen=True, slots=True)
class Format:
    """What a value of a label looks like; see ``data/audit_formats.toml``."""

    pattern: str
    check: tuple[str, ...] = ()
    undo: str | None = None


@cache
def formats() -> dict[str, Format]:
    """The format of every label."""
    source = files("leakbench.generator.data").joinpath("audit_formats.toml").read_text("utf-8")
    return {
        label: Format(entry["pattern"], tuple(entry.get("check", ())), entry.get("undo"))
        for label, entry in tomllib.loads(source).items()
    }


def are_valid(label: str, values: pa.StringArray) -> NDArray[np.bool_]:
    """Which canonical values are values of a label."""
    kind = formats()[label]
    right: NDArray[np.bool_] = pc.match_substring_regex(values, f"^(?:{kind.pattern})$").to_numpy(
        zero_copy_only=False
    ).copy()  # fmt: skip
    for name in kind.check:
        here = np.flatnonzero(right)
        right[here] = CHECKS[name](values.take(pa.array(here)))
    return right


class Values:
    """Looks at the values of all labels, each distinct one of a block once."""

    def __init__(self) -> None:
        self._tally = Tally("values")

    def add(self, block: Block) -> None:
        """Look at a block."""
        for label, name in enumerate(entities()):
            undo = formats()[name].undo
            parts = []
            for spans in (block.text_spans, block.cell_spans):
                here = (spans.label == label) & spans.exact & spans.inside
                parts.append(spans.value.filter(pa.array(here & spans.plain)))
                others = here & ~spans.plain
                if undo is not None and others.any():
                    parts.append(_undone(spans, others, undo))
            values = pa.chunked_array(parts).unique()
            if len(values):
                right = are_valid(name, values)
                self._tally.count(name, len(values), int((~right).sum()), _shown(values, right))

    def findings(self) -> Iterable[Finding]:
        """What came out."""
        return self._tally.findings()


def _undone(spans: Spans, where: NDArray[np.bool_], undo: str) -> pa.StringArray:
    chosen = pa.array(where)
    forms = spans.form.filter(chosen).to_pylist()
    return pa.array(undone(undo, spans.value.filter(chosen).to_pylist(), forms), pa.string())


def _shown(values: pa.StringArray, right: NDArray[np.bool_]) -> Iterator[str]:
    for at in np.flatnonzero(~right).tolist():
        yield repr(values[at].as_py())
