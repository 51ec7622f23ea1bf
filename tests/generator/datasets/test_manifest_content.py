"""Tests of what the JSON of a manifest may say."""

import json
from copy import deepcopy
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.datasets.manifest import (
    MANIFEST,
    DatasetError,
    Manifest,
    Shard,
    read_manifest,
    shard_file,
)
from leakbench.generator.datasets.manifest_content import check_content
from leakbench.generator.spec import Spec

PLAN = Manifest(spec=Spec(corpus="legal_person"), rows=30, tool_version="1")
SHARDS = [
    Shard(
        file=shard_file("test", place, 2),
        rows=15,
        content_hash=f"{place}" * 32,
        labels={"MOBILE": 3, "COMPANY": 1},
        cell_labels={"MOBILE": 2},
        sha256=f"{place}" * 64,
    )
    for place in range(2)
]


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    """The JSON of a sound manifest; not to be changed."""
    path = tmp_path_factory.mktemp("sound") / MANIFEST
    PLAN.with_shards(SHARDS).write(path)
    return json.loads(path.read_text("utf-8"))


def places(content, path=()):
    """The path of every value in some JSON, that of the whole apart."""
    found = content.items() if isinstance(content, dict) else enumerate(content)
    for name, value in found:
        yield (*path, name)
        if isinstance(value, dict | list):
            yield from places(value, (*path, name))


def set_at(content, path, value):
    """A copy with another value at a path."""
    copy = deepcopy(content)
    at = copy
    for name in path[:-1]:
        at = at[name]
    at[path[-1]] = value
    return copy


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(), inner, max_size=2),
    max_leaves=3,
)


@given(data=st.data(), value=JSON)
def test_whatever_stands_anywhere_is_read_or_one_line(sound, tmp_path_factory, data, value):
    """Of any type and size; nothing else is raised."""
    path = data.draw(st.sampled_from(list(places(sound))))
    file = tmp_path_factory.mktemp("spoilt") / MANIFEST
    file.write_text(json.dumps(set_at(sound, path, value)), encoding="utf-8")
    try:
        said = ""
        read_manifest(file)
    except DatasetError as error:
        said = str(error)
    assert said.isprintable()


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (("rows",), "30", "rows is not a whole number"),
        (("rows",), True, "rows is not a whole number"),
        (("rows",), 2**63, "rows is not a whole number"),
        (("rows",), -1, "rows is not a whole number"),
        (("shards",), {}, "shards is not a list of objects"),
        (("shards", 1), 7, "shards is not a list of objects"),
        (("shards", 1, "rows"), 1.5, r"shards\[1\].rows is not a whole number"),
        (("shards", 0, "extra"), 1, r"unknown key shards\[0\].'extra'"),
        (("shards", 0, "file"), "data/\x1b[31m", r"shards\[0\].file is not a short printable"),
        (("shards", 0, "file"), "x" * 5_000, r"shards\[0\].file is not a short printable"),
        (("shards", 0, "labels", "MOBILE"), 4, "its labels are not the sums"),
        (("shards", 0, "labels", "MOBILE"), "3", r"shards\[0\].labels is not an object of labels"),
        (("cell_labels",), {}, "its cell_labels are not the sums"),
        (("shards", 0, "content_hash"), "f" * 32, "its content_hash is not made of"),
        (("content_hash",), "f" * 32, "its content_hash is not made of"),
        (("spec", "seed"), 1.5, "spec.seed is not a whole number"),
        (("spec", "noise"), "loud", "noise 'loud' is not one of"),
        (("spec", "noise"), [], "spec.noise is not a short"),
        (("spec", "strength"), "1", "spec.strength is not a number"),
        (("spec", "colour"), 1, "unknown key spec.'colour'"),
        (("spec", "pack"), {"name": "x"}, r"no spec\.pack\.version"),
        (("spec", "key"), {"fingerprint": 1}, "spec.key.fingerprint is not a short"),
        (("spec", "reference_date"), "today", "Invalid isoformat"),
        (("tool_version",), None, "tool_version is not a short"),
    ],
)
def test_what_no_manifest_says_is_named(sound, tmp_path, path, value, message):
    """By the key, in one line."""
    file = tmp_path / MANIFEST
    file.write_text(json.dumps(set_at(sound, path, value)), encoding="utf-8")
    with pytest.raises(DatasetError, match=f"broken manifest: {message}"):
        read_manifest(file)


@pytest.mark.parametrize("name", ["rows", "labels", "content_hash", "shards", "tool_version"])
def test_what_is_missing_is_named(sound, name):
    """Every value but those that older versions did not write."""
    content = {other: value for other, value in sound.items() if other != name}
    with pytest.raises(ValueError, match=f"^no {name}$"):
        check_content(content)


@pytest.mark.parametrize(
    "text", ["[" * 100_000, '{"schema_version": ' + "1" * 5_000 + "}", '"\\ud800"', "\x00", "{}"]
)
def test_what_no_parser_takes_is_one_line(tmp_path, text):
    """Lists in lists without end, and numbers of thousands of digits."""
    file = tmp_path / MANIFEST
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DatasetError, match="not a manifest") as error:
        read_manifest(file)
    assert "\n" not in str(error.value)


def test_older_manifests_are_read(sound, tmp_path):
    """They have no hashes of bytes, and no key."""
    content = deepcopy(sound)
    del content["spec"]["key"]
    for shard in content["shards"]:
        del shard["sha256"]
    file = tmp_path / MANIFEST
    file.write_text(json.dumps(content), encoding="utf-8")
    assert read_manifest(file).shards == tuple(replace(shard, sha256="") for shard in SHARDS)
