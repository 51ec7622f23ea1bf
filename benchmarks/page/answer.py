"""The first screen: a verdict in words, and the ranked list with bars; it needs no script."""

from collections.abc import Collection, Mapping, Sequence
from html import escape
from typing import Any
from urllib.parse import quote

from leakbench.benchmarks.page.looks import Look, glyph

Words = Mapping[str, Any]
Rows = Sequence[Mapping[str, Any]]


def answer(
    table: Mapping[str, Any],
    words: Mapping[str, Words],
    looks: Mapping[str, Look],
    cards: Collection[str] = (),
) -> str:
    """The answer in every language, one under the other; the style sheet shows the page's.

    Args:
        table: The headline, as of ``page_headline``.
        words: What the page says, by language.
        looks: Of every detector.
        cards: Detectors that have a page of their own, to which their names lead.
    """
    plots = "".join(
        f'<figure class="chart" data-chart="answer-{escape(side)}"></figure>'
        for side in table["sides"]
    )
    verdicts = "".join(_told(language, _verdict(table, said)) for language, said in words.items())
    links = {name: _linked(name, cards) for row in _rows(table) for name in row["names"]}
    lists = "".join(
        _told(language, _list(table, said, looks, links)) for language, said in words.items()
    )
    lines = "".join(
        _told(language, f'<p class="remark">{escape(said["answerLine"])}</p>')
        for language, said in words.items()
    )
    shown = f"{plots}{lines}" if plots else ""
    return f'{verdicts}<div class="answer"><div>{lists}</div><div>{shown}</div></div>'


def _rows(table: Mapping[str, Any]) -> Rows:
    return [*table["ranked"], *table["ours"]]


def _linked(name: str, cards: Collection[str]) -> str:
    """A name, which leads to the page of the detector if it has one."""
    if name not in cards:
        return escape(name)
    return f'<a href="#at=cards&amp;of={quote(name)}" data-of="{escape(name)}">{escape(name)}</a>'


def _told(language: str, html: str) -> str:
    tag = "zh-CN" if language == "zh" else language
    return f'<div class="told" lang="{tag}">{html}</div>'


def _verdict(table: Mapping[str, Any], said: Words) -> str:
    """Who is best where, by how much, and how fast; nobody where records tell nobody apart."""
    heads, grounds = [], []
    for side in table["sides"]:
        lead = table["lead"].get(side)
        if lead is None:
            continue
        on = said[f"side_{side}"]
        names = said["and"].join(f"<strong>{escape(name)}</strong>" for name in lead["best"])
        tie = len(lead["best"]) > 1
        heads.append(said["verdictTie" if tie else "verdictBest"].format(side=on, names=names))
        grounds.append((on, _lead(table, side, said)))
    if (speed := _speed(table, said)) is not None:
        grounds.append((said["verdictSpeed"], speed))
    if table["ours"]:
        names = said["comma"].join(escape(name) for row in table["ours"] for name in row["names"])
        grounds.append((said["verdictHouse"], said["verdictOurs"].format(names=names)))
    told = "".join(
        f"<div><dt>{escape(on[:1].upper() + on[1:])}</dt> <dd>{text}</dd></div>"
        for on, text in grounds
    )
    head = said["space"].join(heads) or said["verdictNone"]
    return f'<h2 class="verdict">{head}</h2><dl class="grounds">{told}</dl>'


def _lead(table: Mapping[str, Any], side: str, said: Words) -> str:
    """The first's figures, the margin to the second with its interval, and who finds more."""
    lead = table["lead"][side]
    ranked = [row for row in table["ranked"] if row.get(side)]
    first = next(row for row in ranked if ", ".join(row["names"]) == lead["best"][0])
    margin = ""
    if lead["second"] is not None:
        key = "verdictMargin" if lead["interval"] is None else "verdictMarginWithin"
        low, high = lead["interval"] or (None, None)
        margin = said[key].format(
            second=escape(lead["second"]),
            margin=_signed(lead["margin"]),
            low=_signed(low),
            high=_signed(high),
        )
    f1 = said["verdictF1"].format(f1=_share(first[side]["f1"]["value"]), margin=margin)
    told = [f1, _finds(first, side, said["verdictFinds"])]
    most = max(ranked, key=lambda row: row[side]["recall"]["value"] or 0.0)
    if most is not first:
        told.append(_finds(most, side, said["verdictFindsMost"]))
    return said["space"].join(told)


def _finds(row: Mapping[str, Any], side: str, text: str) -> str:
    """How many of a hundred values are found, and how many of a hundred reports are right."""
    recall, precision = (
        round(100 * (row[side][key]["value"] or 0)) for key in ("recall", "precision")
    )
    return text.format(name=escape(", ".join(row["names"])), recall=recall, precision=precision)


def _speed(table: Mapping[str, Any], said: Words) -> str | None:
    """Who of the ranked is fastest, and how fast the best are; None if nobody was timed."""
    timed = [row for row in table["ranked"] if row["mb_per_s"]]
    if not timed:
        return None
    fastest = max(timed, key=lambda row: row["mb_per_s"])
    leading = {lead["best"][0] for lead in table["lead"].values()}
    named = {", ".join(row["names"]): _rate(row["mb_per_s"]) for row in timed}
    rates = [
        said["verdictRate"].format(name=escape(name), rate=rate)
        for name, rate in named.items()
        if name in leading and name != ", ".join(fastest["names"])
    ]
    first = said["verdictFastest"].format(
        name=escape(", ".join(fastest["names"])), rate=_rate(fastest["mb_per_s"])
    )
    return said["semicolon"].join([first, *rates]) + said["stop"]


def _list(
    table: Mapping[str, Any], said: Words, looks: Mapping[str, Look], links: Mapping[str, str]
) -> str:
    """Ranked rows, then those of this house, each with a bar and an interval on every side."""
    heads = [said["detector"], *(said[f"answer_{side}"] for side in table["sides"]), said["speed"]]
    heads.append(said["answerAlarms"])
    head = "".join(f"<span>{escape(text)}</span>" for text in heads)
    style = f' style="--sides:{len(table["sides"])}"'
    ranked, ours = (
        "".join(_row(row, table["sides"], said, (looks, links)) for row in table[rows])
        for rows in ("ranked", "ours")
    )
    apart = (
        f'<p class="apart">{escape(said["ours"])}</p><ul class="ours">{ours}</ul>' if ours else ""
    )
    order = said.get(f"answerNote_{table['sides'][0]}", "") if table["sides"] else ""
    note = f'<p class="remark">{escape(order)}{said["space"]}{escape(said["answerNote"])}</p>'
    return (
        f'<div class="standings"{style}><div class="heads" aria-hidden="true">{head}</div>'
        f"<ol>{ranked}</ol>{apart}</div>{note}"
    )


def _row(
    row: Mapping[str, Any],
    sides: Sequence[str],
    said: Words,
    shown: tuple[Mapping[str, Look], Mapping[str, str]],
) -> str:
    looks, links = shown
    name = escape(said["comma"]).join(links[one] for one in row["names"])
    look = looks[row["names"][0]]
    marks = [said.get(mark, mark) for mark in row["marks"] if mark != "of this house"]
    note = f"<small>{escape(said['comma'].join(marks))}</small>" if marks else ""
    scores = "".join(_score(row.get(side), said[f"answer_{side}"]) for side in sides)
    return (
        f'<li class="{look.style}">'
        f'<span class="who">{glyph(look)}<span>{name}{note}</span></span>{scores}'
        f"{_rated(row['mb_per_s'], said['speed'], 'rate')}"
        f"{_rated(row['alarms'], said['answerAlarms'], 'rate alarms')}</li>"
    )


def _rated(value: float | None, unit: str, style: str) -> str:
    return f'<span class="{style}">{_rate(value)} <small>{escape(unit)}</small></span>'


def _score(side: Mapping[str, Any] | None, title: str) -> str:
    """A bar from 0 to 1 with its interval, and the same in figures."""
    hidden = f'<span class="hidden">{escape(title)}</span>'
    if side is None or side["f1"]["value"] is None:
        return f'<span class="score">{hidden}<span class="bar"></span><span>–</span></span>'
    score = side["f1"]
    span = small = ""
    if score["interval"] is not None:
        low, high = score["interval"]
        span = f'<i style="left:{_percent(low)};width:{_percent(high - low)}"></i>'
        small = f"<small>{_share(low)}–{_share(high)}</small>"
    best = ' class="best"' if score["best"] else ""
    bar = f'<span class="bar"><b style="width:{_percent(score["value"])}"></b>{span}</span>'
    figure = f"<span{best}>{_share(score['value'])}{small}</span>"
    return f'<span class="score">{hidden}{bar}{figure}</span>'


def _percent(value: float) -> str:
    return f"{100 * value:.1f}%"


def _share(value: float) -> str:
    return f"{value:.3f}"


def _signed(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}".replace("-", "−")


def _rate(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 1 else f"{value:.2g}"
