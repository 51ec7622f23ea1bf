"""What a user's own lists amount to, one record a detector."""

from collections.abc import Callable, Sequence
from typing import Any

from leakbench.benchmarks.running.entrants import DetectorFailedError, Entrant
from leakbench.benchmarks.triage.assessment import true_assessment
from leakbench.benchmarks.triage.lists import RecordList
from leakbench.benchmarks.triage.track import count_people

_UNKNOWN = ("people", "records", "by_tiers", "lower_sum", "lower", "upper_sum", "upper")


def summarise(
    path: str,
    lists: Sequence[RecordList],
    detectors: Sequence[Entrant],
    advance: Callable[[int], None],
) -> list[dict[str, Any]]:
    """What the lists at a path amount to, as each detector sees it.

    Args:
        path: What they are called together.
        lists: The lists.
        detectors: Who reads.
        advance: Told of every detector.

    Returns:
        Records as JSON values; ``true`` is known where all lists are generated out of one
        population. A detector that failed has its reason in ``failure`` and no numbers.
    """
    true = true_assessment(lists)
    records = []
    for one in detectors:
        record: dict[str, Any] = {
            "path": path,
            "detector": one.name,
            "version": one.version,
            "lists": len(lists),
            "rows": sum(each.strings.num_rows for each in lists),
            "true_people": None if true is None else true.people,
            "true": None if true is None else true.summary(),
            "failure": None,
        }
        try:
            found = count_people(lists, one).summary()
        except DetectorFailedError as error:
            record |= {**dict.fromkeys(_UNKNOWN), "failure": str(error)}
        else:
            kinds = found.pop("lists")
            by_tiers = ", ".join(f"{tiers}: {count}" for tiers, count in found["tiers"].items())
            record |= found | {"by_tiers": by_tiers, "kinds": kinds}
        records.append(record)
        advance(1)
    return records
