"""What a paper can take from a folder: an index with pictures, captions and files."""

from collections.abc import Sequence
from html import escape
from typing import Final, NamedTuple

_SECTIONS: Final = {
    "double": "Figures across two columns",
    "single": "Figures for one column",
    "table": "Tables",
}
_STYLE: Final = """\
:root { color-scheme: light dark; --soft: light-dark(#5F5F5F, #ABABAB); }
body { font: 16px/1.45 system-ui, sans-serif; margin: 1.5rem auto; max-width: 75rem;
  padding: 0 1rem; background: light-dark(#FFFFFF, #121212); color: light-dark(#222222, #F0F0F0); }
ul { align-items: start; display: grid; gap: 1.5rem;
  grid-template-columns: repeat(auto-fill, minmax(17rem, 1fr));
  list-style: none; padding: 0; }
li { border: 1px solid light-dark(#DADADA, #3A3A3A); border-radius: 6px; padding: 0.75rem;
  overflow-wrap: anywhere; }
h3 { font-size: 1rem; margin: 0 0 0.5rem; }
img { background: #FFFFFF; height: 12rem; object-fit: contain; width: 100%; }
p { color: var(--soft); font-size: 0.875rem; margin: 0.5rem 0; }
a { color: light-dark(#1F45DE, #84D8FC); margin-right: 0.75rem; }"""


class Shown(NamedTuple):
    """A figure or table.

    Attributes:
        stem: What its files are called.
        kind: ``double`` or ``single``, of figures, or ``table``.
        caption: What is seen in it.
        files: Their names.
    """

    stem: str
    kind: str
    caption: str
    files: tuple[str, ...]


def html_index(shown: Sequence[Shown]) -> str:
    """A page of all figures, small, and tables; it loads nothing from elsewhere."""
    lines = [
        '<!doctype html><html lang="en"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        "<title>leakbench: figures and tables</title>",
        f"<style>{_STYLE}</style></head><body><main>",
        "<h1>Figures and tables</h1>",
        f"<p>{_links(('scores.csv', 'figures.tex', 'leakbench.bib'))}</p>",
    ]
    for kind, title in _SECTIONS.items():
        some = [one for one in shown if one.kind == kind]
        if some:
            items = "\n".join(map(_item, some))
            lines += [f"<h2>{title}</h2>", f"<ul>\n{items}\n</ul>"]
    return "\n".join([*lines, "</main></body></html>", ""])


def _item(one: Shown) -> str:
    png = next((name for name in one.files if name.endswith(".png")), None)
    picture = ""
    if png is not None:
        name = escape(png)
        picture = f'<a href="{name}"><img src="{name}" alt="{escape(one.stem)}" loading="lazy"></a>'
    caption = f"<p>{escape(one.caption)}</p>"
    return f"<li><h3>{escape(one.stem)}</h3>{picture}{caption}{_links(one.files, short=True)}</li>"


def _links(names: Sequence[str], *, short: bool = False) -> str:
    """Links to files, called by their names or, where those stand above, by their forms."""
    told = [name.rpartition(".")[2].upper() if short else name for name in names]
    return " ".join(
        f'<a href="{escape(name)}">{escape(text)}</a>'
        for name, text in zip(names, told, strict=True)
    )


def markdown_index(shown: Sequence[Shown]) -> str:
    """The same to read on a forge, or as text: figures, their captions and files."""
    lines = ["# Figures and tables"]
    for kind, title in _SECTIONS.items():
        some = [one for one in shown if one.kind == kind]
        lines += [f"\n## {title}"] * bool(some)
        for one in some:
            files = ", ".join(f"[{name}]({name})" for name in one.files)
            lines += [f"\n### {one.stem}\n", f"{_plain(one.caption)}\n", files]
            lines += [f"\n![{one.stem}]({name})" for name in one.files if name.endswith(".png")]
    return "\n".join([*lines, ""])


def _plain(text: str) -> str:
    """Text in which nothing is taken for Markdown."""
    return "".join(f"\\{c}" if c in r"\`*_{}[]<>#|!" else c for c in text)
