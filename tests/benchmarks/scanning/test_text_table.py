"""Tests of tables for a terminal."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from leakbench.benchmarks.scanning.text_table import WIDTH, shortened, text_table, wrapped

WORDS = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x9FFF, categories=["L", "N"]))


@given(st.lists(st.tuples(WORDS, st.integers(0, 10**9).map(str)), max_size=5))
def test_tables_fit_a_terminal(rows):
    """Chinese takes two columns a character."""
    lines = text_table(("文件", "rows"), rows)
    assert len(lines) == 1 + len(rows)
    assert max(map(cell_len, lines)) <= WIDTH


@given(WORDS, st.integers(12, 60))
def test_what_is_too_long_loses_its_middle(text, width):
    """Both ends stay, and what fits stays as it is."""
    made = shortened(text, width)
    assert cell_len(made) <= width
    if cell_len(text) <= width:
        assert made == text
    else:
        front, _, back = made.partition("…")
        assert text.startswith(front)
        assert text.endswith(back)


@given(st.text(st.characters(codec="utf-8", categories=["L", "N", "P"]) | st.just(" ")))
def test_lines_fit_a_terminal_and_lose_nothing(text):
    """Chinese breaks anywhere, other words between them."""
    lines = list(wrapped(text))
    assert "".join("".join(lines).split()) == "".join(text.split())
    words_fit = all(cell_len(word) <= 80 for word in text.split())
    assert not words_fit or all(cell_len(line) <= 80 for line in lines)


@given(st.lists(st.sampled_from(["甲", "乙，", "（丙）", "丁 ", "“a”：", "1,000"]), min_size=60))
def test_no_line_begins_or_ends_with_the_wrong_mark(parts):
    """What closes or stops stays with what is before it, what opens with what comes after."""
    lines = [line for line in wrapped("".join(parts)) if line]
    assert not [line for line in lines if line[0] in "，）”：" or line[-1] in "（“"]
