"""How far a detector's counts may be from the truth, by how far they were on made-up folders.

``measured_ratios.json`` holds for each detector and way of writing the ratios of what it counted to
what was true, folder by folder: quantiles of 5 and 95 percent. Whoever counts n people is then told
that there are between n / high and n / low of them. A detector that was not measured has no
interval.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Final, NamedTuple

import numpy as np

from leakbench.benchmarks.triage.assessment import Assessment

QUANTILES: Final = (0.05, 0.95)
MEASURES: Final = ("people", "lower_sum", "upper_sum")
"""What ratios are measured of: people, and the sums of shares of the thresholds."""


class Interval(NamedTuple):
    """Between what something is in nine cases of ten.

    Attributes:
        low: Its lower end.
        high: Its upper end.
    """

    low: float
    high: float


def ratios(each: Sequence[Mapping[str, Any]]) -> dict[str, list[float]]:
    """The quantiles of found to true over made-up folders, as of ``run_triage``."""
    made = {}
    for measure in MEASURES:
        known = [one for one in each if one["true"][measure]]
        found = [one["found"][measure] / one["true"][measure] for one in known]
        if found:
            made[measure] = [round(float(one), 4) for one in np.quantile(found, QUANTILES)]
    return made


def measured_document(runs: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """What ``measured_ratios.json`` holds, out of documents that ``triage --simulate`` wrote."""
    detectors: dict[str, dict[str, Any]] = {}
    for run in runs:
        for record in run["results"]:
            if not record["failure"]:
                made = ratios(record["each"]) | {"folders": record["folders"]}
                detectors.setdefault(record["detector"], {})[run["noise"]] = made
    about = {key: runs[0][key] for key in ("tool", "split")}
    return {**about, "quantiles": list(QUANTILES), "seeds": [run["seed"] for run in runs],
            "detectors": dict(sorted(detectors.items()))}  # fmt: skip


@cache
def measured() -> dict[str, Any]:
    """What was measured, and how; by detector under ``detectors``."""
    text = files("leakbench.benchmarks.triage").joinpath("measured_ratios.json").read_text("utf-8")
    return dict(json.loads(text))


def intervals(detector: str, found: Assessment) -> dict[str, Interval] | None:
    """What a detector's counts may be in truth; None where it was not measured.

    The wider one of all ways of writing holds: nobody knows how worn lists are that were found.
    """
    of = measured()["detectors"].get(detector)
    if of is None:
        return None
    counted = found.summary()
    made = {}
    for measure in MEASURES:
        low = min(one[measure][0] for one in of.values())
        high = max(one[measure][1] for one in of.values())
        made[measure] = Interval(
            counted[measure] / max(high, 1.0), counted[measure] / min(low, 1.0)
        )
    return made
