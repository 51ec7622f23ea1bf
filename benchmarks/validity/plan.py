"""What external validity is measured with: stand-ins for real labels, and a panel of detectors."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import combinations
from typing import Any

from leakbench.generator.spec import Noise


@dataclass(frozen=True, slots=True)
class StandIn:
    """Generated text that stands for a label of real text.

    Attributes:
        sources: Names of corpora, each with a noise.
        why: What the two have in common.
    """

    sources: tuple[tuple[str, Noise], ...]
    why: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The declaration of ``data/validity.toml``.

    Attributes:
        stand_ins: By coarse label.
        others: Generated text to compare by itself beside the stand-ins.
        unions: Names of detectors, of which every two make a union.
        trained: Names of detectors that learnt from generated text.
    """

    stand_ins: Mapping[str, StandIn]
    others: tuple[tuple[str, Noise], ...]
    unions: tuple[str, ...]
    trained: frozenset[str]

    def learnt_from_the_generator(self, detector: str) -> bool:
        """Whether a detector, or a part of a union, did."""
        return not self.trained.isdisjoint(parts_of(detector))


@cache
def plan() -> Plan:
    """The plan that comes with leakbench."""
    text = files("leakbench.benchmarks.validity").joinpath("stand_ins.toml").read_text("utf-8")
    content = tomllib.loads(text)
    return Plan(
        stand_ins={
            one["label"]: StandIn(_sources(one["sources"]), one["why"])
            for one in content["stand_ins"]
        },
        others=_sources(content["others"]),
        unions=tuple(content["unions"]),
        trained=frozenset(content["trained"]),
    )


def _sources(entries: Sequence[Mapping[str, Any]]) -> tuple[tuple[str, Noise], ...]:
    return tuple((entry["corpus"], entry["noise"]) for entry in entries)


def parts_of(detector: str) -> tuple[str, ...]:
    """The detectors that a union is made of; any other detector itself."""
    kind, _, parts = detector.partition(":")
    return tuple(parts.split("+")) if kind == "union" else (detector,)


def is_union(detector: str) -> bool:
    """Whether it is a union of detectors."""
    return len(parts_of(detector)) > 1


def panel_names(available: Sequence[str], unions: Sequence[str]) -> tuple[str, ...]:
    """The available detectors, then the union of every two of ``unions`` that are among them."""
    there = [name for name in unions if name in available]
    return (*available, *(f"union:{one}+{other}" for one, other in combinations(there, 2)))
