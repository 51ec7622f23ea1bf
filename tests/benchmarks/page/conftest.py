"""A browser for the page, and results to show in it."""

import shutil

import pytest

FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
SPEEDS = {"fast": 300.0, "careful": 2.0, "slow": 0.5}
FOUND = {  # of 100 values of each label
    ("fast", "clean"): (90, 20),
    ("careful", "clean"): (95, 80),
    ("slow", "clean"): (50, 70),
    ("fast", "evasive"): (40, 10),
    ("careful", "evasive"): (60, 50),
    ("slow", "evasive"): (45, 55),
}


def _part(found, truth=100, predicted=100):
    moments = [found, found, found, truth, min(truth, predicted), predicted]
    return {"truth": truth, "found": found, "predicted": predicted, "moments": moments}


def run_of(detector, noise, corpus="legal_person", **changes):
    """A run as ``page_runs`` gives it."""
    mobile, name = FOUND[detector, noise or "clean"]
    return {
        "corpus": corpus,
        "noise": noise,
        "headers": "variant",
        "track": "text",
        "detector": detector,
        "ours": False,
        "version": "1.0",
        "rows": 1000,
        "failure": None,
        "incomparable": False,
        "labels": {"MOBILE": _part(mobile), "PERSON_NAME": _part(name)},
        "forms": {"MOBILE": {"seen": (60, mobile // 2), "unseen": (40, mobile // 4)}},
        "files": {"counted": 20, "below": {"0.5": 1, "0.8": 5, "0.95": 9}, "complete": 4},
        "all": _part(mobile + name, 200, 200),
        "mb_per_s": SPEEDS[detector],
        "bytes": 100_000,
        "memory_mb": 80.0,
        "hash": "0123456789ab",
        "tool": "0.1.0",
        "machine": "one",
        **changes,
    }


@pytest.fixture
def runs():
    """Three detectors on one corpus in two writings, and on real text."""
    noises = ("clean", "evasive", None)
    return [
        run_of(name, noise, "legal_person" if noise else "real_text")
        for noise in noises
        for name in SPEEDS
    ]


@pytest.fixture(scope="module")
def browser():
    """Headless Chromium, closed after the module: the driver's thread is seen by other tests."""
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("Chromium is not installed: apt-get install chromium")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=path, args=FLAGS)
        yield opened
        opened.close()
