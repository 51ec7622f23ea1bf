"""Tests of the example of a cluster: its files are what Ray reads, its commands exist."""

import json
import re
import shlex
import subprocess
import sys
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import click
import jsonschema
import pytest
import yaml

from leakbench.benchmarks.cli import main

PLACE = Path(__file__).parents[2] / "examples/ray_cluster"
README = (PLACE / "README.md").read_text("utf-8")
CLUSTER = yaml.safe_load((PLACE / "cluster.yaml").read_text("utf-8"))
CLAIM, RAY = yaml.safe_load_all((PLACE / "raycluster.yaml").read_text("utf-8"))
STARTS = [*CLUSTER["head_start_ray_commands"], *CLUSTER["worker_start_ray_commands"]]
needs_ray = pytest.mark.skipif(find_spec("ray") is None, reason="Ray is not installed")
COMMANDS = re.findall(
    r"(?<=leakbench )(?:generate|run|score|detect|scan) .*$", README, re.MULTILINE
)


@pytest.mark.parametrize("line", COMMANDS)
def test_commands_parse(line):
    """Every option is one, with a value that it takes."""
    name, *words = shlex.split(line)
    with click.Context(main) as parent:
        command = main.get_command(parent, name)
    with command.make_context(name, words) as context:
        assert context.params["engine"] == "ray"
        assert context.params["ray_address"] == "auto"


def test_there_are_commands():
    """Of both kinds of cluster."""
    assert len(COMMANDS) == 3


@needs_ray
def test_ray_accepts_the_configuration():
    """By the schema that `ray up` itself asks."""
    schema = Path(find_spec("ray").origin).parent / "autoscaler/ray-schema.json"
    jsonschema.validate(CLUSTER, json.loads(schema.read_text("utf-8")))


@needs_ray
@pytest.mark.slow
@pytest.mark.parametrize("line", [line for line in STARTS if " start " in line])
def test_ray_starts_with_options_that_it_has(line):
    """Each is one of `ray start`; in a process of its own, as Ray reads its settings once."""
    program = (
        "import sys; from ray.scripts.scripts import start; start.make_context('', sys.argv[1:])"
    )
    words = line.partition(" start ")[2].split()
    subprocess.run([sys.executable, "-c", program, *words], check=True)


def test_nobody_works_on_a_cluster_without_a_token():
    """Ray runs the code of whoever may speak to it; and it tells nobody how it is used."""
    for words in (one for one in STARTS if " start " in one):
        assert "RAY_AUTH_MODE=token" in words
        assert "RAY_USAGE_STATS_ENABLED=0" in words
    assert RAY["spec"]["authOptions"] == {"mode": "token"}


def test_all_pods_see_the_same_files():
    """With the image that the Dockerfile makes, and the Ray that it has."""
    groups = [RAY["spec"]["headGroupSpec"], *RAY["spec"]["workerGroupSpecs"]]
    assert CLAIM["spec"]["accessModes"] == ["ReadWriteMany"]
    for group in groups:
        pod = group["template"]["spec"]
        (volume,) = pod["volumes"]
        assert volume["persistentVolumeClaim"]["claimName"] == CLAIM["metadata"]["name"]
        (container,) = pod["containers"]
        assert container["image"] == f"registry.example/leakbench:{version('leakbench')}"
        assert container["volumeMounts"] == [{"name": volume["name"], "mountPath": "/shared"}]
    assert f"rayproject/ray:{RAY['spec']['rayVersion']}-" in (PLACE / "Dockerfile").read_text(
        "utf-8"
    )
