import pytest

from leakbench.detectors.label_aliases import (
    MODEL_FILE,
    LabelFileError,
    UnmappedLabelError,
    UnmappedModelLabelsError,
    aliases,
    labels_of_model,
    meaning,
    meant_label,
    model_aliases,
    suggestion,
)
from leakbench.generator.entities import entities, known_labels


@pytest.fixture
def model(tmp_path):
    """A model's folder whose own table holds these lines."""

    def written(*lines):
        (tmp_path / MODEL_FILE).write_text("\n".join(lines) + "\n", "utf-8")
        return tmp_path

    return written


def test_aliases_name_labels_of_the_registry():
    """Each alias means a known label, and none takes the name of a fine one."""
    assert set(aliases().values()) <= known_labels()
    assert not set(aliases()) & set(entities())


def test_every_alias_has_a_meaning():
    """And the registry's names mean themselves, unless they are somebody's alias."""
    for label in {*aliases(), *known_labels()}:
        assert meaning(label) in known_labels()
    with pytest.raises(UnmappedLabelError, match="label 'SPELL' is not in the registry") as caught:
        meaning("SPELL")
    assert caught.value.label == "SPELL"


def test_names_are_mapped(tmp_path):
    """Usual names mean what the table says, and the registry's names themselves."""
    assert labels_of_model(["PER", "mobile", "EMAIL"], tmp_path) == {
        "PER": "PERSON",
        "mobile": "MOBILE",
        "EMAIL": "EMAIL",
    }


def test_strays_are_all_named(tmp_path):
    """One message names every label without a meaning, the file to write and what to write."""
    with pytest.raises(UnmappedModelLabelsError) as caught:
        labels_of_model(["PER", "book", "LABEL_1"], tmp_path)
    assert caught.value.names == ["book", "LABEL_1"]
    for part in ("book, LABEL_1", str(tmp_path / MODEL_FILE), "alias,label", "PERSON_NAME"):
        assert part in str(caught.value)


def test_a_models_own_table_goes_first(model):
    """It overrides the usual aliases, gives strays a meaning, and leaves out what has none."""
    folder = model("alias,label", "PER,PERSON_NAME", "手机,MOBILE", "", "book,")
    assert labels_of_model(["PER", "手机", "book", "tel"], folder) == {
        "PER": "PERSON_NAME",
        "手机": "MOBILE",
        "tel": "PHONE",
    }


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (["name,label", "PER,PERSON"], "first line"),
        (["alias,label", "PER,HUMAN"], "line 2: unknown label 'HUMAN'"),
        (["alias,label", "PER,PERSON", "book"], "line 3 is not"),
        (["alias,label", ",PERSON"], "line 2 is not"),
    ],
)
def test_a_bad_table_is_refused(model, lines, reason):
    """The message says which file, which line, and what is wrong."""
    folder = model(*lines)
    with pytest.raises(LabelFileError, match=reason) as caught:
        model_aliases(folder)
    assert caught.value.path == folder / MODEL_FILE


def test_a_table_in_another_encoding_is_refused(tmp_path):
    """A table that a spreadsheet saved in GBK is no UTF-8."""
    (tmp_path / MODEL_FILE).write_bytes("alias,label\n姓名,PERSON\n".encode("gbk"))
    with pytest.raises(LabelFileError, match="not UTF-8 at byte 12"):
        model_aliases(tmp_path)


@pytest.mark.parametrize(
    ("written", "meant"),
    [("PERSONNAME", "PERSON_NAME"), ("person-name", "PERSON_NAME"), ("xyzzyq", None)],
)
def test_what_was_probably_meant(written, meant):
    """A label of the registry, or nothing rather than anything."""
    assert meant_label(written) == meant
    assert (f"did you mean {meant}?" in suggestion(written)) == (meant is not None)


def test_a_label_in_other_letters_is_itself():
    """Case and hyphens are slips of the hand."""
    meant = {label: meant_label(label.lower()) for label in known_labels() | set(aliases())}
    assert {label for label, one in meant.items() if one not in known_labels()} == set()
