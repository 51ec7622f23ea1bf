import io
from unittest.mock import patch

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from leakbench.generator.containers import office_package, quick_parsing
from leakbench.generator.containers.office_package import Package
from leakbench.generator.containers.part_parser import PartParser
from leakbench.generator.containers.shared_strings import SharedStrings, read_shared
from leakbench.generator.containers.sheets import ContainerError
from leakbench.generator.containers.stored_cells import Texts

from .packages import package

ITEMS = st.sampled_from(
    [
        "<si><t>张三</t></si>",
        '<si><t xml:space="preserve"> a&amp;b\r\n</t></si>',
        "<si><t>_x000D_ _xD83D__xDE00_</t></si>",
        '<si><t>姓名</t><phoneticPr fontId="1" type="noConversion"/></si>',
        "<si/>",
        "<si><t/></si>",
        "<si> <t></t>\n</si>",
        "<si><r><t>乙</t></r><r><rPr><b/></rPr><t>丙</t></r><rPh><t>x</t></rPh></si>",
        "<si><t>a</t><t>b</t></si>",
        "<si><t>&#65;</t></si>",
        "<si><t><![CDATA[</si>]]></t></si>",
        "<!-- <si><t>x</t></si> -->",
        "<t>stray</t>",
        "<extLst/>",
        "&",
    ]
)


def read(data, part="xl/sharedStrings.xml"):
    """Shared strings, and why they ended."""
    shared = SharedStrings()
    try:
        read_shared(Package(io.BytesIO(data), "file"), part, shared)
    except ContainerError as error:
        return [shared[number] for number in range(len(shared))], str(error)
    return [shared[number] for number in range(len(shared))], None


@settings(max_examples=60, deadline=None)
@given(st.lists(ITEMS, max_size=8), st.sampled_from([5, 60]), st.sampled_from([30, 9_000]))
def test_what_the_kernel_reads_the_parser_reads(items, chunk, block):
    """All texts in their order, wherever the bytes are cut."""
    data = package({"xl/sharedStrings.xml": f"<sst count='9'>{''.join(items)}</sst>"})
    with (
        patch.object(office_package, "CHUNK", 4 * chunk),
        patch.object(quick_parsing, "BLOCK_BYTES", block),
    ):
        quick = read(data)
        with patch.object(PartParser, "between", return_value=False):
            assert quick == read(data)


def test_texts_are_appended_one_by_one_or_together():
    """Numbers go on."""
    shared = SharedStrings()
    shared.append("张三")
    shared.extend(Texts(np.array([0, 1, 1], np.uint32), np.frombuffer(b"a", np.uint8)))
    shared.append("乙")
    assert [shared[number] for number in range(len(shared))] == ["张三", "a", "", "乙"]
    assert [*shared.texts.ends] == [0, 6, 7, 7, 10]
    assert shared.texts.data.tobytes().decode() == "张三a乙"
