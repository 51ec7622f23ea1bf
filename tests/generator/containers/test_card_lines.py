from hypothesis import example, given
from hypothesis import strategies as st

from leakbench.generator.containers.card_lines import unfolded

PIECES = st.sampled_from(
    ["N:a", "N;ENCODING=QUOTED-PRINTABLE:=41", "=", " ", "\t", "\r", "\n", "\r\n", "张", "x"]
)


@given(st.lists(PIECES, max_size=12).map("".join), st.integers(1, 30))
@example(text="N;ENCODING=QUOTED-PRINTABLE:=41=\n", size=1)  # goes on in nothing
def test_blocks_may_be_cut_anywhere(text, size):
    """Lines are the same however they come, and as they are one by one."""
    data = text.encode()
    found = [*unfolded(data[at : at + size] for at in range(0, len(data), size))]
    assert found == [*unfolded([data])]
    assert found == [*unfolded(one + b"\n" for one in data.split(b"\n"))]


@given(st.lists(PIECES, max_size=12).map("".join))
def test_a_folded_line_changes_no_other(text):
    """A line that goes on has the others of its block read one by one: they stay the same."""
    alone = [*unfolded([text.replace("=", "").encode() + b"\nN:end"])]
    beside = [*unfolded([text.replace("=", "").encode() + b"\nN:end\nN:b\n c"])]
    assert beside == [*alone, "N:bc"]
