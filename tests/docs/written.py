"""What stands in pages: blocks of code, the commands in them, and quotations of files."""

import io
import re
import shlex
import tokenize
from pathlib import Path

ROOT = Path(__file__).parents[2]
GUIDES = sorted(path.name for path in (ROOT / "docs/en").glob("*.md"))
LANGUAGES = ("en", "zh")
PAGES = [
    ("README.md", "README.zh-CN.md"),
    *((f"docs/en/{name}", f"docs/zh/{name}") for name in GUIDES),
]
"""Every page in both languages."""

_BLOCK = re.compile(r"^```(sh|python)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_HERE_DOCUMENT = re.compile(r"<<-?\s*(['\"]?)(\w+)\1")


def blocks(path):
    """The blocks of a page that are to be run, as (language, code)."""
    return _BLOCK.findall((ROOT / path).read_text("utf-8"))


def commands(code):
    """The commands of a block of ``sh``: lines, with those that go on in further ones."""
    lines = iter(code.splitlines())
    for line in lines:
        whole = line
        while whole.endswith("\\"):
            whole = f"{whole[:-1]}{next(lines)}"
        if here := _HERE_DOCUMENT.search(whole):
            for more in lines:
                whole += f"\n{more}"
                if more == here[2]:
                    break
        if words(whole):
            yield whole


def words(command):
    """The words of a command; operators of the shell are words of their own."""
    parts = shlex.shlex(command, posix=True, punctuation_chars="|&;<>")
    parts.whitespace_split = True
    return list(parts)


def lines(path):
    """All commands of a page, as words."""
    return [
        words(command)
        for language, code in blocks(path)
        if language == "sh"
        for command in commands(code)
    ]


def without_comments(language, code):
    """What a block does, whatever it says of it."""
    if language == "sh":
        return [words(command) for command in commands(code)]
    tokens = tokenize.generate_tokens(io.StringIO(code).readline)
    passed = {tokenize.COMMENT, tokenize.NL}
    return [(one.type, one.string) for one in tokens if one.type not in passed]
