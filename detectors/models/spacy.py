"""spaCy: a user's own pipeline that finds entities, from a folder or an installed package."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar, Final

import pyarrow as pa

from leakbench.detectors.contract import Found
from leakbench.detectors.models.cells import answer, full_cells, in_groups
from leakbench.detectors.models.entity_kinds import ONTONOTES, meanings
from leakbench.detectors.models.model_folder import ModelFolderError
from leakbench.detectors.models.token_offsets import trimmed
from leakbench.detectors.registry import About, DetectorArgumentError, Mark

GROUP: Final = 256  # texts that the pipeline reads at once


class Spacy:
    """Whatever in the pipeline sets a document's entities."""

    name = "spacy"
    takes: ClassVar[str] = "NAME_OR_PATH"
    labels: frozenset[str] = frozenset()  # known once it is built
    about = About(
        package="spacy",
        install="pip install 'leakbench[spacy]'",
        license="MIT",
        homepage="https://github.com/explosion/spaCy",
        marks=(Mark.USER_MODEL,),
    )

    def __init__(self, argument: str) -> None:
        """Load a pipeline.

        Args:
            argument: Folder of a saved pipeline, or name of an installed package such as
                ``zh_core_web_sm`` of spaCy's own releases.

        Raises:
            ModelFolderError: There is none.
            DetectorArgumentError: Nothing in it finds entities.
            UnmappedModelLabelsError: Some of its kinds mean nothing here.
            LabelFileError: Its own table of labels cannot be used.
        """
        import spacy  # noqa: PLC0415 - heavy, and absent where the extra is not installed

        check_pipeline(self.name, argument, spacy)
        self.name = f"{self.name}:{argument}"
        self._pipeline = spacy.load(argument)
        finders = [
            name
            for name in self._pipeline.pipe_names
            if "doc.ents" in self._pipeline.get_pipe_meta(name).assigns
        ]
        kinds = {kind for name in finders for kind in self._pipeline.pipe_labels[name]}
        if not kinds:
            raise DetectorArgumentError(self.name, "nothing in the pipeline finds entities")
        self._meanings = meanings(sorted(kinds), ONTONOTES, self._pipeline.path or Path(argument))
        self.labels = frozenset(self._meanings.values())

    def detect(self, batch: pa.RecordBatch, /) -> pa.RecordBatch:
        """Find what the pipeline finds; the score is 1."""
        return answer(
            (cell, list(self._spans(document)))
            for group in in_groups(full_cells(batch), GROUP)
            for cell, document in zip(
                group, self._pipeline.pipe([text for *_, text in group]), strict=True
            )
        )

    def _spans(self, document: Any) -> Iterator[Found]:
        for one in document.ents:
            label = self._meanings.get(one.label_)
            start, end = trimmed(document.text, one.start_char, one.end_char)
            if label and start < end:
                yield (start, end, label)


def check_pipeline(detector: str, argument: str, spacy: Any) -> None:
    """See that a pipeline is there: nothing is ever downloaded.

    Args:
        detector: Who asks.
        argument: Folder of a saved pipeline, or name of an installed package.
        spacy: The module.

    Raises:
        ModelFolderError: It is neither.
    """
    if not (Path(argument, "config.cfg").is_file() or spacy.util.is_package(argument)):
        raise ModelFolderError(detector, argument, "no installed pipeline, no config.cfg in it")
