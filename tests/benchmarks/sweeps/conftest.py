"""A sweep of two detectors."""

import pytest

from leakbench.benchmarks.running.entrants import entrant
from leakbench.benchmarks.sweeps.axes import AXES
from leakbench.benchmarks.sweeps.document import Sweep
from leakbench.benchmarks.sweeps.sweep import sweep
from leakbench.generator.spec import Spec

SPEC = Spec(corpus="legal_person", split="dev", noise="worn")
AXIS = AXES["identity"]


@pytest.fixture(scope="session")
def found():
    """Two detectors, of which one knows numbers only."""
    entrants = [entrant("regex"), entrant("phonenumbers")]
    return Sweep(
        axis=AXIS,
        corpus=SPEC.corpus,
        identities={place.name: {"rows": 80} for place in AXIS.places},
        rows=80,
        points=list(sweep(AXIS, SPEC, entrants, 80)),
        labels={one.name: one.labels for one in entrants},
        tool={},
        environment={},
    )
