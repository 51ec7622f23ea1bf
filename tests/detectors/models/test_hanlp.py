"""The adapter around a stand-in: the library needs torch and a downloaded model.

The stand-in answers in the shapes that HanLP 2.1.7 has: words of each sentence, and entities as
text, kind, first word and the word behind the last.
"""

import sys
from types import SimpleNamespace

import pyarrow as pa
import pytest

from leakbench.detectors import conformance
from leakbench.detectors.models.hanlp import GROUP, LONGEST, Hanlp
from leakbench.detectors.models.model_folder import ModelFolderError
from leakbench.detectors.registry import DetectorArgumentError

KNOWN = {"张伟": "PERSON", "示例公司": "ORGANIZATION", "浙江": "LOCATION", "昨天": "DATE"}


class Model:
    """What ``hanlp.load`` gives of a model of several tasks."""

    tasks = ("tok/fine", "pos/ctb", "ner/msra", "ner/pku")

    def __init__(self):
        self.calls = []

    def __call__(self, inputs, tasks):
        """Words and entities of sentences."""
        assert tasks == "ner/msra"
        assert all(0 < len(sentence) <= LONGEST for sentence in inputs)
        self.calls.append(len(inputs))
        found = {"tok/fine": [], tasks: []}
        for sentence in inputs:
            words = [sign for sign in sentence if sign.strip()]
            joined = "".join(words)
            entities = [
                (text, kind, at, at + len(text))
                for text, kind in KNOWN.items()
                for at in range(len(joined))
                if joined.startswith(text, at)
            ]
            found["tok/fine"].append(words)
            found[tasks].append(sorted(entities, key=lambda one: one[2]))
        return found


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder such as a model is unpacked to."""
    asked = []

    def load(path, *, verbose, devices):
        asked.append((path, verbose, devices))
        return Model()

    torch = SimpleNamespace(
        set_num_threads=lambda _: None, device=lambda name: SimpleNamespace(type=name, index=None)
    )
    monkeypatch.delenv("LEAKBENCH_DEVICE", raising=False)
    monkeypatch.setitem(sys.modules, "hanlp", SimpleNamespace(load=load, asked=asked))
    monkeypatch.setitem(sys.modules, "torch", torch)
    (tmp_path / "config.json").write_text("{}", "utf-8")
    return tmp_path


def test_numbers_of_words_become_places(folder):
    """Over white space and sentences; dates are nobody's."""
    text = "😀张伟！昨天 示 例公司在浙江"
    answer = Hanlp(str(folder)).detect(pa.RecordBatch.from_pydict({"text": [None, text]}))
    assert [
        (one["row"], text[one["start"] : one["end"]], one["label"]) for one in answer.to_pylist()
    ] == [(1, "张伟", "PERSON"), (1, "示 例公司", "ORG"), (1, "浙江", "ADDRESS")]


def test_it_runs_on_the_processor_unless_told(folder):
    """And in calls of at most so many sentences."""
    hanlp = Hanlp(str(folder))
    assert sys.modules["hanlp"].asked == [(str(folder), False, -1)]
    hanlp.detect(pa.RecordBatch.from_pydict({"text": ["张伟"] * (GROUP + 1)}))
    assert hanlp._model.calls == [GROUP, 1]  # noqa: SLF001


@pytest.mark.slow
@pytest.mark.parametrize("check", conformance.CHECKS, ids=lambda check: check.__name__)
def test_it_conforms(folder, check):
    """What the adapter adds keeps each property."""
    check(Hanlp(str(folder)))


def test_other_models_are_refused(folder, monkeypatch):
    """A folder without a model, and a model of one task."""
    monkeypatch.setattr(Model, "tasks", ("ner/msra",))
    with pytest.raises(DetectorArgumentError, match="must both cut words and find entities"):
        Hanlp(str(folder))
    (folder / "config.json").unlink()
    with pytest.raises(ModelFolderError, match=r"no config\.json in it"):
        Hanlp(str(folder))
