"""Made-up folders of lists, bought and sold more than once, for triage to be measured on.

A folder holds lists of several corpora, of sizes that bring it somewhere near a threshold. Each
list is there once to three times: as it is, cut, with columns left out, in another order of rows,
and in a worn folder also as it was written before it was worn.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from leakbench.benchmarks.triage.lists import RecordList, generated
from leakbench.generator.cases.contents import fewer_columns
from leakbench.generator.corpus import corpus_names, corpus_of
from leakbench.generator.generate import batches
from leakbench.generator.packs import using
from leakbench.generator.spec import Headers, Noise, Spec

NOT_LISTS = ("chat_messages", "narratives", "trade_posts")
"""What these say stands in their texts; the columns taken out of them are no list anybody sells."""

_FEWEST, _MOST, _MOST_OF_A_LARGE_ONE = 20, 1_200, 6_500  # rows of a list
_LARGE = 10  # every so many folders one may reach 5,000 records by one list
_LEAST, _GREATEST = 0.3, 30.0  # of the sum of shares of the thresholds
_CORPORA = 3  # of a folder at most
_COPIES = 3
_APART = 1_000_000  # rows between the folders of one population
_KEPT_ROWS = 0.7
_KEPT_COLUMNS = 0.6


@dataclass(frozen=True, slots=True)
class Folder:
    """Lists that were found together.

    Attributes:
        name: What it is called.
        lists: The lists.
    """

    name: str
    lists: Sequence[RecordList]

    @property
    def rows(self) -> int:
        """Records of all lists."""
        return sum(one.strings.num_rows for one in self.lists)


def folders(count: int, spec: Spec) -> Iterator[Folder]:
    """Made-up folders, one after another; the same for the same spec.

    Args:
        count: How many.
        spec: Seed, split, noise and day; corpus and headers are drawn.
    """
    for number in range(count):
        yield _folder(number, spec)


def _folder(number: int, spec: Spec) -> Folder:
    draw = np.random.default_rng([spec.seed, number])
    with using(spec.pack):
        names = [name for name in corpus_names() if name not in NOT_LISTS]
    chosen = draw.choice(names, 1 + draw.integers(_CORPORA), replace=False).tolist()
    total = np.exp(draw.uniform(np.log(_LEAST), np.log(_GREATEST)))
    parts = draw.dirichlet(np.ones(len(chosen))) * total
    most = _MOST if (number + 1) % _LARGE else _MOST_OF_A_LARGE_ONE
    lists: list[RecordList] = []
    for corpus, part in zip(chosen, parts, strict=True):
        of = replace(spec, corpus=corpus)
        least = min(corpus_of(of).tiers, default=1)
        rows = int(np.clip(part * least, _FEWEST, most))
        start = number * _APART + int(draw.integers(rows))
        copies = 1 + int(draw.integers(_COPIES))
        lists += [_copy(of, start, rows, copy, draw) for copy in range(copies)]
    return Folder(f"folder {number + 1}", [lists[i] for i in draw.permutation(len(lists))])


def _copy(spec: Spec, start: int, rows: int, copy: int, draw: np.random.Generator) -> RecordList:
    """The list itself, or what became of it when it was sold on."""
    written: Noise = spec.noise
    if copy:
        written = "clean" if draw.random() < 0.5 else spec.noise
    headers: Headers = "true" if draw.random() < 0.5 else "variant"
    written_so = replace(spec, noise=written, headers=headers)
    made = generated(
        f"{spec.corpus} {copy + 1}", written_so, batches(written_so, rows, start=start)
    )
    truth = made.truth
    if not copy or truth is None:
        return made
    order, columns = np.arange(rows), np.arange(made.strings.num_columns)
    match draw.choice(["as it is", "cut", "columns", "order"]):
        case "cut":
            kept = max(1, int(rows * _KEPT_ROWS))
            order = order[int(draw.integers(1 + rows - kept)) :][:kept]
        case "columns":
            columns = fewer_columns(spec, _KEPT_COLUMNS, draw.random)
        case "order":
            order = draw.permutation(rows)
        case _:
            pass
    strings = made.strings.take(order).select(columns.tolist())
    return RecordList(made.name, strings, truth.arranged(columns, order))
