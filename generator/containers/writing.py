"""Records written as a file of any format, with their truth beside it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import Any, BinaryIO

import numpy as np

from leakbench.generator.containers.dressing import Layout, dressed
from leakbench.generator.containers.formats import Format, Style
from leakbench.generator.containers.labelled_cells import LabelledCells, Track
from leakbench.generator.containers.truth import (
    TruthWriter,
    hash_of,
    truth_path,
    writing_truth,
)
from leakbench.generator.corpus import corpus_of
from leakbench.generator.datasets.manifest import spec_json
from leakbench.generator.datasets.outputs import only_writer_of, replacing
from leakbench.generator.furniture import lines
from leakbench.generator.generate import batches, records_at
from leakbench.generator.packs import using
from leakbench.generator.spec import Spec

_FEWEST_SHEETS, _MOST_SHEETS = 2, 20
_TITLED = 0.4  # share of the workbooks
_WORKBOOKS = ("xlsx",)


@dataclass(frozen=True, slots=True)
class Kind:
    """What a file is written as.

    Attributes:
        form: The format.
        style: How a text container is written.
        layout: What stands around the rows.
    """

    form: Format
    style: Style = field(default_factory=Style)
    layout: Layout = field(default_factory=Layout)


def kind_of(spec: Spec, rows: int, form: Format, style: Style, track: Track | None) -> Kind:
    """How so many records of a dataset are written in a format; drawn from the seed.

    Args:
        spec: The dataset.
        rows: How many records.
        form: The format.
        style: How a text container is written.
        track: The records' texts or their columns; None is what the corpus is.
    """
    lines_ = _track(spec, track) == "text"
    if form.name not in _WORKBOOKS or lines_:
        return Kind(form, style, Layout(lines=lines_))
    draw = np.random.default_rng([spec.seed, rows])
    title = title_of(spec, draw) if draw.random() < _TITLED else ""
    last = int(records_at(spec, np.array([rows - 1])).column("file")[0].as_py())
    several = _FEWEST_SHEETS <= last + 1 <= _MOST_SHEETS and corpus_of(spec).is_list
    return Kind(form, style, Layout(title=title, sheet_per_file=several))


def records(spec: Spec, rows: int, track: Track | None = None) -> Iterator[LabelledCells]:
    """Records of a dataset as cells with their values."""
    chosen = _track(spec, track)
    return (LabelledCells.of_records(batch, chosen) for batch in batches(spec, rows))


def about_records(spec: Spec, rows: int) -> dict[str, Any]:
    """What the truth of a file says of the records in it."""
    return {"spec": spec_json(spec), "rows": rows, "tiers": corpus_of(spec).tiers}


def write_file(
    parts: Iterable[LabelledCells],
    kind: Kind,
    out: Path,
    about: Mapping[str, Any],
    truth: Path | None = None,
) -> int:
    """Write rows as a file, and their truth beside it or where it is asked for.

    Args:
        parts: The rows.
        kind: What they are written as.
        out: The file.
        about: What the truth says of it, as JSON values.
        truth: The truth file.

    Returns:
        How many values stand in it.

    Raises:
        OutputInUseError: Another process writes it.
        ContainerError: It cannot be written.
    """
    # The truth has its name before the file, so that a file never stands without one.
    with only_writer_of(out), replacing(out) as temporary:
        with writing_truth(truth or truth_path(out)) as keep:
            with temporary.open("w+b") as file:
                kind.form.write(
                    dressed(parts, kind.form, kind.style, kind.layout, keep), file, kind.style
                )
            keep.about(
                {
                    **about,
                    "format": kind.form.name,
                    "style": asdict(kind.style),
                    "sha256": hash_of(temporary),
                    "sheets": keep.sheets,
                }
            )
        return keep.spans


def write_stream(parts: Iterable[LabelledCells], kind: Kind, stream: BinaryIO) -> None:
    """Write rows into what cannot be gone back in; their truth is kept nowhere."""
    sheets = dressed(parts, kind.form, kind.style, kind.layout, TruthWriter(None))
    if kind.form.text:
        kind.form.write(sheets, stream, kind.style)
        return
    with TemporaryFile() as file:
        kind.form.write(sheets, file, kind.style)
        file.seek(0)
        copyfileobj(file, stream)


def _track(spec: Spec, track: Track | None) -> Track:
    return track or ("table" if corpus_of(spec).is_list else "text")


def title_of(spec: Spec, draw: np.random.Generator) -> str:
    """A line for the top of a sheet, such as the corpus's lists have."""
    with using(spec.pack):
        known = [line for line in lines(spec.corpus, spec.split)["title"] if "|" not in line]
    month = f"{spec.reference_date.year - 1}年{1 + draw.integers(12)}月"
    told = [line.replace("{month}", month) for line in known]
    whole = [line for line in told if "{" not in line]
    return str(draw.choice(whole)) if whole else ""
