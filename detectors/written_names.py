"""How detectors are named: ``name``, ``name:argument``, a web address, or a user's own Python."""

import re
from typing import Final

_WEB: Final = ("http://", "https://")
_CREDENTIALS: Final = re.compile(r"(?<=://)[^/?#\s]*@")


def split_name(name: str) -> tuple[str, str]:
    """What would be registered, and the argument behind its colon; empty if there is none.

    A web address is an argument of ``http``, whether ``http:`` stands before it or not.
    """
    if name.startswith(_WEB):
        return "http", name
    bare, _, argument = name.partition(":")
    return bare, argument


def is_user_code(name: str) -> bool:
    """Whether a name that nobody registered is a file's or a module's and an attribute's.

    A file has a slash in it or ends in ``.py``; a module is identifiers with dots between.
    """
    if "://" in name:
        return False
    where, _, attribute = name.rpartition(":")
    if "/" in name or (where or name).endswith(".py"):
        return True
    return all(part.isidentifier() for part in f"{where}.{attribute}".split("."))


def without_credentials(name: str) -> str:
    """The name, stars in place of the user and password of a web address in it."""
    return _CREDENTIALS.sub("***@", name)
