"""Paths that commands take."""

from pathlib import Path
from secrets import token_hex

import click
import pytest
from click.testing import CliRunner

from leakbench.benchmarks.console.paths import DiskPath, OutPath, PathOrUrl
from leakbench.generator.datasets.outputs import write_text
from leakbench.generator.storage.stored_path import StoredPath

BENCHMARKS = Path(__file__).parents[3] / "benchmarks"


def given(kind, value):
    """What a command is given for a value; or what is said of it."""
    taken = []

    @click.command()
    @click.argument("path", type=kind)
    def command(path):
        taken.append(path)

    result = CliRunner().invoke(command, [str(value)])
    return taken[0] if taken else result.stderr


def test_a_url_is_given_as_a_stored_path():
    """And ``file://`` as one of the disk."""
    assert given(PathOrUrl(), "memory://a/b") == StoredPath("memory://a/b")
    assert given(PathOrUrl(exists=True), Path(__file__).as_uri()) == Path(__file__)
    assert given(PathOrUrl(), "a/b") == Path("a/b")


def test_what_is_asked_of_a_path_is_asked_of_a_url():
    """That it exists, as a file or as a folder."""
    pytest.importorskip("fsspec")
    folder = StoredPath(f"memory://{token_hex(4)}")
    assert "does not exist" in given(PathOrUrl(exists=True), folder)
    write_text(folder / "file", "")
    assert given(PathOrUrl(exists=True), folder) == folder
    assert "is a directory" in given(PathOrUrl(dir_okay=False), folder)
    assert "is a file" in given(PathOrUrl(file_okay=False), folder / "file")


def test_who_needs_a_disk_refuses_urls():
    """In one line, before there is a folder called like a scheme."""
    for kind in (DiskPath(), OutPath()):
        said = given(kind, "s3://a/b")
        assert "s3://a/b is a URL; this is read and written on a disk only" in said
        assert given(kind, "a/b") == Path("a/b")
    assert given(OutPath(urls=True), "s3://a/b") == StoredPath("s3://a/b")


def test_every_path_of_the_command_line_is_one_of_these():
    """``click.Path`` would take a URL for a folder called ``s3:``; a pack is a name as well."""
    found = {
        path.relative_to(BENCHMARKS).as_posix()
        for path in BENCHMARKS.rglob("*.py")
        if "type=click.Path(" in path.read_text("utf-8")
    }
    assert found == {"console/options.py"}
