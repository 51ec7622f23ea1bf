"""Tests of the engine of many machines, on two actors of a Ray that is started here."""

import os
import subprocess
import sys
from importlib import import_module
from importlib.util import find_spec
from itertools import count
from pathlib import Path

import psutil
import pytest

from leakbench.generator.datasets.outputs import OutputInUseError
from leakbench.generator.jobs import ray_remains
from leakbench.generator.jobs.errors import WorkerLostError
from leakbench.generator.jobs.ray_engine import TRIES, RayJobs, UnlikeMachineError

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(find_spec("ray") is None, reason="Ray is not installed"),
]

HERE = str(Path(__file__).parent)


@pytest.fixture(scope="module")
def work():
    """What actors can import: a module of functions."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(HERE)
        yield import_module("engine_work")


@pytest.fixture(scope="module")
def jobs():
    """The engine; no process and no file of its Ray is left."""
    with RayJobs(2, None) as engine:
        assert ray_remains.MARK not in os.environ  # nothing is started before it is needed
        assert list(engine.run(set, [])) == []
        place = Path(os.environ[ray_remains.MARK])
        yield engine
    assert ray_remains.MARK not in os.environ
    assert not place.exists()
    assert not [one for one in psutil.process_iter() if ray_remains.belongs(one, place)]


def test_every_item_is_done_once(jobs, work):
    """Whatever the number of actors; more of these than items is no harm."""
    assert jobs.workers == 2
    for items in (range(2, 9), [7], []):
        made = list(jobs.run(work.squares, items))
        assert sorted(made) == [(item, item * item) for item in items]


@pytest.mark.long
def test_items_are_taken_as_they_are_needed(jobs, work):
    """There may be any number of them."""
    taken = []
    items = (taken.append(item) or item for item in count())
    for made, _ in jobs.run(work.squares, items):
        if made == 10:
            break
    assert len(taken) <= 10 + 4


@pytest.mark.long
def test_actors_are_as_processes_of_the_local_engine(jobs, work):
    """One core each, modules and relative paths as here, and what is made may be changed."""
    found = list(jobs.run(work.surroundings, range(8)))
    assert len({pid for pid, *_ in found} - {os.getpid()}) <= 2
    assert {(threads, place) for _, threads, place, _ in found} == {("1", str(Path.cwd()))}
    assert all(array.flags.writeable for *_, array in found)


@pytest.mark.parametrize("begin", ["failing", pytest.param("unbuilt", marks=pytest.mark.long)])
def test_what_work_raises_arrives_as_it_was(jobs, work, begin):
    """An error's class, sentence and attributes; also where nothing could be built."""
    with pytest.raises(OutputInUseError, match="another leakbench") as error:
        list(jobs.run(getattr(work, begin), range(9)))
    assert error.value.path in {Path("some/where"), Path("model")}


def test_the_item_of_an_actor_that_is_killed_is_done_again(jobs, work, tmp_path):
    """By another one, so that nothing is lost and nothing done twice."""
    begin = work.DyingOnce(tmp_path, TRIES - 1)
    assert sorted(jobs.run(begin, range(6))) == list(range(6))
    assert len(list(tmp_path.iterdir())) == TRIES - 1


@pytest.mark.long
def test_an_item_that_kills_everybody_is_named(jobs, work, tmp_path):
    """After a few tries it is given up."""
    with pytest.raises(WorkerLostError, match=f"died at 2: worker process .*, {TRIES} times"):
        list(jobs.run(work.DyingOnce(tmp_path, TRIES), range(6)))


@pytest.mark.long
def test_actors_that_never_begin_are_given_up(jobs, work):
    """It is told that no item is to blame."""
    with pytest.raises(WorkerLostError, match="before it had begun"):
        list(jobs.run(work.dead, range(6)))


@pytest.mark.long
def test_another_version_is_refused(jobs, work, monkeypatch):
    """A cluster whose machines have another leakbench would make something else."""
    monkeypatch.setattr("leakbench.generator.jobs.ray_engine.version", lambda _name: "0.0.1")
    with pytest.raises(UnlikeMachineError, match=r"and not leakbench 0\.0\.1"):
        list(jobs.run(work.squares, range(2)))


def test_a_file_that_only_this_machine_has_is_named(jobs, work, tmp_path, monkeypatch):
    """Before anything is worked on."""
    monkeypatch.setattr("leakbench.generator.jobs.travelling.Path.exists", lambda _path: True)
    with pytest.raises(UnlikeMachineError, match=f"{tmp_path}/gone is not there on "):
        list(jobs.run(work.DyingOnce(tmp_path / "gone", 0), range(2)))


@pytest.mark.long
def test_a_cluster_that_loses_a_machine_goes_on(tmp_path):
    """In a process of its own, for a process has one Ray."""
    script = tmp_path / "script.py"
    script.write_text(LOSING)
    subprocess.run([sys.executable, script, HERE], check=True, timeout=300, capture_output=True)


LOSING = """
import sys
sys.path.insert(0, sys.argv[1])
import engine_work
from ray.cluster_utils import Cluster
from leakbench.generator.jobs.ray_engine import RayJobs
how = {"num_cpus": 1, "object_store_memory": 100_000_000}
cluster = Cluster(initialize_head=True, head_node_args={"include_dashboard": False, **how})
second = cluster.add_node(**how)
with RayJobs(None, cluster.address) as jobs:
    assert jobs.workers == 2
    made = []
    for one in jobs.run(engine_work.slow, range(40)):
        made.append(one)
        if len(made) == 10:
            cluster.remove_node(second, allow_graceful=False)
assert sorted(made) == list(range(40))
cluster.shutdown()
"""
