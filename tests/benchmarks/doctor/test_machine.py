import sys
from types import SimpleNamespace

import pytest

from leakbench.benchmarks.doctor import machine
from leakbench.benchmarks.doctor.machine import machine_findings


def looked():
    """What is found, by name."""
    return {one.name: one for one in machine_findings()}


def test_this_machine_is_good_enough_for_tests():
    """Everything that is looked at is told of, and nothing is broken."""
    found = looked()
    assert list(found) == [
        *("processor", "cores", "memory", "TMPDIR", "encoding", "git", "Chinese fonts"),
    ]
    assert not [one for one in found.values() if one.state == "broken"]
    assert all(one.told for one in found.values())


@pytest.mark.parametrize("name", ["memory.max", "memory/memory.limit_in_bytes"])
def test_limits_of_a_container_are_read(monkeypatch, tmp_path, name):
    """Of either version of cgroups; what is less than a run needs is a note."""
    monkeypatch.setattr(machine, "_CGROUP", tmp_path)
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("1000000000\n")
    (tmp_path / "cpu.max").write_text("150000 100000\n")
    found = looked()
    assert found["memory"].state == "note"
    assert found["memory"].told.endswith("this container may use 1.0 GB")
    assert found["cores"].told.endswith("this container may use 1.5")


@pytest.mark.parametrize("written", ["max\n", "9223372036854771712\n"])
def test_no_limit_is_no_limit(monkeypatch, tmp_path, written):
    """As either version writes it."""
    monkeypatch.setattr(machine, "_CGROUP", tmp_path)
    (tmp_path / "memory.max").write_text(written)
    (tmp_path / "cpu.max").write_text("max 100000\n")
    found = looked()
    assert "container" not in found["memory"].told + found["cores"].told


def test_no_room_for_temporary_files_is_broken(monkeypatch, tmp_path):
    """Nothing is written atomically without them."""
    monkeypatch.setattr(machine.tempfile, "gettempdir", lambda: str(tmp_path / "gone"))
    assert looked()["TMPDIR"].state == "broken"


def test_a_full_disk_is_a_note(monkeypatch):
    """Before a run ends in it."""
    monkeypatch.setattr(machine.shutil, "disk_usage", lambda _: SimpleNamespace(free=10))
    assert looked()["TMPDIR"].state == "note"


def test_a_terminal_that_cannot_print_chinese_is_a_note(monkeypatch):
    """With what mends it."""
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(encoding="latin-1"))
    assert (looked()["encoding"].state, looked()["encoding"].mend) == ("note", "PYTHONUTF8=1")


def test_git_is_missed_where_it_is_needed(monkeypatch):
    """It is no part of the core."""
    monkeypatch.setattr(machine.shutil, "which", lambda _: None)
    assert looked()["git"].state == "missing"


@pytest.mark.parametrize(("fonts", "state"), [((), "missing"), (("Some Font",), "ok")])
def test_fonts_are_looked_for(monkeypatch, fonts, state):
    """Those that figures would take."""
    monkeypatch.setattr("leakbench.benchmarks.figures.style.chinese_fonts", lambda: fonts)
    assert looked()["Chinese fonts"].state == state


def test_fonts_are_not_asked_for_without_figures(monkeypatch):
    """The core draws nothing."""
    monkeypatch.setitem(sys.modules, "leakbench.benchmarks.figures.style", None)
    assert "leakbench[report]" in looked()["Chinese fonts"].told


def test_what_is_broken_elsewhere_is_survived(monkeypatch):
    """The machine is looked at where llvmlite and psutil cannot be imported."""
    monkeypatch.setitem(sys.modules, "llvmlite.binding", None)
    monkeypatch.setitem(sys.modules, "psutil", None)
    found = looked()
    assert (found["processor"].state, found["memory"].state) == ("note", "note")
