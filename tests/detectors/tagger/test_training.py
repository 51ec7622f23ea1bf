"""Tests of training and of the model that comes with the package."""

import tomllib
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from leakbench.detectors.tagger.carriers import general_material
from leakbench.detectors.tagger.labels import LABELS
from leakbench.detectors.tagger.lexicon import KINDS, read_words
from leakbench.detectors.tagger.material import corpus_material, joined
from leakbench.detectors.tagger.model import ModelError, load_model, save_model
from leakbench.detectors.tagger.tagger import Tagger
from leakbench.detectors.tagger.training import Course, train, training_material

WORDS = read_words(
    f"{word} {50 + 7 * place} {speech}"
    for place, (word, speech) in enumerate(
        (first + second, speech)
        for speech in KINDS[1:]
        for first in "水火木金土"
        for second in ("", *"山川天地人")
    )
)
SMALL = Course(rows=20, general=1.0, learners=1, rounds=2)
FLOORS = {"PERSON_NAME": 0.92, "COMPANY": 0.95, "ADDRESS": 0.93}


@pytest.fixture(scope="module")
def model():
    """A model trained on next to nothing."""
    return train(SMALL, WORDS)


def test_training_is_reproducible(model, tmp_path):
    """The same course gives the same file, byte for byte; another seed another one."""
    for name, made in (
        ("one", model),
        ("two", train(SMALL, WORDS)),
        ("three", train(replace(SMALL, seed=1), WORDS)),
    ):
        save_model(made, tmp_path / name)
    one, two, three = ((tmp_path / name).read_bytes() for name in ("one", "two", "three"))
    assert one == two
    assert one != three


def test_a_model_survives_its_file(model, tmp_path):
    """What is read is what was written."""
    save_model(model, tmp_path / "model.zip")
    read = load_model(tmp_path / "model.zip")
    assert read.about == model.about
    for mine, other in zip(
        (model.table, model.steps, model.fold, *model.lexicon),
        (read.table, read.steps, read.fold, *read.lexicon),
        strict=True,
    ):
        assert np.array_equal(mine, other)
        assert mine.dtype == other.dtype


def test_another_file_is_refused(tmp_path):
    """A file that is no model is named."""
    (tmp_path / "model.zip").write_bytes(b"none")
    with pytest.raises(ModelError, match=r"model\.zip"):
        load_model(tmp_path / "model.zip")


def test_material_has_every_label_where_it_says():
    """Spans of the training material lie in their rows, and every label occurs."""
    material = training_material(SMALL, WORDS)
    row, start, end, label = material.spans
    text = material.data.tobytes()
    lengths = np.array(
        [
            len(text[a:b].decode())
            for a, b in zip(material.offsets, material.offsets[1:], strict=False)
        ]
    )
    assert (start < end).all()
    assert (end <= lengths[row]).all()
    assert set(label.tolist()) == set(range(len(LABELS)))


def test_general_sentences_are_marked_exactly():
    """A name in a general sentence is neither cut nor has it a mark left in it."""
    material = general_material(WORDS, 300, 5)
    text = material.data.tobytes().decode()
    assert not any("\ue000" <= character <= "\ue01f" for character in text)
    assert material.rows == 300
    assert material.spans.shape[1] > 100


def test_the_packaged_model_is_what_the_command_makes():
    """The model's course is the default one, and its file at most 10 MB."""
    packaged = load_model()
    assert packaged.about["fingerprint"] == Course().fingerprint
    assert len(files("leakbench.detectors.tagger").joinpath("model.zip").read_bytes()) < 10_000_000


@pytest.mark.parametrize("kind", ["text", "cells"])
def test_unseen_vocabularies_are_found(kind):
    """On clean and worn records of the dev split, strict F1 keeps above a floor."""
    parts = [
        part
        for _, noise, what, part in corpus_material("dev", 100, 11)
        if what == kind and noise != "evasive"
    ]
    material = joined(parts)
    tags = Tagger.load().tag(material.data, material.offsets)
    true = set(map(tuple, material.spans.T.tolist()))
    found = set(zip(*(part.tolist() for part in tags[:4]), strict=True))
    for name, floor in FLOORS.items():
        code = LABELS.index(name)
        wanted, given = ({span for span in spans if span[3] == code} for spans in (true, found))
        assert 2 * len(wanted & given) / (len(wanted) + len(given)) > floor, name


def test_documents_without_people_are_left_alone():
    """On texts of the dev split in which nobody occurs, false alarms are rare."""
    (material,) = (
        part
        for _, noise, what, part in corpus_material("dev", 1_000, 12, ["clean_text"])
        if noise == "clean" and what == "text"
    )
    tags = Tagger.load().tag(material.data, material.offsets)
    characters = len(material.data.tobytes().decode())
    assert 1_000 * len(tags.row) / characters < 0.1


def test_namesakes_of_people_of_history_are_names_in_lists():
    """Who is called like a poet is found where lists have names, and the poet is not."""
    tagger = Tagger.load()
    for text, found in (("联系人：李时珍，电话13800000000", 1), ("这个方子李时珍也写过", 0)):
        data = np.frombuffer(text.encode(), np.uint8)
        tags = tagger.tag(data, np.array([0, len(data)], np.int32))
        assert len(tags.row) == found, text


@pytest.mark.parametrize(
    "text",
    [
        "散会以后大家去老秦馄饨坐坐",
        "年货在胡记炒货称了两斤",
        "楼下的孟姐裁缝铺换了新门脸",
        "院墙边的黄芩和白薇都活了",
        "这副药里石斛三钱，麦冬两钱",
        "disk usage above limit, cleaning up",
    ],
)
def test_shops_and_plants_are_nobody(text):
    """What is only called like somebody is left alone where sentences have it."""
    data = np.frombuffer(text.encode(), np.uint8)
    assert not len(Tagger.load().tag(data, np.array([0, len(data)], np.int32)).row)


def test_unseen_shops_are_nobody():
    """Shops that no training made up are left alone, whatever is said of them."""
    listed = tomllib.loads(Path(__file__).with_name("unseen_shops.toml").read_text("utf-8"))
    texts = [
        sentence.replace("{shop}", shop).encode()
        for shop in listed["shops"].split()
        for sentence in listed["sentences"].split()
    ]
    offsets = np.cumsum([0, *map(len, texts)]).astype(np.int32)
    tags = Tagger.load().tag(np.frombuffer(b"".join(texts), np.uint8), offsets)
    assert len(np.unique(tags.row)) / len(texts) < 0.03


def test_names_with_unseen_characters_between_are_found():
    """A span of what traders hid covers all that they put between."""
    text = "联系人：王\u200b建\u200b国，电话13800000000"
    data = np.frombuffer(text.encode(), np.uint8)
    tags = Tagger.load().tag(data, np.array([0, len(data)], np.int32))
    assert [text[a:b] for a, b in zip(tags.start, tags.end, strict=True)] == ["王\u200b建\u200b国"]
