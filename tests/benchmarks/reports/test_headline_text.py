"""Tests of the headline in a terminal."""

from dataclasses import replace

import pytest

from leakbench.benchmarks.reports.headline import headline
from leakbench.benchmarks.reports.headline_text import headline_text

pytestmark = pytest.mark.slow


def test_it_fits_eighty_characters_and_seven_columns(contest):
    """With one side, with both, and with names that are longer than their column."""
    name = "a_detector_with_a_very_long_name_" * 2
    long = [replace(r, detector=name) if r.detector == "coarse" else r for r in contest]
    for some in (contest, [r for r in contest if r.noise is None], long):
        lines = headline_text(headline(some)).splitlines()
        assert max(map(len, lines)) <= 80
        head = next(line for line in lines if line.startswith("detector"))
        assert len(head.replace("R own", "own").split()) <= 7


def test_ours_stands_below_without_a_star(contest):
    """The best of the ranked have one, and marks have signs that are explained."""
    text = headline_text(headline(contest))
    ranked, ours = text.split("of this house: shown, not ranked")
    line = next(line for line in ranked.splitlines() if line.startswith("digits, twin"))
    assert "*" in line
    assert ours.strip().startswith("ours [t]")
    assert "*" not in ours.strip().splitlines()[0]
    assert "coarse [r]" in ranked
    assert "[r] trained on real text." in " ".join(text.split())


def test_who_was_trained_here_is_not_shown_without_a_warning(contest):
    """Where there is no real text beside, the lines say that it has less there."""
    warning = "trained here finds less on real text"
    alone = headline_text(headline([r for r in contest if r.noise is not None]))
    assert warning in " ".join(alone.split())
    assert warning not in " ".join(headline_text(headline(contest)).split())


def test_nothing_scored_is_nothing(contest):
    """There is no table of failures."""
    failed = [replace(result, counts=None, failure="gone") for result in contest]
    assert headline_text(headline(failed)) == ""


def test_what_nobody_was_asked_has_no_column(contest):
    """Without text that is clean of people there are no alarms to tell."""
    text = headline_text(headline([r for r in contest if r.corpus != "clean_text"]))
    assert "alarms" not in text


def test_who_answered_fewer_records_is_named(contest):
    """A slow detector's figures are of the first records alone."""
    slow = [
        replace(r, rows=20) if (r.detector, r.corpus) == ("coarse", "legal_person") else r
        for r in contest
    ]
    text = " ".join(headline_text(headline(slow)).split())
    assert "coarse answered 120 of 200 records." in text
    assert "answered" not in headline_text(headline(contest))


def test_joules_are_told_where_the_machine_tells_them(contest, with_energy):
    """In a sentence below, the most frugal first; else there is none."""
    text = " ".join(headline_text(headline(with_energy)).split())
    assert "Joules per MB: coarse 2.0; digits, twin 2.0; forgetful 2.0; ours 2.0." in text
    assert "Joules" not in headline_text(headline(contest))
