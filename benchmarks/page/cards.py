"""What a page says of each detector besides its scores: what it is, and how it was run."""

import shlex
from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any, Final

from leakbench.benchmarks.store.directory import latest
from leakbench.benchmarks.store.marks import marks_of
from leakbench.benchmarks.store.pooling import in_order
from leakbench.benchmarks.store.results import Result
from leakbench.detectors import registry
from leakbench.detectors.facts import facts_of
from leakbench.detectors.written_names import split_name
from leakbench.generator.keys import PUBLIC_KEY
from leakbench.generator.spec import Spec

_USUAL: Final = Spec(corpus="")
_OPTIONS: Final = tuple(
    one.name for one in fields(Spec) if one.name not in {"corpus", "pack", "key"}
)


def page_cards(results: Iterable[Result]) -> dict[str, dict[str, Any]]:
    """By detector: facts, licence and address, versions, labels that it declares, and settings.

    What is registered is as the registry has it now; of a detector that is not installed here
    nothing is known but what its results say.
    """
    by_name: dict[str, list[Result]] = {}
    for result in in_order(latest(results)):
        by_name.setdefault(result.detector, []).append(result)
    return {name: _card(name, by_name[name]) for name in sorted(by_name)}


def _card(name: str, results: Sequence[Result]) -> dict[str, Any]:
    last = results[-1]
    facts = facts_of(name)
    environments = [result.environment for result in results]
    return {
        "en": None if facts is None else facts.en,
        "zh": None if facts is None else facts.zh,
        **_registered(name),
        "marks": list(marks_of(results)),
        "versions": sorted({result.version for result in results}),
        "distribution": last.distribution and last.distribution["name"],
        "sha256": last.distribution and last.distribution["sha256"][:12],
        "declared": sorted({label for result in results for label in result.declared or ()}),
        "command": _command(results),
        "rows": _span(result.rows for result in results),
        "batch": _span(size for result in results for size in _batches(result)),
        "alone": all(result.job is None for result in results),
        "machines": sorted({str(one.get("cpu")) for one in environments if one.get("cpu")}),
        "cores": _span(one["usable_cores"] for one in environments if one.get("usable_cores")),
        "pythons": sorted({str(one.get("python")) for one in environments if one.get("python")}),
        "tools": sorted({str(result.tool.get("version")) for result in results}),
    }


def _registered(name: str) -> dict[str, str | None]:
    """Licence, address and installation; nothing of one that nobody registered."""
    if split_name(name)[0] not in registry.names():
        return _unknown()
    try:
        listed = registry.listing(name)
    except registry.DetectorArgumentError:
        return _unknown()
    return {
        "license": listed.license or None,
        "homepage": listed.homepage or None,
        "install": listed.install or None,
    }


def _unknown() -> dict[str, str | None]:
    return dict.fromkeys(("license", "homepage", "install"))


def _command(results: Sequence[Result]) -> str | None:
    """The command that gives the counts of one of the runs again.

    Returns:
        None where no run is of a generated corpus with the public key and without a pack.
    """
    for result in results:
        spec = result.identity.get("spec")
        if spec is None or spec.get("pack") or spec.get("key", PUBLIC_KEY) != PUBLIC_KEY:
            continue
        words = ["leakbench", "run", "--corpus", result.corpus, "--detector", result.detector]
        words += [word for key in _OPTIONS for word in _option(key, spec.get(key))]
        return shlex.join([*words, "--track", result.track, "--rows", str(result.rows)])
    return None


def _option(key: str, value: object) -> list[str]:
    """An option that is not as usual."""
    usual = getattr(_USUAL, key)
    return [] if value in (None, usual, str(usual)) else [f"--{key.replace('_', '-')}", str(value)]


def _batches(result: Result) -> tuple[int, ...]:
    """The least and the most records of a batch."""
    drawn = (result.integrity or {}).get("batch_sizes")
    return (result.batch_rows,) if not drawn else (drawn["low"], drawn["high"])


def _span(values: Iterable[int]) -> list[int] | None:
    """The least and the most; None of nothing."""
    some = list(values)
    return [min(some), max(some)] if some else None
