import io

import pytest

from leakbench.generator.containers.limits import Limits
from leakbench.generator.containers.office_package import Package
from leakbench.generator.containers.sheets import ContainerError

from .packages import package


def parsed(text, limits=None):
    """Names of the elements of a part, and its text."""
    names, texts = [], []
    opened = Package(io.BytesIO(package({"p.xml": text})), "file", limits or Limits())
    opened.parsed("p.xml", (lambda name, _: names.append(name), lambda _: None, texts.append))
    return names, "".join(texts)


def test_elements_are_told_without_prefix():
    """Whatever a program calls its namespaces."""
    assert parsed('<w:a xmlns:w="w"><b>x</b></w:a>') == (["a", "b"], "x")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "declares entities"),
        ('<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "declares entities"),
        ("<a>" * 300, "more than 256 deep"),
        ('<?xml version="1.0" encoding="x-1"?><a/>', "an encoding that is not known"),
        ("<a><b></a>", "no sound XML"),
        ("<a>", "no sound XML"),
        ("", "no sound XML"),
        ("<a x='" + "y" * (9 << 20), "a tag of many megabytes"),
    ],
)
def test_hostile_parts_are_told(text, reason):
    """In one line, without any of it taking effect."""
    with pytest.raises(ContainerError, match=reason) as told:
        parsed(text)
    assert "\n" not in str(told.value)


def test_bombs_end():
    """Long before they are unpacked."""
    with pytest.raises(ContainerError, match="a bomb"):
        parsed("<a>" + " " * (4 << 20) + "</a>", Limits(free_bytes=1 << 20))


def test_missing_parts_are_told():
    """By their names."""
    with pytest.raises(ContainerError, match=r"q\.xml is missing"):
        Package(io.BytesIO(package({})), "file").parsed("q.xml", (print, print, print))


def test_relations_stay_in_the_package():
    """Parts are named from their own folder, and what lies outside is none."""
    relations = (
        '<Relationships><Relationship Id="a" Target="worksheets/1.xml"/>'
        '<Relationship Id="b" Target="/xl/2.xml"/><Relationship Id="c" Target="../../../etc/x"/>'
        '<Relationship Id="d" Target="http://x.invalid/" TargetMode="External"/></Relationships>'
    )
    opened = Package(io.BytesIO(package({"xl/_rels/w.xml.rels": relations})), "file")
    assert opened.related("xl/w.xml") == {"a": "xl/worksheets/1.xml", "b": "xl/2.xml", "c": "etc/x"}
