"""Tests of figures as files."""

from leakbench.benchmarks.figure import Panel, Point, draw
from leakbench.benchmarks.figure_files import save_figure


def _figure():
    return draw([Panel("corpus", "", (Point("one", "one", 1.0, 0.5),))])


def test_a_figure_is_three_files_and_nothing_else(tmp_path):
    """For the screen, the web and print."""
    written = save_figure(_figure(), tmp_path, "plot")
    assert [path.name for path in written] == ["plot.png", "plot.svg", "plot.pdf"]
    assert sorted(tmp_path.iterdir()) == sorted(written)


def test_the_same_figure_gives_the_same_files(tmp_path):
    """No day and no version shows in them."""
    one, other = (save_figure(_figure(), tmp_path / name, "plot") for name in "ab")
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in other]
