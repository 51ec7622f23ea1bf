"""Every command of both READMEs and of the help texts is run as it is written, only smaller.

What a command says nothing of is set to little (``LITTLE``, ``FEWER``); files that it expects from
the user are made up. Commands that a test cannot run stand in ``ELSEWHERE`` with the reason.
"""

import json
import re
import shlex
import shutil
from itertools import pairwise
from pathlib import Path

import click
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from leakbench.benchmarks.cli import main
from leakbench.benchmarks.throughput import session
from leakbench.detectors import registry
from leakbench.detectors.contract import SPANS
from leakbench.generator.entities import coarse
from leakbench.generator.generate import batches
from leakbench.generator.spec import Spec

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.zh-CN.md")

# Commands that are not run here, by their first words, and why.
ELSEWHERE = {
    "make run": "sets up an environment; `leakbench run` is run here",
    "make test": "sets up an environment and runs these tests",
    "leakbench gate": "builds another revision; tests/benchmarks/commands/test_gate.py does, with "
    "a repository made for it",
    "leakbench real get": "needs the network; tests/benchmarks/commands/test_real.py runs it "
    "with a server on this machine",
    "cc": "compiles what tests/examples/test_exec_detector.py compiles and runs",
    "leakbench run --corpus legal_person --rows 20000 --detector exec:./mobiles": "needs what cc "
    "makes; tests/examples/test_exec_detector.py runs it",
    "python": "serves on a fixed port; tests/examples/test_rest_detector.py has one of its own",
    "leakbench run --corpus legal_person --rows 20000 --detector http://127.0.0.1:5002": "needs "
    "that server; tests/examples/test_rest_detector.py runs it",
    "leakbench train": "takes minutes; tests/benchmarks/commands/test_train.py runs it on little",
}

# Set where a command has the option and the line does not set it.
LITTLE = {
    "--rows": ["200"],
    "--detector": ["regex"],
    "--corpus": ["exam_roster"],
    "--tables": ["1"],
    "--threads": ["1"],
    "--repetitions": ["1"],
    "--seconds": ["0.05"],
    "--batch-rows": ["64"],
}
CASE = {"--records": ["600"], "--files": ["12"]}  # of a seized office, which has no rows
OF_A_COMMAND = {"validity": {"--detector": ["regex", "native"]}}
# What a line asks for and takes too long, or cannot be there.
FEWER = {
    "--rows": "200",
    "--tables": "1",
    "17": "1",  # of a packed file of few results
}


def readme_lines(name):
    """The commands in the blocks of a README, as words."""
    text = (ROOT / name).read_text("utf-8")
    blocks = re.findall(r"^```sh\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    lines = [shlex.split(line, comments=True) for block in blocks for line in block.splitlines()]
    return [line for line in lines if line]


_FIRST = ("generate", "run")


def help_lines(group=main):
    """The examples of the help texts, in an order in which later ones find what earlier wrote."""
    context = click.Context(group)
    lines = re.split(r"; (?=leakbench )", group.epilog.removeprefix("Example: "))
    found = [shlex.split(line) for line in lines]
    for name in group.list_commands(context) if isinstance(group, click.Group) else ():
        found += help_lines(group.get_command(context, name))
    return sorted(found, key=lambda line: _FIRST.index(line[1]) if line[1] in _FIRST else 9)


def elsewhere(line):
    """The key of ``ELSEWHERE`` that a line begins with; None if it is run here."""
    return next((key for key in ELSEWHERE if line[: len(key.split())] == key.split()), None)


def command_of(words):
    """The command that words name after the program, and its name."""
    command, name = main, ""
    for word in words[1:]:
        if isinstance(command, click.Group):
            command, name = command.get_command(click.Context(command), word), word
    return command, name


def smaller(words):
    """The same words with little to do."""
    made = list(words)
    for option, value in FEWER.items():
        if option in made and option.startswith("--"):
            made[made.index(option) + 1] = value
        elif option in made:
            made[made.index(option)] = value
    command, name = command_of(words)
    known = {option for parameter in command.params for option in parameter.opts}
    little = CASE if words[1:3] == ["generate", "case"] else LITTLE | OF_A_COMMAND.get(name, {})
    for option, values in little.items():
        if option in known and option not in made:
            made += [word for value in values for word in (option, value)]
    return made


def labelled(path, corpora=("exam_roster", "legal_person", "chat_messages"), rows=60):
    """A file as a user has it, of made-up text."""
    records = [
        {
            "text": record["text"],
            "spans": [
                [span["start"], span["end"], coarse(span["label"])]
                for span in record["text_spans"]
                if span["quality"] == "exact"
            ],
        }
        for corpus in corpora
        for batch in batches(Spec(corpus, split="dev"), rows)
        for record in batch.select(["text", "text_spans"]).to_pylist()
    ]
    path.parent.mkdir(exist_ok=True)
    path.write_text("".join(json.dumps(one) + "\n" for one in records), "utf-8")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A user's working directory, with the example's package installed."""
    site = tmp_path / "site"
    site.mkdir()
    plugin = ROOT / "examples/detector_plugin"
    shutil.copy(plugin / "eleven_digits.py", site)
    about = site / "leakbench_eleven_digits-1.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: leakbench-eleven-digits\nVersion: 1\n", "utf-8"
    )
    points = re.search(
        r'^\[project.entry-points."(.+)"\]\n(\w+) = "(.+)"$',
        (plugin / "pyproject.toml").read_text("utf-8"),
        re.MULTILINE,
    )
    (about / "entry_points.txt").write_text(f"[{points[1]}]\n{points[2]} = {points[3]}\n", "utf-8")
    monkeypatch.syspath_prepend(str(site))
    monkeypatch.setenv("PYTHONPATH", str(site), prepend=":")
    registry._admitted.cache_clear()  # noqa: SLF001 - packages come and go in tests alone
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    (work / "examples").mkdir()
    shutil.copy(ROOT / "examples/own_detector.py", work / "examples")
    labelled(work / "FILE.jsonl")
    pq.write_table(SPANS.empty_table(), work / "mine.parquet")
    yield work
    registry._admitted.cache_clear()  # noqa: SLF001 - the same


def run(words):
    """Run a command line in this process; it must go well."""
    result = CliRunner().invoke(main, words[1:])
    said = f"{shlex.join(words)}\n{result.output}\n{result.exception!r}"
    assert result.exit_code == 0, said
    assert "Traceback" not in result.output, said


def out_of(line):
    """Where a line writes, in a set; empty if it prints."""
    return {line[line.index("--out") + 1]} if "--out" in line else set()


def writers(line, lines):
    """Those lines that write what a line reads."""
    read = {word for before, word in pairwise(line) if before != "--out"}
    return [
        one
        for one in lines
        if any(
            word.startswith(folder) or folder.startswith(f"{word}/")
            for folder in out_of(one)
            for word in read
        )
    ]


def same(line, here, there):
    """Whether a line stands there too, and reads what the same lines have written."""
    needed = writers(line, here)
    return (
        line in there
        and needed == writers(line, there)
        and all(same(one, here, there) for one in needed)
    )


@pytest.mark.slow
def test_the_commands_of_the_readmes_run(folder, monkeypatch):
    """From the first to the last; of the second README, those that the first has not the same."""
    monkeypatch.setattr(session, "STARTS", 1)
    before = []
    for name in READMES:
        lines, fresh = readme_lines(name), set()
        for line in lines:
            if elsewhere(line) or same(line, lines, before):
                continue
            for out in out_of(line) - fresh:  # what the first README wrote there is in the way
                shutil.rmtree(folder / out, ignore_errors=True)
            fresh |= out_of(line)
            run(smaller(line)) if line[0] == "leakbench" else pytest.fail(f"{line[0]} is not run")
        before += lines


@pytest.mark.slow
def test_the_examples_of_the_help_texts_run(folder):
    """With the files that they name: of public corpora, of another run, of somebody's list."""
    labelled(folder / "real/crosswoz_val.jsonl")
    labelled(folder / "real/msra_test.jsonl")
    (folder / "real/msra.toml").write_text(
        'path = "msra_test.jsonl"\nname = "msra"\n[labels]\nPERSON = "PERSON"\nORG = "ORG"\n'
        + "".join(f'{name} = ""\n' for name in others(folder / "real/msra_test.jsonl")),
        "utf-8",
    )
    shutil.copy(folder / "mine.parquet", folder / "predictions.parquet")
    (folder / "seized").mkdir()
    (folder / "seized/a.csv").write_text("联系人,手机\n甲一,10000000001\n", "utf-8")
    readme = [line for name in READMES for line in readme_lines(name)]
    for line in help_lines():
        needed = writers(line, readme) or any(line in writers(one, readme) for one in readme)
        twice = line in readme and not needed
        if elsewhere(line) or twice or line[1] == "realism":  # test_realism.py runs its example
            continue
        if "out/reproduced" in line:
            shutil.copytree("out/run", "out/reproduced")
        if "out/monday" in line:
            for day in ("out/monday", "out/tuesday"):
                shutil.copytree("out/run", day)
        run(smaller(line))


def others(path):
    """The labels of a file but for those of names and firms."""
    lines = map(json.loads, path.read_text("utf-8").splitlines())
    return sorted({label for line in lines for *_, label in line["spans"]} - {"PERSON", "ORG"})


def test_what_is_not_run_here_is_written_somewhere():
    """No reason without its command."""
    lines = [*help_lines(), *(line for name in READMES for line in readme_lines(name))]
    assert set(map(elsewhere, lines)) - {None} == set(ELSEWHERE)
