"""The adapter around a stand-in: the library needs torch and downloaded models.

The stand-in answers in the shapes that stanza 1.15 has: documents, whose entities have places in
them.
"""

import sys
from types import SimpleNamespace

import pyarrow as pa
import pytest

from leakbench.detectors import conformance
from leakbench.detectors.models.model_folder import ModelFolderError
from leakbench.detectors.models.stanza import GROUP, Stanza

KNOWN = {"张伟": "PERSON", "示例公司": "ORG", "浙江": "GPE", "昨天": "DATE"}


class Document:
    """What ``stanza.Document`` makes of a text."""

    def __init__(self, sentences, text):
        assert sentences == []
        self.text = text
        self.ents = []


class Pipeline:
    """What ``stanza.Pipeline`` builds."""

    def __init__(self, **options):
        self.options = options
        self.calls = []

    def __call__(self, documents):
        """Entities of documents."""
        self.calls.append(len(documents))
        for document in documents:
            document.ents = [
                SimpleNamespace(type=kind, start_char=at, end_char=at + len(text))
                for at in range(len(document.text))
                for text, kind in KNOWN.items()
                if document.text.startswith(text, at)
            ]
        return documents


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder such as models are downloaded to."""
    torch = SimpleNamespace(set_num_threads=lambda _: None, device=lambda name: name)
    module = SimpleNamespace(Pipeline=Pipeline, Document=Document)
    monkeypatch.delenv("LEAKBENCH_DEVICE", raising=False)
    monkeypatch.setitem(sys.modules, "stanza", module)
    monkeypatch.setitem(sys.modules, "torch", torch)
    (tmp_path / "resources.json").write_text("{}", "utf-8")
    return tmp_path


def test_entities_become_spans(folder):
    """Dates are nobody's."""
    text = "😀张伟！昨天 示例公司在浙江"
    answer = Stanza(str(folder)).detect(pa.RecordBatch.from_pydict({"text": [None, text]}))
    assert [
        (one["row"], text[one["start"] : one["end"]], one["label"]) for one in answer.to_pylist()
    ] == [(1, "张伟", "PERSON"), (1, "示例公司", "ORG"), (1, "浙江", "ADDRESS")]


def test_nothing_is_downloaded(folder):
    """It reads the folder alone, as far as entities, on the processor, some cells a call."""
    stanza = Stanza(str(folder))
    assert stanza._pipeline.options == {  # noqa: SLF001
        "lang": "zh-hans",
        "dir": str(folder),
        "processors": "tokenize,ner",
        "download_method": None,
        "device": "cpu",
        "verbose": False,
    }
    stanza.detect(pa.RecordBatch.from_pydict({"text": ["张伟"] * (GROUP + 1)}))
    assert stanza._pipeline.calls == [GROUP, 1]  # noqa: SLF001


@pytest.mark.slow
@pytest.mark.parametrize("check", conformance.CHECKS, ids=lambda check: check.__name__)
def test_it_conforms(folder, check):
    """What the adapter adds keeps each property."""
    check(Stanza(str(folder)))


def test_a_folder_without_models_is_refused(folder):
    """In one line."""
    (folder / "resources.json").unlink()
    with pytest.raises(ModelFolderError, match=r"no resources\.json in it"):
        Stanza(str(folder))
