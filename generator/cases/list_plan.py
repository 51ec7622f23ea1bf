"""Which lists lie in an office: bought ones, and what was made of them by those who passed them on.

Sources never overlap, but for people that several corpora tell of: who finds one list's records in
another of the same corpus has found a copy.
"""

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from leakbench.generator.cases.contents import (
    Content,
    Cut,
    Merged,
    Narrowed,
    Shuffled,
    Source,
    columns_of,
    fewer_columns,
)
from leakbench.generator.cases.places import Company
from leakbench.generator.cases.vocabulary import by_share
from leakbench.generator.corpus import corpus_of, load_corpus
from leakbench.generator.spec import MOST_HOPS, Headers, Spec, strength_after

_LIST_SHARE = 0.32  # of the files
_SMALLEST, _LARGEST = 5_000, 150_000  # rows of a source in a case of full size
_SPREAD = 1.1  # standard deviation of the logarithm of their sizes
_COPIES = 1.3  # of a source, on the average
_SPLIT, _MOST_PARTS = 0.15, 4  # share of the sources that lie there in parts
_CHANGES = {"as it is": 3.0, "resold": 4.0, "cut": 4.0, "columns": 3.0, "merged": 2.0}
_LEAST_CUT, _GREATEST_CUT = 0.2, 0.8
_KEPT_COLUMNS = 0.5
_SHUFFLED = 0.4  # share of the copies that were sorted in another way
_FURTHER = {0: 3.0, 1: 5.0, 2: 2.0}  # hops to a copy
_OLD = {0: 3.0, 1: 3.0, 2: 2.0, 3: 1.0}  # hops that a source had when it came
_UNWORN = 0.4  # of the lists that were never passed on
_HEADERS: dict[Headers, float] = {"true": 3.0, "variant": 5.0, "pinyin": 1.0}
_FITTING = 8  # rounds in which sizes are brought to their sum


@dataclass(frozen=True, slots=True)
class PlannedList:
    """A list that will lie somewhere.

    Attributes:
        company: Place of the company in whose office it lies.
        change: How it came from its parents; ``source`` and ``part`` have none.
        content: What it holds.
        hops: How often it was passed on.
        noise: Strength of the noise.
        headers: What its columns are called.
        parents: Places of the lists that it was made of.
        part: Of a source that lies there in parts, which; 0 for none.
    """

    company: int
    change: str
    content: Content
    hops: int
    noise: float
    headers: Headers
    parents: tuple[int, ...] = ()
    part: int = 0


def planned_lists(
    spec: Spec, files: int, records: int, companies: tuple[Company, ...], seed: int
) -> list[PlannedList]:
    """The lists of an office, copies behind what they were made of.

    Args:
        spec: The population.
        files: How many files the case has, of which lists are some.
        records: Rows that the lists have together, about.
        companies: Whose offices are searched.
        seed: What everything is drawn with.
    """
    wanted = max(4, round(files * _LIST_SHARE))
    scale = records / wanted  # rows of the average list, where a round begins
    smallest = min(_SMALLEST, scale / 2)
    for _ in range(_FITTING):
        made = _drawn(spec, (wanted, smallest, scale), companies, np.random.default_rng(seed))
        total = sum(one.content.rows for one in made)
        if abs(total - records) < records / 50:
            break
        scale *= records / total
    return made


def _drawn(
    spec: Spec,
    sizes: tuple[int, float, float],
    companies: tuple[Company, ...],
    draw: np.random.Generator,
) -> list[PlannedList]:
    """So many lists whose sources have rows from the smallest number on, around a scale."""
    wanted, smallest, scale = sizes
    made: list[PlannedList] = []
    ends: dict[str, int] = {}
    left = _corpora(companies, draw)
    while len(made) < wanted:
        company, corpus = left.pop() if left else _any_corpus(companies, draw)
        size = float(scale * np.exp(draw.normal() * _SPREAD - _SPREAD**2 / 2))
        rows = int(np.clip(size, smallest, _LARGEST))
        start = ends.get(corpus, 0)
        ends[corpus] = start + rows
        source = Source(corpus, start, rows)
        hops = by_share(draw, _OLD)
        noise = 0.0 if not hops and draw.random() < _UNWORN else strength_after(hops)
        headers = by_share(draw, _HEADERS)
        first = PlannedList(company, "source", source, hops, noise, headers)
        room = wanted - len(made)
        if draw.random() < _SPLIT and room >= _MOST_PARTS:
            made += _parts(first, 2 + int(draw.integers(_MOST_PARTS - 1)))
            continue
        made.append(first)
        for _ in range(min(int(draw.poisson(_COPIES)), room - 1)):
            made.append(_copy(spec, made, len(companies), draw))
    return made


def _corpora(companies: tuple[Company, ...], draw: np.random.Generator) -> list[tuple[int, str]]:
    """Each corpus that a company has lists of, once, with one such company."""
    found = {corpus: place for place, one in enumerate(companies) for corpus in one.kind["lists"]}
    pairs = sorted((place, corpus) for corpus, place in found.items())
    known = [pair for pair in pairs if load_corpus(pair[1]).is_list]
    return [known[int(one)] for one in draw.permutation(len(known))]


def _any_corpus(companies: tuple[Company, ...], draw: np.random.Generator) -> tuple[int, str]:
    company = int(draw.integers(len(companies)))
    return company, by_share(draw, dict(companies[company].kind["lists"]))


def _parts(whole: PlannedList, parts: int) -> list[PlannedList]:
    """A list cut into parts that lie there one by one, and not as a whole."""
    bounds = np.linspace(0, whole.content.rows, parts + 1).astype(int).tolist()
    return [
        replace(whole, change="part", content=Cut(whole.content, first, end - first), part=part)
        for part, (first, end) in enumerate(pairwise(bounds), 1)
    ]


def _copy(
    spec: Spec, made: list[PlannedList], companies: int, draw: np.random.Generator
) -> PlannedList:
    """What somebody made of a list that is there, seldom of one long since there."""
    back = min(int(draw.geometric(0.5)), len(made))
    parent = len(made) - back
    of = made[parent]
    change = by_share(draw, _CHANGES)
    parents: tuple[int, ...] = (parent,)
    content = of.content
    if change == "merged":
        other = _mergeable(spec, made, parent)
        if other is None:
            change = "resold"
        else:
            parents = (parent, other)
            content = Merged((content, made[other].content))
    if change == "as it is":
        return replace(of, change=change, parents=parents, part=0)
    if change == "cut":
        rows = max(1, int(content.rows * draw.uniform(_LEAST_CUT, _GREATEST_CUT)))
        content = Cut(content, int(draw.integers(content.rows - rows + 1)), rows)
    if change == "columns":
        content = _narrowed(spec, content, draw)
    if change in {"resold", "columns"} and draw.random() < _SHUFFLED:
        content = Shuffled(content, int(draw.integers(2**31)))
    oldest = max(made[one].hops for one in parents)
    strongest = max(made[one].noise for one in parents)
    further = by_share(draw, _FURTHER)
    hops = min(MOST_HOPS, oldest + further)
    return PlannedList(
        int(draw.integers(companies)) if draw.random() < 0.4 else of.company,
        change,
        content,
        hops,
        max(strongest, strength_after(hops)) if further else strongest,
        by_share(draw, _HEADERS),
        parents,
    )


def _mergeable(spec: Spec, made: list[PlannedList], parent: int) -> int | None:
    """Another list that shares neither a source nor lacks a column, so that both fit together."""
    fields = len(corpus_of(replace(spec, corpus=made[parent].content.corpus)).fields)
    mine = made[parent].content
    for number in range(len(made) - 1, -1, -1):
        other = made[number].content
        if (
            number != parent
            and other.corpus == mine.corpus
            and columns_of(other, fields) == columns_of(mine, fields)
            and sources_of(other).isdisjoint(sources_of(mine))
            and other.rows + mine.rows <= _LARGEST
        ):
            return number
    return None


def sources_of(content: Content) -> set[Source]:
    """The records of datasets that a list was made of."""
    match content:
        case Source():
            return {content}
        case Merged(of):
            return {source for one in of for source in sources_of(one)}
        case _:
            return sources_of(content.of)


def _narrowed(spec: Spec, content: Content, draw: np.random.Generator) -> Content:
    of = replace(spec, corpus=content.corpus)
    kept = set(fewer_columns(of, _KEPT_COLUMNS, draw.random).tolist())
    there = columns_of(content, len(corpus_of(of).fields))
    columns = tuple(place for place, column in enumerate(there) if column in kept)
    return Narrowed(content, columns)
