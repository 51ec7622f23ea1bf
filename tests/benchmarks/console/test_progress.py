"""Tests of progress on stderr."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.benchmarks.console import progress as module
from leakbench.benchmarks.console.progress import Rest, note, progress


@pytest.fixture
def terminal(monkeypatch):
    """Somebody watches stderr."""
    monkeypatch.setattr(module, "on_terminal", lambda: True)
    monkeypatch.setenv("FORCE_COLOR", "1")  # rich asks the stream itself


def test_without_a_terminal_what_is_quick_is_one_line(capsys):
    """Nothing is said of each step, and nothing on stdout."""
    with progress("ten things", 10) as advance:
        for _ in range(10):
            advance(1)
    note("done")
    assert capsys.readouterr() == ("", "ten things\ndone\n")


def test_without_a_terminal_there_is_a_line_every_few_seconds(capsys, monkeypatch):
    """How much is done and how long the rest takes; nothing more once all is done."""
    clock = iter(range(0, 100, 2))
    monkeypatch.setattr(module, "monotonic", lambda: float(next(clock)))
    with progress("lists: ten rows", 10) as advance:
        for _ in range(10):
            advance(1)
    first, *lines = capsys.readouterr().err.splitlines()
    assert first == "lists: ten rows"
    assert lines == [
        "lists: 30%",
        "lists: 60%, about 8 s left",
        "lists: 90%, about 2 s left",
    ]


def test_a_slow_beginning_tells_nothing_of_the_rest(monkeypatch):
    """Nor does a rate that changes; two spans alike do, and they alone."""
    clock = iter([0, 6, 12, 18, 24])
    monkeypatch.setattr(module, "monotonic", lambda: float(next(clock)))
    rest = Rest(1_000)
    told = []
    for done in (3, 300, 300, 100):
        assert rest.add(done)
        told.append(str(rest))
    assert told == ["", "", "about 8 s left", ""]


@given(st.lists(st.integers(0, 50), max_size=30))
def test_a_steady_rate_gives_the_rest(steps):
    """Of one unit a second, as many seconds as units are left; nothing once all is done."""
    now = [0.0]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "monotonic", lambda: now[0])
        rest = Rest(400)
        for done in steps:
            now[0] += done
            if rest.add(done) and rest.seconds is not None:
                assert rest.seconds == pytest.approx(400 - rest.so_far)
                assert rest.so_far < 400


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
