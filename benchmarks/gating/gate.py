"""What is a regression: worse beyond noise, and by more than is let pass."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Final

from leakbench.benchmarks.gating.side_by_side import Rounds
from leakbench.benchmarks.statistics.comparison import (
    ALL,
    Difference,
    PairedCounts,
    adjusted,
    too_few,
)
from leakbench.benchmarks.statistics.few_units import shortage
from leakbench.benchmarks.timing.speed_ratio import SpeedRatio, speed_ratio
from leakbench.generator.errors import USAGE, LeakbenchError
from leakbench.generator.untrusted import MOST_OF_A_DOCUMENT, read_file, toml_of

METRICS: Final = ("recall", "precision")
TABLE: Final = "tool.leakbench.gate"


class ThresholdError(LeakbenchError, ValueError):
    """A threshold that is none.

    Attributes:
        path: The file that has it.
    """

    exit_code = USAGE

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        super().__init__(f"{path}, [{TABLE}]: {reason}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """What is let pass.

    Attributes:
        recall: A loss of recall, of any label; 0.005 is half a point.
        precision: A loss of precision.
        throughput: A share of the throughput.
        alpha: How often a detector and corpus without any loss may seem to have one, before the
            loss is compared with what is let pass.
    """

    recall: float = 0.005
    precision: float = 0.005
    throughput: float = 0.1
    alpha: float = 0.05


def read_thresholds(path: Path) -> Thresholds:
    """Read the table ``[tool.leakbench.gate]`` of a TOML file; what it leaves out is as usual.

    Raises:
        ThresholdError: It is no TOML, or a key is unknown or no number between 0 and 1.
    """
    try:
        content: Any = toml_of(read_file(path, MOST_OF_A_DOCUMENT).decode())
    except ValueError as error:
        raise ThresholdError(path, f"not TOML: {error}") from None
    for key in TABLE.split("."):
        content = content.get(key, {}) if isinstance(content, dict) else {}
    known = [one.name for one in fields(Thresholds)]
    for key, value in content.items():
        if key not in known:
            raise ThresholdError(path, f"{key!r} is none of {', '.join(known)}")
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1:
            raise ThresholdError(path, f"{key} = {value!r} is no number from 0 to below 1")
    return Thresholds(**content)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What became of a detector on a corpus from base to head.

    Attributes:
        detector: Its name.
        corpus: The corpus, with noise and track.
        rows: Records that both answered.
        thresholds: What is let pass.
        differences: Head less base of recall and precision, of every label; p after Holm's
            correction over all of them.
        unit: What is drawn again: a ``file``, or a ``record`` where there are none.
        rounds: Times of both; None where they were not run together.
        failure: Why head answered nothing, where base did.
    """

    detector: str
    corpus: str
    rows: int
    thresholds: Thresholds
    differences: Sequence[Difference] = ()
    unit: str = "file"
    rounds: Rounds | None = None
    failure: str | None = None

    @property
    def speed(self) -> SpeedRatio | None:
        """Head's throughput as a multiple of base's."""
        return None if self.rounds is None else speed_ratio(self.rounds.base, self.rounds.head)

    def losses(self) -> list[Difference]:
        """Figures that have become worse beyond noise and by more than is let pass."""
        return [one for one in self.differences if is_loss(one, self.thresholds)]

    def untold(self) -> list[Difference]:
        """Figures that have fallen in too few files for the test to tell a loss from chance.

        They have by their interval, or have lost a half.
        """
        tests = sum(one.p is not None for one in self.differences)
        return [
            one
            for one in self.differences
            if one.p is not None
            and has_fallen(one, self.thresholds)
            and not is_loss(one, self.thresholds)
            and shortage(one.units, tests, self.thresholds.alpha) is not None
        ]

    def blindness(self) -> str | None:
        """Why no loss could be told, or why that of some label could not; None if nothing hides."""
        if self.failure is not None:
            return None
        found = too_few(self.differences, self.thresholds.alpha)
        if found is not None:
            more = "" if found.needed is None else " (--rows)"
            return f"{found.told(self.unit, self.rows)}{more}"
        hidden = [f"{one.metric} of {one.label}" for one in self.untold()]
        if not hidden:
            return None
        return f"{', '.join(hidden)} fell in too few {self.unit}s to tell a loss from chance"

    def is_slower(self) -> bool:
        """Whether it has surely lost more throughput than is let pass."""
        speed = self.speed
        return speed is not None and speed.interval.high < 1 - self.thresholds.throughput

    def is_unclear(self) -> bool:
        """Whether the machine was too noisy to tell of a loss that would not be let pass."""
        speed = self.speed
        if speed is None or self.is_slower():
            return False
        return speed.interval.low < 1 - self.thresholds.throughput

    def is_regression(self) -> bool:
        """Whether anything is worse."""
        return self.failure is not None or bool(self.losses()) or self.is_slower()

    def to_json(self) -> dict[str, Any]:
        """All of it, with raw times."""
        speed = self.speed
        return {
            "detector": self.detector,
            "corpus": self.corpus,
            "rows": self.rows,
            "regression": self.is_regression(),
            "failure": self.failure,
            "cannot_tell": self.blindness(),
            "thresholds": asdict(self.thresholds),
            "differences": [
                {**one.to_json(), "regression": is_loss(one, self.thresholds)}
                for one in self.differences
            ],
            "throughput": speed
            and {
                "ratio": speed.ratio,
                "low": speed.interval.low,
                "high": speed.interval.high,
                "regression": self.is_slower(),
                "unclear": self.is_unclear(),
                "rounds": self.rounds and asdict(self.rounds),
            },
        }


def is_loss(one: Difference, thresholds: Thresholds) -> bool:
    """Whether a figure is worse beyond noise and by more than is let pass."""
    if one.difference is None or one.interval is None or one.p_adjusted is None:
        return False
    return (
        one.difference < -getattr(thresholds, one.metric)
        and one.interval.high < 0
        and one.p_adjusted <= thresholds.alpha
    )


def has_fallen(one: Difference, thresholds: Thresholds) -> bool:
    """Whether a figure is lower than is let pass, and by its interval or by half of it."""
    if one.a is None or one.b is None or one.difference is None or one.interval is None:
        return False
    lower = one.difference < -getattr(thresholds, one.metric)
    return lower and (one.interval.high < 0 or one.b <= one.a / 2)


def differences(counted: PairedCounts) -> list[Difference]:
    """Head less base of every metric that the gate watches, of all labels and each."""
    return adjusted(
        [
            counted.difference(metric, label)
            for metric in METRICS
            for label in (ALL, *counted.seen())
        ]
    )
