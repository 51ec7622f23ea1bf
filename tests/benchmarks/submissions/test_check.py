import gzip
from dataclasses import replace

import pytest
from click.testing import CliRunner

from leakbench.benchmarks.cli import main

from .conftest import METADATA

pytestmark = pytest.mark.slow


def check(folder, *words):
    """The faults, and what is said at the end."""
    done = CliRunner().invoke(main, ["results", "check", str(folder), *words])
    return done.exit_code, done.stdout.splitlines(), done.stderr.splitlines()[-1]


def test_a_sound_submission_passes(result, submit, stand_ins):
    """From the repository or its own folder; its detector says the same once more."""
    del stand_ins
    folder = submit(result)
    for root in (folder, folder.parents[1]):
        assert check(root) == (0, [], "1 sound submission")
    assert check(folder, "--rerun", "60") == (0, [], "1 sound submission")
    assert check(folder, "--rerun", "300") == (0, [], "1 sound submission")


def test_made_up_scores_are_found_by_running_again(result, submit, stand_ins):
    """Which the records alone cannot tell."""
    del stand_ins
    document = result.counts.to_json()
    missed = document["fine"]["MOBILE"].pop("missed")
    document["fine"]["MOBILE"]["exact_same"] += missed
    folder = submit(replace(result, counts=type(result.counts).from_json(document)))
    assert check(folder) == (0, [], "1 sound submission")
    code, lines, _ = check(folder, "--rerun", "300")
    assert (code, len(lines)) == (1, 1)
    assert lines[0].startswith(f"{folder / 'runs.jsonl.gz'}: line 1: ")


def test_every_fault_is_a_line_with_its_place(result, submit):
    """Of the metadata, the commands and the results."""
    other = replace(result, detector="others", tool={**result.tool, "dirty": True})
    metadata = METADATA.replace("--rows 300", "--rows many")
    folder = submit(result, other, metadata=metadata)
    code, lines, said = check(folder)
    assert code == 1
    faults = "1 fault" if len(lines) == 1 else f"{len(lines)} faults"
    assert said.startswith(f"Error: {faults} in 1 submission")
    told = [one.removeprefix(f"{folder}/") for one in lines]
    assert told[0].startswith("submission.toml: command 1: ")
    assert "'many'" in told[0]
    rest = [one for one in told[1:] if "no command of the submission gives it" not in one]
    assert [one.partition(": ")[2] for one in rest] == [
        f"line 2: of others {result.version}, not of digits {result.version}",
        "line 2: made by a leakbench that was changed",
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("--noise worn", ""),
        ("--noise worn", "--noise worn --seed 5"),
        ("--corpus legal_person", "--corpus chat_messages"),
        ("--rows 300", "--rows 200"),
        ("--noise worn", "--noise worn --track table"),
    ],
)
def test_a_command_gives_the_results(result, submit, old, new):
    """On these records, and no fewer."""
    _, (line,), _ = check(submit(result, metadata=METADATA.replace(old, new)))
    assert "no command of the submission gives it" in line


@pytest.mark.parametrize("words", ["--no-such", "stray", ""])
def test_a_command_is_one_of_leakbench_run(result, submit, words):
    """With its options and no other words, and it names a detector."""
    options = "--detector digits" if words else ""
    metadata = METADATA.replace("--detector digits", f"{options} {words}")
    _, lines, _ = check(submit(result, metadata=metadata))
    assert "submission.toml: command 1: " in lines[0]


def test_broken_files_are_faults_and_nothing_more(submit, result):
    """No traceback, whatever stands there."""
    folder = submit(result)
    packed = folder / "runs.jsonl.gz"
    for content in (b"", b"no gzip", gzip.compress(b"{}\n"), packed.read_bytes()[:-9]):
        packed.write_bytes(content)
        code, lines, _ = check(folder)
        assert (code, len(lines)) == (1, 1)
        assert lines[0].startswith(str(packed))
    assert check(folder.parent / "nothing")[0] == 2
    assert "no submissions" in check(folder.parent)[2]
