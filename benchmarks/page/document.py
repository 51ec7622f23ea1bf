"""The page itself: template, styles, words, data and scripts in one file."""

import json
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from importlib.resources import files
from typing import Any

from leakbench.benchmarks.page.answer import answer
from leakbench.benchmarks.page.looks import Looks, looks_of
from leakbench.benchmarks.page.names import chinese_names
from leakbench.benchmarks.page.packing import packed_runs
from leakbench.generator.entities import entities

STYLES = ("page.css", "answer.css", "charts.css", "views.css")
# The frame comes first, for sections join it; the page last, for it draws them all.
SCRIPTS = (
    *("frame.js", "unpacking.js", "scores.js", "tables.js", "drawing.js"),
    *("answer.js", "headline.js", "leaderboard.js", "charts.js"),
    *("compare.js", "heat.js", "finer.js", "misses.js", "cards.js"),
    *("levels.js", "operating.js", "realism.js", "sources.js"),
    "page.js",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a page shows.

    Attributes:
        runs: At least one run, as of ``page_runs``.
        sweeps: Curves: ``axis``, ``corpus``, and ``points`` of ``x``, ``detector``, ``recall``,
            ``precision``.
        misses: Misses and false alarms in context, place by place, as of ``page_misses``.
        realism: How real the values of corpora are, by label.
        headline: The first table, as of ``page_headline``, and under ``levels``, if there are
            some, the tables of ``page_levels``.
        operating: Curves and calibration of scores, as of ``page_operating``.
        pairs: How far every two detectors are apart, as of ``page_pairs``.
        written: Recall by form, as of ``page_written``.
        cards: What each detector is, and how it was run, as of ``page_cards``.
    """

    runs: Sequence[Mapping[str, Any]]
    sweeps: Sequence[Mapping[str, Any]] = ()
    misses: Sequence[Mapping[str, Any]] = ()
    realism: Sequence[Mapping[str, Any]] = ()
    headline: Mapping[str, Any] | None = None
    operating: Mapping[str, Any] | None = None
    pairs: Mapping[str, Any] | None = None
    written: Mapping[str, Any] | None = None
    cards: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def detectors(self) -> Iterator[str]:
        """Everyone who is named, again and again."""
        for one in (*self.runs, *(p for s in self.sweeps for p in s["points"])):
            yield one["detector"]
        for named in (*self.misses, self.pairs, self.written):
            yield from () if named is None else named["detectors"]
        yield from self.cards
        if self.headline is not None:
            for row in (*self.headline["ranked"], *self.headline["ours"]):
                yield from row["names"]
        if self.operating is not None:
            for rows in self.operating["sides"].values():
                yield from (row["detector"] for row in rows)

    def house(self) -> set[str]:
        """Detectors of this house."""
        named = {run["detector"] for run in self.runs if run["ours"]}
        if self.headline is not None:
            named |= {name for row in self.headline["ours"] for name in row["names"]}
        return named

    def corpora(self) -> set[str]:
        """All corpora that are named."""
        told = {one["corpus"] for one in (*self.runs, *self.misses, *self.sweeps, *self.realism)}
        return told | {one["real"] for one in self.realism}


def page(content: Content) -> str:
    """Write the page as one HTML text."""
    looks = looks_of(content.detectors(), content.house())
    words = _words(content.corpora())
    told = {key: value for key, value in asdict(content).items() if key != "runs"}
    data = {
        **packed_runs(content.runs),
        **told,
        "families": {name: entity.parent for name, entity in entities().items()},
        "looks": {name: look._asdict() for name, look in looks.by_name.items()},
    }
    script = "\n" + "\n".join(_read(name) for name in SCRIPTS)
    parts = {
        "hash": f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'",
        "style": "\n".join(_read(name) for name in STYLES),
        "looks": looks.style,
        "marks": looks.marks,
        "answer": _answer(content, words, looks),
        "words": _embedded(words),
        "data": _embedded(data),
        "script": script,
    }
    before, *rest = _read("page.html").split("{{")
    pieces = [before]
    for piece in rest:
        name, _, text = piece.partition("}}")
        pieces += [parts[name], text]
    return "".join(pieces)


def _answer(content: Content, words: Mapping[str, Any], looks: Looks) -> str:
    if content.headline is None:
        return ""
    return answer(content.headline, words, looks.by_name, content.cards)


def _words(corpora: set[str]) -> dict[str, dict[str, Any]]:
    """What the page says in each language, and the known biases as the READMEs tell them."""
    words: dict[str, dict[str, Any]] = {}
    folder = files("leakbench.benchmarks.page.words")
    for name in sorted(one.name for one in folder.iterdir() if one.name.endswith(".json")):
        for language, said in json.loads(folder.joinpath(name).read_text("utf-8")).items():
            words.setdefault(language, {}).update(said)
    for language, said in words.items():
        items = _read(f"biases.{language}.md").removeprefix("- ").split("\n- ")
        between = "" if language == "zh" else " "
        said["biasList"] = [item.replace("\n  ", between).strip() for item in items]
    words["zh"] = chinese_names(corpora) | words["zh"]
    return words


def _read(name: str) -> str:
    return files("leakbench.benchmarks.page").joinpath(name).read_text("utf-8")


def _embedded(value: object) -> str:
    """JSON that cannot end the element in which it stands."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
