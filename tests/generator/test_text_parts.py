"""Tests of the files of templates."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.declarations import DeclarationError
from leakbench.generator.spec import SPLITS
from leakbench.generator.text_parts import TemplateFiles, unescaped

LINES = ["# greetings", "", "  ", "你好{a}\\n\\t|", r"\# {a}\\{b}", "#no comment", " [，{b}] "]


@pytest.fixture
def folder(tmp_path):
    """A corpus's folder with a part of one template a split."""
    folder = tmp_path / "calls"
    folder.mkdir()
    for split in SPLITS:
        (folder / f"head.{split}.txt").write_text("{a}\n", "utf-8")
    return folder


def write(folder, content):
    """Other lines for the split dev."""
    (folder / "head.dev.txt").write_bytes(content)


def test_a_line_is_a_template(folder):
    """Comments and blank lines are none, blanks at either end belong to it."""
    write(folder, "\n".join(LINES).encode())
    templates = TemplateFiles(folder, "head", ["a", "b"])
    assert list(templates) == list(SPLITS)
    assert templates["train"] == templates["test"] == ("{a}",)
    assert templates["dev"] == ("你好{a}\n\t|", "# {a}\\{b}", "#no comment", " [，{b}] ")


def test_a_file_is_read_when_it_is_asked_for(folder):
    """What is wrong with one split does not stop another, and a file is read once."""
    write(folder, b"[x]")
    templates = TemplateFiles(folder, "head", ["a"])
    assert len(templates) == len(SPLITS)
    assert templates["train"] is templates["train"]
    with pytest.raises(DeclarationError):
        templates["dev"]


@given(st.text(st.characters(exclude_characters="\r", codec="utf-8")))
def test_every_text_can_be_written(text):
    """With the signs that stand for what a line cannot hold."""
    line = text.replace("\\", r"\\").replace("\n", r"\n").replace("\t", r"\t")
    assert unescaped(line) == text


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"{a}\n\n{aa}\n", "line 3: unknown field 'aa'; did you mean a?: '{aa}'"),
        ("«x»".encode(), "line 1: a single alternative, «x»: '«x»'"),
        (b"{a}\n[x]", "line 2: a part without a field: '[x]'"),
        (rb"{a}\x", r"line 1: a \ that is no \n, \t, \\ or \#: '{a}\\x'"),
        (b"{a}\\", "line 1: a \\ that is no "),
        (b"# nothing\n\n", "there is no template in it"),
        (b"\xff", "not UTF-8: "),
    ],
)
def test_a_wrong_file_is_refused(folder, content, reason):
    """One line names the file, the line, and what is wrong."""
    write(folder, content)
    with pytest.raises(DeclarationError) as caught:
        TemplateFiles(folder, "head", ["a"])["dev"]
    message = str(caught.value)
    assert message.startswith(f"texts/calls/head.dev.txt: {reason}")
    assert "\n" not in message


def test_a_missing_file_is_named(folder):
    """Of a part that has none for a split."""
    (folder / "head.test.txt").unlink()
    with pytest.raises(DeclarationError, match=r"^texts/calls/head\.test\.txt: there is no such"):
        TemplateFiles(folder, "head", ["a"])["test"]
