"""What a paper can take from a folder: an index with pictures, captions and files."""

from collections.abc import Iterator, Sequence
from html import escape
from typing import Final, NamedTuple

from leakbench.benchmarks.figures.style import Language
from leakbench.benchmarks.reports.paper_words import say, sections

_STYLE: Final = """\
:root { color-scheme: light dark; --soft: light-dark(#5F5F5F, #ABABAB); }
body { font: 16px/1.45 system-ui, sans-serif; margin: 1.5rem auto; max-width: 96rem;
  padding: 0 1rem; background: light-dark(#FFFFFF, #121212); color: light-dark(#222222, #F0F0F0); }
ul { align-items: start; display: grid; gap: 1.5rem;
  grid-template-columns: repeat(auto-fill, minmax(min(100%, 17rem), 1fr));
  list-style: none; padding: 0; }
li { border: 1px solid light-dark(#DADADA, #3A3A3A); border-radius: 6px; padding: 0.75rem;
  overflow-wrap: anywhere; }
h3 { font-size: 1rem; margin: 0 0 0.5rem; }
img { background: #FFFFFF; height: 14rem; object-fit: contain; width: 100%; }
p { color: var(--soft); font-size: 0.875rem; margin: 0.5rem 0; }
a { color: light-dark(#1F45DE, #84D8FC); margin-right: 0.5rem; }"""


class Shown(NamedTuple):
    """A figure or table.

    Attributes:
        stem: What its files are called.
        section: Where it stands.
        caption: What is seen in it.
        files: Their names.
    """

    stem: str
    section: str
    caption: str
    files: tuple[str, ...]


def html_index(shown: Sequence[Shown], language: Language = "en") -> str:
    """A page of all figures, small, and tables; it loads nothing from elsewhere."""
    lines = [
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>leakbench: {say('title', language)}</title>",
        f"<style>{_STYLE}</style></head><body><main>",
        f"<h1>{say('title', language)}</h1>",
        f"<p>{_links(('scores.csv', 'figures.tex', 'leakbench.bib'))}</p>",
    ]
    for section, some in _in_sections(shown):
        items = "\n".join(map(_item, some))
        lines += [f"<h2>{say(section, language)}</h2>", f"<ul>\n{items}\n</ul>"]
    return "\n".join([*lines, "</main></body></html>", ""])


def _in_sections(shown: Sequence[Shown]) -> Iterator[tuple[str, list[Shown]]]:
    """Those sections in which something stands."""
    for section in sections():
        if some := [one for one in shown if one.section == section]:
            yield section, some


def _item(one: Shown) -> str:
    picture = ""
    if png := _picture(one):
        name = escape(png)
        picture = f'<a href="{name}"><img src="{name}" alt="{escape(one.stem)}" loading="lazy"></a>'
    return f"<li><h3>{escape(one.stem)}</h3>{picture}<p>{escape(one.caption)}</p>{_forms(one)}</li>"


def _picture(one: Shown) -> str | None:
    """Of several widths the first, which is the widest."""
    return next((name for name in one.files if name.endswith(".png")), None)


def _forms(one: Shown) -> str:
    """Links to files by their forms, a line a width."""
    lines: dict[str, list[str]] = {}
    for name in one.files:
        width, _, form = name.removeprefix(one.stem).lstrip("-").rpartition(".")
        lines.setdefault(width, []).append(f'<a href="{escape(name)}">{escape(form)}</a>')
    return "<br>".join(" ".join(filter(None, (width, *some))) for width, some in lines.items())


def _links(names: Sequence[str]) -> str:
    return " ".join(f'<a href="{escape(name)}">{escape(name)}</a>' for name in names)


def markdown_index(shown: Sequence[Shown], language: Language = "en") -> str:
    """The same to read on a forge, or as text: figures, their captions and files."""
    lines = [f"# {say('title', language)}"]
    for section, some in _in_sections(shown):
        lines += [f"\n## {say(section, language)}"]
        for one in some:
            files = ", ".join(f"[{name}]({name})" for name in one.files)
            lines += [f"\n### {one.stem}\n", f"{_plain(one.caption)}\n", files]
            lines += [f"\n![{one.stem}]({name})" for name in [_picture(one)] if name]
    return "\n".join([*lines, ""])


def _plain(text: str) -> str:
    """Text in which nothing is taken for Markdown."""
    return "".join(f"\\{c}" if c in r"\`*_{}[]<>#|!" else c for c in text)
