"""Whether a document is what a JSON schema says, told in words; the part of JSON Schema we use.

It lets keys pass that the schema does not know, which newer documents have and nobody reads, and
is quick over long lists of numbers. Whole numbers must fit into 64 bits, and others be finite.
"""

import re
from collections.abc import Callable, Mapping
from math import isfinite
from typing import Any, Final

Check = Callable[[Any], str | None]
"""Tells what is wrong with a value, and where in it; None if nothing is."""

_MOST: Final = 2**63
_SHOWN: Final = 40  # characters of a value in a message


def compiled(schema: Mapping[str, Any]) -> Check:
    """The check of a schema, with the definitions under its ``$defs``."""
    made: dict[str, Check] = {}
    definitions = schema.get("$defs", {})

    def of(part: Mapping[str, Any]) -> Check:
        if "$ref" in part:
            name = part["$ref"].rpartition("/")[2]
            if name not in made:
                made[name] = of(definitions[name])
            return made[name]
        if "oneOf" in part:
            return _one_of([of(one) for one in part["oneOf"]])
        if "const" in part or "enum" in part:
            return _among(part.get("enum", [part.get("const")]))
        kinds = part.get("type", [])
        checks = {
            kind: _CHECKS[kind](part, of) for kind in ([kinds] if isinstance(kinds, str) else kinds)
        }
        return _typed(checks)

    return of(schema)


def _one_of(checks: list[Check]) -> Check:
    def check(value: Any) -> str | None:
        problem = None
        for one in checks:
            problem = one(value)
            if problem is None:
                return None
        return problem

    return check


def _among(values: list[Any]) -> Check:
    def check(value: Any) -> str | None:
        if any(type(value) is type(one) and value == one for one in values):
            return None
        return f"{_shown(value)} is not one of {', '.join(map(str, values))}"

    return check


def _typed(checks: Mapping[str, Check]) -> Check:
    def check(value: Any) -> str | None:
        kind = _KINDS.get(type(value), "nothing of JSON")
        fitting = checks.get(kind) or (checks.get("number") if kind == "integer" else None)
        if fitting is not None:
            return fitting(value)
        return f"{_shown(value)} is no {' or '.join(checks)}" if checks else None

    return check


_KINDS: Final = {
    type(None): "null",
    bool: "boolean",
    int: "integer",
    float: "number",
    str: "string",
    list: "array",
    dict: "object",
}


def _number(part: Mapping[str, Any], _of: Callable[..., Check]) -> Check:
    low, high = part.get("minimum", -_MOST), part.get("maximum", _MOST - 1)

    def check(value: Any) -> str | None:
        if low <= value <= high and isfinite(value):
            return None
        return f"{_shown(value)} is not between {low} and {high}"

    return check


def _string(part: Mapping[str, Any], _of: Callable[..., Check]) -> Check:
    pattern = re.compile(part.get("pattern", ""))
    return lambda value: None if pattern.search(value) else f"{_shown(value)} is written otherwise"


def _array(part: Mapping[str, Any], of: Callable[..., Check]) -> Check:
    items = part.get("items", {})
    each = of(items)
    fewest, most = part.get("minItems", 0), part.get("maxItems", _MOST)
    whole = items.get("type") == "integer"
    ends = _number(items, of)

    def check(value: Any) -> str | None:
        if not fewest <= len(value) <= most:
            return f"{len(value)} values"
        if whole and value and set(map(type, value)) == {int}:
            return ends(min(value)) or ends(max(value))
        return _first((number, each(one)) for number, one in enumerate(value))

    return check


def _object(part: Mapping[str, Any], of: Callable[..., Check]) -> Check:
    required = part.get("required", ())
    known = {name: of(one) for name, one in part.get("properties", {}).items()}
    other = part.get("additionalProperties")
    others = of(other) if isinstance(other, dict) else None
    names = of({"type": "string", **part["propertyNames"]}) if "propertyNames" in part else None

    def check(value: Any) -> str | None:
        for name in required:
            if name not in value:
                return f"no key {name!r}"
        if names is not None and (problem := _first((name, names(name)) for name in value)):
            return problem
        return _first(
            (name, one(content))
            for name, content in value.items()
            if (one := known.get(name, others)) is not None
        )

    return check


def _first(found: Any) -> str | None:
    """The first problem of the parts of a value, behind the name of its part."""
    for name, problem in found:
        if problem is not None:
            return f"{str(name)[:_SHOWN]}: {problem}"
    return None


def _shown(value: Any) -> str:
    told = (
        repr(value) if isinstance(value, str | int | float | bool | None) else _KINDS[type(value)]
    )
    return told if len(told) <= _SHOWN else f"{told[:_SHOWN]}…"


def _free(_part: Mapping[str, Any], _of: Callable[..., Check]) -> Check:
    return lambda _value: None


_CHECKS: Final = {
    "null": _free,
    "boolean": _free,
    "integer": _number,
    "number": _number,
    "string": _string,
    "array": _array,
    "object": _object,
}
