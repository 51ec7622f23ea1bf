"""Tests of the choice of an engine, and that the outcome is the same with each."""

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from time import sleep

import click
import psutil
import pytest
from click.testing import CliRunner

from leakbench.benchmarks.console.engines import ENGINES, jobs_options
from leakbench.generator.jobs import ray_remains

needs_ray = pytest.mark.skipif(find_spec("ray") is None, reason="Ray is not installed")
LEAKBENCH = Path(sys.executable).with_name("leakbench")
MEASURED = {"job", "peak_memory_mb"}
"""What is of the job, and not of what detectors answered."""


@click.command()
@jobs_options
def command(jobs):
    """Say who works."""
    click.echo("nobody" if jobs is None else f"{jobs.name} {jobs.workers}")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "nobody"),
        ("--workers 1", "nobody"),
        ("--workers 2", "local 2"),
        ("--engine local", "local 1"),
        ("--engine ray --workers 3", "ray 3"),
    ],
)
def test_an_engine_works_where_one_is_asked_for(words, said):
    """Else the command's own process does; Ray is not started before it is needed."""
    assert CliRunner().invoke(command, words.split()).output == f"{said}\n"


def test_a_cluster_is_of_ray_only():
    """An address for another engine is refused; one in the environment waits for Ray."""
    result = CliRunner().invoke(command, ["--ray-address", "10.0.0.1:6379"])
    assert result.exit_code == 2
    assert "--ray-address is of --engine ray" in result.output
    result = CliRunner(env={"RAY_ADDRESS": "10.0.0.1:6379"}).invoke(command, ["--workers", "2"])
    assert result.output == "local 2\n"


@pytest.fixture
def leakbench(tmp_path):
    """The command, beside which somebody kills a worker of Ray where that is asked for."""

    def call(words, *, kill=False):
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        with subprocess.Popen([LEAKBENCH, *words.split()], cwd=tmp_path, **pipes) as process:
            if kill:
                one_killed(process)
            out, told = process.communicate()
        assert process.returncode == 0, told
        assert "ray::" not in told
        return out

    return call


def one_killed(process):
    """Kill a worker of Ray while it works."""
    while process.poll() is None:
        for one in psutil.process_iter():
            try:
                if (
                    "RayWorker.answer" in "".join(one.cmdline())
                    and ray_remains.MARK in one.environ()
                ):
                    sleep(0.2)
                    one.kill()
                    return
            except psutil.Error:
                continue
        sleep(0.02)
    raise AssertionError("nobody was at work")


@needs_ray
@pytest.mark.long
@pytest.mark.parametrize("kill", [False, True])
def test_datasets_are_the_same_with_every_engine(leakbench, tmp_path, kill):
    """Byte by byte, also where a worker is killed at it; Ray says nothing of that on stdout."""
    words = "generate legal_person --rows 400000 --workers 2 --out"
    for engine in ENGINES:
        kills = kill and engine == "ray"
        assert leakbench(f"{words} {engine} --engine {engine}", kill=kills) == ""
    files = [path.relative_to(tmp_path / "local") for path in (tmp_path / "local").rglob("*.*")]
    assert len(files) > 4
    for file in files:
        assert (tmp_path / "ray" / file).read_bytes() == (tmp_path / "local" / file).read_bytes()


@needs_ray
@pytest.mark.long
def test_inventories_are_the_same_with_every_engine(leakbench, tmp_path):
    """With the keys of all contents, and what could not be read."""
    for form in ("csv", "xlsx", "jsonl"):
        leakbench(f"generate sales_leads --rows 300 --format {form} --out files/leads.{form}")
    (tmp_path / "files/broken.xlsx").write_bytes(b"PK\x03\x04")
    for engine in ENGINES:
        leakbench(f"scan files --workers 2 --engine {engine} --out {engine}")
    kept = [path.relative_to(tmp_path / "local") for path in (tmp_path / "local").rglob("*.npz")]
    assert len(kept) >= 3
    for file in kept:
        assert (tmp_path / "ray" / file).read_bytes() == (tmp_path / "local" / file).read_bytes()
    local, ray = (
        sorted((tmp_path / engine / "inventory.jsonl").read_text("utf-8").splitlines())
        for engine in ENGINES
    )
    assert local == ray


@needs_ray
@pytest.mark.long
def test_findings_are_the_same_with_every_engine(leakbench, tmp_path):
    """Those of detect, in the order of the rows, and the counts of score."""
    leakbench("generate legal_person --rows 3000 --format jsonl --out texts.jsonl")
    words = "detect texts.jsonl --detector regex --format json --workers 2"
    local, ray = (leakbench(f"{words} --engine {engine}") for engine in ENGINES)
    assert local == ray
    assert local.count("\n") > 3000
    leakbench("run --corpus exam_roster --rows 500 --detector regex --out run")
    (made,) = (tmp_path / "run").rglob("*.parquet")
    words = f"score --predictions {made} --format json --workers 2"
    local, ray = (
        [
            {name: value for name, value in one.items() if name not in MEASURED}
            for one in json.loads(leakbench(f"{words} --engine {engine}"))
        ]
        for engine in ENGINES
    )
    assert local == ray


@needs_ray
@pytest.mark.long
@pytest.mark.parametrize("kill", [False, True])
def test_results_are_the_same_with_every_engine(leakbench, kill):
    """All counts and scores, also where a worker is killed at it."""
    words = "run --corpus legal_person --detector native --detector regex --format json --workers 2"
    found = [
        [
            {name: value for name, value in one.items() if name not in MEASURED}
            for one in json.loads(
                leakbench(f"{words} --rows 20000 --engine {engine}", kill=kill and engine == "ray")
            )
        ]
        for engine in ENGINES
    ]
    assert found[0] == found[1]
    assert [one["detector"] for one in found[0]] == ["native", "regex"]
