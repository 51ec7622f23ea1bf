import subprocess
import sys
from importlib.util import find_spec

import pytest

from leakbench.detectors.check_digits import resident_check

pytestmark = pytest.mark.skipif(
    find_spec("jionlp") is None, reason="an extra of its own, for the licence of what it depends on"
)

RESIDENT = "11010119000101001"
CODE = """
import warnings
warnings.simplefilter("error")
from leakbench.detectors import registry
registry.load("jionlp")
"""


@pytest.mark.parametrize(
    ("value", "label"),
    [
        ("13800000000", "MOBILE"),
        ("+86 13800000000", "MOBILE"),
        ("0571-80000000", "LANDLINE"),
        (RESIDENT + resident_check(RESIDENT), "RESIDENT_ID"),
        ("zhangwei@example.com", "EMAIL"),
        ("10.0.0.1", "IP"),
        ("京A12345", "LICENSE_PLATE"),
    ],
)
def test_extractors_become_labels(found, value, label):
    """What each extractor finds comes with its label."""
    assert found("jionlp", f"：{value}，") == [(value, label)]


def test_accounts_are_found_beside_their_names(found):
    """QQ and WeChat are told by the words before them."""
    assert found("jionlp", "QQ：100000001") == [("100000001", "QQ")]
    assert found("jionlp", "微信：abc_12345") == [("abc_12345", "WECHAT")]


@pytest.mark.parametrize("gap", ["-", " ", "----"])
def test_what_stands_between_fields_is_trimmed(found, gap):
    """The hyphen or space before a number is no part of it."""
    assert found("jionlp", f"张伟{gap}13800000000{gap}杭州") == [("13800000000", "MOBILE")]


def test_is_silent():
    """Building it prints nothing, and warns of nothing even where warnings are errors."""
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, check=True, text=True)
    assert (done.stdout, done.stderr) == ("", "")
