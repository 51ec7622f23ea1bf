"""Tests of the index of figures and tables."""

from html.parser import HTMLParser

from leakbench.benchmarks.reports.paper_index import Shown, html_index, markdown_index

FORMS = ("pdf", "svg", "png")


def _figure(width, caption):
    return Shown(f"bars-{width}", width, caption, tuple(f"bars-{width}.{f}" for f in FORMS))


SHOWN = [
    _figure("double", "<b>argus</b> & [x](y) is highest"),
    _figure("single", "same"),
    Shown("scores", "table", "a table", ("scores.tex",)),
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
    """Small pictures of figures, and nothing from elsewhere."""
    page = _Page(html_index(SHOWN))
    assert {name for one in SHOWN for name in one.files} <= set(page.linked)
    assert page.shown == ["bars-double.png", "bars-single.png"]
    assert not any("//" in place for place in (*page.linked, *page.shown))
    assert "script" not in page.tags
    assert "b" not in page.tags


def test_captions_are_text():
    """Neither HTML nor Markdown is made of them."""
    assert "&lt;b&gt;argus" in html_index(SHOWN)
    text = markdown_index(SHOWN)
    assert r"\<b\>argus" in text
    assert r"\[x\](y)" in text
    assert "![bars-double](bars-double.png)" in text


def test_a_section_without_anything_is_left_out():
    """Of tables alone there is one heading."""
    assert "Figures for one column" not in html_index(SHOWN[2:])
    assert "## Figures for one column" not in markdown_index(SHOWN[2:])
