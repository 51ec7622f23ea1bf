"""Tests of files that somebody else wrote, or spoilt: every command takes them or says one line."""

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leakbench.benchmarks.sources.opening import open_path
from leakbench.benchmarks.store.directory import predictions_of

from .commands.command_line import invoke

pytestmark = pytest.mark.slow

OLD = sorted((Path(__file__).parent / "store" / "data").glob("version-*.json"))
NUMBERS = [0, -1, 1, 2**31, 2**53, 2**63 - 1, 2**63, 10**30, 0.5, -0.5, 1e308]
WORDS = ["", "a", "名", "\ud800", "\x1b[31m", "../..", "|", "9" * 5_000, "a\nb"]
ODD = [None, True, False, *NUMBERS, *WORDS, [], {}, [None], [[0, 0]], {"": {}}]


def places(value, at=()):
    """Every place in a document but in its summary; of a list the first two and the last."""
    if isinstance(value, dict):
        inner = [(key, part) for key, part in value.items() if at or key != "summary"]
    elif isinstance(value, list):
        inner = [*enumerate(value)][:2] + [*enumerate(value)][2:][-1:]
    else:
        inner = []
    return [at] * bool(at) + [one for key, part in inner for one in places(part, (*at, key))]


@st.composite
def spoilt(draw, documents):
    """A result in which up to three things are missing, others, twice or too deep."""
    made = json.loads(draw(st.sampled_from(documents)))
    for _ in range(draw(st.integers(1, 3))):
        *outer, last = draw(st.sampled_from(places(made)))
        inner = made
        for key in outer:
            inner = inner[key]
        match draw(st.sampled_from(["gone", "odd", "odd", "moved", "twice", "deep"])):
            case "gone":
                del inner[last]
            case "odd":
                inner[last] = draw(st.sampled_from(ODD))
            case "moved":
                inner[last] = draw(
                    st.sampled_from([*inner.values()] if isinstance(inner, dict) else inner)
                )
            case "twice" if isinstance(inner, list):
                inner.append(inner[last])
            case _:
                for _ in range(draw(st.sampled_from([9, 99]))):
                    inner[last] = [inner[last]]
    return json.dumps(made, ensure_ascii=draw(st.booleans())).encode("utf-8", "surrogatepass")


@st.composite
def damaged(draw, documents):
    """The bytes of a file and how it is called: spoilt, packed, cut off, or with another byte."""
    content = draw(spoilt(documents))
    packed = draw(st.booleans())
    if packed:
        content = gzip.compress(draw(st.sampled_from(documents)).encode() + b"\n" + content)
    if draw(st.integers(0, 4)) == 0:
        content = content[: draw(st.integers(0, len(content)))]
    if draw(st.integers(0, 4)) == 0 and content:
        at = draw(st.integers(0, len(content) - 1))
        content = content[:at] + bytes([draw(st.integers(0, 255))]) + content[at + 1 :]
    return content, "runs.jsonl.gz" if packed else "result.json"


COMMANDS = {
    "list": lambda file, _other, _out: ["results", "list", file],
    "list_by": lambda file, _other, _out: ["results", "list", file, "--by", "noise"],
    "show": lambda file, _other, _out: ["results", "show", file],
    "show_json": lambda file, _other, _out: ["results", "show", file, "2", "--format", "json"],
    "merge": lambda file, _other, out: ["results", "merge", file, "--out", out],
    "pack": lambda file, _other, out: ["results", "pack", file, "--out", out / "a.jsonl.gz"],
    "report": lambda file, other, out: ["report", file, other, "--out", out],
    "reproduce": lambda file, other, _out: ["reproduce", other, file],
    "compare": lambda file, other, _out: ["compare", file, other],
    "gate": lambda file, other, _out: ["gate", file.parent, other.parent],
}


@pytest.fixture(scope="module")
def sound(ran, digits, write_labelled, tmp_path_factory):
    """The file of a result."""
    folder = tmp_path_factory.mktemp("sound")
    return ran(folder / "out", digits, open_path(write_labelled(folder / "real.jsonl")), rows=2)


@pytest.fixture(scope="module")
def documents(sound):
    """Results of several schema versions, as they stand in files."""
    return [one.read_text("utf-8") for one in (sound, *OLD)]


@pytest.mark.parametrize("command", COMMANDS)
@given(data=st.data())
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_strangers_file_is_taken_or_refused_in_a_line(
    documents, sound, tmp_path_factory, monkeypatch, command, data
):
    """No traceback, whatever stands in it."""
    monkeypatch.setattr("leakbench.benchmarks.figures.style.save", lambda *_: [])
    content, name = data.draw(damaged(documents))
    folder = tmp_path_factory.mktemp("strange")
    file = folder / "in" / name
    file.parent.mkdir()
    file.write_bytes(content)
    predictions_of(file).write_bytes(b"none")
    result = invoke(*COMMANDS[command](file, sound, folder / "out"))
    assert isinstance(result.exception, SystemExit | None), repr(result.exception)
    assert result.exit_code in {0, 1, 2, 3}
    if result.exit_code:
        assert result.stderr.splitlines()[-1].startswith("Error: ")
    assert "Traceback" not in result.output
