"""Training: the text, the course, and the model that comes of it.

Everything follows from the seed: the same call gives the same model, byte for byte.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field, replace
from importlib.resources import files
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from leakbench.detectors.tagger.feature_extraction import FeatureSpace
from leakbench.detectors.tagger.model import Model
from leakbench.detectors.tagger.score_sum import Weights
from leakbench.detectors.tagger.tag_set import GROUP, LABEL_BITS, LABELS, LANES, used_lanes
from leakbench.detectors.tagger.training.character_folding import character_folding
from leakbench.detectors.tagger.training.examples import examples
from leakbench.detectors.tagger.training.general_text import general_text
from leakbench.detectors.tagger.training.labelled_text import (
    LabelledText,
    concatenated,
    corpus_text,
    shuffled,
)
from leakbench.detectors.tagger.training.lexicon_builder import build_lexicon
from leakbench.detectors.tagger.training.loss_augmented_decoding import Handicap
from leakbench.detectors.tagger.training.perceptron import Learned, learn, nothing_learned
from leakbench.detectors.tagger.training.word_list import Word
from leakbench.generator.engine.streams import stream_key

BITS: Final = 19  # the table of weights has 2**BITS rows
_BLOCK: Final = 2_048  # rows learned from at a time
_INVENTED: Final = {
    "PERSON_NAME": 5.0,
    "COMPANY": 3.0,
    "ADDRESS": 2.0,
    "SCHOOL": 3.0,
    "HOSPITAL": 3.0,
    "HOTEL": 3.0,
    "DIAGNOSIS": 4.0,
}
_TOP: Final = 0.9995  # the share of weights that fit the range of a byte


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """How a model is trained.

    Attributes:
        rows: Texts of each corpus and noise.
        evasive: The share of those of the evasive noise that is kept: too many names that nobody
            could read teach what no name is wrongly.
        general: Sentences of general text for each of them.
        seed: Of all that is drawn.
        learners: How many learn, each from material of its own; the model is their mean: what one
            takes for a name by chance, the others do not.
        rounds: How often each goes through its material.
        drop: The share of tokens whose characters are left out.
        missed: What a wrong tag in a span is given.
        invented: What a wrong tag of each label outside of spans is given, each token of it: less
            where spans are long, for it adds up.
    """

    rows: int = 1_500
    evasive: float = 0.3
    general: float = 3.5
    seed: int = 0
    learners: int = 4
    rounds: int = 6
    drop: float = 0.3
    missed: float = 2.0
    invented: dict[str, float] = field(default_factory=lambda: dict(_INVENTED))

    @property
    def fingerprint(self) -> str:
        """A hash of all this, and of the sentences and words that are written for training."""
        digest = hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode())
        data = files("leakbench.detectors.tagger.training.data")
        for name in (
            "sentence_templates.toml",
            "ordinary_words.toml",
            "historical_figures.toml",
            "namelike_things.toml",
        ):
            digest.update(data.joinpath(name).read_bytes())
        return digest.hexdigest()


def training_text(course: Course, words: list[Word]) -> LabelledText:
    """Everything that one learner of a course learns from, in a random order."""
    parts = [
        part.take(np.arange(round(course.evasive * part.rows))) if noise == "evasive" else part
        for _, noise, _, part in corpus_text("train", course.rows, course.seed)
    ]
    sentences = int(course.general * course.rows * len(parts) / 2)
    if sentences:
        parts.append(general_text(words, sentences, course.seed))
    return shuffled(concatenated(parts), course.seed)


def train(
    course: Course,
    words: list[Word],
    progress: Callable[[int, float], object] = lambda _round, _wrong: None,
) -> Model:
    """Train a model.

    Args:
        course: How.
        words: The general word list.
        progress: Told the round, counted over all learners, and the share of rows that were tagged
            wrongly in it.
    """
    fold = character_folding()
    space = FeatureSpace(fold, build_lexicon(words, fold), BITS)
    learned = nothing_learned(BITS)
    for learner in range(course.learners):
        own = replace(course, seed=course.seed * course.learners + learner)
        learned = learned.afresh()
        for turn, wrong in enumerate(_rounds(own, training_text(own, words), space, learned)):
            progress(learner * course.rounds + turn, wrong)
    weights = quantised(learned.table_sum, learned.transitions_sum.reshape(-1, GROUP))
    about: dict[str, Any] = {"course": asdict(course), "fingerprint": course.fingerprint}
    return Model(space, weights, about)


def _rounds(
    course: Course, text: LabelledText, space: FeatureSpace, learned: Learned
) -> Iterator[float]:
    """One learner's rounds: changes what is learned, gives the share of rows tagged wrongly."""
    starts = np.arange(0, text.rows, _BLOCK)
    done = 0
    invented = _by_lane(course.invented)
    for turn in range(course.rounds):
        seen = wrong = 0
        for first in _turned(starts, turn):
            handicap = Handicap(
                stream_key(course.seed, f"dropping/{done}"),
                course.drop,
                np.float32(course.missed),
                invented,
            )
            block = examples(text, first, min(first + _BLOCK, text.rows), space)
            remaining = 1 - done / (course.rounds * len(starts))
            more = learn(block, handicap, remaining, learned)
            seen, wrong, done = seen + more[0], wrong + more[1], done + 1
        yield wrong / seen


def _by_lane(of_label: dict[str, float]) -> NDArray[np.float32]:
    """A number of each label, for each of its tags; shape (LANES,)."""
    lanes = np.zeros(LANES, np.float32)
    for lane in range(LANES):
        if lane & LABEL_BITS < len(LABELS):
            lanes[lane] = of_label[LABELS[lane & LABEL_BITS]]
    return lanes


def quantised(table: np.ndarray, transitions: np.ndarray) -> Weights:
    """Weights as whole numbers; those too large for a byte are cut."""
    used = np.abs(table[table != 0])
    scale = 127 / np.quantile(used, _TOP) if len(used) else 1.0
    whole = np.zeros(table.shape, np.int8)
    lanes = used_lanes()
    whole[:, lanes] = np.clip(np.rint(table[:, lanes] * scale), -127, 127)
    return Weights(whole, np.rint(transitions * scale).astype(np.int32))


def _turned(starts: np.ndarray, turn: int) -> list[int]:
    """The blocks, every other time backwards."""
    blocks: list[int] = starts.tolist()
    return blocks if turn % 2 == 0 else blocks[::-1]
