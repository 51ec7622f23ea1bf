"""brat: a text and its annotations a record, in folders of a thousand, with ``annotation.conf``.

Line breaks stand in a text as they are and as spaces in what an annotation repeats of it, as brat
has them. Overlapping spans all stand there; brat must be told so (``annotation.conf`` does).
"""

from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from leakbench.benchmarks.training_formats.characters import Characters
from leakbench.benchmarks.training_formats.json_columns import filled, numbers
from leakbench.benchmarks.training_formats.labelled_texts import LabelledTexts, TextBatch
from leakbench.benchmarks.training_formats.output_forms import FolderForm
from leakbench.generator.errors import LeakbenchError

_OF_A_FOLDER = 1_000  # records


class ByteOrderMarkError(LeakbenchError, ValueError):
    """A text begins with what readers take for a byte order mark.

    Attributes:
        record: The record, from 0.
    """

    def __init__(self, record: int) -> None:
        self.record = record
        super().__init__(
            f"record {record} begins with U+FEFF, which whoever reads a file of its own takes for "
            "a byte order mark: brat would place every label one character off"
        )


def _fill(texts: LabelledTexts, folder: Path) -> None:
    """Write all records.

    Raises:
        UnnameableLabelError: A label has white space in it.
        ByteOrderMarkError: A text begins with U+FEFF.
    """
    texts.refuse_spaces("brat")
    labels = pa.array(texts.labels, pa.string())
    digits = len(str(max(texts.rows - 1, 0)))
    (folder / "annotation.conf").write_bytes(_configuration(texts.labels).encode())
    for batch in texts.batches():
        annotations = _annotations(batch, labels).to_pylist()
        pairs = zip(batch.texts.to_pylist(), annotations, strict=True)
        for record, (text, marks) in enumerate(pairs, batch.first):
            if text.startswith("\ufeff"):
                raise ByteOrderMarkError(record)
            name = f"{record:0{digits}}"
            into = folder / f"{record // _OF_A_FOLDER:0{max(digits - 3, 1)}}"
            if record % _OF_A_FOLDER == 0:
                into.mkdir()
            (into / f"{name}.txt").write_bytes(text.encode())
            (into / f"{name}.ann").write_bytes(marks.encode())


def _annotations(batch: TextBatch, labels: pa.StringArray) -> pa.StringArray:
    """The annotations of each record, a line each."""
    spans = batch.spans
    offsets = spans.offsets(len(batch.texts))
    words = Characters(batch.texts).values(spans)
    lines = filled(
        "T<number>\t<label> <start> <end>\t<words>\n",
        number=numbers(1 + np.arange(len(spans.record)) - offsets[spans.record]),
        label=labels.take(pa.array(spans.label)),
        start=numbers(spans.start),
        end=numbers(spans.end),
        words=pc.replace_substring(pc.replace_substring(words, "\n", " "), "\r", " "),
    )
    return pc.binary_join(pa.ListArray.from_arrays(pa.array(offsets), lines), "")


def _configuration(labels: tuple[str, ...]) -> str:
    named = "".join(f"{label}\n" for label in labels)
    return (
        f"[entities]\n{named}\n[relations]\n<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, "
        "<OVL-TYPE>:<ANY>\n\n[events]\n\n[attributes]\n"
    )


FORM: Final = FolderForm(_fill, ("annotation.conf", "*/*.txt", "*/*.ann"))
