import json
import re
import sys
from pathlib import Path

import pytest

from leakbench.detectors import conformance
from leakbench.detectors.endpoints import program
from leakbench.detectors.endpoints.exec_detector import Exec, greeting
from leakbench.detectors.endpoints.json_lines import AnswerError
from leakbench.detectors.endpoints.program import ProgramError
from leakbench.detectors.registry import DetectorArgumentError, UnknownDetectorError, load

pytestmark = pytest.mark.slow

EXAMPLE = Path(__file__).parents[3] / "examples/exec_detector"

# A program that greets, and answers each cell by a line that an expression makes of its text.
ANSWERS = """
import json, sys
print(json.dumps({greeting}), flush=True)
for line in sys.stdin:
    if line == "\\n":
        print(flush=True)
    elif line.startswith('"'):
        text = json.loads(line)
        print({answer})
"""


@pytest.fixture
def detector(command):
    """Build a detector of a program."""
    built = []

    def build(answer, **said):
        source = ANSWERS.format(greeting={"labels": ["MOBILE"], **said}, answer=answer)
        built.append(Exec(command(source)))
        return built[-1]

    yield build
    for one in built:
        one.close()


@pytest.mark.parametrize("name", ["mobiles.py", "mobiles_arrow.py"])
def test_the_examples_conform(name):
    """In either format."""
    detector = load(f"exec:{sys.executable} {EXAMPLE / name}")
    conformance.check(detector)
    detector.close()


def test_spans_are_the_programs(detector, batch, ask):
    """Of texts and tables, null and empty cells; in the labels of the registry."""
    one = detector("json.dumps([[0, 2, 'TEL', .5]] if text else [])", labels=["TEL", "MOBILE"])
    assert one.labels == {"PHONE", "MOBILE"}
    assert ask(one, batch("甲乙丙", None, "", "丁戊")) == [
        (0, 0, "甲乙", "PHONE", 0.5),
        (3, 0, "丁戊", "PHONE", 0.5),
    ]
    assert ask(one, batch(a=["", "xy"], b=["zw", None])) == [
        (0, 1, "zw", "PHONE", 0.5),
        (1, 0, "xy", "PHONE", 0.5),
    ]


def test_bytes_may_be_counted(detector, batch, ask):
    """Within the cell."""
    one = detector("json.dumps([[3, 6, 'MOBILE']])", offset_unit="byte")
    assert ask(one, batch("甲乙丙")) == [(0, 0, "乙", "MOBILE")]


def test_a_long_batch_does_not_wait_for_itself(detector, batch, ask):
    """More than any pipe holds goes both ways at once."""
    one = detector("json.dumps([[at, at + 1, 'MOBILE'] for at in range(200)])")
    assert len(ask(one, batch(*["字" * 1_000] * 2_000))) == 400_000


def test_the_version_is_its_own_and_its_files(detector):
    """Another file is another version, whatever the program says."""
    one = detector("[]", version="1.5")
    assert re.fullmatch(r"1\.5\+sha256\.[0-9a-f]{12}", one.content_version)
    assert detector("[ ]", version="1.5").content_version != one.content_version


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ("text", "answered 'x' to row 0, column 0: no list of"),
        ("'[]\\n[]'", "answered 2 lines to 1 cells"),
        ("sys.exit(2)", "left with exit code 2 over a batch"),
    ],
)
def test_what_goes_wrong_ends_it(detector, batch, answer, reason):
    """In one line that names the program, and for good."""
    one = detector(answer)
    for _ in range(2):
        with pytest.raises(ProgramError) as caught:
            one.detect(batch("x"))
        assert str(caught.value).startswith(f"the program {sys.executable} {reason}")
        assert "\n" not in str(caught.value)


def test_a_program_that_hangs_is_given_up(detector, batch, monkeypatch):
    """Even in this process."""
    monkeypatch.setattr(program, "SILENCE", 0.3)
    monkeypatch.setattr(program, "END_SECONDS", 0.1)
    with pytest.raises(ProgramError, match="said and read nothing"):
        detector("__import__('time').sleep(60)").detect(batch("x"))


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("print('loading …', flush=True)", "its first line must be like"),
        ("raise SystemExit(4)", "left with exit code 4 before its first line"),
        ("import sys; sys.stdout.write('x' * 100_000)", "its first line does not end"),
    ],
)
def test_who_does_not_greet_is_no_detector(command, source, reason):
    """And is told so before anything runs."""
    with pytest.raises(DetectorArgumentError, match=reason) as caught:
        Exec(command(source))
    assert caught.value.name.startswith(f"exec:{sys.executable}")


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ([], "must be like"),
        ({"labels": []}, "its labels are no list of names"),
        ({"labels": "MOBILE"}, "its labels are no list of names"),
        ({"labels": ["SPELL"]}, "label 'SPELL' is not in the registry"),
        ({"labels": ["QQ"], "offset-unit": "byte"}, "has 'offset-unit'; known: labels, version"),
        ({"labels": ["QQ"], "offset_unit": "utf-16"}, "'utf-16' is not 'code point' or 'byte'"),
        ({"labels": ["QQ"], "format": "csv"}, "its format 'csv' is not 'jsonl' or 'arrow'"),
        ({"labels": ["QQ"], "format": []}, r"its format \[\] is not"),
    ],
)
def test_a_greeting_says_what_is_known(said, reason):
    """And nothing else, so that a slip is no silence."""
    with pytest.raises(AnswerError, match=reason):
        greeting(json.dumps(said).encode() + b"\n")


@pytest.mark.parametrize(
    ("argument", "reason"),
    [
        ("/no/such/program", "/no/such/program cannot be started: No such file or directory"),
        ("/", "/ cannot be started: Permission denied"),
        ("'open", "not a command: No closing quotation"),
        (" ", "its command is empty"),
    ],
)
def test_what_is_no_command_is_refused(argument, reason):
    """In one line."""
    with pytest.raises(DetectorArgumentError) as caught:
        load(f"exec:{argument}")
    assert str(caught.value) == f"detector {f'exec:{argument}'!r}: {reason}"


def test_no_shell_is_asked():
    """What one would understand is a word like any other."""
    with pytest.raises(DetectorArgumentError, match=r"\$HOME/x cannot be started"):
        load("exec:$HOME/x | cat")
    with pytest.raises(UnknownDetectorError):
        load("execute:cat")
