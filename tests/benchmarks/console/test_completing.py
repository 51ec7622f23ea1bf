"""Tests of what a shell offers for names, through the completion of click."""

import click
import pytest
from click.shell_completion import get_completion_class

from leakbench.benchmarks.cli import main
from leakbench.benchmarks.console import completing
from leakbench.detectors.registry import names
from leakbench.generator.corpus import corpus_names
from leakbench.generator.datasets.manifest import MANIFEST
from leakbench.generator.entities import known_labels


def offers(*words):
    """What is offered for the last word, behind the others: kinds and values."""
    shell = get_completion_class("bash")(main, {}, "leakbench", "_LEAKBENCH_COMPLETE")
    return [(one.type, one.value) for one in shell.get_completions(list(words[:-1]), words[-1])]


def values(*words):
    """The words that are offered; no files."""
    return [value for kind, value in offers(*words) if kind == "plain"]


@pytest.mark.parametrize(
    ("words", "known"),
    [
        (("run", "--corpus", ""), corpus_names()),
        (("errors", "--corpus", "e"), ["enquiries", "exam_roster"]),
        (("generate", "exam"), ["exam_roster"]),
        (("generate", "ca"), ["case", "call_records"]),
        (("run", "--detector", ""), names()),
        (("scan", "--detector", "nat"), ["native"]),
        (("show", "p"), [*(one for one in [*corpus_names(), *names()] if one.startswith("p"))]),
        (("run", "--labels", "PERSON,EM"), ["PERSON,EMAIL"]),
        (("errors", "--label", ""), sorted(known_labels())),
        (("run", "--noise", ""), ["clean", "worn", "evasive"]),
        (("run", "--format", "j"), ["json"]),
        (("generate", "exam_roster", "--format", "xl"), ["xlsx"]),
        (("export", "con"), ["conll-bio", "conll-bioes"]),
        (("list", ""), ["corpora", "detectors", "entities", "packs"]),
        (("re",), ["results", "realism", "report", "reproduce", "real"]),
        (("verify",), []),
        (("scan", "--langu"), ["--language"]),
        (("peek", "exam"), ["exam_roster"]),
    ],
    ids=" ".join,
)
def test_names_are_offered(words, known):
    """Those that begin like the word, in the order in which they are listed; no earlier ones."""
    assert sorted(values(*words)) == sorted(known)


def test_a_command_is_offered_with_its_line():
    """As the help has it."""
    shell = get_completion_class("zsh")(main, {}, "leakbench", "_LEAKBENCH_COMPLETE")
    (one,) = shell.get_completions([], "gat")
    assert (one.value, one.help) == ("gate", "Stop what has become worse.")


def test_datasets_are_offered_among_folders(tmp_path, monkeypatch):
    """Where there is none, the shell completes folders or files by itself."""
    monkeypatch.chdir(tmp_path)
    for name in ("out/worn", "out/other", "clean"):
        (tmp_path / name).mkdir(parents=True)
    for name in ("out/worn", "clean"):
        (tmp_path / name / MANIFEST).touch()
    assert offers("audit", "out/") == [("plain", "out/worn")]
    assert offers("audit", "") == [("plain", "clean")]
    assert offers("audit", "out/o") == [("dir", "out/o")]
    assert offers("run", "--corpus", "out/w") == [("plain", "out/worn")]
    assert offers("run", "--corpus", "out/x") == [("file", "out/x")]
    assert offers("validity", "--real", "r") == [("file", "r")]
    assert offers("generate", "exam_roster", "--pack", "o") == [("dir", "o")]
    assert offers("run", "--detector", "./o") == [("file", "./o")]


def test_packs_are_offered(monkeypatch):
    """Installed ones, by name; none of them is read."""
    monkeypatch.setattr(
        "importlib.metadata.entry_points",
        lambda group: [click.Option(["--one"])] if group == "leakbench.packs" else [],
    )
    assert [one.value for one in completing.packs(None, None, "on")] == ["one"]
