"""Tests of texts without values."""

from leakbench.generator.audit.delexicalizing import delexicalized
from leakbench.generator.spec import Spec

SPEC = Spec(corpus="exam_roster", seed=3)


def shown(made, row):
    """A text, with one sign for every value."""
    codes = made.codes[made.offsets[row] : made.offsets[row + 1]]
    return "".join("_" if code < 0 else chr(code) for code in codes)


def test_values_are_taken_out(block_of):
    """Those with a label, decoys, and cells without a label; each is one mark."""

    def write(rows):
        row = rows[4]
        columns = list(row)
        span = next(s for s in row["cell_spans"] if s["label"] == "SCHOOL")
        school = row[columns[span["column"] + 2]]
        sex = row[columns[4]]
        row["text"] = f"ä{school}{sex}12𠮷x3号!"
        end = len(row["text"])
        row["decoys"] = [{"start": end - 1, "end": end, "kind": "hotline"}]
        row["text_spans"] = [span | {"start": 1, "end": 1 + len(school)}]
        del row["text_spans"][0]["column"]

    made = delexicalized(block_of(SPEC, change=write))
    assert shown(made, 4) == "ä__#𠮷x#号_"
    assert made.words[4] == 2


def test_marks_tell_values_apart(block_of):
    """A name is another mark than a number, and the same in every row."""
    made = delexicalized(block_of(SPEC))
    marks = {code for code in made.codes.tolist() if code < 0}
    assert len(marks) > 10
    assert len(made.offsets) == 61
