"""Tests of datasets that are written with a pack: resumed, put together, read, audited."""

import json
import shutil
from dataclasses import replace

import pytest

from leakbench.generator import packs as module
from leakbench.generator.audit.auditor import audit
from leakbench.generator.datasets.card import card
from leakbench.generator.datasets.croissant import croissant
from leakbench.generator.datasets.dataset import open_dataset, write_dataset
from leakbench.generator.datasets.manifest import Manifest, read_manifest
from leakbench.generator.datasets.outputs import OutputExistsError
from leakbench.generator.datasets.parts import DatasetPart
from leakbench.generator.datasets.pool import write_shards
from leakbench.generator.datasets.resuming import note_of, prepare_directory
from leakbench.generator.datasets.shards import tasks
from leakbench.generator.jobs.local import LocalJobs
from leakbench.generator.packs import MissingPackError, opened
from leakbench.generator.spec import Spec

pytestmark = pytest.mark.slow

ROWS = 400


@pytest.fixture
def spec(pack_folder):
    """The corpus of the example pack."""
    return Spec("social_insurance", noise="worn", pack=pack_folder())


@pytest.fixture
def written(spec, tmp_path):
    """A dataset of it."""
    write_dataset(spec, ROWS, tmp_path / "out")
    return open_dataset(tmp_path / "out")


def test_the_pack_is_in_all_that_describes_a_dataset(spec, written):
    """Manifest, card and Croissant say its hash; the command names it."""
    pack = opened(spec.pack)
    manifest = json.loads((written.path / "manifest.json").read_text("utf-8"))
    assert manifest["spec"]["pack"]["sha256"] == pack.sha256
    assert read_manifest(written.path / "manifest.json").spec == spec
    told = card(written.manifest)
    assert f"社会保险参保人员名册 · {spec.corpus}" in told
    assert f"{pack.name} 1.0.0, Apache-2.0, SHA-256 `{pack.sha256}`" in told
    assert "--noise worn --pack social_insurance --out DIR" in told
    assert pack.sha256 in croissant(written.manifest)["description"]
    usual = replace(written.manifest, spec=Spec("assets"))
    assert "pack" not in card(usual)
    assert "pack" not in croissant(usual)["description"]


def test_another_pack_is_another_dataset(spec, tmp_path, pack_folder):
    """What a run left with one is not gone on with by another, nor put together with it."""
    out = tmp_path / "out"
    out.mkdir()
    plan = Manifest(spec=spec, rows=ROWS, tool_version="1")
    every = tasks(spec, ROWS)
    note = note_of(out, DatasetPart(1, 2))
    plan.write(note)
    changed = pack_folder({"data/surfaces.toml": ""}, name="changed")
    other = replace(plan, spec=replace(spec, pack=changed))
    prepare_directory(plan, out, None, every, force=False)
    assert plan.same_as(read_manifest(note))
    assert not other.same_as(read_manifest(note))
    with pytest.raises(OutputExistsError, match="the unfinished run of another dataset"):
        prepare_directory(other, out, None, every, force=False)


def test_shards_are_the_same_by_any_number_of_workers(spec, tmp_path):
    """A worker gets the pack with its task, though its directory is gone."""
    (task,) = tasks(spec, 100)
    both = [task, replace(task, file="data/again.parquet")]
    (alone,) = write_shards([task], tmp_path / "one", jobs=LocalJobs(1))
    shutil.rmtree(tmp_path / "pack")
    found = list(write_shards(both, tmp_path / "two", jobs=LocalJobs(2)))
    assert {shard.content_hash for shard in found} == {alone.content_hash}


def test_a_dataset_is_read_without_its_pack(written, monkeypatch):
    """Records, columns and labels stand in the files; what needs the pack says which one."""
    monkeypatch.setattr(module, "_at_hand", {})
    dataset = open_dataset(written.path)
    assert sum(batch.num_rows for batch in dataset.batches()) == ROWS
    assert {"姓名", "参保职工"} & set(dataset.schema.names)
    assert dataset.manifest.counts()
    with pytest.raises(MissingPackError, match=r"needs the pack social_insurance 1\.0\.0 with"):
        list(audit([written.path]))


def test_an_audit_passes(written):
    """Of the example pack: offsets, values in its form, decoys of its kind, splits."""
    findings = list(audit([written.path]))
    assert not [finding for finding in findings if not finding.ok]
    assert {"values", "offsets", "overlap"} <= {finding.check for finding in findings}


def test_splits_of_other_packs_are_not_compared(written, tmp_path, pack_folder):
    """A corpus of the same name with another pack is another corpus."""
    changed = pack_folder({"data/surfaces.toml": ""}, name="changed")
    spec = replace(written.manifest.spec, split="train", pack=changed)
    write_dataset(spec, ROWS, tmp_path / "train")
    told = [one.what for one in audit([written.path, tmp_path / "train"]) if one.check == "overlap"]
    assert told
    assert all("(generated)" in what for what in told)
