"""The report of triage: a page that says how many people there are and how that was counted."""

from collections.abc import Mapping
from html import escape
from typing import Any, Final

from leakbench.benchmarks.holdings.holding import Holding
from leakbench.benchmarks.holdings.told import answer, arithmetic, completeness, verdicts
from leakbench.benchmarks.scanning.page import evidence, problem, problems_table, status
from leakbench.benchmarks.scanning.page import said as said_of
from leakbench.benchmarks.scanning.page_parts import both, table, whole_page
from leakbench.benchmarks.scanning.words import LANGUAGES, Language, words

_WORDS: Final = "leakbench.benchmarks.holdings"
_SHOWN: Final = 2  # records of a file


def page(holding: Holding, detector: str, true: int | None, language: Language) -> str:
    """The whole page.

    Args:
        holding: What was found.
        detector: Who read.
        true: People as they are, where that is known.
        language: In which it opens.
    """
    say = words(_WORDS)
    found = holding.summary()
    paragraphs = {one: list(answer(holding, detector, true, one)) for one in LANGUAGES}
    lines = {one: list(verdicts(found, say[one])) for one in LANGUAGES}
    first, *rest = _both_of(paragraphs)
    judged = "".join(f"<p><b>{line}</b></p>\n" for line in _both_of(lines))
    body = (
        f"<div class=answer><p><strong>{first}</strong></p>\n"
        + "".join(f"<p>{line}</p>\n" for line in rest)
        + f"</div>\n{_read(holding)}<h2>{said('arithmetic')}</h2>\n{_tiers(found)}{judged}"
        f"<p class=soft>{said('rule')}</p>\n<p class=soft>{said('no_opinion')}</p>\n"
        f"<h2>{said('how')}</h2>\n<p>{said('how_text')}</p>\n{_copies(found['copies'])}"
        f"<h2>{said('files_head')}</h2>\n{_files(holding)}"
    )
    return whole_page({one: say[one]["title"] for one in LANGUAGES}, body, language)


def said(word: str, **filled: str) -> str:
    """Words in both languages, as HTML."""
    return said_of(word, _WORDS, **filled)


def _both_of(lines: Mapping[Language, list[str]]) -> list[str]:
    pairs = zip(*(lines[one] for one in LANGUAGES), strict=True)
    return [both(dict(zip(LANGUAGES, pair, strict=True))) for pair in pairs]


def _read(holding: Holding) -> str:
    told = both({one: completeness(holding, one) for one in LANGUAGES})
    if not holding.incomplete:
        return f"<p>{told}</p>\n"
    return f"<p class=bad>{told}</p>\n{problems_table(holding.scan)}"


def _tiers(found: Mapping[str, Any]) -> str:
    rows = [list(map(escape, row)) for row in arithmetic(found, words(_WORDS)["zh"])]
    rows[-1][0] = said("sum")
    heads = [said(head) for head in ("tiers", "records", "mild", "harsh")]
    return table(heads, rows, frozenset({1, 2, 3}))


def _copies(made: list[dict[str, Any]]) -> str:
    if not made:
        return ""
    rows = [
        (
            escape(one["from"]),
            "→",
            escape(one["to"]),
            f"<span class=short>{said(one['kind'].replace(' ', '_'))}</span>",
            said("shared", shared=f"{one['shared']:,}", share=f"{one['containment']:.0%}"),
        )
        for one in made
    ]
    head = said("copies", copies=f"{len(made):,}")
    return f"<h2>{head}</h2>\n{table(('', '', '', '', ''), rows, frozenset())}"


def _files(holding: Holding) -> str:
    rows = []
    for one in holding.scan.contents:
        kinds = [sheet["rule"] for sheet in one["sheets"] if sheet["list"]]
        lines = [line for sheet in one["sheets"] if sheet["list"] for line in sheet["evidence"]]
        why = f"<br><span class=bad>{problem(one['problem'])}</span>" if one["problem"] else ""
        rows.append(
            (
                escape(one["path"]) + why + evidence(lines[:_SHOWN]),
                status(one),
                escape(", ".join(dict.fromkeys(kinds))),
                f"{one['people']:,}",
            )
        )
    heads = (said_of("file"), said_of("status"), said("type"), said_of("people"))
    return table(heads, rows, frozenset({3}))
