"""Statements of a dump: where they begin and end, which table they fill, what its columns are."""

import re
from typing import Final

_NAME = rb'(?:`[^`]{1,999}`|"[^"]{1,999}"|\[[^\]]{1,999}\]|[\w$\x80-\xff]{1,999})'
_TABLE = rb"(?P<table>" + _NAME + rb"(?:\s*\.\s*" + _NAME + rb"){0,3})"
_COLUMNS = rb"(?:\((?P<columns>\s*" + _NAME + rb"(?:\s*,\s*" + _NAME + rb")*\s*)\)\s*)?"

INSERT: Final = re.compile(
    rb"(?i)(?:INSERT|REPLACE)\s+(?:(?:LOW_PRIORITY|DELAYED|HIGH_PRIORITY|IGNORE|OR\s+\w+)\s+)*"
    rb"(?:INTO\s+)?" + _TABLE + rb"\s*" + _COLUMNS + rb"(?:OVERRIDING\s+\w+\s+VALUE\s+)?"
    rb"(?:VALUES?)\s*(?=\()"
)
"""The beginning of a statement that tells rows, up to the bracket of the first one."""

COPY: Final = re.compile(
    rb"(?i)COPY\s+" + _TABLE + rb"\s*" + _COLUMNS + rb"FROM\s+stdin\b[^;\n]*;[ \t]*\r?\n"
)
"""The line above the rows of PostgreSQL's own format."""

BETWEEN: Final = re.compile(
    rb"(?:\s+|;|--[^\n]*(?:\n|\Z)|#[^\n]*(?:\n|\Z)|/\*(?s:.*?)\*/|(?i:GO)\b(?=[ \t]*(?:\r?\n|\Z)))*"
)
"""What stands between statements: blanks and comments."""

END: Final = re.compile(rb";[ \t]*(?=\r?\n|\Z)|(?<=\n)[Gg][Oo][ \t]*(?=\r?\n|\Z)")
"""The end of a statement, of which what it says is of no concern."""

HOUSEKEEPING: Final = re.compile(
    rb"(?i)(?:CREATE|ALTER|DROP|SET|USE|LOCK|UNLOCK|BEGIN|COMMIT|START|PRAGMA|GO|GRANT|REVOKE|COMMENT"
    rb"|ANALYZE|SELECT|TRUNCATE|DELIMITER|PRINT|IF|EXEC|DECLARE|END|ON|WITH|ROLLBACK|VACUUM|REINDEX"
    rb"|\\|COLLATE|PROMPT|REM|SPOOL|CONNECT|DO|DISABLE|ENABLE|KEY|RETURN)\b|\\"
)
"""Statements that hold no rows."""

_CREATE = re.compile(
    rb"(?i)CREATE\s+(?:\w+\s+){0,3}?TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?" + _TABLE + rb"\s*\("
)
_CONSTRAINT = re.compile(
    rb"(?i)(?:PRIMARY|UNIQUE|KEY|INDEX|CONSTRAINT|FOREIGN|CHECK|FULLTEXT|SPATIAL|PERIOD|EXCLUDE|LIKE)\b"
)
_PART = re.compile(
    rb"""'(?:[^'\\]|\\.|'')*'|"[^"]*"|`[^`]*`|\[[^\]]*\]|[(),]|[^'"`\[(),]+|.""", re.DOTALL
)
_NAMES = re.compile(_NAME)


def unquoted(name: bytes) -> str:
    """A name without its quotes."""
    bare = name.strip()
    if len(bare) > 1 and bare[:1] in {b"`", b'"', b"["}:
        bare = bare[1:-1]
    return bare.decode(errors="replace")


def table_name(found: bytes) -> str:
    """The name of a table without database and quotes."""
    return unquoted(_NAMES.findall(found)[-1])


def listed_names(columns: bytes | None) -> tuple[str, ...] | None:
    """The columns that a statement lists; None if it lists none."""
    return tuple(map(unquoted, _NAMES.findall(columns))) if columns and columns.strip() else None


def created(statement: bytes) -> tuple[str, tuple[str, ...]] | None:
    """The table that a statement creates, and its columns; None if it creates none."""
    found = _CREATE.match(statement)
    if found is None:
        return None
    names, depth, begins = [], 1, True
    for part in _PART.finditer(statement, found.end()):
        text = part[0].strip()
        if begins and text and text not in {b",", b"(", b")"}:
            if not _CONSTRAINT.match(text) and (name := _NAMES.match(text)):
                names.append(unquoted(name[0]))
            begins = False
        depth += (text == b"(") - (text == b")")
        if depth == 0:
            break
        begins = begins or (text == b"," and depth == 1)
    return table_name(found["table"]), tuple(names)


def backslashes_escape(head: bytes) -> bool:
    """Whether a backslash escapes in strings of a dump that begins so: of MySQL it does."""
    others = (
        rb"(?i)PostgreSQL|standard_conforming_strings|PRAGMA|BEGIN TRANSACTION|\[dbo\]|\bN'|\nGO\b"
    )
    mysql = rb"(?i)MySQL|MariaDB|ENGINE\s*=|`"
    return re.search(mysql, head) is not None or re.search(others, head) is None
