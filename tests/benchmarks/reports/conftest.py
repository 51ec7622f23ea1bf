"""A small contest for the tests of reports: others, twins among them, and one of this house."""

import json
from dataclasses import replace

import pytest

from leakbench.benchmarks.running.entrants import LocalEntrant
from leakbench.benchmarks.running.runner import Scoring, run
from leakbench.benchmarks.sources.opening import open_source
from leakbench.detectors.contract import SPANS, spans_from
from leakbench.detectors.marks import Mark
from leakbench.generator.spec import Spec


class Named:
    """Another detector under a name of its own, with marks, and what it declares."""

    def __init__(self, name, detector, *marks, says=None):
        self.name, self._detector, self._says = name, detector, says
        self.labels = frozenset({says}) if says else detector.labels
        self.about = replace(detector.about, marks=marks)

    def detect(self, batch):
        """Answer as the other does, or call what it finds something else."""
        found = self._detector.detect(batch)
        if self._says is None:
            return found
        places = zip(*(found.column(name).to_pylist() for name in SPANS.names[:4]), strict=True)
        return spans_from((row, at, (start, end, self._says)) for row, at, start, end in places)


@pytest.fixture(scope="session")
def contest(digits, forgetful, write_labelled, tmp_path_factory):
    """Results of five detectors on real text, a generated list, and text without anybody."""
    spans = [[0, 2, "PERSON"], [4, 15, "PHONE"]]
    texts = [f"甲某电话{'0' * 11}{'。' * (row % 7)}" for row in range(60)]
    records = [{"text": text, "spans": spans} for text in texts]
    lines = [json.dumps(record, ensure_ascii=False) for record in records]
    real = write_labelled(tmp_path_factory.mktemp("contest") / "real.jsonl", *lines)
    some = [
        Named("digits", digits),
        Named("twin", digits, Mark.PATTERNS),
        Named("coarse", digits, Mark.TRAINED_ON_REAL, says="PHONE"),
        Named("forgetful", forgetful(3)),
        Named("ours", digits, Mark.HOUSE, Mark.TRAINED_HERE),
    ]
    entrants = [LocalEntrant(one.name, "1.0", "leakbench", one) for one in some]
    sources = [
        open_source(name, Spec(corpus="", rows_per_file=5))
        for name in (str(real), "legal_person", "clean_text")
    ]
    found = run(sources, entrants, Scoring(), rows=100, min_seconds=0, memory=lambda *_: None)
    return tuple(found)


@pytest.fixture(scope="session")
def with_energy(contest):
    """The same on a machine that tells two joules a megabyte."""
    return tuple(
        replace(
            result,
            timing=replace(
                result.timing,
                energy_uj=[2 * sum(result.timing.bytes), *[0] * (len(result.timing.passes) - 1)],
            ),
        )
        for result in contest
    )
