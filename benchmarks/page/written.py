"""Recall by how values are written, form by form, for all detectors."""

from collections.abc import Iterable
from typing import Any, Final

from leakbench.benchmarks.page.packing import columns
from leakbench.benchmarks.store.directory import latest
from leakbench.benchmarks.store.pooling import place_of
from leakbench.benchmarks.store.results import Result
from leakbench.generator.surfaces.declared_forms import forms
from leakbench.generator.surfaces.forms import PLAIN
from leakbench.generator.value_forms import value_forms

LEAST: Final = 20  # values of a form that say something of it

Group = tuple[str, str]


def page_written(results: Iterable[Result]) -> dict[str, Any]:
    """Values of generated corpora by label and form, and how many of them each detector found.

    Strictly, at fine depth, over all writings and both tracks.

    Returns:
        ``detectors``, those that answered wherever any did; in ``rows``, by column, ``label``,
        ``form``, ``novelty`` (``plain``, ``seen`` or ``unseen`` in training), ``values``, and
        ``found`` by detector; those with the most values first, and none with fewer than 20.
    """
    by_name: dict[str, dict[Any, Result]] = {}
    for result in latest(list(results)):
        if result.noise is not None and result.counts is not None:
            by_name.setdefault(result.detector, {})[place_of(result)] = result
    places = {place for mine in by_name.values() for place in mine}
    names = sorted(name for name, mine in by_name.items() if set(mine) == places)
    counted = {name: _counted(by_name[name].values()) for name in names}
    values = counted[names[0]] if names else {}
    rows = [
        {
            "label": label,
            "form": form,
            "novelty": _novelty(form),
            "values": many,
            "found": [counted[name].get((label, form), (0, 0))[1] for name in names],
        }
        for (label, form), (many, _) in sorted(values.items(), key=lambda one: (-one[1][0], one[0]))
        if many >= LEAST
    ]
    return {"detectors": names, "rows": columns(rows)}


def _counted(results: Iterable[Result]) -> dict[Group, tuple[int, int]]:
    """Values and those found, by label and form."""
    sums: dict[Group, tuple[int, int]] = {}
    for result in results:
        if result.counts is None or result.counts.breakdowns is None:
            continue
        for (label, form), (many, found) in result.counts.breakdowns.forms.items():
            if form:
                before = sums.get((label, form), (0, 0))
                sums[label, form] = before[0] + many, before[1] + found
    return sums


def _novelty(form: str) -> str:
    if form == PLAIN or form in value_forms():
        return "plain"
    return "unseen" if form in _of_test() else "seen"


def _of_test() -> frozenset[str]:
    return frozenset(form.name for form in forms() if form.splits == ("test",))
