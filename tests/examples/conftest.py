"""The repository of a detector, as those have it who copy the examples."""

import shutil
import subprocess
from pathlib import Path

import pytest

PLUGIN = Path(__file__).parents[2] / "examples/detector_plugin"


@pytest.fixture
def repository(tmp_path):
    """The example's package, committed."""
    folder = Path(shutil.copytree(PLUGIN, tmp_path / "repository"))
    git = (shutil.which("git"), "-c", "user.name=nobody", "-c", "user.email=nobody@example.invalid")
    for words in (("init", "--initial-branch=main"), ("add", "."), ("commit", "--message=First")):
        subprocess.run([*git, *words], cwd=folder, check=True, capture_output=True)
    return folder


@pytest.fixture
def losing(repository):
    """The same with a change that loses mobiles, not committed."""
    module = repository / "eleven_digits.py"
    module.write_text(module.read_text("utf-8").replace(r"1\d{10}", r"1[3-8]\d{9}"), "utf-8")
    return repository
