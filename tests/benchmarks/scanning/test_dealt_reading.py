"""Tests of files that are read by the processes of an engine."""

import pytest

from leakbench.benchmarks.scanning.dealt_reading import DealtReading
from leakbench.benchmarks.scanning.finding import items
from leakbench.benchmarks.scanning.pool import Allowance, NoReaderError, Pool
from leakbench.benchmarks.scanning.worker import Task, Work
from leakbench.generator.jobs.local import LocalJobs

pytestmark = pytest.mark.slow


@pytest.fixture
def tasks(tmp_path):
    """Three files, of which one cannot be read, with their keys in a place of their own."""
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "a.csv").write_text("姓名,手机号\n王伟,19000000001\n李娜,19000000002\n", "utf-8")
    (folder / "b.csv").write_text("姓名,手机号\n张敏,19000000003\n", "utf-8")
    (folder / "c.xlsx").write_bytes(b"PK\x03\x04")

    def to(name):
        place = tmp_path / name
        place.mkdir()
        return [Task(n, item, place / str(n)) for n, item in enumerate(items([folder]))]

    return to


def read(reading, tasks):
    """What is told of each file, and the keys that were kept."""
    found = {}
    reading.read(tasks, lambda task, digest, told: found.update({task.number: (digest, told)}))
    place = tasks[0].keys.parent
    return found, {path.name: path.read_bytes() for path in place.iterdir()}


def test_an_engine_reads_as_a_pool_does(tasks):
    """Hashes, contents and keys; what cannot be read says so."""
    work, allowance = Work("regex", show=False), Allowance()
    with Pool(1, work, allowance) as pool:
        expected = read(pool, tasks("pool"))
    dealt = DealtReading(LocalJobs(2), work, allowance)
    assert read(dealt, tasks("dealt")) == expected
    assert len(expected[0]) == 3
    assert expected[1]
    assert dealt.version == pool.version != ""
    assert dealt.peak > 10**6


def test_a_detector_that_cannot_be_built_is_told(tasks):
    """With the exit code of the reason."""
    dealt = DealtReading(LocalJobs(2), Work("nobody", show=False), Allowance())
    with pytest.raises(NoReaderError, match="nobody") as error:
        read(dealt, tasks("dealt"))
    assert error.value.exit_code == 2
