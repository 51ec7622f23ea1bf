"""Tests of the command line: names, help, and one line for every bad usage."""

import json
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import click
import pytest

from leakbench.benchmarks.cli import main
from leakbench.benchmarks.console.group import REGRESSION
from leakbench.generator.datasets.outputs import only_writer
from leakbench.generator.errors import FAILURE, USAGE

from .commands.command_line import SLOW, invoke, loaded, refused

ROOM = "leakbench.benchmarks.commands."


def called(*words):
    """What a command line prints in a process of its own, and the modules that it has loaded."""
    return loaded(
        "from leakbench.benchmarks.cli import main", f"main({[*words]}, standalone_mode=False)"
    )


def commands_among(modules):
    """The commands that are loaded."""
    return {name.removeprefix(ROOM) for name in modules if name.startswith(ROOM)}


def test_help_is_quick():
    """No command is imported for it, nor anything slow."""
    told, modules = called("--help")
    assert "Usage: " in told
    assert not SLOW & modules
    assert not commands_among(modules)


def test_a_command_is_imported_when_it_is_called():
    """None of the others is, nor anything that this one does not need."""
    told, modules = called("list", "entities", "--format", "json")
    assert json.loads(told)
    assert not SLOW & modules
    assert commands_among(modules) == {"list"}


@pytest.mark.slow
def test_a_record_needs_little():
    """Neither plots nor tables on the screen nor readers of whole datasets are imported."""
    told, modules = called("show", "call_records", "--row", "0", "--format", "json")
    assert json.loads(told)["record_id"] == 0
    assert (
        not {"faker", "matplotlib", "pandas", "pyarrow.dataset", "rich", "scipy.linalg"} & modules
    )


def test_the_command_is_installed():
    """It stands beside the interpreter and says its version."""
    command = Path(sys.executable).parent / "leakbench"
    done = subprocess.run([command, "--version"], capture_output=True, text=True, check=True)
    assert version("leakbench") in done.stdout


def _commands():
    return main.list_commands(click.Context(main))


def _inner(group=main, *names):
    """The names of every command within a group, groups themselves too."""
    found = []
    context = click.Context(group)
    for name in group.list_commands(context):
        found.append([*names, name])
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            found += _inner(command, *names, name)
    return found


def _anywhere(parameter):
    """A parameter as it is, or one without its type if that is a path that must exist."""
    if isinstance(parameter.type, click.Path) and parameter.type.exists:
        return type(parameter)(parameter.opts, nargs=parameter.nargs)
    return parameter


def _command(names):
    command = main
    for name in names:
        command = command.get_command(click.Context(command), name)
    return command


LEAVES = [names for names in _inner() if not isinstance(_command(names), click.Group)]


@pytest.mark.parametrize("command", [[], *_inner()], ids=" ".join)
def test_every_help_has_an_example(command):
    """It says what is done, and shows a line to copy that names the command."""
    result = invoke(*command, "--help")
    assert result.exit_code == 0
    assert f"Example: leakbench {' '.join(command)}".strip() in " ".join(result.output.split())


@pytest.mark.parametrize("names", LEAVES, ids=" ".join)
def test_examples_parse(names):
    """What the help shows is what the command takes."""
    command, name = _command(names), names[-1]
    for line in command.epilog.removeprefix("Example: ").split("; leakbench "):
        words = line.removeprefix("leakbench ").split()
        assert words[: len(names)] == names
        parsed = click.Command(name, params=[_anywhere(parameter) for parameter in command.params])
        assert parsed.make_context(name, words[len(names) :])


def test_commands_are_those_promised():
    """Names stay."""
    assert set(_commands()) >= {
        "audit",
        "columns",
        "compare",
        "completion",
        "detect",
        "doctor",
        "errors",
        "export",
        "gate",
        "generate",
        "list",
        "provenance",
        "real",
        "realism",
        "report",
        "reproduce",
        "results",
        "run",
        "scan",
        "score",
        "show",
        "sweep",
        "throughput",
        "train",
        "triage",
        "validity",
    }


@pytest.mark.parametrize("command", [[], *_inner()], ids=" ".join)
def test_help_is_asked_for_with_one_letter_too(command):
    """The same text."""
    assert invoke(*command, "-h").stdout == invoke(*command, "--help").stdout != ""


def test_the_help_says_what_codes_mean():
    """Those that commands leave with."""
    shown = " ".join(invoke("--help").stdout.split())
    for code, means in [(FAILURE, "failed"), (USAGE, "does not exist"), (REGRESSION, "worse")]:
        assert f"{code} if " in shown
        assert means in shown.partition(f"{code} if ")[2].partition(str(code + 1))[0]


def test_commands_stand_in_groups():
    """In the order of what people want; all of them, with a line each."""
    shown = invoke("--help").stdout
    titles = ["Make data:", "Run detectors:", "Understand results:", "Publish:", "Guard:"]
    titles += ["Use on files of yours:", "The rest:"]
    places = [shown.index(f"\n{title}\n") for title in titles]
    assert places == sorted(places)
    lines = [line.split(maxsplit=1) for line in shown.splitlines()]
    told = {words[0]: words[1] for words in lines if len(words) > 1}
    assert all(told[name].endswith(".") for name in _commands())
    assert max(map(len, shown.splitlines())) <= 80


@pytest.mark.usefixtures("stand_ins")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["generate", "nobody", "--rows", "5", "--out", "x"], "unknown corpus 'nobody'; known: "),
        (["show", "nobody"], "unknown corpus, file or detector 'nobody'"),
        (["run", "--corpus", "nobody"], "unknown corpus 'nobody'"),
        (["run", "--corpus", "none.jsonl"], "no such file: none.jsonl"),
        (["run", "--detector", "nobody"], "unknown detector 'nobody'; known: "),
        (["generate", "exam_roster", "--rows", "0", "--out", "x"], "0 is not in the range x>=1"),
        (["generate", "exam_roster", "--rows", "-5", "--out", "x"], "-5 is not in the range x>=1"),
        (["run", "--rows", "0"], "0 is not in the range x>=1"),
        (["show", "exam_roster", "--row", "-1"], "-1 is not in the range"),
        (["show", "exam_roster", "--seed", "-1"], "-1 is not in the range"),
        (["show", "exam_roster", "--noise", "loud"], "'loud' is not one of"),
        (["run", "--split", "all"], "'all' is not one of"),
        (["run", "--track", "columns"], "'columns' is not one of"),
        (["run", "--corpus", "exam_roster", "--corpus", "exam_roster"], "called 'exam_roster'"),
        (["run", "--labels", " , "], "no label named"),
        (["run", "--labels", "NOBODY"], "unknown label 'NOBODY'"),
        (["run", "--map", "PHONE"], "'PHONE' is not NAME=LABEL"),
        (["report", "none", "--out", "x"], "'none' does not exist"),
        (["list", "people"], "'people' is not one of"),
        (["results", "list", "none"], "'none' does not exist"),
        (["results", "drop"], "no such command 'drop'"),
        (["generate", "exam_roster"], "Missing option"),
        (["generate", "exam_roster", "--rows", "5", "--out", "x", "--part", "4/3"], "part '4/3'"),
        (["generate", "exam_roster", "--rows", "5", "--out", "x", "--workers", "0"], "x>=1"),
        (["show", "exam_roster", "--reference-date", "2026-02-30"], "is no date YYYY-MM-DD"),
        (["run", "--reference-date", "soon"], "'soon' is no date YYYY-MM-DD"),
        (["show", "exam_roster", "--reference-date", "1900-01-01"], "is not between 2015-01-01"),
        (["show", "exam_roster", "--identity", "real"], "'real' is not one of"),
        (["run", "--headers", "none"], "'none' is not one of"),
        (["show", "exam_roster", "--columns", "bent"], "'bent' is not one of"),
        (["nothing"], "no such command 'nothing'"),
    ],
)
def test_bad_usage_is_one_line_and_exit_code_2(tmp_path, monkeypatch, arguments, message):
    """What and where, no traceback, nothing on stdout, nothing written."""
    monkeypatch.chdir(tmp_path)
    assert message in refused(2, *arguments)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "command",
    [
        ["run", "--corpus", "exam_roster", "--detector", "regex"],
        ["scan", "README.md", "--detector", "regex"],
        ["triage", "README.md", "--detector", "regex"],
        ["triage", "--simulate", "1", "--detector", "regex"],
        ["sweep", "identity", "--detector", "regex"],
        ["columns", "--corpus", "exam_roster", "--detector", "regex"],
        ["throughput", "--corpus", "exam_roster", "--detector", "regex"],
        ["realism", "--real", "real.jsonl", "--corpus", "exam_roster"],
        ["validity", "--real", "real.jsonl"],
    ],
    ids=lambda command: command[0],
)
def test_a_directory_has_one_writer(tmp_path, monkeypatch, labelled, command):
    """Who comes second is told so in a line, before anything is measured."""
    monkeypatch.chdir(tmp_path)
    labelled()
    (tmp_path / "README.md").touch()
    with only_writer(tmp_path / "out"):
        told = refused(2, *command, "--out", "out")
    assert told == "Error: out: another leakbench writes there; wait for it, or write elsewhere"
    assert list((tmp_path / "out").iterdir()) == []


def test_without_arguments_the_help_is_shown():
    """On stderr, as a usage error."""
    result = invoke()
    assert result.exit_code == 2
    assert "Make data:" in result.output
