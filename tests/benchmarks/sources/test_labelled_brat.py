"""Tests of reading brat's directories."""

import pytest

from leakbench.benchmarks.sources.labelled_brat import read_brat
from leakbench.benchmarks.sources.labelled_file import LabelledFileError


@pytest.fixture
def written(tmp_path):
    """Write files, and give their directory."""

    def write(**files):
        for name, text in files.items():
            stem, _, suffix = name.rpartition("_")
            (tmp_path / f"{stem}.{suffix}").write_bytes(text.encode())
        return tmp_path

    return write


def test_texts_and_their_annotations(written):
    """Every text is a record; only text-bound annotations count; line ends are one character."""
    directory = written(
        b_txt="甲某\n在𠮷地",
        b_ann="T1\tPER 0 2\t甲某\nT2\tLOC 4 6\t𠮷地\nR1\tlives Arg1:T1 Arg2:T2\n#1\tNote T1\tx\n",
        a_txt="乙\n丙",
        a_ann="T1\tPER 0 3\t乙 丙\r\n",
        c_txt="没有",
        c_ann="",
    )
    file = read_brat(directory)
    assert file.texts.to_pylist() == ["乙\n丙", "甲某\n在𠮷地", "没有"]
    spans = [[(s["start"], s["end"], s["label"]) for s in one] for one in file.spans.to_pylist()]
    assert spans == [[(0, 3, "PER")], [(0, 2, "PER"), (4, 6, "LOC")], []]


def test_the_hash_is_of_names_and_content(written):
    """Another annotation is another corpus."""
    directory = written(a_txt="甲某", a_ann="T1\tPER 0 1\t甲\n")
    before = read_brat(directory).sha256
    assert read_brat(directory).sha256 == before
    assert read_brat(written(a_ann="T1\tPER 0 2\t甲某\n")).sha256 != before


@pytest.mark.parametrize(
    ("annotations", "message"),
    [
        ("\nT1\tPER 0 1;2 3\t甲 丙\n", r"a.ann, line 2: .*several fragments"),
        ("T1\tPER 0 2\t甲丙\n", r"a.ann, line 1: the text has other words at \[0, 2\]"),
        ("T1 PER 0 2 甲乙\n", "not T1"),
        ("T1\tPER 0 9\t甲乙丙\n", "leaves its text"),
    ],
)
def test_a_bad_annotation_is_named(written, annotations, message):
    """With its file and line."""
    with pytest.raises(LabelledFileError, match=message):
        read_brat(written(a_txt="甲乙丙", a_ann=annotations))


def test_a_text_without_annotations_is_named(written):
    """Nobody can tell whether there is nothing in it."""
    with pytest.raises(LabelledFileError, match=r"a.txt: no a.ann beside it"):
        read_brat(written(a_txt="甲"))
