"""Commands and Python of pages and help texts, run as they are written, only smaller.

What a command says nothing of is set to little (``LITTLE``, ``FEWER``). Commands that a test cannot
run stand in ``ELSEWHERE`` with the reason.
"""

import json
import re
import shlex
import subprocess
import warnings
from itertools import takewhile
from pathlib import Path

import click
from click.testing import CliRunner

from leakbench.benchmarks.cli import main
from leakbench.generator.entities import coarse
from leakbench.generator.generate import batches
from leakbench.generator.spec import Spec

from .written import commands, words

# Commands that are not run here, by their first words, and why.
ELSEWHERE = {
    "export": "variables of somebody's account; the store of these tests has its own",
    "pip": "changes the environment; tests/install_weight.py installs into fresh ones",
    "make run": "sets up an environment; `leakbench run` is run here",
    "make test": "sets up an environment and runs these tests",
    "leakbench results check": "needs a submission; one is made by "
    "tests/examples/test_results_repository.py",
    "OPENAI_BASE_URL=http://127.0.0.1:8000/v1": "asks a language model; "
    "tests/detectors/models/test_llm.py has a server that answers in its place",
    "leakbench gate --run-base": "builds another revision; "
    "tests/benchmarks/commands/test_gate.py does, with a repository made for it",
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
OF_A_COMMAND = {
    "validity": LITTLE | {"--detector": ["regex", "native"]},
    "gate": {},
    # Each process that reads loads the detector anew.
    **dict.fromkeys(("scan", "triage", "detect"), LITTLE | {"--workers": ["1"]}),
}
INSTEAD = {"--detector": "--predictions"}  # one makes the other needless
# What a line asks for and takes too long, or cannot be there.
FEWER = {
    "--rows": "200",
    "--records": "600",
    "--files": "12",
    "--tables": "1",
    "--workers": "1",  # several give the same, as tests of their own show
    "17": "1",  # of a packed file of few results
}


def elsewhere(line):
    """The key of ``ELSEWHERE`` that a line begins with; None if it is run here."""
    return next((key for key in ELSEWHERE if line[: len(key.split())] == key.split()), None)


def command_of(line):
    """The command that words name after the program, and its name."""
    command, name = main, ""
    for word in line[1:]:
        if isinstance(command, click.Group):
            command, name = command.get_command(click.Context(command), word), word
    return command, name


def smaller(line):
    """The same words with little to do."""
    made = list(line)
    for option, value in FEWER.items():
        if option in made and option.startswith("--"):
            made[made.index(option) + 1] = value
        elif option in made:
            made[made.index(option)] = value
    command, name = command_of(line)
    known = {option for parameter in command.params for option in parameter.opts}
    little = CASE if line[1:3] == ["generate", "case"] else OF_A_COMMAND.get(name, LITTLE)
    for option, values in little.items():
        if option in known and option not in made and INSTEAD.get(option) not in made:
            made += [part for value in values for part in (option, value)]
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


def run(line, *, may_fail=False, **options):
    """Run a command of leakbench in this process; what it prints. It must go well, or may fail."""
    result = CliRunner().invoke(main, line[1:], **options)
    said = f"{shlex.join(line)}\n{result.output}\n{result.exception!r}"
    assert result.exit_code == 0 or (may_fail and isinstance(result.exception, SystemExit)), said
    assert "Traceback" not in result.output, said
    return result.stdout


def others(path):
    """The labels of a file but for those of names and firms."""
    lines = map(json.loads, path.read_text("utf-8").splitlines())
    return sorted({label for line in lines for *_, label in line["spans"]} - {"PERSON", "ORG"})


_OPERATOR = re.compile("[|&;<>]+")


def _in_shell(command):
    """Run whatever a shell runs."""
    done = subprocess.run(
        ["sh", "-ec", command],  # noqa: S607 - as a reader has it
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"


def _run_here(line):
    """Run a call of leakbench as a shell would, only smaller; False if it needs a shell.

    Variables may stand before it, and behind it what is said if it fails, or a file for its output.
    """
    variables = list(takewhile(lambda word: "=" in word, line))
    call = list(takewhile(lambda word: not _OPERATOR.fullmatch(word), line[len(variables) :]))
    behind = line[len(variables) + len(call) :]
    known = not behind or behind[:2] == ["||", "echo"] or (behind[0] == ">" and len(behind) == 2)
    if call[:1] != ["leakbench"] or not known:
        return False
    environment = dict(word.split("=", 1) for word in variables)
    printed = run(smaller(call), may_fail=behind[:1] == ["||"], env=environment)
    if behind[:1] == [">"]:
        Path(behind[1]).write_text(printed, "utf-8")
    return True


def run_sh(code):
    """Run the commands of a block but for those that are run elsewhere."""
    for command in commands(code):
        line = words(command)
        if not elsewhere(line) and not _run_here(line):
            _in_shell(command)


def _fewer(found):
    return f"rows={min(int(found[1]), int(LITTLE['--rows'][0]))}"


def run_python(code, names, where):
    """Run a block after those before it on its page, whose names it finds."""
    few = re.sub(r"\brows=([\d_]+)", _fewer, code)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "cannot tell on")  # fewer records than the page has
        exec(compile(few, where, "exec"), names)  # noqa: S102 - the pages are ours
