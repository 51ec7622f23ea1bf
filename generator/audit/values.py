"""Audit: every undamaged value is one of its kind.

Plain values are looked at as they stand. Values in another form are first brought back into the
canonical one where a label says how; where it does not (names, addresses, amounts) plain values
are looked at, and garbled ones as they read once their bytes are put right. Values of partial forms
have patterns of their own. Masked and damaged values are no longer anything.
"""

from collections.abc import Iterable, Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from leakbench.generator.audit.blocks import Block, Spans
from leakbench.generator.audit.findings import Finding, Tally
from leakbench.generator.audit.formats import are_of_form, are_valid, formats
from leakbench.generator.audit.undo import undone, ungarbled
from leakbench.generator.entities import entities
from leakbench.generator.value_forms import partial_forms

GARBLED = {"mojibake_gbk": "gbk", "mojibake_utf8": "utf-8"}
"""Forms of values whose bytes were read as Western letters, and in what they were written."""


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
                others = here & ~spans.plain & ~spans.partial
                if undo is not None and others.any():
                    parts.append(_undone(spans, others, undo))
                elif others.any():
                    parts += [_ungarbled(spans, others, form) for form in GARBLED]
                self._partial(name, spans, here & spans.partial)
            values = pa.chunked_array(parts).unique()
            if len(values):
                right = are_valid(name, values)
                self._tally.count(name, len(values), int((~right).sum()), _shown(values, right))

    def _partial(self, label: str, spans: Spans, where: NDArray[np.bool_]) -> None:
        """Look at the values of a label that are of partial forms."""
        if not where.any():
            return
        form, value = (column.filter(pa.array(where)) for column in (spans.form, spans.value))
        for name in partial_forms():
            values = value.filter(pc.equal(form.cast(pa.string()), name)).unique()
            if len(values):
                right = are_of_form(label, name, values)
                self._tally.count(label, len(values), int((~right).sum()), _shown(values, right))

    def findings(self) -> Iterable[Finding]:
        """What came out."""
        return self._tally.findings()


def _undone(spans: Spans, where: NDArray[np.bool_], undo: str) -> pa.StringArray:
    chosen = pa.array(where)
    forms = spans.form.filter(chosen).to_pylist()
    return pa.array(undone(undo, spans.value.filter(chosen).to_pylist(), forms), pa.string())


def _ungarbled(spans: Spans, where: NDArray[np.bool_], form: str) -> pa.StringArray:
    garbled = pc.equal(spans.form.cast(pa.string()), form).to_numpy(zero_copy_only=False)
    texts = spans.value.filter(pa.array(where & garbled)).to_pylist()
    return pa.array([ungarbled(text, GARBLED[form]) for text in texts], pa.string())


def _shown(values: pa.StringArray, right: NDArray[np.bool_]) -> Iterator[str]:
    for at in np.flatnonzero(~right).tolist():
        yield repr(values[at].as_py())
