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
        renamed_options: By command, an option or an option and its value as they were, and are.
    """

    groups: Mapping[str, Mapping[str, str]]
    renamed: Mapping[str, tuple[str, ...]]
    renamed_options: Mapping[str, Mapping[str, str]]

    @property
    def commands(self) -> dict[str, str]:
        """The short help of every command, in the order of the help."""
        return {name: told for group in self.groups.values() for name, told in group.items()}

    def as_now(self, arguments: list[str]) -> tuple[list[str], dict[str, str]]:
        """A command and what stands behind it, as that is written now.

        Returns:
            The arguments, and by what of them was written in the earlier way the words of now.
        """
        command, *words = arguments
        told = {}
        if command in self.renamed:
            told[command] = " ".join(self.renamed[command])
            command, *first = self.renamed[command]
            words = [*first, *words]
        for old, new in self.renamed_options.get(command, {}).items():
            renewed = _renewed(words, old.split(), new.split())
            if renewed != words:
                told[old], words = new, renewed
        return [command, *words], told


def _renewed(words: list[str], old: list[str], new: list[str]) -> list[str]:
    """Words before a bare ``--`` with an option, or an option and its value, called otherwise."""
    if not words or words[0] == "--":
        return words
    if words[: len(old)] == old:
        return [*new, *_renewed(words[len(old) :], old, new)]
    name, equals, value = words[0].partition("=")
    if equals and [name, value][: len(old)] == old:
        return ["=".join([*new, value][:2]), *_renewed(words[1:], old, new)]
    return [words[0], *_renewed(words[1:], old, new)]


@cache
def index_of(package: str) -> Index:
    """The index of a package of commands: its ``index.toml``."""
    import tomllib

    read = tomllib.loads(files(package).joinpath(FILE).read_text("utf-8"))
    return Index(
        groups={group["title"]: group["commands"] for group in read["groups"]},
        renamed={old: tuple(new.split()) for old, new in read["renamed"].items()},
        renamed_options=read["renamed_options"],
    )
