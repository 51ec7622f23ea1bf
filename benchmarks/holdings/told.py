"""The answer of triage in lines for a terminal, for somebody who asks how many people there are."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from rich.cells import cell_len

from leakbench.benchmarks.holdings.holding import Holding, is_incomplete
from leakbench.benchmarks.scanning.text_table import WIDTH, shortened, text_table, wrapped
from leakbench.benchmarks.scanning.told import lists_told, problems_told
from leakbench.benchmarks.scanning.words import Language, many, words

_WORDS: Final = "leakbench.benchmarks.holdings"
_MOST_COPIES: Final = 15
_ENDS: Final = ("from", "to")


def told(holding: Holding, detector: str, true: int | None, language: Language) -> Iterator[str]:
    """Lines of at most 80 columns.

    Args:
        holding: What was found.
        detector: Who read.
        true: People as they are, where that is known.
        language: Of the lines.
    """
    say = words(_WORDS)[language]
    found = holding.summary()
    for paragraph in answer(holding, detector, true, language):
        yield from wrapped(paragraph)
    yield ""
    yield say["arithmetic"]
    yield from text_table(
        [say[head] for head in ("tiers", "records", "mild", "harsh")], arithmetic(found, say)
    )
    for line in verdicts(found, say):
        yield from wrapped(line)
    yield from wrapped(say["no_opinion"])
    yield from lists_told(holding.scan.contents, language)
    yield from _copies(found["copies"], say)
    yield ""
    yield from wrapped(completeness(holding, language))
    if holding.incomplete:
        broken = [one for one in holding.scan.contents if is_incomplete(one)]
        yield from problems_told(broken, language)


def completeness(holding: Holding, language: Language) -> str:
    """Whether all files were read, and what was skipped."""
    say, amounts = words(_WORDS)[language], holding.scan.amounts
    if holding.incomplete:
        return many(say, "incomplete", len(holding.incomplete))
    if amounts.skipped:
        return say["complete_but"].format(why=amounts.why_skipped(language))
    return say["complete"]


def answer(holding: Holding, detector: str, true: int | None, language: Language) -> Iterator[str]:
    """How many people there are, and in what."""
    say, found = words(_WORDS)[language], holding.summary()
    between = found["intervals"]
    if not found["people"]:
        sure = ""  # measured errors are shares of those found: of nobody they say nothing
    elif between is None:
        sure = say["no_interval"].format(detector=detector)
    else:
        low, high = between["people"]
        sure = say["between"].format(low=f"{low:,}", high=f"{high:,}")
    yield many(say, "answer", found["people"]) + sure
    if true is not None:
        yield say["true"].format(people=f"{true:,}")
    yield say["lists"].format(
        files=holding.scan.amounts.told(language),
        lists=f"{found['lists']:,}",
        rows=f"{found['list_rows']:,}",
    )
    if found["in_passing"]:
        yield many(say, "in_passing", found["in_passing"])
    if found["names_alone"]:
        yield many(say, "names_alone", found["names_alone"])


def arithmetic(found: Mapping[str, Any], say: Mapping[str, str]) -> list[list[str]]:
    """Records by tiers, each divided by the mildest and by the harshest of them, and the sums."""
    rows = []
    for tiers, count in found["tiers"].items():
        known = [int(one) for one in tiers.split("/")]
        mild, harsh = (f"÷{by:,} = {count / by:,.2f}" for by in (max(known), min(known)))
        rows.append([tiers, f"{count:,}", mild, harsh])
    sums = [f"{found[name]:,.2f}" for name in ("lower_sum", "upper_sum")]
    return [*rows, [say["sum"], f"{found['records']:,}", *sums]]


def verdicts(found: Mapping[str, Any], say: Mapping[str, str]) -> Iterator[str]:
    """What the mildest and the harshest reading come to, with what errors may change of it."""
    for reading, side in (("mildest", "lower"), ("harshest", "upper")):
        line = say[reading].format(
            sum=f"{found[f'{side}_sum']:,.2f}", verdict=say[_word(found[side])]
        )
        if found["intervals"] is not None and found["records"]:
            low, high = (say[_word(one)] for one in found["intervals"][side])
            sums = found["intervals"][f"{side}_sum"]
            line += say["within"].format(
                low=f"{sums[0]:,.2f}", high=f"{sums[1]:,.2f}", mild=low, hard=high
            )
        yield line


def _word(verdict: str) -> str:
    return verdict.replace(" ", "_")


def _copies(made: list[dict[str, Any]], say: Mapping[str, str]) -> Iterator[str]:
    if not made:
        return
    yield ""
    yield say["copies"].format(copies=f"{len(made):,}")
    for one in made[:_MOST_COPIES]:
        kind = say[_word(one["kind"])]
        around = say["copy"].format(parent="", child="", kind=kind)
        parent, child = (shortened(one[end], (WIDTH - cell_len(around)) // 2) for end in _ENDS)
        yield say["copy"].format(parent=parent, child=child, kind=kind)
    if len(made) > _MOST_COPIES:
        yield f"  … {len(made) - _MOST_COPIES:,}"
