"""HanLP: a user's own copy of one of its models of many tasks, asked for words and entities."""

from collections.abc import Iterator
from typing import ClassVar, Final

import pyarrow as pa

from leakbench.detectors.contract import Found
from leakbench.detectors.marks import Mark
from leakbench.detectors.models.cells import Cell, answer, full_cells
from leakbench.detectors.models.entity_kinds import HANLP, placed, sentences
from leakbench.detectors.models.model_folder import device, model_folder
from leakbench.detectors.registry import About, DetectorArgumentError

LONGEST: Final = 400  # characters of a sentence
GROUP: Final = 32  # sentences that share a call


class Hanlp:
    """A model of several tasks, asked for the first of its tag sets of entities."""

    name = "hanlp"
    takes: ClassVar[str] = "PATH"
    labels = frozenset(label for label in HANLP.values() if label)
    about = About(
        package="hanlp",
        install="pip install 'leakbench[hanlp]'",
        license="Apache-2.0",
        homepage="https://github.com/hankcs/HanLP",
        marks=(Mark.USER_MODEL, Mark.TRAINED_ON_REAL),
    )

    def __init__(self, argument: str) -> None:
        """Load a model.

        Args:
            argument: Folder of a downloaded model.

        Raises:
            ModelFolderError: There is none.
            DetectorArgumentError: It does not both cut words and find entities.
            DeviceError: ``LEAKBENCH_DEVICE`` names none that is here.
        """
        import hanlp  # noqa: PLC0415 - heavy, and absent where the extra is not installed
        import torch  # noqa: PLC0415 - heavy, like the package

        folder = model_folder(self.name, argument)
        self.name = f"{self.name}:{argument}"
        place = device(torch)
        # Minus one is the processor; without it the library takes whatever it finds.
        number = -1 if place.type == "cpu" else place.index or 0
        self._model = hanlp.load(str(folder), verbose=False, devices=number)
        tasks = list(getattr(self._model, "tasks", ()))
        entities = [task for task in tasks if task.startswith("ner")]
        words = [task for task in tasks if task.startswith("tok")]
        if not (entities and words):
            raise DetectorArgumentError(
                self.name, "the model must both cut words and find entities (tasks tok and ner)"
            )
        self._task = entities[0]

    def detect(self, batch: pa.RecordBatch, /) -> pa.RecordBatch:
        """Find names, places, organisations, numbers if its tag set has them; the score is 1."""
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
        read = self._model([sentence for *_, sentence in parts], tasks=self._task)
        words = next(content for task, content in read.items() if task.startswith("tok"))
        for (cell, start, sentence), cut, entities in zip(
            parts, words, read[self._task], strict=True
        ):
            places = placed(sentence, cut)
            spans: list[Found] = []
            for _, kind, begin, end in entities:  # numbers of words, half open
                label = HANLP.get(kind)
                left, right = places[begin][0], places[end - 1][1]
                if label and left < right:
                    spans.append((start + left, start + right, label))
            yield cell, spans
