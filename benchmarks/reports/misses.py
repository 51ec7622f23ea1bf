"""Errors that the page shows: values that detectors missed, with who else did, and false alarms."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import permutations
from typing import Any, Final

from leakbench.benchmarks.error_analysis.context import example, on_one_line
from leakbench.benchmarks.error_analysis.writing import show_command
from leakbench.benchmarks.sources.record import record_at
from leakbench.benchmarks.sources.source import CorpusSource
from leakbench.generator.corpus import corpus_names
from leakbench.generator.spec import NOISES, Spec

GROUPS: Final = 24  # labels and forms of which a detector misses most
EACH: Final = 2  # examples of a group
APART: Final = 8  # values that one missed and another found, of each two detectors
ALARMS: Final = 12  # false alarms of a detector, of as many groups

Document = Mapping[str, Any]
Place = tuple[str, str | None, str]
Key = tuple[int, str, int, int, str]
Error = Mapping[str, Any]


def page_misses(documents: Iterable[Document]) -> list[dict[str, Any]]:
    """The errors of ``missed_places``, each with the command that prints its record.

    Returns:
        The same places with ``show``, the command up to the number of the row; None where nobody
        can tell which records they are.
    """
    return [{**place, "show": _command(place)} for place in missed_places(documents)]


def missed_places(documents: Iterable[Document]) -> list[dict[str, Any]]:
    """Misses and false alarms of ``leakbench errors --format json``, place by place.

    Returns:
        For each corpus, writing and track ``detectors``, whose errors are known; ``misses``, each
        with ``label``, ``form``, ``row``, ``before``, ``value``, ``after`` and ``by``, the numbers
        of the detectors that missed it; and ``alarms`` alike.
    """
    places: dict[Place, dict[str, Document]] = {}
    for one in documents:
        if one["file"] is None:
            place = one["corpus"], one["noise"], one["track"]
            places.setdefault(place, {})[one["detector"]] = one
    return [_place(place, mine) for place, mine in places.items()]


def _place(place: Place, mine: Mapping[str, Document]) -> dict[str, Any]:
    names = sorted(mine)
    missed = [_missed(mine[name]["errors"]) for name in names]
    # Beyond the last error of one nobody knows whether it was asked at all.
    last = min(max((error["row"] for error in mine[name]["errors"]), default=0) for name in names)
    values = {key: error for one in missed for key, error in one.items()}
    alarms = [(at, error) for at, name in enumerate(names) for error in _alarms(mine[name])]
    return {
        **dict(zip(("corpus", "noise", "track"), place, strict=True)),
        "detectors": names,
        "misses": [
            {**_shown(values[key]), "by": [at for at, one in enumerate(missed) if key in one]}
            for key in sorted(set(_chosen(missed)))
            if key[0] <= last
        ],
        "alarms": [{**_shown(error), "by": [at]} for at, error in alarms],
    }


def _missed(errors: Iterable[Error]) -> dict[Key, Error]:
    """Values that count and were missed, by where they stand; the most frequent groups first."""
    found = {
        (one["row"], one["column"], one["start"], one["end"], one["label"]): one
        for one in errors
        if one["error"] == "missed" and one["quality"] == "exact"
    }
    sizes: dict[tuple[str, str], int] = {}
    for one in found.values():
        sizes[_group(one)] = sizes.get(_group(one), 0) + 1
    return dict(sorted(found.items(), key=lambda item: (-sizes[_group(item[1])], _group(item[1]))))


def _group(error: Error) -> tuple[str, str]:
    return error["label"], error["form"] or ""


def _chosen(missed: Sequence[Mapping[Key, Error]]) -> Iterator[Key]:
    """Of each detector some of its greatest groups, and of each two what one found."""
    for one in missed:
        yield from _spread(one, GROUPS, EACH)
    for one, other in permutations(missed, 2):
        only = {key: error for key, error in one.items() if key not in other}
        yield from _spread(only, APART, 1)


def _spread(values: Mapping[Key, Error], groups: int, each: int) -> Iterator[Key]:
    """The first values of the first groups."""
    taken: dict[tuple[str, str], int] = {}
    for key, error in values.items():
        group = _group(error)
        many = taken.get(group, 0)
        if many < each and (many or len(taken) < groups):
            taken[group] = many + 1
            yield key


def _alarms(document: Document) -> Iterator[dict[str, Any]]:
    """The first false alarm of each of the most frequent groups."""
    for group in document["false_alarms_by_decoy"][:ALARMS]:
        for one in group["examples"][:1]:
            yield {"label": group["label"], "form": group["trait"], **one}


def _shown(error: Error) -> dict[str, Any]:
    """An error in its words."""
    words = error
    if "before" not in error:
        cut = example(error["text"], error["start"], error["end"], "")
        words = {"before": cut.before, "value": cut.value, "after": cut.after}
    named = {"label": error["label"], "form": error["form"], "row": error["row"]}
    return {**named, **{key: words[key] for key in ("before", "value", "after")}}


def _command(place: Mapping[str, Any]) -> str | None:
    """The command without its row, if the record that it prints has the first value."""
    corpus, noise, first = place["corpus"], place["noise"], next(iter(place["misses"]), None)
    if noise not in NOISES or corpus not in corpus_names() or first is None:
        return None
    spec = Spec(corpus=corpus, noise=noise)
    record = record_at(spec, first["row"])
    words = "".join(first[key].strip("…") for key in ("before", "value", "after"))
    if not any(words in on_one_line(text) for text in (record["text"], *record["fields"].values())):
        return None
    command = show_command(CorpusSource(spec), first["row"])
    return None if command is None else command.removesuffix(str(first["row"]))
