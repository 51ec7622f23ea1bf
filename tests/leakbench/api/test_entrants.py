import functools

import hypothesis
import pyarrow as pa
import pytest

from leakbench.api.entrants import entrants, stopped
from leakbench.detectors.contract import accept, per_text, spans_from
from leakbench.detectors.lifting import NotADetectorError

BATCH = pa.RecordBatch.from_pydict({"text": ["手机13800000000", "", None]})
ANSWER = [{"row": 0, "column": 0, "start": 2, "end": 13, "label": "MOBILE", "score": 1.0}]


class Plain:
    """An object with ``detect`` and nothing else."""

    def detect(self, batch, /):
        """One span in each text."""
        return per_text(lambda text: [(2, 13, "MOBILE")] if text else [], batch)


class Declared(Plain):
    """One that says who it is."""

    name = "own_name"
    labels = ("MOBILE", "PER")
    version = "2.5"


class Bytes(Declared):
    """One that counts in UTF-8 bytes."""

    offset_unit = "byte"

    def detect(self, batch, /):
        """The same span as the other ones find."""
        return spans_from([(0, 0, (6, 17, "MOBILE"))][: batch.num_rows])


def scored(text):
    """A function whose spans have scores."""
    return [(2, 13, "MOBILE", 0.5)] if text.endswith("0") else []


def answered(given, **options):
    """The entrant of what was given, and its accepted answer."""
    (one,) = entrants(given, **options)
    return one, accept(one.detector.detect(BATCH), BATCH, one.detector).to_pylist()


@pytest.mark.parametrize("given", [Plain(), Declared(), Bytes()])
def test_objects_answer_for_themselves(given):
    """In the unit that they count in."""
    assert answered(given)[1] == ANSWER


def test_a_function_is_lifted():
    """Null and empty cells are passed over, and scores are kept."""
    assert answered(scored)[1] == [{**ANSWER[0], "score": 0.5}]
    assert answered(lambda _text: None)[1] == []


@pytest.mark.parametrize(
    ("given", "name"),
    [
        (Plain(), "Plain"),
        (Declared(), "own_name"),
        (scored, "scored"),
        (functools.partial(scored), "partial"),
        ("regex", "regex"),
        ({"mine": scored}, "mine"),
        ({"mine": "regex"}, "mine"),
    ],
)
def test_everybody_has_a_name(given, name):
    """Its own, or that of the caller."""
    (one,) = entrants(given)
    assert one.name == name


def test_the_name_is_in_what_is_said_of_an_answer():
    """Also the caller's."""
    (one,) = entrants({"mine": lambda _text: [(5, 2, "MOBILE")]})
    with pytest.raises(ValueError, match="detector mine, span 0, row 0: the span is inverted"):
        accept(one.detector.detect(BATCH), BATCH, one.detector)


def test_labels_come_from_the_object_the_argument_or_the_spans():
    """In this order; usual names of others mean the registry's."""
    assert entrants(Declared(), ["EMAIL"])[0].labels == {"MOBILE", "PERSON"}
    assert entrants(scored, ["EMAIL", "PER"])[0].labels == {"EMAIL", "PERSON"}
    assert entrants(scored, "EMAIL")[0].labels == {"EMAIL"}
    for given in (scored, Plain()):
        one, _ = answered(given)
        assert one.labels == {"MOBILE"}
        assert entrants(given)[0].labels == frozenset()


def test_declared_labels_are_kept_to():
    """As by every detector."""
    with pytest.raises(ValueError, match="label 'MOBILE' is not declared"):
        answered(scored, labels=["EMAIL"])


def test_a_label_without_a_meaning_is_remembered():
    """Whoever runs the detector can tell why it failed."""
    ready = entrants(lambda _text: [(0, 1, "CELLPHONES")])
    assert stopped(ready) is None
    with pytest.raises(LookupError, match="CELLPHONES"):
        ready[0].detector.detect(BATCH)
    assert "CELLPHONES" in str(stopped(ready))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (3, "int is no detector: hand over a name, an object with detect"),
        (Plain, r"Plain is a class: hand over Plain\(\)"),
        ([None], "NoneType is no detector"),
    ],
)
def test_what_cannot_detect_is_refused(given, said):
    """With what would do."""
    with pytest.raises(NotADetectorError, match=said):
        entrants(given)


def test_the_version_is_that_of_the_package_or_its_own():
    """Unknown where nobody says it."""
    assert entrants(Declared())[0].version == "2.5"
    assert entrants(scored)[0].version == "unknown"
    assert entrants(hypothesis.find)[0].version == hypothesis.__version__
