"""Training: the material, the course, and the model that comes of it.

Everything follows from the seed: the same call gives the same model, byte for byte.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from importlib.resources import files
from typing import Any, Final

import numpy as np

from leakbench.detectors.tagger.analysing import analyse, most_tokens, space_for
from leakbench.detectors.tagger.carriers import general_material
from leakbench.detectors.tagger.labels import LANES, OUTSIDE, TRANSITIONS
from leakbench.detectors.tagger.learning import learn, true_tags
from leakbench.detectors.tagger.lexicon import Lexicon, Word, build_lexicon
from leakbench.detectors.tagger.material import Material, corpus_material, joined
from leakbench.detectors.tagger.model import Model
from leakbench.detectors.tagger.symbols import folding
from leakbench.generator.engine.streams import stream_key

BITS: Final = 19  # the table of weights has 2**BITS rows
_BLOCK: Final = 2_048  # rows learned from at a time
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
        invented: What a wrong tag outside of spans is given.
    """

    rows: int = 1_500
    evasive: float = 0.3
    general: float = 3.5
    seed: int = 0
    learners: int = 4
    rounds: int = 6
    drop: float = 0.3
    missed: float = 2.0
    invented: float = 8.0

    @property
    def fingerprint(self) -> str:
        """A hash of all this, and of the sentences and words that are written for training."""
        digest = hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode())
        for name in (
            "carriers.toml",
            "ordinary_words.toml",
            "historical_figures.toml",
            "namelike_things.toml",
        ):
            digest.update(files("leakbench.detectors.tagger").joinpath(name).read_bytes())
        return digest.hexdigest()


def training_material(course: Course, words: list[Word]) -> Material:
    """Everything that one learner of a course learns from, in a random order."""
    parts = [
        part.take(np.arange(round(course.evasive * part.rows))) if noise == "evasive" else part
        for _, noise, _, part in corpus_material("train", course.rows, course.seed)
    ]
    sentences = int(course.general * course.rows * len(parts) / 2)
    if sentences:
        parts.append(general_material(words, sentences, course.seed))
    return shuffled(joined(parts), course.seed)


def shuffled(material: Material, seed: int) -> Material:
    """The same rows in another order."""
    order = np.random.Generator(np.random.PCG64(seed)).permutation(material.rows)
    return material.take(order)


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
    fold = folding()
    lexicon = build_lexicon(words, fold)
    total = np.zeros((1 << BITS, LANES), np.float32)
    steps_total = np.zeros(len(TRANSITIONS) * 8, np.float32)
    for learner in range(course.learners):
        own = replace(course, seed=course.seed * course.learners + learner)
        material = training_material(own, words)
        for turn, wrong in enumerate(_rounds(own, material, fold, lexicon, total, steps_total)):
            progress(learner * course.rounds + turn, wrong)
    table, levels = quantised(total, steps_total.reshape(-1, 8))
    about: dict[str, Any] = {"course": asdict(course), "fingerprint": course.fingerprint}
    return Model(table, levels, fold, Lexicon(*lexicon), about)


def _rounds(  # noqa: PLR0913, PLR0917 - what all learners share, one by one
    course: Course,
    material: Material,
    fold: np.ndarray,
    lexicon: Lexicon,
    total: np.ndarray,
    steps_total: np.ndarray,
) -> Iterator[float]:
    """One learner's rounds: adds its mean weights to the totals, gives what was tagged wrongly."""
    weights = np.zeros_like(total)
    steps = np.zeros_like(steps_total)
    margin = np.array([course.missed, course.invented], np.float32)
    starts = np.arange(0, material.rows, _BLOCK)
    done = 0
    for turn in range(course.rounds):
        seen = wrong = 0
        for first in _turned(starts, turn):
            last = min(first + _BLOCK, material.rows)
            offsets = material.offsets[first : last + 1]
            space = space_for(most_tokens(last - first, int(offsets[-1] - offsets[0])))
            n = analyse(material.data, offsets, fold, lexicon, BITS, space)
            row = space.row[:n]
            true = np.empty(n, np.uint8)
            true_tags(space.start, space.end, row, _within(material, first, last), true)
            more = learn(
                space.symbol[:n],
                space.features[:n],
                row,
                true,
                stream_key(course.seed, f"dropping/{done}"),
                course.drop,
                margin,
                1 - done / (course.rounds * len(starts)),
                weights,
                total,
                steps,
                steps_total,
            )
            seen, wrong, done = seen + more[0], wrong + more[1], done + 1
        yield wrong / seen


def quantised(table: np.ndarray, steps: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Weights as whole numbers; those too large for a byte are cut."""
    used = np.abs(table[table != 0])
    scale = 127 / np.quantile(used, _TOP) if len(used) else 1.0
    whole = np.clip(np.rint(table * scale), -127, 127).astype(np.int8)
    whole[:, [lane for lane in range(LANES) if lane % 8 == 7 and lane != OUTSIDE]] = 0
    return whole, np.rint(steps * scale).astype(np.int32)


def _turned(starts: np.ndarray, turn: int) -> Iterable[int]:
    """The blocks, every other time backwards."""
    return (starts if turn % 2 == 0 else starts[::-1]).tolist()


def _within(material: Material, first: int, last: int) -> np.ndarray:
    low, high = np.searchsorted(material.spans[0], [first, last])
    spans = material.spans[:, low:high].copy()
    spans[0] -= first
    return spans
