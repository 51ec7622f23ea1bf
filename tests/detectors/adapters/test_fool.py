"""FoolNLTK's network with made-up weights, and with its own where they are installed."""

import importlib.util
import json
import zipfile
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from leakbench.detectors import conformance
from leakbench.detectors.adapters.fool import LABELS, LONGEST, Fool, FoolModel
from leakbench.detectors.adapters.tensorflow_graph import GraphError
from leakbench.detectors.models.model_folder import ModelFolderError

_SPEC = spec_from_file_location("graphs", Path(__file__).with_name("test_tensorflow_graph.py"))
GRAPHS = module_from_spec(_SPEC)
_SPEC.loader.exec_module(GRAPHS)

INSTALLED = importlib.util.find_spec("fool") is not None
CHARACTERS = ["<PAD>", "<OOV>", *"张李王伟静芳，：0123456789"]
KINDS = ["O", *(f"{place}_{kind}" for kind in sorted(LABELS) for place in "BMES")]
UNITS = 100


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A model whose tags follow from the character alone: 张 begins a name, 伟 ends it."""
    path = tmp_path_factory.mktemp("fool")
    with zipfile.ZipFile(path / "map.zip", "w") as archive:
        maps = {
            "char_map": {sign: code for code, sign in enumerate(CHARACTERS)},
            "ner_map": {str(code): kind for code, kind in enumerate(KINDS)},
        }
        archive.writestr("all_map.json", json.dumps(maps))
    vectors = np.zeros((len(CHARACTERS), UNITS), np.float32)
    meant = {
        "张": "B_person",
        "李": "B_person",
        "伟": "E_person",
        "静": "E_person",
        "王": "S_company",
    }
    output = np.zeros((UNITS, len(KINDS)), np.float32)
    for unit, (sign, kind) in enumerate(meant.items()):
        # Number 0 is an empty place before the others, so a vector is found one row earlier.
        vectors[CHARACTERS.index(sign) - 1, unit] = 1
        output[unit, KINDS.index(kind)] = 20
    kernel = np.zeros((2 * UNITS, 4 * UNITS), np.float32)
    kernel[:UNITS, UNITS : 2 * UNITS] = np.eye(UNITS) * 5  # what comes in is the new memory
    bias = np.repeat(np.float32([5, 0, -20, 5]), UNITS)  # take it, forget the old, show it
    hidden = np.vstack([np.eye(UNITS, dtype=np.float32)] * 2)
    rnn = "char_bilstm/bidirectional_rnn/{}/basic_lstm_cell/{}"
    none = np.zeros(len(KINDS), np.float32)
    none[0] = 5
    constants = {
        "char_embeding": vectors,
        **{rnn.format(way, "kernel"): kernel for way in ("fw", "bw")},
        **{rnn.format(way, "bias"): bias for way in ("fw", "bw")},
        "project/hidden/w_tanh": hidden,
        "project/hidden/b_tanh": np.zeros(UNITS, np.float32),
        "project/output/w_out": output,
        "project/output/b_out": none,
        "crf_loss/transitions": np.zeros((len(KINDS) + 1,) * 2, np.float32),
    }
    (path / "ner.pb").write_bytes(GRAPHS.graph(constants))
    return path


@pytest.fixture(scope="module")
def model(folder):
    """The made-up model."""
    return FoolModel(str(folder))


def spans(detector, *texts):
    """Texts and labels of what is found."""
    answer = detector.detect(pa.RecordBatch.from_pydict({"text": list(texts)})).to_pylist()
    return [
        (one["row"], texts[one["row"]][one["start"] : one["end"]], one["label"]) for one in answer
    ]


def test_tags_become_spans(model):
    """Tags of two and of one character, in texts of several lengths and parts."""
    assert spans(model, "：张伟，0李静", "王|张伟", "", "李静") == [
        (0, "张伟", "PERSON_NAME"),
        (0, "李静", "PERSON_NAME"),
        (1, "王", "COMPANY"),
        (1, "张伟", "PERSON_NAME"),
        (3, "李静", "PERSON_NAME"),
    ]


def test_long_texts_are_read_to_their_end(model):
    """Behind several cuts a name stands where it does."""
    text = "0123，" * LONGEST + "张伟"
    assert spans(model, text) == [(0, "张伟", "PERSON_NAME")]


@pytest.mark.slow
@pytest.mark.parametrize("check", conformance.CHECKS, ids=lambda check: check.__name__)
def test_a_model_conforms(model, check):
    """One made of a user's folder keeps each property."""
    check(model)


def test_a_folder_without_a_model_is_refused(tmp_path):
    """Each of its two files is asked for by name."""
    with pytest.raises(ModelFolderError, match=r"no ner\.pb in it"):
        FoolModel(str(tmp_path))
    (tmp_path / "ner.pb").write_bytes(b"")
    with pytest.raises(ModelFolderError, match=r"no map\.zip in it"):
        FoolModel(str(tmp_path))


@pytest.mark.parametrize("content", [b"", b"PK", b"no archive"])
def test_maps_that_are_none_are_refused(folder, tmp_path, content):
    """In one line with the file."""
    (tmp_path / "ner.pb").write_bytes((folder / "ner.pb").read_bytes())
    (tmp_path / "map.zip").write_bytes(content)
    with pytest.raises(GraphError, match=r"map\.zip: not the maps of such a model"):
        FoolModel(str(tmp_path))


def test_weights_of_another_shape_are_refused(folder, tmp_path):
    """The constant is named."""
    (tmp_path / "map.zip").write_bytes((folder / "map.zip").read_bytes())
    (tmp_path / "ner.pb").write_bytes(GRAPHS.graph({"char_embeding": np.zeros((3, 3), np.float32)}))
    with pytest.raises(GraphError, match=r"char_embeding is \(3, 3\) where \(\d+, 100\) is meant"):
        FoolModel(str(tmp_path))


@pytest.mark.skipif(not INSTALLED, reason="foolnltk comes by `pip install --no-deps foolnltk`")
def test_the_published_weights_find_names_firms_and_places():
    """Each with the registry's label."""
    text = "联系人张伟，住在浙江省杭州市西湖区文三路1号，任职于杭州示例科技有限公司"
    assert spans(Fool(), text) == [
        (0, "张伟", "PERSON_NAME"),
        (0, "浙江省杭州市西湖区文三路1号", "ADDRESS"),
        (0, "杭州示例科技有限公司", "COMPANY"),
    ]
