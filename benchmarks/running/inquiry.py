"""What every registered detector says of itself, while no plug-in's code is loaded here.

Factories of leakbench itself are asked in this process, those of plug-ins in another, one for each
distribution: so no plug-in answers for another, and whatever one does is told of it alone.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby
from typing import Final

from leakbench.benchmarks.running.detector_process import Child, Limits
from leakbench.benchmarks.running.entrants import DetectorFailedError
from leakbench.detectors.admission import is_house
from leakbench.detectors.listings import Listing
from leakbench.detectors.registry import entry, listing, listing_of, names

LIMITS: Final = Limits(batch_seconds=20.0)  # of each factory, whose module should import quickly
_AT_ONCE: Final = 4


def listings() -> list[Listing]:
    """Every registered detector and template, by name."""
    known = names()
    found = {name: listing(name) for name in known if is_house(entry(name))}
    foreign = sorted((name for name in known if name not in found), key=_origin)
    groups = [list(some) for _, some in groupby(foreign, key=_origin)]
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for some in pool.map(_asked_apart, groups):
            found |= {one.name: one for one in some}
    return [found[name] for name in known]


def listing_apart(name: str) -> Listing:
    """One of them, or a user's own Python.

    Raises:
        UnknownDetectorError: No entry point has this name.
        RefusedDetectorError: It cannot be let in.
        DetectorArgumentError: There is an argument, and the detector takes none.
    """
    return listing(name) if is_house(entry(name)) else _asked_apart([name])[0]


def _origin(name: str) -> str:
    of = entry(name).dist
    return "" if of is None else of.name


def _asked_apart(some: Sequence[str]) -> list[Listing]:
    """Ask in one process as long as it lasts; who ends it says nothing, the rest ask another."""
    told: list[Listing] = []
    while len(told) < len(some):
        child = Child(("list", *some[len(told) :]), LIMITS)
        try:
            while len(told) < len(some):
                told.append(listing_of(some[len(told)], child.told("being asked what it is")))
        except DetectorFailedError as failure:
            told.append(listing_of(some[len(told)], {"broken": str(failure)}))
        finally:
            child.close()
    return told
