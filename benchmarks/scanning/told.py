"""What a scan found, in lines for a terminal."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from rich.cells import cell_len

from leakbench.benchmarks.scanning.amounts import is_skipped
from leakbench.benchmarks.scanning.problem_words import problem_in
from leakbench.benchmarks.scanning.scan import Scan
from leakbench.benchmarks.scanning.text_table import WIDTH, shortened, text_table, wrapped
from leakbench.benchmarks.scanning.words import Language, label_in, many, words

_MOST_LISTS: Final = 30
_MOST_PROBLEMS: Final = 12
_KINDS: Final = 26  # columns
_BETWEEN: Final[Mapping[Language, str]] = {"zh": "、", "en": ", "}


def told(scan: Scan, language: Language) -> Iterator[str]:
    """Lines of at most 80 columns."""
    say = words("leakbench.benchmarks.scanning")[language]
    contents = scan.contents
    yield from wrapped(heading(scan, language))
    if scan.taken_over:
        yield many(say, "taken", scan.taken_over)
    listed = sum(one["status"] == "counted" for one in contents)
    without = sum(one["status"] == "skipped" and not is_skipped(one) for one in contents)
    yield say["by_status"].format(counted=f"{listed:,}", without=f"{without:,}")
    yield from lists_told(contents, language)
    yield from problems_told(contents, language)


def heading(scan: Scan, language: Language) -> str:
    """How much was read, and how fast."""
    say = words("leakbench.benchmarks.scanning")[language]
    size = sum(item.size for item in scan.found) / 1e6
    return say["head"].format(
        files=scan.amounts.told(language),
        size=f"{size:,.1f}",
        seconds=f"{scan.seconds:,.1f}",
        rate=f"{size / max(scan.seconds, 1e-9):,.1f}",
    )


def lists_told(contents: Sequence[Mapping[str, Any]], language: Language) -> Iterator[str]:
    """The lists with most people."""
    say = words("leakbench.benchmarks.scanning")[language]
    lists = sorted(
        (one for one in contents if one["lists"]), key=lambda one: (-one["people"], one["path"])
    )
    yield ""
    if not lists:
        yield say["no_lists"]
        return
    rows = [
        (
            one["path"],
            f"{one['rows']:,}",
            f"{one['people']:,}",
            _as_many(kinds_of(one, language), language),
        )
        for one in lists[:_MOST_LISTS]
    ]
    yield from text_table((say["lists"], say["rows"], say["people"], say["kinds"]), rows)
    if len(lists) > _MOST_LISTS:
        yield many(say, "more", len(lists) - _MOST_LISTS)


def _as_many(kinds: str, language: Language) -> str:
    """As many kinds as there is room for, and how many more there are."""
    between = _BETWEEN[language]
    first, *others = kinds.split(between)
    shown = [shortened(first, _KINDS)]
    for at, one in enumerate(others, 1):
        more = f" +{len(others) - at}" if at < len(others) else ""
        if cell_len(between.join([*shown, one]) + more) > _KINDS:
            return f"{between.join(shown)} +{len(others) - at + 1}"
        shown.append(one)
    return between.join(shown)


def problems_told(contents: Sequence[Mapping[str, Any]], language: Language) -> Iterator[str]:
    """The worst problems: files of which nothing is read, then what costs most rows."""
    say = words("leakbench.benchmarks.scanning")[language]
    found = [
        (one["path"], problem_in(language, what), f"{count:,}")
        for one in contents
        for what, count in problems_of(one)
    ]
    if not found:
        return
    rows = []
    for path, what, count in found[:_MOST_PROBLEMS]:
        first, *rest = wrapped(what, WIDTH // 2)
        rows += [(path, first, count), *(("", line, "") for line in rest)]
    yield ""
    yield say["problems"]
    yield from text_table((say["file"], say["problem"], say["times"]), rows)
    if len(found) > _MOST_PROBLEMS:
        yield f"… {len(found) - _MOST_PROBLEMS:,}"


def problems_of(content: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    """What of a file was not read, or not as it stands, and how often."""
    if content["problem"] is not None and content["status"] != "skipped":
        yield content["problem"], 1
    for one in content["problems"]:
        yield one["what"], one["count"]


def kinds_of(content: Mapping[str, Any], language: Language) -> str:
    """What the columns of a file's sheets are, or what was found in a text."""
    kinds: dict[str, None] = {}
    for sheet in content["sheets"]:
        kinds |= {column["kind"]: None for column in sheet["columns"] if column["kind"]}
    if not kinds:
        findings = content["findings"]
        kinds = dict.fromkeys(sorted(findings, key=lambda label: -findings[label]))
    return _BETWEEN[language].join(label_in(language, label) for label in kinds)
