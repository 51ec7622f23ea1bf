import re

import pytest

from leakbench.generator.engine.strings import Arena
from leakbench.generator.engine.tables import table
from leakbench.generator.population.pinyin import Pinyin, readings


def test_every_name_has_a_reading():
    """All surnames and every character of all given names are read, in small letters."""
    assert readings("surname").keys() == set(table("surnames")["surname"])
    texts = (
        table("given_names")["text"],
        table("minority_names")["text"],
        table("rare_characters")["text"],
    )
    assert readings("given").keys() == {c for some in texts for text in some for c in text}
    for pinyin in (*readings("surname").values(), *readings("given").values()):
        assert re.fullmatch("[a-z]+", pinyin)


@pytest.mark.parametrize(
    ("surname", "pinyin"),
    [
        ("单", "shan"),
        ("仇", "qiu"),
        ("曾", "zeng"),
        ("解", "xie"),
        ("朴", "piao"),
        ("区", "ou"),
        ("查", "zha"),
        ("尉迟", "yuchi"),
        ("澹台", "tantai"),
        ("长孙", "zhangsun"),
        ("吕", "lv"),
    ],
)
def test_surnames_are_read_as_surnames(surname, pinyin):
    """A character of several readings has that of the surname."""
    assert readings("surname")[surname] == pinyin


def test_spellings():
    """Plain, initials and passport spelling of surnames and given names."""
    arena = Arena()
    surnames = Pinyin(["吕", "欧阳"], "surname", arena)
    given = Pinyin(["", "伟", "晓明", "绿"], "given", arena)
    assert arena.texts(surnames.plain) == ["lv", "ouyang"]
    assert arena.texts(surnames.initials) == ["l", "o"]
    assert arena.texts(surnames.spelled("latin")) == ["LYU", "OUYANG"]
    assert arena.texts(given.plain) == ["", "wei", "xiaoming", "lv"]
    assert arena.texts(given.initials) == ["", "w", "xm", "l"]
    assert arena.texts(given.latin) == ["", "WEI", "XIAOMING", "LYU"]
