"""Tests of training and of the model that comes with the package."""

import tomllib
from dataclasses import replace
from functools import partial
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from leakbench.detectors.string_buffers import Strings
from leakbench.detectors.tagger.lexicon import KINDS
from leakbench.detectors.tagger.model import load_model, save_model
from leakbench.detectors.tagger.tag_set import LABELS
from leakbench.detectors.tagger.tagger import Tagger
from leakbench.detectors.tagger.training import trainer
from leakbench.detectors.tagger.training.general_text import general_text
from leakbench.detectors.tagger.training.labelled_text import concatenated, corpus_text
from leakbench.detectors.tagger.training.trainer import Course, train, training_text
from leakbench.detectors.tagger.training.word_list import read_words

pytestmark = pytest.mark.slow

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
FLOORS = {"PERSON_NAME": 0.92, "COMPANY": 0.84, "ADDRESS": 0.86}


def spans_of(*texts):
    """Spans that the packaged model finds in texts."""
    data = [text.encode() for text in texts]
    offsets = np.cumsum([0, *map(len, data)]).astype(np.int32)
    return Tagger.load().tag(Strings(np.frombuffer(b"".join(data), np.uint8), offsets))


@pytest.fixture
def two_corpora(monkeypatch):
    """Train on two corpora: to write a little of each takes longer than to learn from it."""
    few = partial(corpus_text, corpora=["legal_person", "chat_messages"])
    monkeypatch.setattr(trainer, "corpus_text", few)


@pytest.mark.long
def test_training_is_reproducible(tmp_path):
    """The same course gives the same file, byte for byte; another seed another one."""
    for name, made in (
        ("one", train(SMALL, WORDS)),
        ("two", train(SMALL, WORDS)),
        ("three", train(replace(SMALL, seed=1), WORDS)),
    ):
        save_model(made, tmp_path / name)
    one, two, three = ((tmp_path / name).read_bytes() for name in ("one", "two", "three"))
    assert one == two
    assert one != three


@pytest.mark.usefixtures("two_corpora")
def test_the_text_has_every_label_where_it_says():
    """Spans of the training text lie in their rows, and every label occurs."""
    trained = training_text(SMALL, WORDS)
    row, start, end, label = trained.spans
    text = trained.data.tobytes()
    lengths = np.array([len(text[a:b].decode()) for a, b in pairwise(trained.offsets)])
    assert (start < end).all()
    assert (end <= lengths[row]).all()
    assert set(label.tolist()) == set(range(len(LABELS)))


def test_general_sentences_are_marked_exactly():
    """A name in a general sentence is neither cut nor has it a mark left in it."""
    general = general_text(WORDS, 300, 5)
    text = general.data.tobytes().decode()
    assert not any("\ue000" <= character <= "\ue01f" for character in text)
    assert general.rows == 300
    assert general.spans.shape[1] > 100


def test_the_packaged_model_is_what_the_command_makes():
    """The model's course is the default one, and its file at most 10 MB."""
    packaged = load_model()
    assert packaged.about["fingerprint"] == Course().fingerprint
    assert len(files("leakbench.detectors.tagger").joinpath("model.zip").read_bytes()) < 10_000_000


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(("chat_messages", "legal_person", "property_owners"), id="few"),
        pytest.param(None, id="all", marks=pytest.mark.long),
    ],
)
def dev_text(request):
    """A hundred records of three corpora, or of all, in every noise of the dev split."""
    return list(corpus_text("dev", 100, 11, request.param))


@pytest.mark.parametrize("kind", ["text", "cells"])
def test_unseen_vocabularies_are_found(kind, dev_text):
    """On clean and worn records of the dev split, strict F1 keeps above a floor."""
    parts = [part for _, noise, what, part in dev_text if what == kind and noise != "evasive"]
    text = concatenated(parts)
    spans = Tagger.load().tag(Strings(text.data, text.offsets))
    true = set(map(tuple, text.spans.T.tolist()))
    found = set(zip(*(part.tolist() for part in spans[:4]), strict=True))
    for name, floor in FLOORS.items():
        code = LABELS.index(name)
        wanted, given = ({span for span in spans if span[3] == code} for spans in (true, found))
        assert 2 * len(wanted & given) / (len(wanted) + len(given)) > floor, name


def test_documents_without_people_are_left_alone():
    """On texts of the dev split in which nobody occurs: under four spans in 10,000 characters."""
    (text,) = (
        part
        for _, noise, what, part in corpus_text("dev", 1_000, 12, ["clean_text"])
        if noise == "clean" and what == "text"
    )
    spans = Tagger.load().tag(Strings(text.data, text.offsets))
    characters = len(text.data.tobytes().decode())
    assert 1_000 * len(spans.label) / characters < 0.4


def test_namesakes_of_people_of_history_are_names_in_lists():
    """Who is called like a poet is found where lists have names, and the poet is not."""
    for text, found in (("联系人：李时珍，电话13800000000", 1), ("这个方子李时珍也写过", 0)):
        assert len(spans_of(text).label) == found, text


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
    assert not len(spans_of(text).label)


def test_unseen_shops_are_nobody():
    """Shops that no training made up are left alone, whatever is said of them."""
    listed = tomllib.loads(Path(__file__).with_name("unseen_shops.toml").read_text("utf-8"))
    texts = [
        sentence.replace("{shop}", shop)
        for shop in listed["shops"].split()
        for sentence in listed["sentences"].split()
    ]
    assert len(np.unique(spans_of(*texts).row)) / len(texts) < 0.03


def test_names_with_unseen_characters_between_are_found():
    """A span of what traders hid covers all that they put between."""
    text = "联系人：王\u200b建\u200b国，电话13800000000"
    found = spans_of(text)
    assert [text[a:b] for a, b in zip(found.start, found.end, strict=True)] == [
        "王\u200b建\u200b国"
    ]
