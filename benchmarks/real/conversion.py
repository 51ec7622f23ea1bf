"""From the formats of public corpora to labelled texts; a card names its converter by these names.

``conll``: tokens with their tags, as ``labelled_conll`` reads them.
``conll_numbered``: the same where each character carries its place in its word, as in ``甲0 某1``.
``components``: lines cut into parts, all of them parts of one value: the whole line is one span.
``jsonl``: labelled JSON lines, as ``labelled_jsonl`` reads them.
``dialogue_acts``: dialogues whose acts name the values in them; see that module.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from leakbench.benchmarks.real.dialogue_acts import read_dialogues
from leakbench.benchmarks.real.meaning import Found, Labels, meaning, meant
from leakbench.benchmarks.sources.labelled_conll import TaggedSentence, tagged_sentences
from leakbench.benchmarks.sources.labelled_file import RecordError, Records, Span, at
from leakbench.benchmarks.sources.labelled_jsonl import labelled_lines
from leakbench.benchmarks.sources.tagged_tokens import joined

Converter = Callable[[Path, bytes, Labels], Iterator[Found | None]]
"""Reads a file, given its path for messages, its content and what its labels mean.

None stands for a record that is left out. Raises ``LabelledFileError``.
"""

# A character, or what replaces half a pair of surrogates twice; then its place in the word.
_NUMBERED = re.compile(r"(\ufffd+|.)\d+")


def converted(path: Path, data: bytes, converter: str, labels: Labels) -> Iterator[Found | None]:
    """Convert a file.

    Args:
        path: The file, for messages.
        data: What it holds.
        converter: One of ``CONVERTERS``.
        labels: The registry's label for each of the file's, empty for one that is left out.

    Yields:
        Its records with the registry's labels, None for each that had to be left out.

    Raises:
        LabelledFileError: The file breaks its format, has a label that ``labels`` has not, or a
            span that leaves its text; the line is named.
    """
    records = Records()
    for record in CONVERTERS[converter](path, data, labels):
        if record is not None:
            with at(path, record.line, record.unit):
                records.add(record.text, record.spans)
        yield record


def _of_sentences(record: Callable[[TaggedSentence, Labels], tuple[str, list[Span]]]) -> Converter:
    """A converter of CoNLL files, out of what makes a text and its spans of a sentence."""

    def read(path: Path, data: bytes, labels: Labels) -> Iterator[Found]:
        for number, sentence in enumerate(tagged_sentences(path, data)):
            with at(path, sentence.line):
                text, spans = record(sentence, labels)
            yield Found(sentence.line, str(number), text, spans)

    return read


def _tokens(sentence: TaggedSentence, labels: Labels) -> tuple[str, list[Span]]:
    text, spans = joined(sentence.tokens, sentence.tags, sentence.text)
    return text, meant(spans, labels)


def _numbered_tokens(sentence: TaggedSentence, labels: Labels) -> tuple[str, list[Span]]:
    tokens = [_without_place(token) for token in sentence.tokens]
    return _tokens(sentence._replace(tokens=tokens), labels)


def _without_place(token: str) -> str:
    numbered = _NUMBERED.fullmatch(token)
    if numbered is None:
        raise RecordError(f"{token!r} is not a character and its place in a word, like 甲0")
    return numbered[1]


def _components(sentence: TaggedSentence, labels: Labels) -> tuple[str, list[Span]]:
    if "O" in sentence.tags:
        raise RecordError(f"token {sentence.tags.index('O') + 1} is part of no component")
    wholes = {meaning(tag[2:], labels) for tag in sentence.tags}
    if len(wholes) > 1 or "" in wholes:
        raise RecordError(f"its components are not parts of one label, but of {sorted(wholes)}")
    text = "".join(sentence.tokens)
    return text, [(0, len(text), wholes.pop())]


def _jsonl(path: Path, data: bytes, labels: Labels) -> Iterator[Found]:
    for number, line in enumerate(labelled_lines(path, data)):
        with at(path, line.number):
            known = meant(line.spans, labels)
        yield Found(line.number, str(number), line.text, known)


CONVERTERS: Final[Mapping[str, Converter]] = {
    "conll": _of_sentences(_tokens),
    "conll_numbered": _of_sentences(_numbered_tokens),
    "components": _of_sentences(_components),
    "jsonl": _jsonl,
    "dialogue_acts": read_dialogues,
}
