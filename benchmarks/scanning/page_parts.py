"""Pages to read in a browser and on paper: one file, nothing loaded, in two languages."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from importlib.resources import files

from leakbench.benchmarks.scanning.words import LANGUAGES, Language

_SCRIPT = (
    "document.getElementById('switch').onclick = () => {"
    "const root = document.documentElement;"
    "root.lang = root.lang === 'zh' ? 'en' : 'zh'; };"
)


def whole_page(title: Mapping[Language, str], body: str, language: Language) -> str:
    """A page.

    Args:
        title: By language.
        body: What is in it, as HTML.
        language: In which it opens; a button changes it.
    """
    style = files("leakbench.benchmarks.scanning").joinpath("page.css").read_text("utf-8")
    other: dict[Language, str] = {"zh": "English", "en": "中文"}
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title[language])}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f'<button id="switch">{both(other)}</button>\n<h1>{both(title)}</h1>\n{body}'
        f"<script>{_SCRIPT}</script>\n</body>\n</html>\n"
    )


def both(texts: Mapping[Language, str]) -> str:
    """A text in both languages, of which one is shown; escaped."""
    if len({texts[one] for one in LANGUAGES}) == 1:
        return escape(texts["zh"])
    return "".join(f'<span lang="{one}">{escape(texts[one])}</span>' for one in LANGUAGES)


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], numbers: frozenset[int]) -> str:
    """A table.

    Args:
        heads: Of the columns, as HTML.
        rows: Cells, as HTML.
        numbers: Columns whose cells stand to the right.
    """

    def line(cells: Sequence[str], tag: str) -> str:
        made = "".join(
            f"<{tag}{' class=number' if place in numbers else ''}>{cell}</{tag}>"
            for place, cell in enumerate(cells)
        )
        return f"<tr>{made}</tr>\n"

    body = "".join(line(row, "td") for row in rows)
    return f"<table>\n<thead>{line(heads, 'th')}</thead>\n<tbody>\n{body}</tbody>\n</table>\n"
