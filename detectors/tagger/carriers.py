"""General text for training: sentences of a grammar, filled with words and with names.

The corpora teach what lists and messages look like; real text is mostly something else. Here
ordinary words, drawn by their frequency, stand around names in the orders that news,
encyclopedias, transcripts and dialogues use, and rivals of names (places, organisations, numbers,
titles) stand where names could.
"""

import re
from typing import Final, Literal

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from leakbench.detectors.tagger.grammar import grammar
from leakbench.detectors.tagger.invented import Invented
from leakbench.detectors.tagger.labels import LABELS
from leakbench.detectors.tagger.lexicon import Word
from leakbench.detectors.tagger.material import Material, of_texts
from leakbench.detectors.tagger.vocabulary import Vocabulary
from leakbench.generator.engine.compiled import compiled
from leakbench.generator.engine.compose import compose
from leakbench.generator.engine.streams import Streams, below
from leakbench.generator.engine.strings import Strings
from leakbench.generator.engine.templates import compile_templates, fields_of
from leakbench.generator.spec import Split

_OPEN: Final = 0xE000  # a span of label k begins with U+E000 + k and ends with U+E010
_CLOSE: Final = 0xE010
_FIELD: Final = re.compile(r"\{([a-z]+)(\d*)\}")
_MARKS: Final = str.maketrans("", "", "，。：；“”（）《》？！、\n ")  # what transcripts lack
_SENTENCES: Final = 3  # of a row, at most
_PARTS: Final = 10  # draws of a field that each composed one has for itself


def general_material(
    words: list[Word],
    rows: int,
    seed: int,
    *,
    templates: Literal["train", "held"] = "train",
    split: Split = "train",
) -> Material:
    """Rows of one to three sentences.

    Args:
        words: The general word list.
        rows: How many.
        seed: Of all that is drawn.
        templates: Which sentences.
        split: Whose names and places stand in them.
    """
    streams = Streams(seed, f"general/{templates}/{split}")
    texts = grammar()["templates"][templates]
    bare = [text.translate(_MARKS) for text in texts]
    ended = [text if text[-1] in "。！？”" else f"{text}，" for text in texts]
    number = rows * _SENTENCES
    index = np.arange(number)
    invented = Invented(split, seed, number)
    arena = invented.arena
    fields = list(dict.fromkeys(name for text in texts for name in fields_of(text)))
    vocabulary = Vocabulary(words, streams, arena)
    columns = [_column(name, vocabulary, invented, streams) for name in fields]
    labels = grammar()["labelled"]
    marked = [_marked(text, labels) for text in [*texts, *ended, *bare]]
    programs = compile_templates(marked, {name: i for i, name in enumerate(fields)}, arena)
    which = below(streams.bits("template", index), len(texts))
    # Sentences alone, rows of several with marks between them, and transcripts without marks.
    manner = below(streams.bits("manner", index[:rows]), 3)
    sentences = compose(
        which + np.repeat(manner, _SENTENCES) * len(texts), programs, columns, arena
    )
    offsets, data = arena.copy(sentences)
    joined = pa.StringArray.from_buffers(number, pa.py_buffer(offsets), pa.py_buffer(data))
    length = np.where(manner == 1, below(streams.bits("length", index[:rows]), _SENTENCES) + 1, 1)
    place = np.tile(np.arange(_SENTENCES), rows)
    kept = joined.filter(pa.array(place < np.repeat(length, _SENTENCES)))
    bounds = np.concatenate([[0], np.cumsum(length)])
    kept_offsets = np.frombuffer(kept.buffers()[1], np.int32, len(kept) + 1, 4 * kept.offset)
    return _unmarked(np.frombuffer(kept.buffers()[2], np.uint8), kept_offsets[bounds])


def _marked(template: str, labels: dict[str, str]) -> str:
    """The template with marks around what becomes a span."""

    def mark(match: re.Match[str]) -> str:
        label = labels.get(match[1])
        if label is None:
            return match[0]
        return f"{chr(_OPEN + LABELS.index(label))}{match[0]}{chr(_CLOSE)}"

    return _FIELD.sub(mark, template)


def _column(
    name: str,
    vocabulary: Vocabulary,
    invented: Invented,
    streams: Streams,
    within: tuple[str, int] = ("", 0),
) -> Strings:
    """A field's values, one for each sentence; ``within`` is the field that it is a part of."""
    match = re.fullmatch(r"([a-z]+)(\d*)", name)
    if match is None:
        raise ValueError(f"carriers.toml: field {name!r} is not letters and a number")
    kind, number = match[1], int(match[2] or 1) + _PARTS * within[1]
    path = f"{within[0]}{name}"
    bits = streams.bits(f"field/{path}", np.arange(invented.rows))
    forms = grammar()["composed"].get(kind)
    if forms is not None:
        parts = list(dict.fromkeys(part for form in forms for part in fields_of(form)))
        columns = [
            _column(part, vocabulary, invented, streams, (f"{path}/", number)) for part in parts
        ]
        fields = {part: place for place, part in enumerate(parts)}
        programs = compile_templates(forms, fields, invented.arena)
        return compose(below(bits, len(forms)), programs, columns, invented.arena)
    lists = grammar()["lists"]
    if kind in lists:
        listed = invented.arena.intern(lists[kind])
        return listed.take(below(bits, len(listed)))
    if hasattr(invented, kind):
        drawn: Strings = getattr(invented, kind)(bits, number)
        return drawn
    return vocabulary.draw(kind, bits)


def _unmarked(data: NDArray[np.uint8], offsets: NDArray[np.int32]) -> Material:
    """Rows without their marks, and the spans that the marks named."""
    out, new = np.empty_like(data), np.zeros_like(offsets)
    spans = np.empty((4, len(data) // 6 + 1), np.int32)
    count = _unmark(data, offsets, out, new, spans)
    texts = pa.StringArray.from_buffers(
        len(offsets) - 1, pa.py_buffer(new), pa.py_buffer(out[: new[-1]])
    )
    return of_texts(texts, spans[:, :count].copy())


@compiled
def _unmark(
    data: NDArray[np.uint8],
    offsets: NDArray[np.int32],
    out: NDArray[np.uint8],
    new: NDArray[np.int32],
    spans: NDArray[np.int32],
) -> int:
    count = 0
    put = 0
    for row in range(len(offsets) - 1):
        point = 0
        at = offsets[row]
        while at < offsets[row + 1]:
            if data[at] == 0xEE and data[at + 1] == 0x80:  # U+E000 to U+E03F
                mark = data[at + 2] - 0x80
                if mark == _CLOSE - _OPEN:
                    spans[2, count] = point
                    count += 1
                else:
                    spans[0, count] = row
                    spans[1, count] = point
                    spans[3, count] = mark
                at += 3
                continue
            point += data[at] & 0xC0 != 0x80
            out[put] = data[at]
            put += 1
            at += 1
        new[row + 1] = put
    return count
