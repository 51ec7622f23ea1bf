"""CoNLL files: a token and its tag a line, and a blank line between sentences.

Columns stand between tabs or spaces. The tag is the last column in which every line holds one, the
token the first column that is no running number. Comments (``# …`` before a sentence's first token)
and ``-DOCSTART-`` are passed over, but for ``# text = …``: so Universal Dependencies keep the
sentence as it was written, with its spaces. ``# text_json = "…"`` gives it as a JSON string: so
``leakbench export`` keeps line breaks and tabs, which stand as ␊, ␍ and ␉ in the lines of their
tokens, and texts without a token.
"""

import re
from collections.abc import Iterator
from hashlib import sha256
from itertools import zip_longest
from pathlib import Path
from typing import Final, NamedTuple

from leakbench.benchmarks.sources.labelled_file import (
    LabelledFile,
    LabelledFileError,
    RecordError,
    Records,
    at,
    decoded,
    file_bytes,
)
from leakbench.benchmarks.sources.tagged_tokens import joined
from leakbench.generator.untrusted import NotJsonError, json_of

_TAG = re.compile(r"O|[BIMELSU]-\S+")
_DOCUMENT = "-DOCSTART-"
_WRITTEN = "# text = "
WRITTEN_JSON: Final = "# text_json = "
PICTURES: Final = {"\n": "␊", "\r": "␍", "\t": "␉"}
"""What stands in a token's line for characters that would end it or its column."""


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
    exact: bool = False  # whether the text was given as JSON


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
    tagged = [sentence for sentence in sentences if sentence.rows]
    token, tag = _columns(path, tagged) if tagged or not sentences else (0, 1)
    for line, rows, text, exact in sentences:
        tokens = [row[token] for row in rows]
        if exact and text is not None:
            tokens = _without_pictures(tokens, text)
        yield TaggedSentence(line, tokens, [row[tag] for row in rows], text)


def _without_pictures(tokens: list[str], text: str) -> list[str]:
    """The characters themselves in the place of those that stand for them; a token a character."""
    pairs = zip_longest(tokens, text[: len(tokens)], fillvalue="")
    return [own if PICTURES.get(own) == token else token for token, own in pairs]


def _sentences(path: Path, text: str) -> Iterator[_Sentence]:
    width: int | None = None
    sentence = _Sentence(0, [])
    for number, line in enumerate(text.split("\n"), 1):
        stripped = line.rstrip("\r\n")
        if not stripped.strip():
            if sentence.rows or sentence.exact:
                yield sentence
            sentence = _Sentence(0, [])
            continue
        aside = stripped.startswith(_DOCUMENT) or (not sentence.rows and stripped.startswith("# "))
        if aside and not _is_token(stripped, width):
            if stripped.startswith(_WRITTEN):
                sentence = sentence._replace(text=stripped.removeprefix(_WRITTEN))
            elif stripped.startswith(WRITTEN_JSON):
                with at(path, number):
                    sentence = _Sentence(number, [], _json_text(stripped), exact=True)
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
    if sentence.rows or sentence.exact:
        yield sentence


def _json_text(comment: str) -> str:
    try:
        text = json_of(comment.removeprefix(WRITTEN_JSON))
    except NotJsonError as error:
        raise RecordError(f"broken JSON: {error.reason}") from None
    if not isinstance(text, str):
        raise RecordError("its text_json is not a string")
    return text


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
