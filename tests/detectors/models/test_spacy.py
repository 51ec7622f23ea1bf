"""The adapter on a pipeline that this test makes and saves, as a user's training would."""

import pyarrow as pa
import pytest

from leakbench.detectors import conformance
from leakbench.detectors.label_aliases import UnmappedModelLabelsError
from leakbench.detectors.models.model_folder import ModelFolderError
from leakbench.detectors.models.spacy import Spacy
from leakbench.detectors.registry import DetectorArgumentError

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", autouse=True)
def spacy():
    """The library, which is slow to import, and all workers collect this."""
    return pytest.importorskip("spacy", reason="comes with presidio-analyzer")


def saved(spacy, folder, kinds):
    """A pipeline for Chinese that knows some texts by heart."""
    pipeline = spacy.blank("zh")
    ruler = pipeline.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": kind, "pattern": text} for text, kind in kinds.items()])
    pipeline.to_disk(folder)
    return str(folder)


@pytest.fixture(scope="module")
def model(spacy, tmp_path_factory):
    """It knows a name, a firm, a place and a number."""
    known = {"张伟": "PERSON", "示例公司": "ORG", "浙江省": "GPE", "13800000000": "CARDINAL"}
    return Spacy(saved(spacy, tmp_path_factory.mktemp("models") / "zh", known))


def test_entities_become_labels(model):
    """By their standard's meanings; a number is nobody's."""
    text = "😀张伟\t示例公司在 浙江省，13800000000"
    answer = model.detect(pa.RecordBatch.from_pydict({"text": [text, None, "张伟"]})).to_pylist()
    assert [(one["row"], text[one["start"] : one["end"]], one["label"]) for one in answer[:3]] == [
        (0, "张伟", "PERSON"),
        (0, "示例公司", "ORG"),
        (0, "浙江省", "ADDRESS"),
    ]
    assert [(one["row"], one["start"], one["end"]) for one in answer[3:]] == [(2, 0, 2)]
    assert model.labels == {"PERSON", "ORG", "ADDRESS"}


@pytest.mark.parametrize(
    "check",
    [check for check in conformance.CHECKS if check is not conformance.reads_long_cells],
    ids=lambda check: check.__name__,
)
def test_a_model_conforms(model, check):
    """It keeps each property; of long cells the library's own tokenizer takes its time."""
    check(model)


@pytest.mark.parametrize("name", ["zh_core_web_nothing", "no/such/folder", "."])
def test_what_is_no_pipeline_is_refused(name):
    """Nothing is downloaded in its place."""
    with pytest.raises(ModelFolderError, match="no installed pipeline"):
        Spacy(name)


def test_a_pipeline_without_entities_is_refused(spacy, tmp_path):
    """One line says so."""
    spacy.blank("zh").to_disk(tmp_path / "zh")
    with pytest.raises(DetectorArgumentError, match="nothing in the pipeline finds entities"):
        Spacy(str(tmp_path / "zh"))


def test_kinds_without_a_meaning_are_refused(spacy, tmp_path):
    """They are named, with the file that could explain them."""
    with pytest.raises(UnmappedModelLabelsError, match="Xx"):
        Spacy(saved(spacy, tmp_path / "zh", {"张伟": "Xx"}))
