"""The page of a scan: problems first, then lists by people with their columns, then other files."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, Final

from leakbench.benchmarks.scanning.amounts import is_skipped
from leakbench.benchmarks.scanning.page_parts import both, table, whole_page
from leakbench.benchmarks.scanning.problem_words import problem_in
from leakbench.benchmarks.scanning.scan import Scan
from leakbench.benchmarks.scanning.told import heading, kinds_of, problems_of
from leakbench.benchmarks.scanning.words import LANGUAGES, Language, label_in, many, words

_WORDS: Final = "leakbench.benchmarks.scanning"
_OPEN: Final = 3  # lists that are unfolded from the beginning
Read = Mapping[str, Any]


def page(scan: Scan, detector: str, language: Language) -> str:
    """The whole page.

    Args:
        scan: What was found.
        detector: Who read.
        language: In which it opens.
    """
    say = words(_WORDS)
    head = {one: heading(scan, one) for one in LANGUAGES}
    made = said("made_by", detector=detector, version=scan.version)
    lists = sorted(
        (one for one in scan.contents if one["lists"]),
        key=lambda one: (-one["people"], one["path"]),
    )
    others = [one for one in scan.contents if not one["lists"]]
    shown = "".join(_file(one, opened=place < _OPEN) for place, one in enumerate(lists))
    nothing = f"<p>{said('no_lists')}</p>\n"
    body = (
        f"<p class=soft>{both(head)}<br>{made}</p>\n"
        f"<h2>{said('problems')}</h2>\n{problems_table(scan)}"
        f"<h2>{said('lists')} ({len(lists):,})</h2>\n{shown or nothing}"
        f"<h2>{said('other_files')} ({len(others):,})</h2>\n{_others(others)}"
    )
    return whole_page({one: say[one]["title"] for one in LANGUAGES}, body, language)


def said(word: str, package: str = _WORDS, **filled: str) -> str:
    """Words in both languages, as HTML."""
    say = words(package)
    return both({one: say[one][word].format(**filled) for one in LANGUAGES})


def problems_table(scan: Scan) -> str:
    """What was not read, or not as it stands."""
    rows = [
        (escape(one["path"]), f"<span class=bad>{problem(what)}</span>", f"{count:,}")
        for one in scan.contents
        for what, count in problems_of(one)
    ]
    if not rows:
        return f"<p>{said('no_problems')}</p>\n"
    return table((said("file"), said("problem"), said("times")), rows, frozenset({2}))


def problem(what: str) -> str:
    """A problem in both languages, as HTML."""
    return both({one: problem_in(one, what) for one in LANGUAGES})


def status(one: Read) -> str:
    """What became of a file: what is read and no list was not skipped."""
    read = one["status"] == "skipped" and not is_skipped(one)
    return said("read" if read else one["status"])


def evidence(lines: list[str]) -> str:
    """Records that show what a list is."""
    shown = "".join(f"<code>{escape(line)}</code><br>" for line in lines)
    return f"<p class=soft>{said('evidence')}<br>{shown}</p>\n" if lines else ""


def _file(one: Read, *, opened: bool) -> str:
    kinds = both({language: kinds_of(one, language) for language in LANGUAGES})
    sheets = "".join(_sheet(sheet) for sheet in one["sheets"])
    facts = f"{one['format'] or ''} {one['encoding'] or ''}"
    return (
        f"<details{' open' if opened else ''}><summary><b>{one['people']:,}</b>"
        f"<span class=path>{escape(one['path'])}</span><span class=soft>{escape(facts)}</span>"
        f"</summary><p class=soft>{kinds}</p>{sheets}</details>\n"
    )


def _sheet(sheet: Read) -> str:
    rows = [
        (
            escape(column["name"]),
            both({one: label_in(one, column["kind"]) for one in LANGUAGES})
            if column["kind"]
            else "–",
            f"{column['filled']:,}",
            both({one: _found(column["found"], one) for one in LANGUAGES}),
        )
        for column in sheet["columns"]
    ]
    heads = (said("columns"), said("kind"), said("filled"), said("found"))
    name = f"<p><b>{escape(sheet['name'])}</b></p>" if sheet["name"] else ""
    counts = f"<p>{said('rows')} {sheet['rows']:,}, {said('people')} {sheet['people']:,}</p>\n"
    return name + counts + table(heads, rows, frozenset({2})) + evidence(sheet["evidence"])


def _found(found: Mapping[str, int], language: Language) -> str:
    often = sorted(found, key=lambda label: -found[label])
    return ", ".join(f"{label_in(language, label)} {found[label]:,}" for label in often)


def _others(files: Sequence[Read]) -> str:
    rows = [(escape(one["path"]), status(one), _why(one), f"{one['size']:,}") for one in files]
    return table((said("file"), said("status"), said("why"), said("size")), rows, frozenset({3}))


def _why(one: Read) -> str:
    if one["problem"] is not None:
        return problem(one["problem"])
    if not one["people"]:
        return said("nobody")
    say = words(_WORDS)
    return both({each: many(say[each], "in_passing", one["people"]) for each in LANGUAGES})
