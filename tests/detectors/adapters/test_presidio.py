import os
import subprocess
import sys

import pytest

from leakbench.detectors.adapters.presidio import LABELS, Presidio

pytestmark = pytest.mark.slow

CODE = """
import socket, warnings
warnings.simplefilter("error")
def refuse(*_, **__):
    raise AssertionError("it went on line")
socket.socket.connect = refuse
from leakbench.detectors.contract import per_text
from leakbench.detectors import registry
detector = registry.load("presidio")
assert per_text(detector._find, __import__("pyarrow").record_batch({"text": [" a@example.com "]}))
"""


@pytest.mark.parametrize(
    ("value", "label"),
    [
        ("13800000000", "PHONE"),
        ("0571-80000000", "PHONE"),
        ("a@example.com", "EMAIL"),
        ("10.0.0.1", "IP"),
        ("2001-01-01", "DATE"),
        ("AA:BB:CC:DD:EE:FF", "MAC"),
    ],
)
def test_entities_become_labels(found, value, label):
    """What its own recognisers find between spaces comes with the registry's label."""
    assert (value, label) in found("presidio", f"： {value} ，")


def test_every_entity_has_a_label():
    """Nothing that it can report is left out of the table."""
    engine = Presidio()._engine  # noqa: SLF001
    assert set(engine.get_supported_entities("zh")) == set(LABELS)


def test_is_silent_and_offline(tmp_path):
    """Building and asking it prints nothing, warns of nothing, downloads and keeps nothing."""
    done = subprocess.run(
        [sys.executable, "-c", CODE],
        capture_output=True,
        check=False,
        text=True,
        env=os.environ | {"TLDEXTRACT_CACHE": str(tmp_path)},
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert list(tmp_path.iterdir()) == []


def test_the_environment_is_left_as_it_was(monkeypatch):
    """A variable that keeps another library quiet during the import is put back."""
    quiet = "TRANSFORMERS_NO_ADVISORY_WARNINGS"
    monkeypatch.delenv(quiet, raising=False)
    Presidio()
    assert quiet not in os.environ
    monkeypatch.setenv(quiet, "0")
    Presidio()
    assert os.environ[quiet] == "0"
