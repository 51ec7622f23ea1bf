"""A submission: who sends results of which detector, and how anybody gets them again.

A folder ``submissions/NAME`` of a repository of results, with ``runs.jsonl.gz`` (``leakbench
results pack``), ``submission.toml`` and nothing else but a ``README.md``::

    who = "Example Lab"
    link = "https://example.org/eleven-digits"   # of the detector
    detector = "eleven_digits"                   # as results call it
    version = "1.0.0"
    licence = "Apache-2.0"                       # of the detector, as SPDX writes it
    install = "pip install eleven-digits==1.0.0"
    commands = ["leakbench run --detector eleven_digits --corpus legal_person --rows 2000"]
"""

import re
import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from leakbench.benchmarks.store.directory import RUNS
from leakbench.generator.declarations import DeclarationError, Table
from leakbench.generator.untrusted import MOST_OF_A_DOCUMENT, NotTomlError, read_file, toml_of

METADATA: Final = "submission.toml"
FOLDER: Final = "submissions"
_FILES: Final = (METADATA, RUNS, "README.md")
_LONGEST: Final = 1_000  # characters of a text
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}")
_LICENCE: Final = re.compile(r"[A-Za-z0-9.+() -]{1,60}")
_LINK: Final = re.compile(r"https://[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(/[\x21-\x7e]*)?")
RUN: Final = ("leakbench", "run")


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """What ``submission.toml`` says.

    Attributes:
        who: Who sends it.
        link: Where the detector is, on the web.
        detector: As the results call it.
        version: The same.
        licence: Of the detector.
        install: How it is installed.
        commands: The words of each command behind ``leakbench run``.
    """

    who: str
    link: str
    detector: str
    version: str
    licence: str
    install: str
    commands: tuple[tuple[str, ...], ...]


def submissions_in(root: Path) -> list[Path]:
    """The folders of all submissions below a directory, or the directory if it is one."""
    if (root / METADATA).exists():
        return [root]
    folder = root / FOLDER
    return sorted(folder.iterdir()) if folder.is_dir() else []


def faults_of_layout(folder: Path) -> list[str]:
    """What is wrong with a submission's folder and the names in it; nothing is opened."""
    if folder.is_symlink() or not folder.is_dir():
        return [f"{folder}: no folder"]
    found = []
    if not _NAME.fullmatch(folder.name):
        found.append(f"{folder}: its name has more than letters, digits, ., _ and -")
    for path in sorted(folder.iterdir()):
        if path.name not in _FILES:
            found.append(f"{path}: stands there beside {', '.join(_FILES)}")
        elif path.is_symlink() or not path.is_file():
            found.append(f"{path}: no ordinary file")
    found += [f"{folder / name}: is missing" for name in _FILES[:2] if not (folder / name).exists()]
    return found


def read_submission(folder: Path) -> Submission:
    """What a submission says of itself.

    Raises:
        DeclarationError: ``submission.toml`` is no TOML, or a key is missing, unknown or wrong.
        OSError: It cannot be read, or is too long.
    """
    path = folder / METADATA
    content = read_file(path, MOST_OF_A_DOCUMENT)
    try:
        table = Table(str(path), "", toml_of(content.decode()))
    except UnicodeDecodeError:
        raise DeclarationError(str(path), "", "not UTF-8") from None
    except NotTomlError as error:
        raise DeclarationError(str(path), "", f"not TOML: {error}") from None
    found = Submission(
        who=_line(table, "who"),
        link=_matching(table, "link", _LINK, "an address that begins with https://"),
        detector=_line(table, "detector"),
        version=_line(table, "version"),
        licence=_matching(table, "licence", _LICENCE, "a licence as SPDX writes it"),
        install=_line(table, "install"),
        commands=tuple(_words(table, text) for text in table.texts("commands")),
    )
    table.end()
    return found


def _line(table: Table, key: str) -> str:
    value: str = table.value(key, str, "one line of text", _is_line)
    return value


def _is_line(text: str) -> bool:
    return bool(text.strip()) and text.isprintable() and len(text) <= _LONGEST


def _matching(table: Table, key: str, pattern: re.Pattern[str], called: str) -> str:
    value: str = table.value(key, str, called, lambda text: bool(pattern.fullmatch(text)))
    return value


def _words(table: Table, text: str) -> tuple[str, ...]:
    """What stands behind ``leakbench run``."""
    if not _is_line(text):
        table.wrong("key 'commands': one of them is no line of text")
    try:
        words = shlex.split(text)
    except ValueError as error:
        table.wrong(f"key 'commands': {text!r}: {error}")
    if tuple(words[:2]) != RUN:
        table.wrong(f"key 'commands': {text!r} does not begin with {' '.join(RUN)!r}")
    return tuple(words[2:])
