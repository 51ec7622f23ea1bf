"""General text for training: sentences of templates, filled with words and with names.

The corpora teach what lists and messages look like; real text is mostly something else. Here
ordinary words, drawn by their frequency, stand around names in the orders that news,
encyclopedias, transcripts and dialogues use, and rivals of names (places, organisations, numbers,
titles) stand where names could.
"""

from typing import Final, Literal, NamedTuple

import numpy as np
import pyarrow as pa

from leakbench.detectors.string_buffers import string_buffers
from leakbench.detectors.tagger.training.labelled_text import LabelledText, from_arrow
from leakbench.detectors.tagger.training.sentence_templates import (
    field_parts,
    mark_spans,
    take_marks,
    templates,
)
from leakbench.detectors.tagger.training.value_pools import ValuePools
from leakbench.detectors.tagger.training.vocabulary import Vocabulary
from leakbench.detectors.tagger.training.word_list import Word
from leakbench.generator.engine.compose import compose
from leakbench.generator.engine.streams import Bits, Streams, below
from leakbench.generator.engine.strings import Strings
from leakbench.generator.engine.templates import compile_templates
from leakbench.generator.spec import Split
from leakbench.generator.template_syntax import fields_of

_MARKS: Final = str.maketrans("", "", "，。：；“”（）《》？！、\n ")  # what transcripts lack
_SENTENCES: Final = 3  # of a row, at most
_STYLES: Final = 3  # a sentence alone, a row of several with marks between, one without marks
_OF_SEVERAL: Final = 1
_PARTS: Final = 10  # draws of a field that each composed one has for itself


def general_text(
    words: list[Word],
    rows: int,
    seed: int,
    *,
    kind: Literal["train", "held"] = "train",
    split: Split = "train",
) -> LabelledText:
    """Rows of one to three sentences.

    Args:
        words: The general word list.
        rows: How many.
        seed: Of all that is drawn.
        kind: Which sentences.
        split: Whose names and places stand in them.
    """
    # Names of streams decide what is drawn: they stay, whatever is renamed.
    streams = Streams(seed, f"general/{kind}/{split}")
    texts = templates()["templates"][kind]
    number = rows * _SENTENCES
    pools = ValuePools(split, seed, number)
    fields = list(dict.fromkeys(name for text in texts for name in fields_of(text)))
    source = _Source(pools, Vocabulary(words, streams, pools.arena), streams)
    columns = [_column(name, source, _Composed("", 0)) for name in fields]
    bare = [text.translate(_MARKS) for text in texts]
    ended = [text if text[-1] in "。！？”" else f"{text}，" for text in texts]
    programs = compile_templates(
        [mark_spans(text) for text in [*texts, *ended, *bare]],
        {name: i for i, name in enumerate(fields)},
        pools.arena,
    )
    which = below(streams.bits("template", np.arange(number)), len(texts))
    style = below(streams.bits("manner", np.arange(rows)), _STYLES)
    sentences = compose(
        which + np.repeat(style, _SENTENCES) * len(texts), programs, columns, pools.arena
    )
    lengths = below(streams.bits("length", np.arange(rows)), _SENTENCES) + 1
    return _rows(*pools.arena.copy(sentences), np.where(style == _OF_SEVERAL, lengths, 1))


def _rows(offsets: np.ndarray, data: np.ndarray, lengths: np.ndarray) -> LabelledText:
    """Rows of the first so many of each three sentences, and the spans that are marked in them."""
    sentences = pa.StringArray.from_buffers(
        len(offsets) - 1, pa.py_buffer(offsets), pa.py_buffer(data)
    )
    place = np.tile(np.arange(_SENTENCES), len(lengths))
    kept = sentences.filter(pa.array(place < np.repeat(lengths, _SENTENCES)))
    bounds = np.concatenate([[0], np.cumsum(lengths)])
    content, kept_offsets = string_buffers(kept)
    plain, new, spans = take_marks(content, kept_offsets[bounds])
    texts = pa.StringArray.from_buffers(len(new) - 1, pa.py_buffer(new), pa.py_buffer(plain))
    return from_arrow(texts, spans)


class _Source(NamedTuple):
    """What fields are filled from."""

    pools: ValuePools
    vocabulary: Vocabulary
    streams: Streams


class _Composed(NamedTuple):
    """The field that another is a part of: its path, and which draw of it."""

    path: str
    number: int


def _column(name: str, source: _Source, whole: _Composed) -> Strings:
    """A field's values, one for each sentence."""
    kind, number = field_parts(name)
    number += _PARTS * whole.number
    path = f"{whole.path}{name}"
    bits = source.streams.bits(f"field/{path}", np.arange(source.pools.rows))
    if kind in templates()["composed"]:
        return _composed(kind, source, _Composed(f"{path}/", number), bits)
    arena = source.pools.arena
    if kind in templates()["lists"]:
        listed = arena.intern(templates()["lists"][kind])
        return listed.take(below(bits, len(listed)))
    if kind in source.pools.fields:
        return source.pools.fields[kind](bits, number)
    return source.vocabulary.draw(kind, bits)


def _composed(kind: str, source: _Source, whole: _Composed, bits: Bits) -> Strings:
    """A field that is made of other fields, in one of several forms."""
    forms = templates()["composed"][kind]
    parts = list(dict.fromkeys(part for form in forms for part in fields_of(form)))
    columns = [_column(part, source, whole) for part in parts]
    arena = source.pools.arena
    programs = compile_templates(forms, {part: at for at, part in enumerate(parts)}, arena)
    return compose(below(bits, len(forms)), programs, columns, arena)
