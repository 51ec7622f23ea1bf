"""LTP: a user's own copy of one of its models, asked for words, names, places and organisations."""

import json
from collections.abc import Iterator
from typing import ClassVar, Final

import numpy as np
import pyarrow as pa

from leakbench.detectors.contract import Found
from leakbench.detectors.models.cells import Cell, answer, full_cells
from leakbench.detectors.models.entity_kinds import LTP, placed, sentences
from leakbench.detectors.models.model_folder import model_folder
from leakbench.detectors.models.tagging_schemes import Tags, decode
from leakbench.detectors.registry import About, Mark

LONGEST: Final = 500  # characters; it reads no more than 512 tokens, and does not say so
GROUP: Final = 32  # sentences that share a call


class Ltp:
    """A model as ``LTP/small`` or ``LTP/legacy``, sentence by sentence."""

    name = "ltp"
    takes: ClassVar[str] = "PATH"
    labels = frozenset(LTP.values())
    about = About(
        package="ltp",
        install="pip install 'leakbench[ltp]'",
        license="LicenseRef-LTP",  # free for universities and for research; others pay
        homepage="https://github.com/HIT-SCIR/ltp",
        marks=(Mark.USER_MODEL, Mark.TRAINED_ON_REAL),
    )

    def __init__(self, argument: str) -> None:
        """Load a model.

        Args:
            argument: Folder of a downloaded model.

        Raises:
            ModelFolderError: There is none.
        """
        import ltp  # noqa: PLC0415 - heavy, and absent where the extra is not installed

        folder = model_folder(self.name, argument)
        self.name = f"{self.name}:{argument}"
        self._model = ltp.LTP(str(folder), local_files_only=True)
        neural = json.loads((folder / "config.json").read_text("utf-8")).get("nerual")  # so spelt
        # Only the perceptron of old needs parts of speech to find entities.
        self._tasks = ["cws", "ner"] if neural else ["cws", "pos", "ner"]

    def detect(self, batch: pa.RecordBatch, /) -> pa.RecordBatch:
        """Find names, places and organisations; the score is 1."""
        parts = [
            (cell, start, sentence)
            for cell in full_cells(batch)
            for start, sentence in sentences(cell[2], LONGEST)
        ]
        return answer(
            pair
            for first in range(0, len(parts), GROUP)
            for pair in self._find(parts[first : first + GROUP])
        )

    def _find(self, parts: list[tuple[Cell, int, str]]) -> Iterator[tuple[Cell, list[Found]]]:
        # Raw: the tag of each word. Otherwise one kind of model tells words by number, the last of
        # an entity included, and the other tells no places at all.
        read = self._model.pipeline(
            [sentence for *_, sentence in parts], tasks=self._tasks, raw_format=True
        )
        for (cell, start, sentence), words, names in zip(parts, read.cws, read.ner, strict=True):
            tags = Tags.named(names)
            places = placed(sentence, words)
            first = np.arange(len(names)) == 0
            yield (
                cell,
                [
                    (start + places[begin][0], start + places[last][1], LTP[kind])
                    for begin, last in zip(*decode(tags.places, tags.kind, first), strict=True)
                    if (kind := tags.kinds[tags.kind[begin]]) in LTP
                    and places[begin][0] < places[last][1]
                ],
            )
