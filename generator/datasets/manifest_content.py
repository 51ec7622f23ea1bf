"""What the JSON of a manifest may say: every value of its kind, and sums as its shards make them.

A manifest may come from anybody, and what it says ends up in results, paths and terminals.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from leakbench.generator.datasets.content import combined

_LONGEST: Final = 1_000  # characters of a string
_MOST: Final = 1 << 63


class _Kind(NamedTuple):
    """A kind of values.

    Attributes:
        is_one: Whether something is of it.
        called: What it is, with an article.
    """

    is_one: Callable[[object], bool]
    called: str


def _is_text(value: object) -> bool:
    return isinstance(value, str) and len(value) <= _LONGEST and value.isprintable()


def _is_count(value: object) -> bool:
    return type(value) is int and 0 <= value < _MOST


def _is_counts(value: object) -> bool:
    return isinstance(value, dict) and all(
        _is_text(name) and _is_count(count) for name, count in value.items()
    )


_TEXT: Final = _Kind(_is_text, "a short printable string")
_COUNT: Final = _Kind(_is_count, "a whole number of 63 bits")
_COUNTS: Final = _Kind(_is_counts, "an object of labels and their counts")
_TABLE: Final = _Kind(lambda value: isinstance(value, dict), "an object")
_LIST: Final = _Kind(
    lambda value: isinstance(value, list) and all(isinstance(one, dict) for one in value),
    "a list of objects",
)
_SHARE: Final = _Kind(lambda value: type(value) in {int, float}, "a number")
_MAYBE_COUNT: Final = _Kind(
    lambda value: value is None or _is_count(value), "a whole number or null"
)
_KEY: Final = _Kind(
    lambda value: _is_text(value) or isinstance(value, dict), "a string or an object"
)

_Kinds = Mapping[str, _Kind]
_MANIFEST: Final[_Kinds] = {
    "tool_version": _TEXT,
    "spec": _TABLE,
    "rows": _COUNT,
    "labels": _COUNTS,
    "cell_labels": _COUNTS,
    "content_hash": _TEXT,
    "shards": _LIST,
}
_SPEC: Final[_Kinds] = {"corpus": _TEXT, "reference_date": _TEXT}
_SPEC_TOO: Final[_Kinds] = {
    "seed": _COUNT,
    "split": _TEXT,
    "noise": _TEXT,
    "strength": _SHARE,
    "identity": _TEXT,
    "headers": _TEXT,
    "columns": _TEXT,
    "rows_per_file": _MAYBE_COUNT,
    "pack": _TABLE,
    "key": _KEY,
}
_PACK: Final[_Kinds] = {"name": _TEXT, "version": _TEXT, "sha256": _TEXT}
_FINGERPRINT: Final[_Kinds] = {"fingerprint": _TEXT}
_SHARD: Final[_Kinds] = {
    "file": _TEXT,
    "rows": _COUNT,
    "content_hash": _TEXT,
    "labels": _COUNTS,
    "cell_labels": _COUNTS,
}
_SHARD_TOO: Final[_Kinds] = {"sha256": _TEXT}  # the first version wrote none


def check_content(content: Mapping[str, Any]) -> None:
    """Look through the JSON of a manifest, or of a note of a run.

    Raises:
        ValueError: A value is missing, unknown or of another kind, or contradicts the shards.
    """
    _look("", content, _MANIFEST, None)
    spec = content["spec"]
    _look("spec.", spec, _SPEC, _SPEC_TOO)
    if "pack" in spec:
        _look("spec.pack.", spec["pack"], _PACK, {})
    if isinstance(spec.get("key"), dict):
        _look("spec.key.", spec["key"], _FINGERPRINT, {})
    shards = content["shards"]
    for place, shard in enumerate(shards):
        _look(f"shards[{place}].", shard, _SHARD, _SHARD_TOO)
    _add_up(content, shards)


def _look(where: str, table: Mapping[str, Any], needed: _Kinds, others: _Kinds | None) -> None:
    """Check the values of a table; without ``others`` it may have any that are not needed."""
    for name in needed:
        if name not in table:
            raise ValueError(f"no {where}{name}")
    known = {**needed, **(others or {})}
    for name, value in table.items():
        kind = known.get(name)
        if kind is None and others is not None:
            raise ValueError(f"unknown key {where}{name[:_LONGEST]!a}")
        if kind is not None and not kind.is_one(value):
            raise ValueError(f"{where}{name} is not {kind.called}")


def _add_up(content: Mapping[str, Any], shards: Sequence[Mapping[str, Any]]) -> None:
    for name in ("labels", "cell_labels"):
        total: dict[str, int] = {}
        for shard in shards:
            for label, count in shard[name].items():
                total[label] = total.get(label, 0) + count
        if total != content[name]:
            raise ValueError(f"its {name} are not the sums of its shards'")
    if content["content_hash"] != combined(shard["content_hash"] for shard in shards):
        raise ValueError("its content_hash is not made of its shards'")
