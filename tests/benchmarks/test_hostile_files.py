"""Tests of every command on files that are none, or hold what nobody would write."""

import os
import signal
from pathlib import Path

import pytest

from .commands.command_line import invoke

pytestmark = pytest.mark.slow

DEEP, LONG = 100_000, 5_000
SECONDS = 20  # none takes one; who waits for a pipe would take all

CONTENTS = {
    "empty": b"",
    "binary": bytes(range(256)),
    "no UTF-8": b'{"text": "\xff", "spans": []}\n',
    "deep lists": b"[" * DEEP,
    "deep objects": b'{"a":' * DEEP,
    "digits": b'{"text": "a", "spans": [[0, ' + b"9" * LONG + b', "PERSON"]]}\n',
    "surrogate": b'{"text": "ab", "spans": [[0, 1, "\\ud800"]]}\n',
    "null": b"null\n",
    "deep TOML": b"x = " + b"[" * DEEP,
    "long key": b"a." * DEEP + b"a = 1\n",
    "digits in TOML": b"x = " + b"9" * LONG,
    "list for a label": b'path = "x.jsonl"\n[labels]\nA = ["PERSON"]\n',
    "long TOML": b"#" * (1 << 19),
}
NO_FILES = ["missing", "folder", "pipe", "device", "loop"]
NO_TEXTS = [*NO_FILES, "empty", "binary"]
OF_TOML = [
    *NO_TEXTS,
    *(kind for kind in CONTENTS if "TOML" in kind),
    "long key",
    "list for a label",
]
OF_JSON = [kind for kind in [*NO_FILES, *CONTENTS] if kind not in set(OF_TOML) - set(NO_TEXTS)]
KINDS = {".json": OF_JSON, ".jsonl": OF_JSON, ".toml": OF_TOML, ".py": ["pipe", "device", "binary"]}


def stand(path, kind):
    """Put something under a path."""
    match kind:
        case "missing":
            pass
        case "folder":
            path.mkdir()
        case "pipe":
            os.mkfifo(path)
        case "device":
            path.symlink_to("/dev/zero")
        case "loop":
            path.symlink_to(path)
        case _:
            path.write_bytes(CONTENTS[kind])


RUN = ("run", "--detector", "regex", "--corpus")
GOOD = '{"text": "甲某电话00000000000。", "spans": [[0, 2, "PERSON"]]}\n'

# The name of the file that is bad, and what is asked: {x} is its path, {d} its folder, {good} a
# labelled file.
ASKED = [
    ("x.jsonl", (*RUN, "{x}")),
    ("x.toml", (*RUN, "{x}")),
    ("x.conll", (*RUN, "{x}")),
    ("x.parquet", (*RUN, "{x}")),
    ("a.txt", (*RUN, "{d}")),
    ("manifest.json", (*RUN, "{d}")),
    ("manifest.json", ("audit", "{d}")),
    ("x.jsonl", ("show", "{x}")),
    ("x.jsonl", ("score", "--truth", "{x}", "--predictions", "{good}")),
    ("x.parquet", ("score", "--truth", "{good}", "--predictions", "{x}")),
    ("x.jsonl", ("errors", "--corpus", "{good}", "--predictions", "{x}")),
    ("x.jsonl", ("realism", "--real", "{x}", "--corpus", "legal_person", "--rows", "100")),
    ("x.jsonl", ("export", "doccano", "{x}", "--out", "{d}/out")),
    ("x.json", ("export", "github-action-benchmark", "{x}")),
    ("x.json", ("compare", "{x}", "{x}")),
    ("x.json", ("gate", "{d}", "{d}")),
    ("x.json", ("report", "{d}", "--out", "{d}/out")),
    ("x.jsonl.gz", ("results", "list", "{x}")),
    ("x.json", ("results", "show", "{x}")),
    ("x.json", ("results", "merge", "{x}", "--out", "{d}/out")),
    ("x.json", ("results", "pack", "{x}", "--out", "{d}/out.jsonl.gz")),
    ("x.json", ("reproduce", "{x}", "{x}")),
    ("pack.toml", ("list", "packs", "--pack", "{d}")),
    ("x.py", ("detect", "{good}", "--detector", "{x}:Digits")),
]

NO_ANSWER = {
    # A file of predictions without a line says that nothing was found.
    ("errors", "empty"),
}


@pytest.fixture
def asked(request, tmp_path):
    """A command line on something bad, which may wait for nobody."""
    (name, command), kind = request.param
    folder = tmp_path / "folder"
    folder.mkdir()
    good = tmp_path / "good.jsonl"
    good.write_text(GOOD, "utf-8")
    stand(folder / name, kind)
    places = {"x": folder / name, "d": folder, "good": good}
    before = signal.signal(signal.SIGALRM, _waited)
    signal.alarm(SECONDS)
    yield [part.format_map(places) for part in command]
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def _waited(*_):
    raise TimeoutError("waits for a stranger")


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param((one, kind), id=f"{one[1][0]}-{one[0]}-{kind}")
        for one in ASKED
        for kind in KINDS.get(Path(one[0]).suffix, NO_TEXTS)
        if (one[1][0], kind) not in NO_ANSWER
    ],
    indirect=True,
)
def test_what_is_bad_is_one_line(asked):
    """No traceback, no waiting, no end of memory: exit code 1 or 2, and what is wrong."""
    result = invoke(*asked)
    assert isinstance(result.exception, SystemExit), repr(result.exception)
    assert result.exit_code in {1, 2}
    assert result.stderr.splitlines()[-1].startswith("Error: ")
    assert "Traceback" not in result.stderr
