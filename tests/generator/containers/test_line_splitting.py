from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.containers import line_splitting
from leakbench.generator.containers.line_splitting import lines_of


@given(st.lists(st.text("ab\n", max_size=6).map(str.encode), max_size=6))
def test_lines_are_those_of_the_whole(blocks):
    """Wherever blocks end; behind the last line end there is no line."""
    whole = b"".join(blocks)
    expected = whole.split(b"\n")
    assert list(lines_of(blocks)) == (expected if expected[-1] else expected[:-1])


def test_long_lines_come_in_pieces(monkeypatch):
    """What never ends does not wait in memory."""
    monkeypatch.setattr(line_splitting, "LONGEST_LINE", 5)
    assert list(lines_of([b"aaa"] * 5)) == [b"aaaaaa", b"aaaaaa", b"aaa"]
