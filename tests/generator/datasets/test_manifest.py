"""Tests of manifests and of the notes beside them."""

import json
import pickle
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.generator.datasets.content import combined
from leakbench.generator.datasets.manifest import (
    MANIFEST,
    DatasetError,
    Manifest,
    Shard,
    read_manifest,
)
from leakbench.generator.spec import Spec

pytestmark = pytest.mark.slow

COUNTS = st.dictionaries(st.sampled_from(["MOBILE", "COMPANY", "USCC"]), st.integers(0, 100))
SHARDS = st.lists(
    st.builds(
        Shard,
        file=st.integers(0, 99999).map("data/test-{:05d}.parquet".format),
        rows=st.integers(1, 100),
        content_hash=st.text("0123456789abcdef", min_size=64, max_size=64),
        labels=COUNTS,
        cell_labels=COUNTS,
    ),
    max_size=5,
)
PLAN = Manifest(spec=Spec(corpus="legal_person", seed=3), rows=100, tool_version="1.2")


@given(SHARDS)
def test_what_is_written_is_read(tmp_path_factory, shards):
    """Shards come back in the rows' order, with counts and hash of the whole beside them."""
    path = tmp_path_factory.mktemp("manifest") / MANIFEST
    manifest = PLAN.with_shards(shards)
    manifest.write(path)
    assert read_manifest(path) == manifest
    files = [shard.file for shard in manifest.shards]
    assert files == sorted(files)
    content = json.loads(path.read_text("utf-8"))
    assert content["content_hash"] == combined(shard.content_hash for shard in manifest.shards)
    for name, of_shard in (("labels", "labels"), ("cell_labels", "cell_labels")):
        total = {}
        for shard in shards:
            for label, count in getattr(shard, of_shard).items():
                total[label] = total.get(label, 0) + count
        assert content[name] == total
        assert list(content[name]) == sorted(total)


@given(SHARDS, SHARDS)
def test_a_dataset_is_the_same_whatever_is_listed_of_it(some, others):
    """Its spec, rows and version make it, not the shards that are there."""
    assert PLAN.with_shards(some).same_as(PLAN.with_shards(others))


@pytest.mark.parametrize(
    "change", [{"rows": 99}, {"tool_version": "1.3"}, {"spec": Spec(corpus="legal_person", seed=4)}]
)
def test_another_dataset_is_another(change):
    """By any of the three."""
    assert not PLAN.same_as(replace(PLAN, **change))


def test_an_error_passes_from_process_to_process(tmp_path):
    """With its path and its sentence."""
    error = DatasetError(tmp_path, "is broken")
    other = pickle.loads(pickle.dumps(error))  # noqa: S301 - made here
    assert (other.path, str(other)) == (tmp_path, f"{tmp_path}: is broken")


@pytest.mark.parametrize(
    ("note", "reason"),
    [(None, "no dataset: there is no"), (".partial.json", "the dataset is not whole")],
)
def test_a_dataset_that_is_not_whole_is_told_from_none(tmp_path, note, reason):
    """A note says that a run began."""
    if note is not None:
        PLAN.write(tmp_path / note)
    with pytest.raises(DatasetError, match=reason):
        read_manifest(tmp_path / MANIFEST)
