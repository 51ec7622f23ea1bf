"""Tests of progress on stderr."""

import pytest

from leakbench.benchmarks.console import progress as module
from leakbench.benchmarks.console.progress import note, progress


@pytest.fixture
def terminal(monkeypatch):
    """Somebody watches stderr."""
    monkeypatch.setattr(module, "on_terminal", lambda: True)
    monkeypatch.setenv("FORCE_COLOR", "1")  # rich asks the stream itself


def test_without_a_terminal_there_is_one_line(capsys):
    """Nothing is said of each step, and nothing on stdout."""
    with progress("ten things", 10) as advance:
        for _ in range(10):
            advance(1)
    note("done")
    assert capsys.readouterr() == ("", "ten things\ndone\n")


@pytest.mark.usefixtures("terminal")
def test_what_is_quick_shows_no_bar(capsys):
    """Two seconds are waited for."""
    with progress("quick", 2) as advance:
        advance(2)
    assert capsys.readouterr() == ("", "")


@pytest.mark.usefixtures("terminal")
def test_what_is_slow_shows_a_bar(capsys, monkeypatch):
    """On stderr, and it is stopped even when something is raised."""
    monkeypatch.setattr(module, "SECONDS_BEFORE_BAR", -1.0)

    def stops_halfway():
        with progress("slow", 2) as advance:
            advance(1)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        stops_halfway()
    out, err = capsys.readouterr()
    assert out == ""
    assert "slow" in err
    assert "1/2" in err
