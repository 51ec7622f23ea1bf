"""Tests of how detectors look on the page."""

from leakbench.benchmarks.figures.identities import identities
from leakbench.benchmarks.page.looks import glyph, looks_of

NAMES = ["lac", "native", "<somebody>"]


def test_looks_are_those_of_figures():
    """Colour on both papers, and mark."""
    looks = looks_of(NAMES)
    for name, identity in identities(sorted(NAMES)).items():
        look = looks.by_name[name]
        assert look.mark == identity.mark.name
        assert (
            f".{look.style}{{--own:light-dark({identity.colour},{identity.dark})}}" in looks.style
        )
        assert f'id="mark-{look.mark}"' in looks.marks
        assert identity.mark.path in looks.marks


def test_ours_are_hollow():
    """And nobody else."""
    looks = looks_of(NAMES, {"native"}).by_name
    assert [name for name, look in looks.items() if "hollow" in look.style] == ["native"]
    assert "hollow" in glyph(looks["native"])


def test_names_do_not_reach_the_style_sheet():
    """Strangers choose theirs."""
    looks = looks_of(NAMES)
    assert "somebody" not in looks.style + looks.marks
