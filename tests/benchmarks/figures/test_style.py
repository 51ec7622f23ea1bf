"""Tests of what all figures have in common."""

import re
import resource
import zlib
from io import BytesIO
from itertools import combinations

import pytest
from matplotlib import rcParams
from matplotlib.font_manager import FontProperties, findfont
from matplotlib.text import Text

from leakbench.benchmarks.figures import style
from leakbench.benchmarks.figures.style import (
    DPI,
    INCHES,
    MissingFontError,
    save,
    styled,
    word,
)

from .conftest import KINDS, WIDE

pytestmark = pytest.mark.slow

EDGE = 2  # pixels that boxes of neighbouring words may share: they are a little larger than ink


def _texts(figure):
    """Every text that is drawn, with its box; ticks out of view are made and not drawn."""
    unseen = set()
    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            low, high = sorted(axis.get_view_interval())
            for tick in (*axis.get_major_ticks(), *axis.get_minor_ticks()):
                if not low <= tick.get_loc() <= high:
                    unseen |= {tick.label1, tick.label2}
    for text in figure.findobj(Text):
        if text.get_visible() and text.get_text().strip() and text not in unseen:
            box = text.get_window_extent()
            if box.width and box.height:
                yield text, box


def test_nothing_overlaps(figure):
    """No two texts of a figure share space, in either width or language."""
    upright = [(t.get_text(), b) for t, b in _texts(figure) if t.get_rotation() % 90 == 0]
    for (one, a), (other, b) in combinations(upright, 2):
        across = min(a.x1, b.x1) - max(a.x0, b.x0)
        along = min(a.y1, b.y1) - max(a.y0, b.y0)
        assert min(across, along) <= EDGE, (one, other)


@pytest.mark.parametrize("weight", ["normal", "bold"])
def test_no_font_is_complained_of(caplog, weight):
    """Of each there is what figures ask for, or something stands in for it."""
    with styled("en"), caplog.at_level("WARNING", "matplotlib.font_manager"):
        for family in rcParams["font.family"]:
            findfont(FontProperties(family=family, weight=weight))
    assert caplog.messages == []


def test_nothing_leaves_the_figure(figure):
    """Every text stands whole in its figure."""
    frame = figure.bbox
    for text, box in _texts(figure):
        inside = (
            box.x0 >= frame.x0 - EDGE
            and box.y0 >= frame.y0 - EDGE
            and box.x1 <= frame.x1 + EDGE
            and box.y1 <= frame.y1 + EDGE
        )
        assert inside, text.get_text()


def test_nothing_is_cut_in_what_is_saved(tmp_path):
    """Names at the left edge stand whole at the resolution of the file."""
    figure = WIDE["bars"]()
    save(figure, tmp_path, "some")
    figure.dpi = DPI
    for text, box in _texts(figure):
        assert box.x0 >= 0, text.get_text()
        assert box.x1 <= figure.bbox.x1, text.get_text()


def test_widths_are_those_of_columns(figure, kind):
    """A figure is as wide as the column it is for."""
    assert figure.get_figwidth() == INCHES[kind.rpartition("-")[2]]


@pytest.mark.parametrize("kind", ["dumbbells-single"], indirect=True)
def test_pdf_text_can_be_selected(figure, language):
    """Fonts are embedded as TrueType (type 42) with a map back to characters."""
    look_for_fonts(figure, language)


@pytest.mark.long
def test_pdf_text_of_every_figure_can_be_selected(figure, language):
    """The same of every kind, in one column and in two."""
    look_for_fonts(figure, language)


def look_for_fonts(figure, language):
    """Fail if a font of a figure is embedded so that its text cannot be selected."""
    file = BytesIO()
    with styled(language):
        figure.savefig(file, format="pdf")
    content = file.getvalue()
    assert b"/CIDFontType2" in content
    assert b"/Type3" not in content
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL)
    assert any(b"beginbfrange" in _opened(one) or b"beginbfchar" in _opened(one) for one in streams)


def _opened(stream):
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return stream


def test_same_figure_same_bytes(tmp_path):
    """Neither the day nor the run changes a file."""
    first, second = (
        save(KINDS["dumbbells-single"](), tmp_path / name, "some") for name in ("a", "b")
    )
    for one, other in zip(first, second, strict=True):
        assert one.read_bytes() == other.read_bytes()
    pdf, svg, png = first
    assert pdf.read_bytes()[:5] == b"%PDF-"
    assert svg.read_text("utf-8").count("<path") > 1
    assert png.read_bytes()[:4] == b"\x89PNG"


@pytest.mark.parametrize("size", [0, 2_000, 12_000])
def test_a_full_disk_is_an_error_of_the_file(tmp_path, size):
    """However much of the figure there is room for, and nothing of it is left."""
    drawn = KINDS["dumbbells-single"]()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        with pytest.raises(OSError, match="File too large"):
            save(drawn, tmp_path, "some")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert all(one.stat().st_size <= size for one in tmp_path.iterdir())
    assert not list(tmp_path.glob(".*"))


def test_a_missing_font_is_named(monkeypatch):
    """Chinese labels without a Chinese font: the message names packages that have one."""
    monkeypatch.setattr(style, "chinese_fonts", tuple)
    with pytest.raises(MissingFontError, match="fonts-noto-cjk"), styled("zh"):
        pass


def test_words_are_in_both_languages():
    """What English has, Chinese has."""
    assert word("recall") != word("recall", "zh")
    assert word("legal_person", "zh") == "legal_person"
    words = style._words()  # noqa: SLF001 - the table itself is tested
    assert words["en"].keys() == words["zh"].keys()
