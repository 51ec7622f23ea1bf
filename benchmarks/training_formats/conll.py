"""CoNLL: a character and its tag a line, a tab between them, and an empty line behind each text.

A line break or tab of a text stands as its picture (␊, ␍, ␉) in the line of its token, and the text
itself as JSON in a comment before; so do texts that a reader would lose: those without a character,
and with a byte order mark in them. All others have no comments, which many readers do not know.
Spaces are tokens too, so columns must be parted at tabs, as ``leakbench run --corpus`` does.
"""

import json
from collections.abc import Iterator
from functools import partial
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from leakbench.benchmarks.sources.labelled_conll import PICTURES, WRITTEN_JSON
from leakbench.benchmarks.training_formats.characters import Characters, Scheme, tag_names
from leakbench.benchmarks.training_formats.json_columns import content
from leakbench.benchmarks.training_formats.labelled_texts import LabelledTexts, TextBatch
from leakbench.benchmarks.training_formats.output_forms import FileForm, Piece

_SPECIAL: Final = "[\n\r\t\ufeff]"


def _pieces(texts: LabelledTexts, scheme: Scheme) -> Iterator[Piece]:
    """The lines of each batch.

    Raises:
        UnnameableLabelError: A label has white space in it.
    """
    texts.refuse_spaces("CoNLL")
    tags = tag_names(texts.labels, scheme)
    ends = pa.array([f"{tag}\n" for tag in tags] + [f"{tag}\n\n" for tag in tags])
    for batch in texts.batches():
        yield from _lines(batch, ends, scheme)


def _lines(batch: TextBatch, ends: pa.StringArray, scheme: Scheme) -> Iterator[Piece]:
    """The lines of a batch.

    Args:
        batch: The texts.
        ends: What a line ends with: all tags, then all once more of a text's last line.
        scheme: Which tags there are.
    """
    told = pc.or_(
        pc.match_substring_regex(batch.texts, _SPECIAL), pc.equal(pc.binary_length(batch.texts), 0)
    )
    shown = batch.texts
    for character, picture in PICTURES.items():
        shown = pc.replace_substring(shown, character, picture)
    characters = Characters(shown)
    code = characters.tags(batch.spans.longest(), scheme)
    length = np.diff(characters.begin)
    code[characters.begin[1:][length > 0] - 1] += len(ends) // 2
    lines = pc.binary_join_element_wise(characters.array, ends.take(pa.array(code)), "\t")
    done = 0
    for record in np.flatnonzero(told.to_numpy(zero_copy_only=False)).tolist():
        here = int(characters.begin[record])
        yield content(lines.slice(done, here - done))
        done = here
        comment = f"{WRITTEN_JSON}{json.dumps(batch.texts[record].as_py(), ensure_ascii=False)}\n"
        yield (comment if length[record] else f"{comment}\n").encode()
    yield content(lines.slice(done))


BIO: Final = FileForm(partial(_pieces, scheme="BIO"))
BIOES: Final = FileForm(partial(_pieces, scheme="BIOES"))
