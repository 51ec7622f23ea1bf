"""Tests of problems of files in the user's language."""

import re

import pytest

from leakbench.benchmarks.scanning.problem_words import problem_in
from tests.benchmarks.scanning.said_of_files import said

CHINESE = re.compile(r"[\u4e00-\u9fff]")


def test_all_that_readers_say_is_told_in_chinese():
    """Whatever message stands in their source; what is filled in stays."""
    messages = said()
    assert len(messages) > 60
    english = {
        text
        for text in messages
        if not any(CHINESE.search(problem_in("zh", one)) for one in (text, f"xl/styles.xml {text}"))
    }
    assert not english, "tell these in problems.toml"


@pytest.mark.parametrize(
    ("what", "told"),
    [
        ("a picture", "图片"),
        ("damaged or cut off: no mark of its end", "损坏或不完整：没有结尾标记"),
        ("the rest cannot be read: Error 7 at 3", "后面的部分无法读取：Error 7 at 3"),
        ("reader crashed (exit code 3)", "读取进程崩溃（退出码 3）"),
        ("bytes that are no GB18030", "不属于 GB18030 编码的字节"),
        ("whatever a library says {}", "whatever a library says {}"),
    ],
)
def test_parts_are_told_too(what, told):
    """As far as they are known; the rest stays, and English is as it was."""
    assert problem_in("zh", what) == told
    assert problem_in("en", what) == what
