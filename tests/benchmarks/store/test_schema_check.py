"""Tests of the check of documents against a JSON schema."""

import json
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from leakbench.benchmarks.store.schema_check import compiled

SCHEMA = json.loads(
    files("leakbench.benchmarks.store").joinpath("result.schema.json").read_text("utf-8")
)
PARTS = {
    name: SCHEMA["properties"][name] | {"$defs": SCHEMA["$defs"]}
    for name in ("detector", "counts", "files", "levels", "scores", "timing", "integrity", "cost")
}


def known_keys_only(schema):
    """The same schema, which lets unknown keys pass as the check does."""
    if isinstance(schema, dict):
        left = {k: v for k, v in schema.items() if not (k == "additionalProperties" and v is False)}
        return {key: known_keys_only(value) for key, value in left.items()}
    return [known_keys_only(one) for one in schema] if isinstance(schema, list) else schema


CHECKS = {name: compiled(part) for name, part in PARTS.items()}
PEERS = {name: Draft202012Validator(known_keys_only(part)) for name, part in PARTS.items()}

scalars = (
    st.none()
    | st.booleans()
    | st.integers(-3, 10**20)
    | st.floats(-2, 2)
    | st.text("ab", max_size=3)
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("ab"), inner),
    max_leaves=6,
)


def places(value, at=()):
    """Every place in a document."""
    inner = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    yield at
    for key, part in inner:
        yield from places(part, (*at, key))


@st.composite
def changed(draw, document):
    """A document with something dropped or another value in some places."""
    made = json.loads(json.dumps(document))
    for _ in range(draw(st.integers(0, 2))):
        at = draw(st.sampled_from([place for place in places(made) if place] or [()]))
        if not at:
            return draw(values)
        inner = made
        for key in at[:-1]:
            inner = inner[key]
        if draw(st.booleans()):
            inner[at[-1]] = draw(values)
        else:
            del inner[at[-1]]
    return made


def whole(value):
    """Whether all whole numbers have 64 bits, and floats that are whole are not taken for them."""
    if isinstance(value, dict | list):
        return all(map(whole, value.values() if isinstance(value, dict) else value))
    if type(value) is float:
        return not value.is_integer()
    return type(value) is not int or abs(value) < 2**63


@pytest.mark.parametrize("name", PARTS)
@given(data=st.data())
@settings(max_examples=40)
def test_it_says_what_json_schema_says(two_results, name, data):
    """On results, and on such with something wrong in them."""
    document = json.loads(two_results["digits"].text())[name] if name != "cost" else {"requests": 1}
    made = data.draw(changed(document))
    if whole(made):
        assert (CHECKS[name](made) is None) == PEERS[name].is_valid(made)


@pytest.mark.parametrize(
    ("part", "value", "problem"),
    [
        ({"type": "integer"}, 2**63, "9223372036854775808 is not between"),
        ({"type": "number"}, float("inf"), "inf is not between"),
        ({"type": "integer"}, True, "True is no integer"),
        ({"type": "integer"}, 1.0, "1.0 is no integer"),
        ({"type": ["string", "null"]}, [1], "array is no string or null"),
        ({"type": "string", "pattern": "^a$"}, "x" * 99, "'xxx"),
        ({"type": "array", "items": {"type": "integer", "minimum": 0}}, [1, -1], "-1 is not"),
        ({"type": "array", "items": {"type": "string"}}, ["a", 1], "1: 1 is no string"),
        ({"properties": {"a": {"type": "null"}}, "type": "object"}, {"a": 0}, "a: 0 is no null"),
        ({"required": ["a"], "type": "object"}, {}, "no key 'a'"),
        ({"const": 3}, True, "True is not one of 3"),
    ],
)  # fmt: skip
def test_it_says_where_and_what(part, value, problem):
    """In a line that ends, however long the value."""
    told = compiled(part)(value)
    assert told.startswith(problem)
    assert len(told) < 100
