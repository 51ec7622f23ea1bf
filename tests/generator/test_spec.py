from itertools import pairwise

import pytest

from leakbench.generator.datasets.manifest import spec_from, spec_json
from leakbench.generator.spec import MOST_HOPS, Spec, strength_after


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"seed": -1}, "seed -1 is not between"),
        ({"strength": 1.5}, "strength 1.5 is not between 0 and 1"),
        ({"strength": -0.1}, "strength -0.1 is not between 0 and 1"),
        ({"strength": float("nan")}, "strength nan is not between 0 and 1"),
        ({"noise": "loud"}, "noise 'loud' is not one of"),
    ],
)
def test_impossible_specs_are_refused(given, reason):
    """With the name of what is wrong and what may stand there."""
    with pytest.raises(ValueError, match=reason):
        Spec(corpus="legal_person", **given)


def test_strength_is_part_of_a_datasets_identity():
    """It is written down, read again, and full where nobody wrote it."""
    spec = Spec(corpus="legal_person", noise="worn", strength=0.25)
    written = spec_json(spec)
    assert written["strength"] == 0.25
    assert spec_from(written) == spec != Spec(corpus="legal_person", noise="worn")
    del written["strength"]
    assert spec_from(written) == Spec(corpus="legal_person", noise="worn")


def test_a_whole_number_is_the_same_strength():
    """1 and 1.0 are one spec, in JSON, too."""
    spec = Spec(corpus="legal_person", strength=1)
    assert repr(spec_json(spec)) == repr(spec_json(Spec(corpus="legal_person")))


def test_every_hop_wears_a_share_of_what_was_whole():
    """One cell in four wears with each hop, and before the first."""
    whole = [1 - strength_after(hops) for hops in range(MOST_HOPS + 1)]
    assert whole[0] == pytest.approx(0.75)
    for before, after in pairwise(whole):
        assert after == pytest.approx(0.75 * before, abs=1e-5)
