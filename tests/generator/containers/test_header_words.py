import pytest

from leakbench.generator.containers.header_words import (
    is_identifier,
    is_name,
    is_numbered,
    is_title,
    is_value,
)


@pytest.mark.parametrize(
    "cell",
    ["姓名", "手机号码（必填）", "电话2", "客户姓名", " 联系人：", "xingming", "SFZH", "企业名称"],
)
def test_names_of_columns(cell):
    """Known words and endings, in any case, with remarks and numbers."""
    assert is_name(cell)
    assert not is_value(cell)


@pytest.mark.parametrize(
    "cell",
    [
        "13800138000",
        "１３８ 0013 8000",
        "手机13800138000",
        "2025-03-01",
        "138****8000",
        "12.50",
        "三单元402室",
        "建国路8号",
        "①③⑧00138000",
        "江西省九江市瑞昌市横立山乡新庄村委会",
    ],
)
def test_values_are_no_names(cell):
    """Numbers however they are written, dates, masks, mail, places and long texts."""
    assert is_value(cell)
    assert not is_name(cell)


def test_kinds_of_words():
    """Numbered names, identifiers and titles are told from people's names."""
    assert is_numbered("列12")
    assert is_numbered("Column 3")
    assert is_identifier("cust_name")
    assert is_title("2025年3月客户名单（最新）")
    assert is_title("理财客户登记表 2025年11月")
    for cell in ("张三", "张三丰", "建国路8号"):
        assert not any(is_such(cell) for is_such in (is_numbered, is_identifier, is_title, is_name))
