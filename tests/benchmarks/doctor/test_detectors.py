from leakbench.benchmarks.doctor import detectors
from leakbench.benchmarks.doctor.detectors import detector_findings
from leakbench.detectors.listings import Listing


def test_the_available_are_one_line_and_the_others_say_why(monkeypatch):
    """With the command that brings each."""
    listed = [
        Listing(name="a", version="1", available=True, install=""),
        Listing(name="b", version="1", available=True, install="", takes="PATH"),
        Listing(name="c", version=None, available=False, install="pip install c", reason="no c"),
    ]
    monkeypatch.setattr(detectors, "listings", lambda: listed)
    there, missing = detector_findings()
    assert (there.state, there.told) == ("ok", "a, b:PATH")
    assert (missing.name, missing.state) == ("c", "missing")
    assert (missing.told, missing.mend) == ("no c", "pip install c")
