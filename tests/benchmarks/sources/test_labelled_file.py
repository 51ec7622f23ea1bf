"""Tests of what all readers of labelled corpora share."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.benchmarks.sources.labelled_file import LabelledFileError, RecordError, Records, at
from leakbench.generator.schema import TEXT_SPANS


def test_records_become_columns(tmp_path):
    """Texts, spans in the dataset's type, and the labels that occur."""
    records = Records()
    records.add("甲某𠮷", [(0, 3, "PERSON")])
    records.add("", [])
    file = records.finish(tmp_path, "0" * 64)
    assert file.texts.to_pylist() == ["甲某𠮷", ""]
    assert file.spans.type == TEXT_SPANS
    assert file.spans.to_pylist()[1] == []
    (span,) = file.spans.to_pylist()[0]
    assert (span["start"], span["end"], span["label"]) == (0, 3, "PERSON")
    assert (span["quality"], span["subject"], span["form"]) == ("exact", None, "")
    assert file.labels == {"PERSON"}


@pytest.mark.parametrize(
    ("text", "spans", "message"),
    [
        ("x", [(0, 1, "A"), (1, 0, "A")], r"span 1 \[1, 0\] is inverted or empty"),
        ("x", [(0, 0, "A")], r"span 0 .* is inverted or empty"),
        ("甲", [(0, 2, "A")], "leaves its text of 1 characters"),
        ("x", [(-1, 1, "A")], "leaves its text of 1 characters"),
        ("\ud800", [], "surrogate"),
    ],
)
def test_a_bad_record_is_refused(text, spans, message):
    """Its spans are named; half of it is not kept."""
    records = Records()
    with pytest.raises(RecordError, match=message):
        records.add(text, spans)


def test_records_of_a_file_stand_together():
    """What draws files again takes them one after another; the name is not quoted."""
    records = Records()
    for file in ("secret", "secret", None, 4):
        records.add("x", [], file)
    with pytest.raises(RecordError, match="stand together") as error:
        records.add("x", [], "secret")
    assert "secret" not in str(error.value)


def test_the_place_is_told(tmp_path):
    """Whoever knows it says file and line, or row."""
    with (
        pytest.raises(LabelledFileError, match=r"x, row 7: span 0 .* leaves its text") as error,
        at(tmp_path / "x", 7, "row"),
    ):
        Records().add("甲", [(0, 2, "A")])
    assert (error.value.path, error.value.line) == (tmp_path / "x", 7)


def test_nothing_is_an_error(tmp_path):
    """A corpus without records cannot be scored."""
    with pytest.raises(LabelledFileError, match="no records") as error:
        Records().finish(tmp_path, "")
    assert error.value.line is None


def test_more_labels_than_codes_are_refused(tmp_path):
    """Label codes have eight bits."""
    records = Records()
    records.add("x", [])
    for number in range(128):
        records.add("x", [(0, 1, f"L{number}")])
    with pytest.raises(LabelledFileError, match="more than 127 labels"):
        records.finish(tmp_path, "")


@given(
    st.lists(
        st.lists(st.tuples(st.integers(0, 5), st.sampled_from("ABC")), unique=True, max_size=6),
        min_size=1,
        max_size=5,
    ),
    st.frozensets(st.sampled_from("ABCD")),
)
def test_labels_can_be_left_out(tmp_path_factory, spans, left_out):
    """What stays is every span of another label, in its record."""
    records = Records()
    for record in spans:
        records.add("甲乙丙丁戊己", [(start, start + 1, label) for start, label in record])
    file = records.finish(tmp_path_factory.getbasetemp(), "").without(left_out)
    kept = [[one for one in record if one[1] not in left_out] for record in spans]
    found = [
        [(span["start"], span["label"]) for span in record] for record in file.spans.to_pylist()
    ]
    assert found == kept
    assert file.labels == {label for record in kept for _, label in record}
