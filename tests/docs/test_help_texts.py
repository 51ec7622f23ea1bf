"""Every example of the help texts is run as it is written, only smaller.

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
from .written import PAGES, ROOT, lines

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


@pytest.fixture
def files(folder):
    """What a reader has: the example, labelled text, answers."""
    (folder / "examples").mkdir()
    shutil.copy(ROOT / "examples/own_detector.py", folder / "examples")
    labelled(folder / "FILE.jsonl")
    pq.write_table(SPANS.empty_table(), folder / "mine.parquet")
    return folder


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
    on_pages = [line for english, _ in PAGES for line in lines(english)]
    examples = help_lines()
    for line in examples:
        read_later = any(line in writers(one, examples) for one in examples)
        twice = line in on_pages and not read_later
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
    every = [*help_lines(), *(line for english, _ in PAGES for line in lines(english))]
    assert set(map(elsewhere, every)) - {None} == set(ELSEWHERE)
