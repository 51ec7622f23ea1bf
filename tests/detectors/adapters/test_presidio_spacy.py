"""Presidio on a pipeline that this test makes and saves."""

import pyarrow as pa
import pytest

from leakbench.detectors import conformance
from leakbench.detectors.adapters import presidio
from leakbench.detectors.adapters.presidio_spacy import LABELS, PresidioSpacy
from leakbench.detectors.models.model_folder import ModelFolderError

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    """A pipeline for Chinese that knows a name, a firm and a place by heart."""
    import spacy  # noqa: PLC0415 - takes seconds

    pipeline = spacy.blank("zh")
    ruler = pipeline.add_pipe("entity_ruler")
    known = {"张伟": "PERSON", "示例公司": "ORG", "浙江省": "GPE", "汉族": "NORP"}
    ruler.add_patterns([{"label": kind, "pattern": text} for text, kind in known.items()])
    folder = tmp_path_factory.mktemp("models") / "zh"
    pipeline.to_disk(folder)
    return PresidioSpacy(str(folder))


def test_entities_of_the_pipeline_join_those_of_patterns(model):
    """Names, firms and places by the one, telephones by the other; peoples are no label."""
    text = "张伟，汉族，示例公司，浙江省： 13800000000 ，"
    answer = model.detect(pa.RecordBatch.from_pydict({"text": [text]})).to_pylist()
    assert {(text[one["start"] : one["end"]], one["label"]) for one in answer} == {
        ("张伟", "PERSON"),
        ("示例公司", "ORG"),
        ("浙江省", "ADDRESS"),
        ("13800000000", "PHONE"),
    }


def test_every_entity_has_a_label(model):
    """Nothing that it can report is left out of the table."""
    assert set(model._engine.get_supported_entities("zh")) == set(LABELS)  # noqa: SLF001
    assert LABELS.items() >= presidio.LABELS.items()


@pytest.mark.parametrize(
    "check",
    [check for check in conformance.CHECKS if check is not conformance.reads_long_cells],
    ids=lambda check: check.__name__,
)
def test_it_conforms(model, check):
    """It keeps each property; of long cells the library's own tokenizer takes its time."""
    check(model)


def test_a_pipeline_that_is_not_there_is_refused():
    """Presidio would download it."""
    with pytest.raises(ModelFolderError, match="no installed pipeline"):
        PresidioSpacy("zh_core_web_nothing")
