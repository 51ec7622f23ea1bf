"""Errors as a page to read in a browser: one file, nothing loaded, dark where the reader's is."""

from html import escape
from typing import Final

from leakbench.benchmarks.error_analysis.analysis import NO_TRAIT, ErrorAnalysis, Group, Trait
from leakbench.benchmarks.error_analysis.context import Example

_OPEN: Final = 3  # groups of a section that are unfolded from the beginning

_STYLE: Final = """
:root { color-scheme: light dark; --ink: #222; --soft: #666; --line: #ddd; --mark: #ffd9a8;
  --page: #fff; --box: #f6f7f9; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e6e6; --soft: #a0a0a0; --line: #3a3a3a;
  --mark: #7a4a10; --page: #16181b; --box: #202327; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 1rem; background: var(--page);
  color: var(--ink); font: 16px/1.5 system-ui, "Noto Sans CJK SC", "PingFang SC", sans-serif; }
h1 { font-size: 1.3rem; margin: .3rem 0; }
h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
p, .found { color: var(--soft); }
details { border: 1px solid var(--line); border-radius: .5rem; margin: .4rem 0;
  background: var(--box); }
summary { cursor: pointer; padding: .5rem .7rem; display: flex; flex-wrap: wrap;
  gap: .2rem .7rem; }
summary b { min-width: 3.5rem; text-align: right; font-variant-numeric: tabular-nums; }
.trait { overflow-wrap: anywhere; }
ul { list-style: none; margin: 0; padding: 0 .7rem .5rem; }
li { border-top: 1px solid var(--line); padding: .4rem 0; overflow-wrap: anywhere; }
mark { background: var(--mark); color: inherit; border-radius: .2rem; padding: 0 .15rem; }
.found { display: block; font-size: .85rem; }
"""


def page(analysis: ErrorAnalysis, title: str, top: int) -> str:
    """The whole page.

    Args:
        analysis: The errors.
        title: Whose they are, and where.
        top: Groups shown of each section.
    """
    body = "".join(
        _section(heading, trait, groups, top) for heading, trait, groups in analysis.sections()
    )
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"<h1>{escape(title)}</h1>\n<p>{escape(headline(analysis))}</p>\n{body}</body>\n</html>\n"
    )


def headline(analysis: ErrorAnalysis) -> str:
    """All errors in one sentence."""
    share = f" ({analysis.missed / analysis.values:.1%})" if analysis.values else ""
    return (
        f"{analysis.missed:,} of {analysis.values:,} values missed{share}, "
        f"{analysis.false_alarms:,} false alarms"
    )


def described(group: Group, trait: Trait) -> str:
    """What the errors of a group have in common, in words."""
    if trait == "context":
        return group.trait
    if group.trait == NO_TRAIT:
        return f"{group.label}, {'no form known' if trait == 'form' else 'no decoy'}"
    return f"{group.label}, {group.trait}"


def instead(group: Group) -> str:
    """What was found in the place of missed values."""
    return ", ".join(f"{kind} {count:,}" for kind, count in group.found.most_common(3))


def _section(heading: str, trait: Trait, groups: tuple[Group, ...], top: int) -> str:
    if not groups:
        return f"<h2>{escape(heading)}</h2>\n<p>none</p>\n"
    rest = len(groups) - top
    more = f"<p>and {rest:,} groups more</p>\n" if rest > 0 else ""
    shown = "".join(
        _group(group, trait, opened=place < _OPEN) for place, group in enumerate(groups[:top])
    )
    return f"<h2>{escape(heading)}</h2>\n{shown}{more}"


def _group(group: Group, trait: Trait, *, opened: bool) -> str:
    share = "" if group.share is None else f"<span>{group.share:.0%} of {group.of:,}</span>"
    found = f"<span class=found>{escape(instead(group))}</span>" if group.found else ""
    examples = "".join(map(_example, group.examples))
    return (
        f"<details{' open' if opened else ''}><summary><b>{group.count:,}</b>"
        f"<span class=trait>{escape(described(group, trait))}</span>{share}{found}</summary>"
        f"<ul>{examples}</ul></details>\n"
    )


def _example(one: Example) -> str:
    return (
        f'<li lang="zh">{escape(one.before)}<mark>{escape(one.value)}</mark>{escape(one.after)}'
        f"<span class=found>{escape(one.found)}, row {one.row}</span></li>"
    )
