"""CoNLL files: a token and its tag a line, and a blank line between sentences.

Columns stand between tabs or spaces. The tag is the last column in which every line holds one, the
token the first column that is no running number. Comments (``# …`` before a sentence's first token)
and ``-DOCSTART-`` are passed over, but for ``# text = …``: so Universal Dependencies keep the
sentence as it was written, with its spaces.
"""

import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from leakbench.benchmarks.sources.labelled_file import (
    LabelledFile,
    LabelledFileError,
    Records,
    at,
    decoded,
    file_bytes,
)
from leakbench.benchmarks.sources.tagged_tokens import joined

_TAG = re.compile(r"O|[BIMELSU]-\S+")
_DOCUMENT = "-DOCSTART-"
_WRITTEN = "# text = "


class TaggedSentence(NamedTuple):
    """A sentence's tokens with a tag each.

    Attributes:
        line: Of its first token, from 1.
        tokens: Words or characters.
        tags: One for each.
        text: The sentence as a comment gives it, if one does.
    """

    line: int
    tokens: list[str]
    tags: list[str]
    text: str | None


class _Sentence(NamedTuple):
    line: int  # of its first token
    rows: list[list[str]]
    text: str | None = None


def read_conll(path: Path) -> LabelledFile:
    """Read and check a whole file; each sentence is a record.

    Raises:
        LabelledFileError: It is missing, empty, not UTF-8, or a line has no tag or another number
            of columns than the file's first.
    """
    data = file_bytes(path)
    records = Records()
    for sentence in tagged_sentences(path, data):
        with at(path, sentence.line):
            records.add(*joined(sentence.tokens, sentence.tags, sentence.text))
    return records.finish(path, sha256(data).hexdigest())


def tagged_sentences(path: Path, data: bytes) -> Iterator[TaggedSentence]:
    """The sentences of a file, their columns found.

    Args:
        path: The file, for messages.
        data: What it holds.

    Raises:
        LabelledFileError: As ``read_conll``.
    """
    sentences = list(_sentences(path, decoded(path, data)))
    token, tag = _columns(path, sentences)
    for line, rows, text in sentences:
        yield TaggedSentence(line, [row[token] for row in rows], [row[tag] for row in rows], text)


def _sentences(path: Path, text: str) -> Iterator[_Sentence]:
    width: int | None = None
    sentence = _Sentence(0, [])
    for number, line in enumerate(text.split("\n"), 1):
        stripped = line.rstrip("\r\n")
        if not stripped.strip():
            if sentence.rows:
                yield sentence
            sentence = _Sentence(0, [])
            continue
        aside = stripped.startswith(_DOCUMENT) or (not sentence.rows and stripped.startswith("# "))
        if aside and not _is_token(stripped, width):
            if stripped.startswith(_WRITTEN):
                sentence = sentence._replace(text=stripped.removeprefix(_WRITTEN))
            continue
        row = _split(stripped)
        width = width or len(row)
        if len(row) != width:
            raise LabelledFileError(
                path, f"{len(row)} columns, but {width} in the first line with a token", number
            )
        if not sentence.rows:
            sentence = sentence._replace(line=number)
        sentence.rows.append(row)
    if sentence.rows:
        yield sentence


def _is_token(line: str, width: int | None) -> bool:
    """Whether ``# O`` is a number sign with its tag rather than a comment."""
    row = _split(line)
    return len(row) == (width or 2) and row[0] == "#" and bool(_TAG.fullmatch(row[-1]))


def _split(line: str) -> list[str]:
    """The columns; a token may itself be a space, before a tab or before the tag alone."""
    if "\t" in line:
        return line.split("\t")
    row = line.split()
    return [" ", *row] if len(row) == 1 and line[0] == " " else row


def _columns(path: Path, sentences: list[_Sentence]) -> tuple[int, int]:
    """Which column is the token, and which its tag."""
    if not sentences:
        raise LabelledFileError(path, "no records")
    first = sentences[0]
    width = len(first.rows[0])
    if width < 2:
        raise LabelledFileError(path, "one column, but a token needs its tag", first.line)
    rows = [row for sentence in sentences for row in sentence.rows]
    tags = [
        column for column in range(1, width) if all(_TAG.fullmatch(row[column]) for row in rows)
    ]
    if not tags:
        column = max(
            range(1, width), key=lambda one: sum(bool(_TAG.fullmatch(r[one])) for r in rows)
        )
        line = next(
            sentence.line + place
            for sentence in sentences
            for place, row in enumerate(sentence.rows)
            if not _TAG.fullmatch(row[column])
        )
        raise LabelledFileError(
            path,
            f"column {column + 1} has no tag: O, or B-, I-, M-, E-, S-, L-, U- and a label",
            line,
        )
    numbered = all(
        row[0] == str(place) for sentence in sentences for place, row in enumerate(sentence.rows, 1)
    )
    token = 1 if numbered and tags[-1] > 1 else 0
    return token, tags[-1]
