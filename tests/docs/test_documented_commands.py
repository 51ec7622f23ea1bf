"""Every command of both READMEs and of the help texts is run as it is written, only smaller.

Files that it expects from the user are made up.
"""

import re
import shlex
import shutil
from itertools import pairwise

import click
import pyarrow.parquet as pq
import pytest

from leakbench.benchmarks.cli import main
from leakbench.detectors.contract import SPANS

from .smaller import ELSEWHERE, elsewhere, labelled, others, run, smaller
from .written import GUIDES, ROOT, lines

READMES = ("README.md", "README.zh-CN.md")


_FIRST = ("generate", "run", "results")


def help_lines(group=main):
    """The examples of the help texts, in an order in which later ones find what earlier wrote."""
    context = click.Context(group)
    examples = re.split(r"; (?=leakbench )", group.epilog.removeprefix("Example: "))
    found = [shlex.split(line) for line in examples]
    for name in group.list_commands(context) if isinstance(group, click.Group) else ():
        found += help_lines(group.get_command(context, name))
    return sorted(found, key=lambda line: _FIRST.index(line[1]) if line[1] in _FIRST else 9)


def out_of(line):
    """Where a line writes, in a set; empty if it prints."""
    return {line[line.index("--out") + 1]} if "--out" in line else set()


def writers(line, there):
    """Those lines that write what a line reads."""
    read = {word for before, word in pairwise(line) if before != "--out"}
    return [
        one
        for one in there
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


@pytest.fixture
def files(folder):
    """What the reader of the READMEs has: the example, labelled text, answers."""
    (folder / "examples").mkdir()
    shutil.copy(ROOT / "examples/own_detector.py", folder / "examples")
    labelled(folder / "FILE.jsonl")
    pq.write_table(SPANS.empty_table(), folder / "mine.parquet")
    return folder


@pytest.mark.slow
def test_the_commands_of_the_readmes_run(files):
    """From the first to the last; of the second README, those that the first has not the same."""
    before = []
    for name in READMES:
        there, fresh = lines(name), set()
        for line in there:
            if elsewhere(line) or same(line, there, before):
                continue
            for out in out_of(line) - fresh:  # what the first README wrote there is in the way
                shutil.rmtree(files / out, ignore_errors=True)
            fresh |= out_of(line)
            run(smaller(line)) if line[0] == "leakbench" else pytest.fail(f"{line[0]} is not run")
        before += there


@pytest.mark.slow
def test_the_examples_of_the_help_texts_run(files):
    """With the files that they name: of public corpora, of another run, of somebody's list."""
    labelled(files / "real/crosswoz_val.jsonl")
    labelled(files / "real/msra_test.jsonl")
    (files / "real/msra.toml").write_text(
        'path = "msra_test.jsonl"\nname = "msra"\n[labels]\nPERSON = "PERSON"\nORG = "ORG"\n'
        + "".join(f'{name} = ""\n' for name in others(files / "real/msra_test.jsonl")),
        "utf-8",
    )
    shutil.copy(files / "mine.parquet", files / "predictions.parquet")
    (files / "seized").mkdir()
    (files / "seized/a.csv").write_text("联系人,手机\n甲一,10000000001\n", "utf-8")
    readme = [line for name in READMES for line in lines(name)]
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


def test_what_is_not_run_here_is_written_somewhere():
    """No reason without its command."""
    pages = (*READMES, *(f"docs/en/{name}" for name in GUIDES))
    every = [*help_lines(), *(line for name in pages for line in lines(name))]
    assert set(map(elsewhere, every)) - {None} == set(ELSEWHERE)
