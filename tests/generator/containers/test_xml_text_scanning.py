from xml.parsers import expat

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.containers.cell_splitting import Bytes
from leakbench.generator.containers.xml_text_scanning import plain_text, write_unescaped
from leakbench.generator.engine.compiled import compiled

BYTES = (
    b"&lt;&amp;&gt;&quot;&apos; &#1; ]]> _x \r\n\t\0\x1f\x7f \xc2\x80 \xe0\xa0\x80 \xed\xa0 "
    b"\xef\xbf\xbe\xbd \xf0\x90\x80\x80 \xf4\x8f\x90 \xc0\xc1\xf5\xff"
)
PIECES = st.sampled_from(BYTES).map(lambda one: bytes([one]))
WHOLE = st.sampled_from(
    ["&lt;", "&amp;", "&quot;", "&apos;", "&gt;", "&#10;", "]]>", "张", "𬱖", "\r\n", "\r", "é"]
).map(str.encode)


@compiled
def read(text: Bytes, data: Bytes) -> tuple[int, int, int]:
    """Where text ends, the bytes that it should have, and those that are written."""
    end, size, _ = plain_text(text, 0)
    return end, size, write_unescaped(text, (0, end), data, 0) if end >= 0 else 0


def parsed(data):
    """The text of an element; None if it is not sound."""
    pieces = []
    parser = expat.ParserCreate()
    parser.CharacterDataHandler = pieces.append
    try:
        parser.Parse(b"<v>" + data + b"</v>", True)  # noqa: FBT003 - takes it by position
    except expat.ExpatError:
        return None
    return "".join(pieces).encode()


@given(st.lists(st.one_of(WHOLE, PIECES), max_size=8).map(b"".join))
def test_what_is_plain_reads_as_a_parser_reads_it(data):
    """What a parser refuses is never plain; the length is known before it is written."""
    room = np.empty(len(data) + 8, np.uint8)
    end, size, written = read(np.frombuffer(data + b"</v>", np.uint8), room)
    if end >= 0 and b"<" not in data:
        assert end == len(data)
        assert size == written
        assert room[:written].tobytes() == parsed(data)


def test_text_of_lists_is_plain():
    """Letters of all kinds, entities, line ends."""
    data = "张三 &amp; 李四\r\n_x000D_ 𬱖é]]".encode()
    room = np.empty(len(data), np.uint8)
    end, _, written = read(np.frombuffer(data + b"</v>", np.uint8), room)
    assert end == len(data)
    assert room[:written].tobytes().decode() == "张三 & 李四\n_x000D_ 𬱖é]]"
