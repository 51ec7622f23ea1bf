"""Results as Every Eval Ever keeps them: a record a detector, of schema version 0.3.0.

Its store is ``data/COLLECTION/DEVELOPER/MODEL/UUID.json``. Whoever sends records there says for
whom: ``source_organization_name``.
"""

import hashlib
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final, NamedTuple
from uuid import UUID

from leakbench.benchmarks.store.results import Result
from leakbench.detectors.marks import Mark
from leakbench.generator.datasets.outputs import (
    only_writer_of,
    refuse_non_empty,
    replacing_directory,
)

SCHEMA: Final = "0.3.0"
COLLECTION: Final = "leakbench"
_REMOTE: Final = ("http:", "llm:")  # detectors that only ask somebody else
_ON_THE_HUB: Final = re.compile(r"llm:([\w-][\w.-]*/[\w-][\w.-]*)")  # elsewhere it may be a folder

Json = dict[str, Any]


class _Metric(NamedTuple):
    """A figure of a summary, and what is said of it.

    Attributes:
        key: In the summary, and of its interval.
        kind: What such figures are called there.
        told: What it is.
        unit: Of its values.
        most: The largest that it can be.
        less_is_better: Whether the best is 0.
    """

    key: str
    kind: str
    told: str
    unit: str = "proportion"
    most: float | str = 1
    less_is_better: bool = False


_METRICS: Final = (
    _Metric("f1", "f1", "F1 of spans: both ends and the label must be right"),
    _Metric("recall", "recall", "share of labelled spans found with both ends and label"),
    _Metric("precision", "precision", "share of predicted spans with both ends and label right"),
    _Metric(
        "false_alarms_per_1000",
        "false_alarm_rate",
        "predictions that touch nothing labelled, in 1,000 characters",
        "per 1,000 characters",
        "Infinity",
        less_is_better=True,
    ),
)


def write_records(results: Iterable[Result], organization: str, now: float, out: Path) -> int:
    """Write the records of results into a new or empty directory, whole or not at all.

    Args:
        results: Those of failed detectors, and those that are not comparable, are left out.
        organization: Who ran them.
        now: Seconds since 1970.
        out: The directory; ``data`` is made in it.

    Returns:
        How many records.

    Raises:
        OutputExistsError: There is something in the directory.
        OutputInUseError: Another process writes it.
    """
    refuse_non_empty(out)
    made = records(results, organization, now)
    with only_writer_of(out), replacing_directory(out) as folder:
        for record in made:
            path = folder / place(record)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes((json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode())
    return len(made)


def records(results: Iterable[Result], organization: str, now: float) -> list[Json]:
    """One record a detector, version and leakbench, with all that it was scored on."""
    groups: dict[tuple[str, str, str], list[Result]] = {}
    for result in results:
        if result.failure is None and result.not_comparable is None and result.counts is not None:
            key = (result.detector, result.version, result.tool["version"])
            groups.setdefault(key, []).append(result)
    return [_record(group, organization, now) for _, group in sorted(groups.items())]


def place(record: Json) -> str:
    """Where a record stands in the store; its name follows from all but the time of the export."""
    pinned = {key: record[key] for key in sorted(record) if key not in _OF_THE_EXPORT}
    digest = hashlib.sha256(json.dumps(pinned, sort_keys=True).encode()).digest()
    developer, _, model = record["model_info"]["id"].partition("/")
    return f"data/{COLLECTION}/{developer}/{model}/{UUID(bytes=digest[:16], version=4)}.json"


_OF_THE_EXPORT: Final = ("evaluation_id", "retrieved_timestamp")


def _record(group: list[Result], organization: str, now: float) -> Json:
    first = group[0]
    model = _model_id(first)
    return {
        "schema_version": SCHEMA,
        "evaluation_id": f"{COLLECTION}/{model}/{now}",
        "retrieved_timestamp": str(now),
        "source_metadata": {
            "source_name": "leakbench",
            "source_type": "evaluation_run",
            "source_organization_name": organization,
            "evaluator_relationship": _relationship(first),
        },
        "eval_library": {
            "name": "leakbench",
            "version": first.tool["version"],
            "additional_details": {"commit": str(first.tool["commit"])},
        },
        "model_info": {
            "name": first.detector,
            "id": model,
            "developer": model.partition("/")[0],
            "inference_engine": {"name": _package(first), "version": first.version},
            "additional_details": {
                "deployment_type": (
                    "unknown" if first.detector.startswith(_REMOTE) else "self_deployed"
                ),
                "model_availability": (
                    "open_weights" if Mark.HOUSE in (first.marks or ()) else "unknown"
                ),
                "marks": ", ".join(first.marks or ()),
            },
        },
        "evaluation_results": [one for result in group for one in _figures(result)],
    }


def _figures(result: Result) -> list[Json]:
    summary, where = result.summary(), _where(result)
    started = {} if result.started is None else {"evaluation_timestamp": result.started}
    return [
        {
            "evaluation_result_id": f"{where}/{metric.key}",
            "evaluation_name": f"leakbench {where}",
            "source_data": _source(result),
            **started,
            "metric_config": {
                "evaluation_description": metric.told,
                "metric_id": f"leakbench.{metric.key}",
                "metric_name": metric.key,
                "metric_kind": metric.kind,
                "metric_unit": metric.unit,
                "lower_is_better": metric.less_is_better,
                "score_type": "continuous",
                "min_score": 0,
                "max_score": metric.most,
            },
            "score_details": {"score": summary[metric.key], **_uncertainty(result, metric.key)},
        }
        for metric in _METRICS
        if summary[metric.key] is not None
    ]


def _uncertainty(result: Result, key: str) -> Json:
    known = result.intervals or {}
    if known.get(key) is None:
        return {}
    lower, upper = known[key]
    return {
        "uncertainty": {
            "confidence_interval": {
                "lower": lower,
                "upper": upper,
                "confidence_level": known["confidence"],
                "method": f"bootstrap by {known['unit']}",
            },
            "num_bootstrap_samples": known["replicates"],
        }
    }


def _source(result: Result) -> Json:
    """Which records: of a generated corpus what makes them again, of others their hash."""
    pinned = {**result.identity, "rows": result.rows, "track": result.track}
    details = {
        key: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        for key, value in pinned.items()
        if value is not None
    }
    return {
        "dataset_name": f"leakbench {result.corpus}",
        "source_type": "other",
        "additional_details": details,
    }


def _where(result: Result) -> str:
    return "/".join(part for part in (result.corpus, result.noise, result.track) if part)


def _relationship(result: Result) -> str:
    marks = result.marks or ()
    if Mark.HOUSE in marks:
        return "first_party"
    return "other" if Mark.USER_MODEL in marks else "third_party"


def _model_id(result: Result) -> str:
    """Of a language model its server's name of two parts; of others package and detector."""
    named = _ON_THE_HUB.fullmatch(result.detector)
    if named is not None:
        return named[1]
    return f"{_plain(_package(result))}/{_plain(result.detector)}"


def _package(result: Result) -> str:
    return (result.distribution or {}).get("name") or "leakbench"


def _plain(name: str) -> str:
    """A part of a path that any system can have."""
    return re.sub(r"[^\w.+-]+", "_", name).strip("._") or "_"
