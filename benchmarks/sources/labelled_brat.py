"""brat: a directory of texts (``.txt``) with their annotations beside them (``.ann``).

Each text is a record. Only text-bound annotations (``T1⇥LABEL 0 5⇥the words``) are read; relations,
events, attributes and notes say nothing about which characters are meant. An annotation of several
fragments is refused: no detector of the field answers with one, so nothing could find it.
"""

import re
from hashlib import sha256
from pathlib import Path

from leakbench.benchmarks.sources.labelled_file import (
    LabelledFile,
    LabelledFileError,
    RecordError,
    Records,
    Span,
    at,
    decoded,
    file_bytes,
)

_BOUND = re.compile(r"T\S*\t(?P<label>\S+) (?P<start>\d+) (?P<end>\d+)\t(?P<words>.*)")
_FRAGMENTS = re.compile(r"T\S*\t\S+ \d+ \d+(;\d+ \d+)+\t")


def read_brat(path: Path) -> LabelledFile:
    """Read and check a whole directory, its files in the order of their names.

    Raises:
        LabelledFileError: There is no text in it, one has no annotations, an annotation is broken
            or of several fragments, or its words are not those at its place.
    """
    records = Records()
    digest = sha256()
    for text_path in sorted(path.rglob("*.txt")):
        annotations = text_path.with_suffix(".ann")
        if not annotations.is_file():
            raise LabelledFileError(
                text_path, f"no {annotations.name} beside it; it is empty if nothing is labelled"
            )
        data, marks = file_bytes(text_path), file_bytes(annotations)
        digest.update(text_path.relative_to(path).as_posix().encode() + b"\0")
        digest.update(sha256(data).digest() + sha256(marks).digest())
        text = decoded(text_path, data)
        with at(text_path, 1):  # of the spans each has been looked at
            records.add(text, _spans(annotations, decoded(annotations, marks), text))
    return records.finish(path, digest.hexdigest())


def _spans(path: Path, annotations: str, text: str) -> list[Span]:
    spans = []
    for number, line in enumerate(annotations.split("\n"), 1):
        if line.startswith("T"):
            with at(path, number):
                spans.append(_span(line.rstrip("\r"), text))
    return spans


def _span(line: str, text: str) -> Span:
    if _FRAGMENTS.match(line):
        raise RecordError("an annotation of several fragments; leave it out or make it one span")
    bound = _BOUND.fullmatch(line)
    if bound is None:
        raise RecordError("not T1⇥LABEL start end⇥words")
    start, end = int(bound["start"]), int(bound["end"])
    if end > len(text):
        raise RecordError(f"[{start}, {end}] leaves its text of {len(text)} characters")
    words = text[start:end].replace("\r", " ").replace("\n", " ")
    if words != bound["words"]:
        raise RecordError(f"the text has other words at [{start}, {end}]")
    return start, end, bound["label"]
