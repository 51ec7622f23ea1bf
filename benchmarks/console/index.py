"""The index of a folder of commands: groups, short help and earlier names; imports no command."""

# ruff: noqa: PLC0415 - what is slow to import waits until it is needed

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

FILE: Final = "index.toml"


class Index(NamedTuple):
    """What a folder of commands has.

    Attributes:
        groups: Short help by command, by the title of the group, all in the order of the help.
        renamed: The words that do now what a command did under the earlier name.
    """

    groups: Mapping[str, Mapping[str, str]]
    renamed: Mapping[str, tuple[str, ...]]

    @property
    def commands(self) -> dict[str, str]:
        """The short help of every command, in the order of the help."""
        return {name: told for group in self.groups.values() for name, told in group.items()}


@cache
def index_of(package: str) -> Index:
    """The index of a package of commands: its ``index.toml``."""
    import tomllib

    read = tomllib.loads(files(package).joinpath(FILE).read_text("utf-8"))
    return Index(
        groups={group["title"]: group["commands"] for group in read["groups"]},
        renamed={old: tuple(new.split()) for old, new in read.get("renamed", {}).items()},
    )
