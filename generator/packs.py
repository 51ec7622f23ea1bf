"""Packs: a user's own corpora, templates, forms, vocabularies and decoys beside ours.

A pack is a directory like our own (``pack_folder``), or one that an installed package offers under
the entry-point group ``leakbench.packs``. It is read once and whole: its content cannot change
under a run, and the hash of its content is what a dataset's identity has of it. While a pack is in
use (``using``), whoever asks for a declaration gets the pack's file where it has one, else ours.
"""

# ruff: noqa: PLC0415 - what packs alone need waits until there is one

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache, wraps
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from leakbench.generator.declarations import DeclarationError, Table, read_declaration
from leakbench.generator.errors import USAGE, LeakbenchError, UnknownNameError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "leakbench.packs"

Made = TypeVar("Made")
Of = ParamSpec("Of")


class UnknownPackError(UnknownNameError):
    """Neither a directory nor the name of an installed pack."""

    def __init__(self, name: str, known: list[str]) -> None:
        super().__init__("pack", name, known)
        if not known:
            self.args = (f"unknown pack {name!r}: no such directory, and no pack is installed",)


class MissingPackError(LeakbenchError, LookupError):
    """What was asked for needs a pack that is not at hand."""

    exit_code = USAGE

    def __init__(self, pack: "Pack") -> None:
        self.pack = pack
        others = [one for one in _at_hand.values() if one.name == pack.name]
        beside = f", and not the one at hand ({others[0].sha256[:12]})" if others else ""
        super().__init__(
            f"this needs the pack {pack.name} {pack.version} with the SHA-256 {pack.sha256[:12]}"
            f"{beside}; name it with --pack, or open it first"
        )

    def __reduce__(self) -> tuple[type["MissingPackError"], tuple["Pack"]]:
        """Let it pass from one process to another."""
        return type(self), (self.pack,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A pack; two are the same if their contents are.

    Attributes:
        sha256: Of names and contents of its files.
        name: What it is called.
        version: Its own.
        title: Chinese title.
        description: What it is for.
        licence: Under which it may be used.
        files: Its files by their names relative to it; None if it is not at hand.
    """

    sha256: str
    name: str = field(compare=False)
    version: str = field(compare=False)
    title: str = field(default="", compare=False)
    description: str = field(default="", compare=False)
    licence: str = field(default="", compare=False)
    files: Mapping[str, bytes] | None = field(default=None, compare=False, repr=False)


_at_hand: dict[str, Pack] = {}
"""Every pack that this process has read, by its hash."""

_current: ContextVar[Pack | None] = ContextVar("leakbench.pack", default=None)


def current() -> Pack | None:
    """The pack in use; None if there is none."""
    return _current.get()


@contextmanager
def using(pack: "Pack | str | Path | None") -> Iterator[None]:
    """Let declarations be read from a pack first, or from ours alone if there is none.

    Raises:
        MissingPackError: Only its name and its hash are known.
    """
    token = _current.set(None if pack is None else _found(opened(pack)))
    try:
        yield
    finally:
        _current.reset(token)


def by_pack(make: Callable[Of, Made]) -> Callable[Of, Made]:
    """Keep what a function makes, for each pack that it is made under, like ``functools.cache``."""
    kept: Callable[..., Made] = cache(lambda _pack, *of, **named: make(*of, **named))

    @wraps(make)
    def made(*of: Of.args, **named: Of.kwargs) -> Made:
        return kept(_current.get(), *of, **named)

    made.cache_clear = kept.cache_clear  # type: ignore[attr-defined]
    return made


def layered(folder: str, ours: Traversable) -> Traversable:
    """A folder of ours, with the files of the pack in use before those of the same name."""
    pack = _current.get()
    if pack is None or pack.files is None:
        return ours
    from leakbench.generator.pack_resources import Layered

    return Layered(pack.files, folder, ours)


def own_file(name: str) -> Traversable | None:
    """A file of the pack in use by its name relative to it, if it has one."""
    pack = _current.get()
    if pack is None or pack.files is None or name not in pack.files:
        return None
    from leakbench.generator.pack_resources import PackFile

    return PackFile(name, pack.files[name])


def place_of_file(folder: str, name: str) -> str:
    """What a file is called in messages: by its name relative to the pack if that has it."""
    path = f"{folder}/{name}"
    return name if own_file(path) is None else path


def opened(where: "Pack | str | Path") -> Pack:
    """A pack: of an installed package by its name, else that in a directory.

    Args:
        where: Name or path (write ``./name`` for a directory called like an installed pack).

    Raises:
        UnknownPackError: There is none.
        DeclarationError: Something in it is not as it must be.
    """
    if isinstance(where, Pack):
        return where
    installed = _installed()
    if isinstance(where, str) and where in installed:
        return _read(_folder_of(installed[where]))
    path = Path(where)
    if not path.exists():
        raise UnknownPackError(str(where), list(installed))
    return _read(path)


def installed_packs() -> list[Pack]:
    """The packs of installed packages.

    Raises:
        DeclarationError: Something in one of them is not as it must be.
    """
    return [_read(_folder_of(entry)) for entry in _installed().values()]


def pack_of(files: Mapping[str, bytes]) -> Pack:
    """The pack that consists of these files; it is at hand from now on.

    Raises:
        DeclarationError: Its ``pack.toml`` is wrong.
    """
    from leakbench.generator.pack_folder import ABOUT, digest
    from leakbench.generator.pack_resources import PackFile

    table = read_declaration(PackFile(ABOUT, files[ABOUT]))
    pack = Pack(
        sha256=digest(files),
        name=_name(table),
        version=table.text("version"),
        title=table.text("title"),
        description=table.text("description"),
        licence=table.text("licence"),
        files=files,
    )
    table.end()
    return _at_hand.setdefault(pack.sha256, pack)


def _name(table: Table) -> str:
    name = table.text("name")
    if not name.isidentifier() or not name.isascii():
        table.wrong(f"key 'name' must be letters, digits and underscores, not {name!r}")
    return name


def _read(folder: Path) -> Pack:
    from leakbench.generator.pack_folder import read_folder

    return pack_of(read_folder(folder))


def _found(pack: Pack) -> Pack:
    """The pack with its files."""
    if pack.files is not None:
        return pack
    if pack.sha256 not in _at_hand and pack.name in _installed():
        opened(pack.name)  # perhaps the very one
    if pack.sha256 not in _at_hand:
        raise MissingPackError(pack)
    return _at_hand[pack.sha256]


@cache
def _installed() -> "dict[str, EntryPoint]":
    from importlib.metadata import entry_points

    found = sorted(entry_points(group=GROUP), key=lambda entry: entry.name)
    return {entry.name: entry for entry in found}


def _folder_of(entry: "EntryPoint") -> Path:
    """Where the package stands that an entry point names; it is not run."""
    from importlib.util import find_spec

    try:
        found = find_spec(entry.value)
    except (ImportError, ValueError, AttributeError):
        found = None
    if found is None or not found.submodule_search_locations:
        raise DeclarationError(
            f"pack {entry.name}", "", f"its entry point names no package: {entry.value!r}"
        )
    return Path(next(iter(found.submodule_search_locations)))
