"""What fixes a dataset: corpus, seed, split, noise and reference date."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

Split = Literal["train", "dev", "test"]
Noise = Literal["clean", "worn", "evasive"]
SPLITS: tuple[Split, ...] = get_args(Split)
NOISES: tuple[Noise, ...] = get_args(Noise)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spec:
    """The identity of a dataset of any length: the same spec gives the same row for an index.

    Attributes:
        corpus: Name of a corpus.
        seed: Any integer from 0 to 2**63 - 1; another seed is another population.
        split: Which of the three vocabularies; they share no names, streets, firms or templates.
        noise: How values are written: ``clean``, ``worn`` by resale, or ``evasive``.
        reference_date: The day on which ages are counted (never the clock).
    """

    corpus: str
    seed: int = 0
    split: Split = "test"
    noise: Noise = "clean"
    reference_date: date = date(2026, 1, 1)

    def __post_init__(self) -> None:
        """Refuse what no dataset can be made of."""
        if not 0 <= self.seed < 2**63:
            raise ValueError(f"seed {self.seed} is not between 0 and 2**63 - 1")
        if self.split not in SPLITS:
            raise ValueError(f"split {self.split!r} is not one of {', '.join(SPLITS)}")
        if self.noise not in NOISES:
            raise ValueError(f"noise {self.noise!r} is not one of {', '.join(NOISES)}")
