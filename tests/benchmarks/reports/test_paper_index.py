"""Tests of the index of figures and tables."""

import re
from html.parser import HTMLParser

from leakbench.benchmarks.reports.paper_index import Shown, html_index, markdown_index

FORMS = ("pdf", "svg", "png")


BOTH = tuple(f"cost-{width}.{form}" for width in ("single", "double") for form in FORMS)
SHOWN = [
    Shown("scores", "tables", "a table", ("scores.tex",)),
    Shown("cost", "cost", "<b>argus</b> & [x](y) is highest", BOTH),
]


class _Page(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.linked, self.shown, self.tags = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        self.tags.append(tag)
        self.linked += [told["href"]] if "href" in told else []
        self.shown += [told["src"]] if "src" in told else []


def test_every_file_is_linked_and_every_figure_shown():
    """A small picture of a figure, whatever its widths, and nothing from elsewhere."""
    page = _Page(html_index(SHOWN))
    assert {name for one in SHOWN for name in one.files} <= set(page.linked)
    assert page.shown == ["cost-single.png"]
    assert not any("//" in place for place in (*page.linked, *page.shown))
    assert "script" not in page.tags
    assert "b" not in page.tags


def test_captions_are_text():
    """Neither HTML nor Markdown is made of them."""
    assert "&lt;b&gt;argus" in html_index(SHOWN)
    text = markdown_index(SHOWN)
    assert r"\<b\>argus" in text
    assert r"\[x\](y)" in text
    assert "![cost](cost-single.png)" in text


def test_sections_have_their_order_and_language():
    """Figures before tables; where nothing is there is no heading."""
    text = markdown_index(SHOWN)
    assert re.findall("^## (.*)", text, re.MULTILINE) == ["Speed and cost", "Tables"]
    assert re.findall("<h2>(.*?)</h2>", html_index(SHOWN, "zh")) == ["速度与成本", "表"]
    assert re.findall("<h2>(.*?)</h2>", html_index(SHOWN[:1])) == ["Tables"]
    assert '<html lang="zh">' in html_index(SHOWN, "zh")
