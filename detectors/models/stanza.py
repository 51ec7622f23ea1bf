"""Stanza: a user's own copy of its Chinese models."""

from collections.abc import Iterator
from typing import ClassVar, Final

import pyarrow as pa

from leakbench.detectors.contract import Found
from leakbench.detectors.marks import Mark
from leakbench.detectors.models.cells import Cell, answer, full_cells, in_groups
from leakbench.detectors.models.entity_kinds import ONTONOTES
from leakbench.detectors.models.model_folder import device, model_folder
from leakbench.detectors.registry import About

GROUP: Final = 64  # cells that share a call


class Stanza:
    """Its pipeline of simplified Chinese, as far as entities."""

    name = "stanza"
    takes: ClassVar[str] = "PATH"
    labels = frozenset(label for label in ONTONOTES.values() if label)
    about = About(
        package="stanza",
        install="pip install 'leakbench[stanza]'",
        license="Apache-2.0",
        homepage="https://github.com/stanfordnlp/stanza",
        marks=(Mark.USER_MODEL, Mark.TRAINED_ON_REAL),
    )

    def __init__(self, argument: str) -> None:
        """Load the models.

        Args:
            argument: Folder that ``stanza.download("zh-hans", model_dir=PATH)`` filled.

        Raises:
            ModelFolderError: There is none.
            DeviceError: ``LEAKBENCH_DEVICE`` names none that is here.
        """
        import stanza  # noqa: PLC0415 - heavy, and absent where the extra is not installed
        import torch  # noqa: PLC0415 - heavy, like the package

        folder = model_folder(self.name, argument, "resources.json")
        self.name = f"{self.name}:{argument}"
        self._pipeline = stanza.Pipeline(
            lang="zh-hans",
            dir=str(folder),
            processors="tokenize,ner",
            download_method=None,
            device=str(device(torch)),
            verbose=False,
        )
        self._document = stanza.Document

    def detect(self, batch: pa.RecordBatch, /) -> pa.RecordBatch:
        """Find names, places and organisations; the score is 1."""
        return answer(
            pair for group in in_groups(full_cells(batch), GROUP) for pair in self._find(group)
        )

    def _find(self, cells: list[Cell]) -> Iterator[tuple[Cell, list[Found]]]:
        # Documents of their own: it takes many in one call, and counts characters in each.
        read = self._pipeline([self._document([], text=text) for *_, text in cells])
        for cell, document in zip(cells, read, strict=True):
            yield (
                cell,
                [
                    (one.start_char, one.end_char, label)
                    for one in document.ents
                    if (label := ONTONOTES.get(one.type))
                ],
            )
