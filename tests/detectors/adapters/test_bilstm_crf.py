"""The batched network beside a plain one that reads one text, one character, one gate at a time."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.adapters.bilstm_crf import Cell, Tagger

CHARACTERS, SIZE, UNITS, HIDDEN, TAGS = 7, 3, 4, 5, 3
TEXTS = st.lists(
    st.lists(st.integers(0, CHARACTERS - 1), min_size=1, max_size=6), min_size=1, max_size=9
)


def weights(*shape, seed):
    """Weights large enough to saturate some gates."""
    return np.random.default_rng(seed).normal(0, 1.5, shape).astype(np.float32)


VECTORS = weights(CHARACTERS, SIZE, seed=1)
CELLS = [
    (weights(SIZE + UNITS, 4 * UNITS, seed=seed), weights(4 * UNITS, seed=seed + 1))
    for seed in (2, 4)
]
HIDDEN_LAYER = weights(2 * UNITS, HIDDEN, seed=6), weights(HIDDEN, seed=7)
OUTPUT = weights(HIDDEN, TAGS, seed=8), weights(TAGS, seed=9)
TRANSITIONS = weights(TAGS + 1, TAGS, seed=10)
TAGGER = Tagger(*(Cell.of(VECTORS, *of) for of in CELLS), HIDDEN_LAYER, OUTPUT, TRANSITIONS)


def sigmoid(value):
    """As it is defined."""
    return 1 / (1 + np.exp(-value))


def states(text, kernel, bias):
    """TensorFlow's basic LSTM cell over a text: gates i, j, f, o, and a forget bias of 1."""
    memory, state, found = np.zeros(UNITS), np.zeros(UNITS), []
    for character in text:
        gates = np.concatenate([VECTORS[character], state]) @ kernel.astype(float) + bias
        i, j, f, o = gates.reshape(4, UNITS)
        memory = sigmoid(f + 1) * memory + sigmoid(i) * np.tanh(j)
        state = sigmoid(o) * np.tanh(memory)
        found.append(state)
    return np.array(found)


def scores(text):
    """Scores of the tags of each character."""
    forward = states(text, *CELLS[0])
    backward = states(text[::-1], *CELLS[1])[::-1]
    hidden = np.tanh(np.hstack([forward, backward]) @ HIDDEN_LAYER[0] + HIDDEN_LAYER[1])
    return hidden @ OUTPUT[0] + OUTPUT[1]


def total(path, emissions):
    """What a path of tags scores."""
    before = (TAGS, *path)
    return sum(emissions[at, tag] + TRANSITIONS[before[at], tag] for at, tag in enumerate(path))


@given(TEXTS)
def test_paths_are_the_best_of_all(texts):
    """Of texts of unequal lengths in one call each has the best of all paths there are."""
    for text, tags in zip(texts, TAGGER.tags([np.array(text) for text in texts]), strict=True):
        emissions = scores(text)
        best = max(total(path, emissions) for path in product(range(TAGS), repeat=len(text)))
        assert total(tuple(tags.tolist()), emissions) == pytest.approx(best, abs=1e-4)


@given(TEXTS)
def test_a_text_has_the_tags_that_it_has_alone(texts):
    """Whatever shares its call: nothing leaks from text to text."""
    together = TAGGER.tags([np.array(text) for text in texts])
    for text, tags in zip(texts, together, strict=True):
        assert np.array_equal(tags, TAGGER.tags([np.array(text)])[0])
