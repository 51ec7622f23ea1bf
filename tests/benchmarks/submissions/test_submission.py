import pytest

from leakbench.benchmarks.submissions.submission import (
    faults_of_layout,
    read_submission,
    submissions_in,
)
from leakbench.generator.declarations import DeclarationError
from leakbench.generator.untrusted import MOST_OF_A_DOCUMENT

from .conftest import METADATA


@pytest.fixture
def folder(tmp_path):
    """A submission whose results nobody reads."""
    made = tmp_path / "submissions/example"
    made.mkdir(parents=True)
    (made / "submission.toml").write_text(METADATA, encoding="utf-8")
    (made / "runs.jsonl.gz").touch()
    return made


def test_a_repository_has_many_and_a_folder_is_one(folder):
    """By the name of what stands in it."""
    root = folder.parents[1]
    assert submissions_in(root) == submissions_in(folder) == [folder]
    assert submissions_in(folder.parent) == []


def test_it_says_who_and_how(folder):
    """With the words of each command behind ``leakbench run``."""
    found = read_submission(folder)
    assert (found.who, found.detector, found.licence) == ("Example Lab", "digits", "Apache-2.0")
    assert found.commands[0][:4] == ("--detector", "digits", "--corpus", "legal_person")


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('who = "Example Lab"\n', "", r"no key 'who'"),
        ("who =", "why = 1\nwho =", r"unknown key 'why'"),
        ("https://", "javascript:", r"'link' must be an address"),
        ("Apache-2.0", "free\\u001b[31m", r"'licence' must be a licence"),
        ("leakbench run", "rm -rf", r"does not begin with 'leakbench run'"),
        ("--detector digits", "--detector 'digits", r"No closing quotation"),
        ('"pip install leakbench"', "[1]", r"'install' must be one line"),
        ("version", "version", None),
    ],
)
def test_what_is_wrong_is_one_line(folder, old, new, reason):
    """With the file and the key; nothing of it is run."""
    path = folder / "submission.toml"
    path.write_text(METADATA.replace(old, new, 1), encoding="utf-8")
    if reason is None:
        assert read_submission(folder).detector == "digits"
        return
    with pytest.raises(DeclarationError, match=reason) as raised:
        read_submission(folder)
    assert str(raised.value).startswith(str(path))
    assert len(str(raised.value).splitlines()) == 1


@pytest.mark.parametrize("content", [b"\xff", b"a = [", b"a." * 90_000 + b"b = 1"])
def test_no_file_is_read_without_end(folder, content):
    """Whatever its bytes are, it is refused as a declaration."""
    (folder / "submission.toml").write_bytes(content)
    with pytest.raises(DeclarationError):
        read_submission(folder)
    (folder / "submission.toml").write_bytes(b"#" * (MOST_OF_A_DOCUMENT + 1))
    with pytest.raises(OSError, match="more than"):
        read_submission(folder)


def test_nothing_else_stands_there(folder, tmp_path):
    """No further file, no link to one, and both of those that must."""
    assert faults_of_layout(folder) == []
    (folder / "setup.py").touch()
    (folder / "runs.jsonl.gz").unlink()
    (folder / "runs.jsonl.gz").symlink_to(tmp_path / "elsewhere")
    told = faults_of_layout(folder)
    assert [one.removeprefix(f"{folder}/").partition(":")[0] for one in told] == [
        "runs.jsonl.gz",
        "setup.py",
        "runs.jsonl.gz",
    ]
    assert faults_of_layout(folder / "submission.toml") == [f"{folder}/submission.toml: no folder"]
