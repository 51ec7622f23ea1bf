"""What fixes a dataset: corpus, seed, split, noise, reference date, and what is done to tables."""

from dataclasses import KW_ONLY, dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal, get_args

from leakbench.generator.keys import DEFAULT_KEY, Key, key_of

if TYPE_CHECKING:
    from pathlib import Path

    from leakbench.generator.packs import Pack

Split = Literal["train", "dev", "test"]
Noise = Literal["clean", "worn", "evasive"]
Identity = Literal["realistic", "unassignable"]
Headers = Literal["true", "variant", "withheld", "pinyin", "misleading", "field"]
CellOrder = Literal["straight", "shifted", "mixed"]
Columns = Literal["own", "straight", "shifted", "mixed"]
SPLITS: tuple[Split, ...] = get_args(Split)
NOISES: tuple[Noise, ...] = get_args(Noise)
IDENTITIES: tuple[Identity, ...] = get_args(Identity)
HEADERS: tuple[Headers, ...] = get_args(Headers)
HEADERS_OF_LISTS: tuple[Headers, ...] = tuple(one for one in HEADERS if one != "field")
"""What lists are found with; ``field``, one name in all splits, is for those who train."""
CELL_ORDERS: tuple[CellOrder, ...] = get_args(CellOrder)
COLUMNS: tuple[Columns, ...] = get_args(Columns)


MOST_ROWS = 1 << 13
"""Rows of the average file, at most."""


@dataclass(frozen=True, slots=True)
class Spec:
    """The identity of a dataset of any length: the same spec gives the same row for an index.

    Attributes:
        corpus: Name of a corpus.
        seed: Any integer from 0 to 2**63 - 1; another seed is another population.
        split: Which of the three vocabularies; they share no names, streets, firms or templates.
        noise: How values are written: ``clean``, ``worn`` by resale, or ``evasive``.
        strength: How much of the noise there is, from 0 (none: what ``clean`` writes) to 1 (all
            that the profile has). A value that is written otherwise at some strength is written in
            the same way at every higher one. A list that was resold has ``strength_after``.
        reference_date: The day on which ages are counted (never the clock).
        identity: ``realistic`` numbers, or ``unassignable`` ones: right in form, but out of mobile
            segments and area codes that nobody has been given.
        headers: What the table's columns are called: the usual name, a variant of it, numbered
            only, in pinyin, or another column's name, none of which two splits share; or the name
            of their field, so that the tables of all splits can be joined.
        rows_per_file: Rows of the average file; None is what the corpus declares. A file is of one
            place, with one way to write its columns; with 1 every row is a file of its own.
        columns: Whether cells stand in their column, slide to the right in some rows, or are
            swapped with another one's in some; ``own`` is what the corpus declares.
        pack: Whose corpora, templates, forms, vocabularies and decoys come before ours: a pack, or
            the directory or installed name of one, which is opened; None is ours alone.
        key: With what mobiles, resident IDs, cards and social credit codes are marked: a key, or
            the text of one, which is made a key. The default is public.
    """

    corpus: str
    _: KW_ONLY
    seed: int = 0
    split: Split = "test"
    noise: Noise = "clean"
    strength: float = 1.0
    reference_date: date = date(2026, 1, 1)
    identity: Identity = "realistic"
    headers: Headers = "variant"
    columns: Columns = "own"
    rows_per_file: int | None = None
    pack: "Pack | Path | str | None" = None
    key: Key | str = DEFAULT_KEY

    def __post_init__(self) -> None:
        """Refuse what no dataset can be made of."""
        if self.pack is not None:
            from leakbench.generator.packs import opened  # noqa: PLC0415 - seldom needed

            object.__setattr__(self, "pack", opened(self.pack))
        object.__setattr__(self, "key", key_of(self.key))
        if not 0 <= self.seed < 2**63:
            raise ValueError(f"seed {self.seed} is not between 0 and 2**63 - 1")
        if not 0 <= self.strength <= 1:
            raise ValueError(f"strength {self.strength} is not between 0 and 1")
        object.__setattr__(self, "strength", float(self.strength))  # one way to write it
        if self.rows_per_file is not None and not 1 <= self.rows_per_file <= MOST_ROWS:
            raise ValueError(f"{self.rows_per_file} rows a file are not between 1 and {MOST_ROWS}")
        for name, known in (
            ("split", SPLITS),
            ("noise", NOISES),
            ("identity", IDENTITIES),
            ("headers", HEADERS),
            ("columns", COLUMNS),
        ):
            value = getattr(self, name)
            if value not in known:
                raise ValueError(f"{name} {value!r} is not one of {', '.join(known)}")


MOST_HOPS = 6
"""How often a list is passed on at most."""

_WHOLE_AFTER_A_HOP = 0.75  # share of the cells that one more pair of hands leaves as they are


def strength_after(hops: int) -> float:
    """Strength of the noise, 0 to 1, in a list that was passed on so many times.

    The same strength in ``Spec`` wears a whole dataset as ``sales_leads`` wears rows of so many
    hops.
    """
    return round(1 - _WHOLE_AFTER_A_HOP ** (hops + 1), 6)
