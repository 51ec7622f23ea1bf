"""Rows in which something was found, as lines to read: ⟦MOBILE 13800000000⟧ stands in its place."""

from collections.abc import Iterator
from typing import Final

import click
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from leakbench.benchmarks.detection.answered_sheets import Answered
from leakbench.benchmarks.redaction.covering import covered
from leakbench.detectors.splicing import TextColumn
from leakbench.generator.entities import coarse

_BETWEEN: Final = " │ "
_COLOURS: Final = {
    "PERSON": "bright_green",
    "PHONE": "bright_cyan",
    "ADDRESS": "bright_yellow",
    "ID_NUMBER": "bright_magenta",
    "FINANCE": "bright_red",
}
_OTHER: Final = "bright_blue"
_STEERING: Final = r"[\x00-\x08\x0b-\x1f\x7f-\x9f\x{202a}-\x{202e}\x{2066}-\x{2069}]"
_LONGEST: Final = 2_000  # characters of a line


def marked_lines(where: str, part: Answered, *, colours: bool = False) -> Iterator[str]:
    """The rows with findings, each as one line behind its place.

    Args:
        where: What the file and the sheet are called.
        part: Rows and answer.
        colours: Whether what was found is coloured, as a terminal shows it.
    """
    rows = np.unique(part.answer.column("row").to_numpy(zero_copy_only=False))
    columns = [
        _marked(cells, part.answer, number, colours=colours).take(pa.array(rows)).to_pylist()
        for number, cells in enumerate(part.strings.columns)
    ]
    for place, row in enumerate(rows.tolist()):
        cells = [column[place] for column in columns]
        line = _BETWEEN.join(" ".join(cell.split()) for cell in cells if cell)
        yield f"{where}:{part.first_row + row + 1}: {line[:_LONGEST]}"


def _marked(
    cells: pa.StringArray, answer: pa.RecordBatch, column: int, *, colours: bool
) -> pa.StringArray:
    # What moves a cursor or turns text round would show other cells than there are.
    cells = pc.replace_substring_regex(cells, _STEERING, "\ufffd")
    found = covered(cells, answer, column)
    values = [
        _coloured(label, f"⟦{label} {value}⟧") if colours else f"⟦{label} {value}⟧"
        for label, value in zip(found.labels.tolist(), found.values.to_pylist(), strict=True)
    ]
    if not values:
        return cells
    return TextColumn.of(cells).splice(found.places, pa.array(values, pa.string())).texts


def _coloured(label: str, text: str) -> str:
    return click.style(text, fg=_COLOURS.get(coarse(label), _OTHER))
