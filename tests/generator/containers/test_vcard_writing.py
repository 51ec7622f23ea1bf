import pytest

from leakbench.generator.containers.sheets import ContainerError

from .round_trips import sheet_of, written


def test_columns_become_properties():
    """By the endings of their names, a name once; every card says that it is synthetic."""
    names = ("客户姓名", "手机号", "联系人", "余额")
    text = written("vcf", [sheet_of([["张三", "138", "李四", "1;2"]], names=names)]).decode()
    assert 'FN;X-HEADER="客户姓名":张三\r\n' in text
    assert 'TEL;X-HEADER="手机号":138\r\n' in text
    assert 'X-FIELD-3;X-HEADER="联系人":李四\r\n' in text
    assert 'X-FIELD-4;X-HEADER="余额":1\\;2\r\n' in text
    assert "synthetic" in text


def test_what_cannot_be_held_is_refused():
    """Two columns of one name, a carriage return."""
    with pytest.raises(ContainerError, match="names"):
        written("vcf", [sheet_of([["1", "2"]], names=("a", "a"))])
    with pytest.raises(ContainerError, match="cell"):
        written("vcf", [sheet_of([["1\r"]])])
