"""Whether a cell reads like the name of a column, like a value, or like a title of a list."""

import re
import unicodedata
from functools import cache
from typing import Final, NamedTuple

from leakbench.generator.corpus import load_corpora
from leakbench.generator.engine.tables import table
from leakbench.generator.surfaces.table_layout import pinyin

LONGEST_NAME: Final = 16
"""Characters of a column's name, at most."""

_LONGEST_TITLE = 60
_REMARK = re.compile(r"[(\[（【].*?[)\]）】]|[*:：\s]|\d{1,2}$")
_NUMBERED = re.compile(
    r"(?:列|字段|栏|column|col|field|unnamed:|f|v|x|_c|c)[ _]?\d+", re.IGNORECASE
)
_IDENTIFIER = re.compile(r"[a-z]+\d{0,2}(?:[_ .-][a-z]+\d{0,2})*_?", re.IGNORECASE)
_VALUE = re.compile(
    r"""\d(?:[\s.-]?\d){4}          # digits of a number or a date
      | \d{2,4}[年/.-]\d{1,2}       # a date, or the beginning of one
      | [*＊•×x]{3}                 # a mask
      | ^[\s\d.,:%¥$-]+$            # an amount, a time
      | @ | \d+(?:室|号|栋|元|岁|%)  # an address of mail or a place, a quantity""",
    re.VERBOSE,
)


class _Words(NamedTuple):
    names: frozenset[str]
    endings: tuple[str, ...]
    titles: tuple[str, ...]


@cache
def _words() -> _Words:
    """Public words, and what the corpora call their columns where detectors are trained."""
    listed = table("header_words")
    of: dict[str, list[str]] = {}
    for kind, text in zip(listed["kind"], listed["text"], strict=True):
        of.setdefault(kind, []).append(text)
    fields = (field for corpus in load_corpora()[0] for field in corpus.fields)
    names = {*of["word"], *(name for field in fields for name in field.headers["train"])}
    spelled = {bare(pinyin(name)) for name in names}
    endings, titles = tuple(of["ending"]), tuple(of["title"])
    return _Words(frozenset({bare(name) for name in names} | spelled), endings, titles)


def bare(cell: str) -> str:
    """A cell as it is compared: one width and case, without bracketed remarks, colon or number."""
    return _REMARK.sub("", unicodedata.normalize("NFKC", cell).casefold())


def is_value(cell: str) -> bool:
    """Whether a cell is surely no name of a column: numbers, dates, masks, mail, long texts."""
    plain = unicodedata.normalize("NFKC", cell).strip()
    if len(plain) > LONGEST_NAME and not is_identifier(plain):
        return True
    return _VALUE.search(plain) is not None


def is_name(cell: str) -> bool:
    """Whether a cell is a known name of a column, or ends like one."""
    plain, words = bare(cell), _words()
    return not is_value(cell) and (plain in words.names or plain.endswith(words.endings))


def is_numbered(cell: str) -> bool:
    """Whether a cell is a name such as ``列1`` or ``Column2``."""
    return _NUMBERED.fullmatch(cell.strip()) is not None


def is_identifier(cell: str) -> bool:
    """Whether a cell is a word of Latin letters, as programs name columns."""
    return len(cell) <= 2 * LONGEST_NAME and _IDENTIFIER.fullmatch(cell.strip()) is not None


def is_title(cell: str) -> bool:
    """Whether a cell reads like the title of a list: it ends like one, dates and remarks apart."""
    plain = unicodedata.normalize("NFKC", cell).strip()
    if not 3 <= len(plain) <= _LONGEST_TITLE:
        return False
    without = re.sub(r"[(（\[【].*?[)）\]】]|[\d年月日至份 .:_-]+$", "", plain)
    return without.endswith(_words().titles)
