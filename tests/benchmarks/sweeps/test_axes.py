"""Tests of the axes of robustness."""

from dataclasses import replace
from itertools import pairwise

import pytest

from leakbench.benchmarks.commands.sweep import NAMES
from leakbench.benchmarks.sweeps.axes import AXES
from leakbench.generator.spec import HEADERS_OF_LISTS, IDENTITIES, Spec

SPEC = Spec(corpus="legal_person")


def test_the_command_offers_every_axis():
    """It names them without loading what they need."""
    assert tuple(AXES) == NAMES


@pytest.mark.parametrize("axis", AXES.values(), ids=AXES)
def test_places_are_apart_and_ascend(axis):
    """Each has a name and a spot of its own, and its changes make a spec."""
    assert all(one.at < other.at for one, other in pairwise(axis.places))
    assert len({place.name for place in axis.places}) == len(axis.places)
    specs = [(replace(SPEC, **place.changes), place.batch_rows) for place in axis.places]
    assert len(set(specs)) == len(axis.places)
    assert all(place.changes.keys() == axis.sets for place in axis.places)


def test_noise_grows_along_its_axes():
    """From the first hands to the seventh, and from no evasion to all of the profile."""
    hops, evasive = (
        [place.changes["strength"] for place in AXES[name].places] for name in ("hops", "evasive")
    )
    assert len(hops) == 7
    assert sorted(set(hops)) == hops
    assert (evasive[0], evasive[-1]) == (0, 1)


def test_named_axes_have_every_value_of_the_spec():
    """Also those that a later version adds, but for headers that no list has."""
    assert [place.name for place in AXES["headers"].places] == list(HEADERS_OF_LISTS)
    assert [place.name for place in AXES["identity"].places] == list(IDENTITIES)
    assert AXES["headers"].track == AXES["length"].track == "table"
