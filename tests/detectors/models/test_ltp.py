"""The adapter around a stand-in: the library needs torch and a downloaded model.

The stand-in answers in the shapes that ltp 4.2.14 has: words without the white space between
them, and in raw form one tag a word.
"""

import json
import sys
from types import SimpleNamespace

import pyarrow as pa
import pytest

from leakbench.detectors import conformance
from leakbench.detectors.models.ltp import GROUP, LONGEST, Ltp
from leakbench.detectors.models.model_folder import ModelFolderError

TAGS = {"张伟": "S-Nh", "示例": "B-Ni", "科技": "I-Ni", "公司": "E-Ni", "浙江省": "S-Ns"}


def words(sentence):
    """Known words, and other characters one by one; white space is left out."""
    at, found = 0, []
    while at < len(sentence):
        word = next((word for word in TAGS if sentence.startswith(word, at)), sentence[at])
        at += len(word)
        found += [word] if word.strip() else []
    return found


class Model:
    """What ``ltp.LTP`` gives."""

    def __init__(self, path, *, local_files_only):
        assert local_files_only
        self.path = path
        self.calls = []

    def pipeline(self, inputs, tasks, *, raw_format):
        """Words and tags of sentences."""
        assert raw_format
        assert all(0 < len(sentence) <= LONGEST for sentence in inputs)
        self.calls.append((len(inputs), tasks))
        cut = [words(sentence) for sentence in inputs]
        return SimpleNamespace(cws=cut, ner=[[TAGS.get(word, "O") for word in one] for one in cut])


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder such as a neural model is downloaded to."""
    monkeypatch.setitem(sys.modules, "ltp", SimpleNamespace(LTP=Model))
    (tmp_path / "config.json").write_text(json.dumps({"nerual": True}), "utf-8")
    return tmp_path


def test_tags_of_words_become_spans(folder):
    """Over white space and sentences, entities of several words included."""
    text = "😀张伟。 示例 科技公司 在浙江省"
    answer = Ltp(str(folder)).detect(pa.RecordBatch.from_pydict({"text": [None, text]}))
    assert [
        (one["row"], text[one["start"] : one["end"]], one["label"]) for one in answer.to_pylist()
    ] == [(1, "张伟", "PERSON"), (1, "示例 科技公司", "ORG"), (1, "浙江省", "ADDRESS")]


@pytest.mark.parametrize(
    ("neural", "tasks"), [(True, ["cws", "ner"]), (False, ["cws", "pos", "ner"])]
)
def test_each_kind_of_model_gets_the_tasks_it_needs(folder, neural, tasks):
    """In calls of at most so many sentences."""
    (folder / "config.json").write_text(json.dumps({"nerual": neural}), "utf-8")
    ltp = Ltp(str(folder))
    ltp.detect(pa.RecordBatch.from_pydict({"text": ["张伟"] * (GROUP + 1)}))
    assert ltp._model.calls == [(GROUP, tasks), (1, tasks)]  # noqa: SLF001


@pytest.mark.slow
@pytest.mark.parametrize("check", conformance.CHECKS, ids=lambda check: check.__name__)
def test_it_conforms(folder, check):
    """What the adapter adds keeps each property."""
    check(Ltp(str(folder)))


def test_a_folder_without_a_model_is_refused(folder, tmp_path):
    """Nothing is downloaded in its place."""
    (folder / "config.json").unlink()
    with pytest.raises(ModelFolderError, match=r"no config\.json in it"):
        Ltp(str(tmp_path))
