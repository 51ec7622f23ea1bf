import pytest

from leakbench.detectors.listings import UnfitAboutError, as_said, fit, one_line
from leakbench.detectors.regex import Regex
from leakbench.detectors.union import Union

GOOD = as_said(Regex)


def test_what_is_fit_stays_as_it_is():
    """Labels sorted, an argument where there is one."""
    told = fit(GOOD)
    assert (told["package"], told["license"], told["takes"]) == ("leakbench", "Apache-2.0", None)
    assert told["labels"] == tuple(sorted(Regex.labels))
    assert fit(as_said(Union))["takes"] == "A+B"


@pytest.mark.parametrize("key", ["package", "install", "license", "homepage", "takes"])
@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (7, "is int, not a text"),
        (["x"], "is list, not a text"),
        ("x" * 1_000_000, "has 1,000,000 characters, more than 300"),
        ("<b>", "has mark-up or control characters"),
        ("a\nb", "has mark-up or control characters"),
        ("\x1b[2J", "has mark-up or control characters"),
    ],
)
def test_what_cannot_be_shown_is_refused(key, value, reason):
    """Of whatever it is said."""
    with pytest.raises(UnfitAboutError) as caught:
        fit({**GOOD, key: value})
    assert str(caught.value) == f"{key} {reason}"


@pytest.mark.parametrize("labels", [None, "MOBILE", [1], ["<b>"], ["x"] * 1_001, {"a": 1}])
def test_labels_are_texts(labels):
    """A list of not too many."""
    with pytest.raises(UnfitAboutError):
        fit({**GOOD, "labels": labels})


def test_a_reason_is_made_one_line():
    """Without what a terminal would obey, and not for ever."""
    assert one_line("a\n  b\x1b[2Jc\x00") == "a b [2Jc"
    assert len(one_line("x" * 10**6)) == 301
