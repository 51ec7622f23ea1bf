"""A recurrent tagger of characters in numpy: a layer read both ways, a hidden one, best paths.

Texts of any lengths share a call without padding, which would leak into the backward pass: they
stand longest first, so that those that reach a place are the first rows of a state.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Cell:
    """An LSTM cell, made ready to run.

    Attributes:
        of_character: What each character gives to the gates, shape (characters, 4 × units).
        of_state: What the state before it gives to them, shape (units, 4 × units).
    """

    of_character: Matrix
    of_state: Matrix

    @classmethod
    def of(cls, characters: Matrix, kernel: Matrix, bias: Matrix) -> "Cell":
        """TensorFlow's ``BasicLSTMCell``: gates i, j, f, o in this order, and a forget bias of 1.

        A sigmoid is a tangent of half the value, so that one call serves all gates.

        Args:
            characters: Vector of each character, shape (characters, size).
            kernel: Of shape (size + units, 4 × units).
            bias: Of shape (4 × units,).
        """
        size, units = characters.shape[1], kernel.shape[1] // 4
        half = np.repeat(np.array([0.5, 1, 0.5, 0.5], np.float32), units)
        forget = np.repeat(np.array([0, 0, 1, 0], np.float32), units)
        gates = (characters @ kernel[:size] + bias + forget) * half
        return cls(gates.astype(np.float32), np.ascontiguousarray(kernel[size:] * half))


@dataclass(frozen=True, slots=True)
class Tagger:
    """The whole network.

    Attributes:
        forward: Reads from left to right.
        backward: Reads from right to left.
        hidden: Weights and bias of the layer above both.
        output: Weights and bias that score the tags.
        transitions: Score of each tag after each, shape (tags + 1, tags); the last
            row begins a text.
    """

    forward: Cell
    backward: Cell
    hidden: tuple[Matrix, Matrix]
    output: tuple[Matrix, Matrix]
    transitions: Matrix

    def tags(self, texts: Sequence[NDArray[np.intp]]) -> list[NDArray[np.intp]]:
        """The likeliest tags of texts, given as numbers of characters, none of them empty."""
        order = sorted(range(len(texts)), key=lambda at: -len(texts[at]))
        lengths = np.array([len(texts[at]) for at in order], np.intp)
        # Rows that reach each place, and where the places begin: all first characters, all second…
        rows = np.searchsorted(-lengths, -np.arange(lengths[0]), side="left")
        begins = np.concatenate([[0], np.cumsum(rows)])
        places = np.concatenate([begins[: len(texts[at])] + row for row, at in enumerate(order)])
        characters = np.empty(begins[-1], np.intp)
        characters[places] = np.concatenate([texts[at] for at in order])
        best = self._paths(self._scores(characters, begins), begins)[places]
        found: list[NDArray[np.intp]] = [best] * len(texts)
        for at, end in zip(order, np.cumsum(lengths).tolist(), strict=True):
            found[at] = best[end - len(texts[at]) : end]
        return found

    def _scores(self, characters: NDArray[np.intp], begins: NDArray[np.intp]) -> Matrix:
        """Scores of the tags, of shape (characters, tags)."""
        units = len(self.forward.of_state)
        states = np.empty((len(characters), 2 * units), np.float32)
        places = range(len(begins) - 1)
        _read(self.forward, characters, begins, places, states[:, :units])
        _read(self.backward, characters, begins, reversed(places), states[:, units:])
        hidden = np.tanh(states @ self.hidden[0] + self.hidden[1])
        return hidden @ self.output[0] + self.output[1]

    def _paths(self, scores: Matrix, begins: NDArray[np.intp]) -> NDArray[np.intp]:
        """The best tag of each character."""
        within = self.transitions[:-1]
        best = np.ascontiguousarray(scores.T)  # a tag's scores lie together, to be compared at once
        rows = int(begins[1])
        best[:, :rows] += self.transitions[-1][:, None]
        for begin, middle, end in zip(begins, begins[1:], begins[2:], strict=False):
            rows = int(end - middle)
            before = best[:, begin : begin + rows]
            best[:, middle:end] += (before[:, None] + within[:, :, None]).max(axis=0)
        tags = np.empty(len(scores), np.intp)
        following = np.empty(0, np.intp)
        for begin, end in zip(begins[-2::-1], begins[:0:-1], strict=True):
            step = best[:, begin:end].copy()
            step[:, : len(following)] += within[:, following]
            following = tags[begin:end] = step.argmax(axis=0)
        return tags


def _read(
    cell: Cell,
    characters: NDArray[np.intp],
    begins: NDArray[np.intp],
    places: Iterable[int],
    states: Matrix,
) -> None:
    """Fill in the states after each character, in the order of ``places``."""
    units = len(cell.of_state)
    most = int(begins[1])
    memory = np.zeros((most, units), np.float32)
    state = np.zeros((most, units), np.float32)
    for place in places:
        begin, end = int(begins[place]), int(begins[place + 1])
        rows = end - begin
        gates = state[:rows] @ cell.of_state
        gates += cell.of_character[characters[begin:end]]
        np.tanh(gates, out=gates)
        take, new, keep, show = (gates[:, at : at + units] for at in range(0, 4 * units, units))
        memory[:rows] *= (keep + 1) * np.float32(0.5)
        memory[:rows] += (take + 1) * np.float32(0.5) * new
        np.multiply((show + 1) * np.float32(0.5), np.tanh(memory[:rows]), out=state[:rows])
        states[begin:end] = state[:rows]
