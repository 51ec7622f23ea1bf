"""Tests of comparing corpora with real text from Python."""

import json
import re

import pytest

import leakbench as lb
from leakbench.api.layout import WIDTH
from leakbench.generator.generate import batches

NAMES = {"PERSON_NAME": "PER", "MOBILE": "TEL", "LANDLINE": "TEL"}


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    """A file of made-up posts."""
    (batch,) = batches(lb.Spec("chat_messages", seed=3, split="dev"), 300)
    lines = [
        {
            "text": text,
            "spans": [
                [s["start"], s["end"], NAMES[s["label"]]] for s in spans if s["label"] in NAMES
            ],
        }
        for text, spans in zip(
            batch["text"].to_pylist(), batch["text_spans"].to_pylist(), strict=True
        )
    ]
    written = tmp_path_factory.mktemp("real") / "posts.jsonl"
    written.write_text("\n".join(map(json.dumps, lines)), "utf-8")
    return written


@pytest.fixture(scope="module")
def found(path, mobiles_of):
    """A function and a registered detector on a list beside it."""
    return lb.realism(path, "property_owners", detectors=[mobiles_of, "regex"], rows=300)


@pytest.fixture(scope="module")
def mobiles_of():
    """A function as a user writes one."""

    def elevens(text):
        return [(*found.span(), "MOBILE") for found in re.finditer(r"(?<!\d)\d{11}(?!\d)", text)]

    return elevens


@pytest.mark.slow
def test_everything_is_a_table(found):
    """Values, features, shapes, sentences, scores and who changes places."""
    assert set(found.values()["label"].to_pylist()) == {"PERSON", "PHONE"}
    assert found.features()["says"].to_pylist()
    assert found.variety()["text"].to_pylist() == ["generated", "real"]
    assert set(found.scores()["detector"].to_pylist()) == {"elevens", "regex"}
    assert all(one["before"] > 0 > one["after"] for one in found.swaps())
    assert all(0 < one["real"] <= 1 for one in found.missing_shapes())


@pytest.mark.slow
def test_who_fails_is_named(path):
    """Not what it complained of, which may be somebody's; the others go on."""

    def quotes(text):
        raise ValueError(text)

    found = lb.realism(path, "property_owners", detectors=[quotes, "regex"], rows=100)
    assert found.failures() == {"quotes": "ValueError"}
    assert set(found.scores()["detector"].to_pylist()) == {"regex"}
    assert repr(found).endswith("quotes failed: ValueError")


@pytest.mark.slow
def test_it_shows_itself(found):
    """Within 80 columns, and in notebooks."""
    assert max(map(len, repr(found).splitlines())) <= WIDTH
    assert "shapes" in repr(found)
    assert found._repr_html_().startswith("<table>")


@pytest.mark.slow
def test_documents_are_those_of_the_command(found, tmp_path):
    """As JSON values, and written beside tables and figures."""
    assert found.to_json()["kind"] == "realism"
    written = {path.name for path in found.write(tmp_path)}
    assert {"realism.json", "realism.md"} <= written


@pytest.mark.slow
def test_without_detectors_values_are_compared_all_the_same(path):
    """Of the labels that are asked for; nothing is scored."""
    alone = lb.realism(path, ["property_owners"], rows=200, labels="PER")
    assert alone.values()["label"].to_pylist() == ["PERSON"]
    assert len(alone.scores()) == 0


def test_what_is_unknown_is_told(path):
    """As everywhere."""
    with pytest.raises(LookupError, match="unknown corpus 'nobody'"):
        lb.realism(path, "nobody")
    with pytest.raises(ValueError, match="is generated"):
        lb.realism("legal_person", "exam_roster")
