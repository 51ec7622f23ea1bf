import pytest

from leakbench.benchmarks.gating.revisions import RevisionError, build

pytestmark = pytest.mark.slow

PROJECT = """
[build-system]
requires = ["setuptools>=77"]
build-backend = "setuptools.build_meta"
[project]
name = "leakbench-nothing"
version = "1.0.0"
[tool.setuptools]
py-modules = ["nothing"]
"""


@pytest.fixture
def project(tmp_path, commit):
    """A project of one module in a folder of a repository, changed since its only commit."""
    folder = tmp_path / "repository" / "project"
    folder.mkdir(parents=True)
    (folder / "pyproject.toml").write_text(PROJECT, "utf-8")
    (folder / "nothing.py").write_text("before = 1\n", "utf-8")
    commit(tmp_path / "repository")
    (folder / "nothing.py").write_text("now = 2\n", "utf-8")
    return folder


def test_both_are_built_and_the_tree_is_left_alone(project, tmp_path):
    """A revision as it was, and tracked files as they are, whether committed or not."""
    before = sorted(path.name for path in project.rglob("*"))
    built = {
        name: build(project, revision, tmp_path / name)
        for name, revision in (("base", "main"), ("head", None))
    }
    assert (built["base"] / "nothing.py").read_text("utf-8") == "before = 1\n"
    assert (built["head"] / "nothing.py").read_text("utf-8") == "now = 2\n"
    assert list(built["head"].glob("*.dist-info"))
    assert sorted(path.name for path in project.rglob("*")) == before
    assert (project / "nothing.py").read_text("utf-8") == "now = 2\n"


def test_what_is_not_there_is_named(project, tmp_path):
    """A revision, a project, a repository."""
    with pytest.raises(RevisionError, match=r"^git: there is no no-such-branch\^\{commit\}$"):
        build(project, "no-such-branch", tmp_path / "out")
    with pytest.raises(RevisionError, match=r"^git: "):
        build(project, "--help", tmp_path / "out")
    with pytest.raises(RevisionError, match=r"has no pyproject\.toml"):
        build(tmp_path, "main", tmp_path / "out")
    (tmp_path / "pyproject.toml").touch()
    with pytest.raises(RevisionError, match=r"^git: .*not a git repository"):
        build(tmp_path, "main", tmp_path / "out")


def test_why_it_cannot_be_built(project, tmp_path):
    """The line of pip that a user can mend."""
    path = project / "pyproject.toml"
    path.write_text(PROJECT.replace("setuptools>=77", "setuptools>=7777"), "utf-8")
    with pytest.raises(
        RevisionError, match=r"cannot build the tree as it is with .*: .*setuptools>=7777"
    ):
        build(project, None, tmp_path / "out")
