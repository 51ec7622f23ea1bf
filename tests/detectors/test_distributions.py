import sys
from importlib.metadata import distributions

import pytest

from leakbench.detectors import registry
from leakbench.detectors.distributions import distribution_of

METADATA = "Metadata-Version: 2.1\nName: plugin\nVersion: 1.0\n"


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """Write a distribution and its module; give what is told of its detector."""
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])

    def told(source="x = 1\n", *, record=True):
        about = tmp_path / "plugin-1.0.dist-info"
        about.mkdir(exist_ok=True)
        (about / "METADATA").write_text(METADATA, "utf-8")
        points = "[leakbench.detectors]\nplugin = plugin_module:Kind\n"
        (about / "entry_points.txt").write_text(points, "utf-8")
        files = ["plugin-1.0.dist-info/METADATA", "plugin-1.0.dist-info/RECORD"]
        (tmp_path / "plugin_module.py").write_text(source, "utf-8")
        listed = [*files, *(["plugin_module.py", "../bin/plugin"] if record else [])]
        (about / "RECORD").write_text("".join(f"{file},,\n" for file in listed), "utf-8")
        (found,) = distributions(name="plugin", path=[str(tmp_path)])
        (point,) = found.entry_points
        return distribution_of(point, "jieba")

    return told


@pytest.mark.parametrize("record", [True, False])
def test_a_plug_in_is_its_own_distribution(installed, record):
    """Whatever it says who does the work; installed file by file or not."""
    told = installed(record=record)
    assert (told.name, told.version, len(told.sha256)) == ("plugin", "1.0", 64)
    assert told == installed(record=record)


@pytest.mark.parametrize("record", [True, False])
def test_a_version_that_lies_is_seen(installed, record):
    """Other code under the same version has another hash."""
    before, after = (installed(source, record=record) for source in ("x = 1\n", "x = 22\n"))
    assert before.version == after.version
    assert before.sha256 != after.sha256


def test_nothing_is_imported(installed):
    """The module would not even import."""
    assert installed("raise SystemExit\n").name == "plugin"
    assert "plugin_module" not in sys.modules


def test_ours_are_what_they_adapt():
    """Our own detectors are leakbench; a package that is not there is nothing."""
    told = {name: distribution_of(registry.entry(name), name) for name in ("jieba", "phonenumbers")}
    assert {name: one.name for name, one in told.items()} == {name: name for name in told}
    native = distribution_of(registry.entry("native"), "leakbench")
    assert native.name == "leakbench"
    assert native == distribution_of(registry.entry("regex"), "leakbench")
    assert distribution_of(registry.entry("regex"), "no-such-package") is None
