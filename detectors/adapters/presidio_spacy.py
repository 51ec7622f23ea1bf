"""presidio-analyzer as it is documented for a further language: with a spaCy pipeline."""

import warnings
from collections.abc import Iterator
from typing import ClassVar, Final

import pyarrow as pa

from leakbench.detectors.adapters import presidio
from leakbench.detectors.adapters.presidio import LANGUAGE, imported, recognizers
from leakbench.detectors.contract import Found, per_text
from leakbench.detectors.marks import Mark
from leakbench.detectors.models.spacy import check_pipeline
from leakbench.detectors.registry import About

LABELS: Final = presidio.LABELS | {
    "LOCATION": "ADDRESS",
    "NRP": None,
    "ORGANIZATION": "ORG",
    "PERSON": "PERSON",
}


class PresidioSpacy:
    """Its recognisers that know no language, and the entities of a pipeline for Chinese."""

    name = "presidio_spacy"
    takes: ClassVar[str] = "NAME_OR_PATH"
    labels = frozenset(label for label in LABELS.values() if label)
    about = About(
        package="presidio-analyzer",
        install="pip install 'leakbench[peers]'",
        license="MIT",
        homepage="https://github.com/data-privacy-stack/presidio",
        marks=(Mark.PATTERNS, Mark.USER_MODEL),
    )

    def __init__(self, argument: str) -> None:
        """Load the pipeline.

        Args:
            argument: Folder of a saved pipeline, or name of an installed package such as
                ``zh_core_web_sm`` of spaCy's own releases.

        Raises:
            ModelFolderError: There is none.
        """
        package = imported()
        import spacy  # noqa: PLC0415 - comes with the package
        from presidio_analyzer.nlp_engine import NlpEngineProvider  # noqa: PLC0415 - absent without it
        from presidio_analyzer.predefined_recognizers import SpacyRecognizer  # noqa: PLC0415 - absent without it

        check_pipeline(self.name, argument, spacy)
        self.name = f"{self.name}:{argument}"
        model = {"lang_code": LANGUAGE, "model_name": argument}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of versions that the pipeline was not trained with
            engine = NlpEngineProvider(
                nlp_configuration={"nlp_engine_name": "spacy", "models": [model]}
            ).create_engine()
        entities = SpacyRecognizer(
            supported_language=LANGUAGE,
            supported_entities=sorted(LABELS.keys() - presidio.LABELS.keys() | {"DATE_TIME"}),
        )
        self._engine = package.AnalyzerEngine(
            registry=package.RecognizerRegistry(
                [*recognizers(), entities], supported_languages=[LANGUAGE]
            ),
            nlp_engine=engine,
            supported_languages=[LANGUAGE],
        )

    def detect(self, batch: pa.RecordBatch, /) -> pa.RecordBatch:
        """Find what its recognisers and the pipeline know; the score is theirs."""
        return per_text(self._find, batch)

    def _find(self, text: str) -> Iterator[Found]:
        for one in self._engine.analyze(text, language=LANGUAGE):
            label = LABELS[one.entity_type]
            if label:
                yield (one.start, one.end, label, one.score)
