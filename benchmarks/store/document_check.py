"""Whether a document is a result, told in words: of the published schema, its lists as long."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any, Final

from leakbench.benchmarks.store.schema_check import Check, compiled

_SAMPLES: Final = ("rows", "bytes", "nanoseconds")  # of each call
_DRAWN: Final = ("truth", "found", "predicted")  # of each replicate
_BINS: Final = ("from", "same", "family", "wrong")  # of each score


def problem_of(content: Mapping[str, Any]) -> str | None:
    """What keeps a document of the present schema from being a result; None if nothing does."""
    return _check()(content) or next(_uneven(content), None)


@cache
def _check() -> Check:
    """The check of the schema; the summary is not read, for it is worked out again."""
    text = files("leakbench.benchmarks.store").joinpath("result.schema.json").read_text("utf-8")
    schema = json.loads(text)
    schema["required"].remove("summary")
    del schema["properties"]["summary"]
    return compiled(schema)


def _uneven(content: Mapping[str, Any]) -> Iterator[str]:
    """Lists that are told side by side and are not as long."""
    timing = content["timing"]
    if timing is not None:
        calls = len(timing["nanoseconds"])
        if len({len(timing[name]) for name in _SAMPLES}) > 1:
            yield f"timing: {', '.join(_SAMPLES)}: not as many of each"
        if len(timing.get("outside", ())) not in {0, calls}:
            yield "timing: outside: not as many as calls"
        passes = [*timing["passes"], calls]
        if any(begin >= end for begin, end in pairwise(passes)):
            yield "timing: passes: not in order"
    for part in ("intervals", "personal"):
        drawn = (content.get(part) or {}).get("drawn")
        if drawn is not None and len({len(drawn[name]) for name in _DRAWN}) > 1:
            yield f"{part}: drawn: {', '.join(_DRAWN)}: not as many of each"
    for part, by_label in (content.get("scores") or {}).items():
        for label, bins in by_label.items():
            if len({len(bins[name]) for name in _BINS}) > 1:
                yield f"scores: {part}: {label}: {', '.join(_BINS)}: not as many of each"
