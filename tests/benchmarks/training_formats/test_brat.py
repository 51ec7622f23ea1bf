"""Tests of brat's directories."""

import pytest

from leakbench.benchmarks.training_formats.brat import FORM, ByteOrderMarkError
from leakbench.benchmarks.training_formats.labelled_texts import UnnameableLabelError

from .labelled_records import labelled_texts

MADE = [("甲\r\n某1", [(0, 4, "A"), (4, 5, "B")])] + [("无", [])] * 1000


@pytest.mark.slow
def test_records_are_files_in_folders(tmp_path):
    """Texts as they are, line breaks as spaces in annotations, and a configuration of all labels.

    Their order is that of their names, so a thousand stand in a folder.
    """
    FORM.write(labelled_texts(MADE), tmp_path / "out", force=False)
    assert (tmp_path / "out/0/0000.txt").read_bytes() == "甲\r\n某1".encode()
    assert (tmp_path / "out/0/0000.ann").read_text("utf-8") == "T1\tA 0 4\t甲  某\nT2\tB 4 5\t1\n"
    assert (tmp_path / "out/1/1000.ann").read_bytes() == b""
    texts = sorted((tmp_path / "out").rglob("*.txt"))
    assert [path.stem for path in texts] == [f"{number:04}" for number in range(1001)]
    configuration = (tmp_path / "out/annotation.conf").read_text("utf-8")
    assert configuration.startswith("[entities]\nA\nB\n\n[relations]\n<OVERLAP>")


@pytest.mark.parametrize(
    ("made", "error", "message"),
    [
        ([("甲", [(0, 1, "full name")])], UnnameableLabelError, "white space .* brat"),
        ([("甲", []), ("\ufeff甲", [(0, 1, "A")])], ByteOrderMarkError, "record 1 begins with"),
    ],
)
def test_what_brat_cannot_hold_is_refused(tmp_path, made, error, message):
    """In one line, and nothing is left behind."""
    with pytest.raises(error, match=message):
        FORM.write(labelled_texts(made), tmp_path / "out", force=False)
    assert not list(tmp_path.iterdir())
