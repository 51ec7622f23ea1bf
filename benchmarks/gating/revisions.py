"""The packages of a revision of a repository, built beside those that are installed."""

import io
import os
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import Final

from leakbench.benchmarks.running.detector_process import SOURCE
from leakbench.generator.errors import LeakbenchError

_NOBODY: Final = {  # of the commit that holds changes for a while; no branch ever shows it
    f"GIT_{role}_{what}": value
    for role in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "leakbench"), ("EMAIL", "leakbench@example.invalid"))
}


class RevisionError(LeakbenchError):
    """A revision that is not there, or cannot be built."""


def build(project: Path, revision: str | None, into: Path) -> Path:
    """Build a revision of a Python project; the project's own folder is left as it is.

    Args:
        project: The folder of its ``pyproject.toml`` in a git repository.
        revision: What git calls it; None is the tracked files as they are now.
        into: An empty folder.

    Returns:
        A folder that holds the packages, to be put before those installed; beside it stands the
        source that they were built of.

    Raises:
        RevisionError: Git does not know it, or pip cannot build it with what is installed.
    """
    if not (project / "pyproject.toml").is_file():
        raise RevisionError(f"{project.resolve()} has no pyproject.toml: run in a project's folder")
    commit = _changed(project) if revision is None else revision
    asked = f"{commit}^{{commit}}"
    found = _git(project, "rev-parse", "--verify", "--quiet", "--end-of-options", asked)
    archive = _git(project, "archive", "--format=tar", found.decode().strip())
    source, packages = into / SOURCE, into / "packages"
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        files.extractall(source, filter="data")
    name = revision or "the tree as it is"
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    # All that it depends on is installed here already, the tools that build it too.
    command += ["--no-deps", "--no-index", "--no-build-isolation", "--check-build-dependencies"]
    command += ["--target", packages, source]  # type: ignore[list-item]  # paths
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - pip
    if done.returncode:
        lines = [line.strip() for line in done.stderr.splitlines() if line.strip()]
        raise RevisionError(f"cannot build {name} with what is installed here: {_reason(lines)}")
    return packages


def _changed(project: Path) -> str:
    """A commit of the tracked files as they are."""
    return _git(project, "stash", "create").decode().strip() or "HEAD"


def _git(project: Path, *arguments: str) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 - git with our own arguments
            ["git", *arguments],  # noqa: S607 - wherever it is installed
            cwd=project,
            env=os.environ | _NOBODY,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        raise RevisionError("git is not installed") from None
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip()
        raise RevisionError(f"git: {said or f'there is no {arguments[-1]}'}")
    return done.stdout


def _reason(lines: list[str]) -> str:
    """What a user can mend: the last line that is an error, and not pip's advice."""
    errors = [line for line in lines if "rror:" in line]
    return errors[-1] if errors else "\n".join(lines[-1:]) or "pip does not say why"
