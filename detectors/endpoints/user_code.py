"""``module:attribute`` and ``./file.py:attribute``: a user's own Python, without packaging.

The attribute is a class or an object with ``detect``, or a function of one string, as
``leakbench.evaluate`` takes them.
"""

import hashlib
import importlib.util
import os
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from traceback import extract_tb
from types import ModuleType
from typing import Any, ClassVar, Final

import pyarrow as pa

from leakbench.detectors.contract import offset_unit, plain_strings
from leakbench.detectors.endpoints.content_version import content_version
from leakbench.detectors.label_aliases import UnmappedLabelError
from leakbench.detectors.lifting import Lifted, NotADetectorError, lifted
from leakbench.detectors.registry import (
    About,
    DetectorArgumentError,
    Mark,
    UnknownDetectorError,
    names,
    ours,
)

WANTED: Final = "a class or an object with detect(), or a function of one string"


class UserCode:
    """What stands under a name in a user's file or module.

    What declares no ``labels`` may report every one. Folders that it imports from go behind all
    that is installed, so that nothing in them stands in for a package.
    """

    name = "user code"
    takes: ClassVar[str] = "NAME"
    labels: frozenset[str] = frozenset()  # those of the user's own, once it is loaded
    about = ours(Mark.USER_MODEL)

    def __init__(self, name: str) -> None:
        """Import it and, where it is a class, make one of it.

        Raises:
            DetectorArgumentError: There is no such file or name, what stands there cannot detect,
                or it raises something.
            UnknownDetectorError: There is no such module, and no detector of that name either.
        """
        self.name = name
        where, _, attribute = name.rpartition(":")
        if not where:
            raise DetectorArgumentError(name, f"say what in it detects: {name}:NAME ({WANTED})")
        is_path = "/" in where or where.endswith(".py")
        module = self._file(Path(where)) if is_path else self._module(where)
        given = self._attribute(module, attribute)
        if isinstance(given, type):
            given = self._guarded(given, "when it is built")
        self._detector = self._lifted(given, attribute)
        self.labels = self._detector.labels
        self.offset_unit = offset_unit(self._detector)
        about = getattr(given, "about", None)
        if isinstance(about, About):
            self.about = about
        self.cost = getattr(given, "cost", None)  # of one that pays for its answers
        said = getattr(given, "version", "")
        self.content_version = content_version([str(module.__file__)], str(said))

    def detect(self, batch: pa.RecordBatch, /) -> pa.RecordBatch:
        """What the user's own code finds."""
        return self._detector.detect(plain_strings(batch))

    def _file(self, path: Path) -> ModuleType:
        if not path.is_file():
            raise DetectorArgumentError(self.name, f"no such file: {path}")
        # One content is one module, so that classes are the same however often it is asked for.
        content = f"{path.resolve()}\n".encode() + path.read_bytes()
        called = f"leakbench_user_{path.stem}_{hashlib.sha256(content).hexdigest()[:12]}"
        if called in sys.modules:
            return sys.modules[called]
        _import_from(path.resolve().parent)
        spec = importlib.util.spec_from_file_location(called, path)
        if spec is None or spec.loader is None:
            raise DetectorArgumentError(self.name, f"{path} is no Python file")
        module = importlib.util.module_from_spec(spec)
        sys.modules[called] = module  # dataclasses and pickles look for it there
        loader = spec.loader
        try:
            self._guarded(lambda: loader.exec_module(module), "at import")
        except BaseException:
            del sys.modules[called]
            raise
        return module

    def _module(self, where: str) -> ModuleType:
        _import_from(Path.cwd())

        def imported() -> ModuleType:
            try:
                return import_module(where)
            except ModuleNotFoundError as error:
                if error.name is None or f"{where}.".startswith(f"{error.name}."):
                    raise self._missing(where, error.name or where) from None
                raise

        found: ModuleType = self._guarded(imported, "at import")
        return found

    def _missing(self, where: str, module: str) -> Exception:
        if "." in where:
            return DetectorArgumentError(self.name, f"no module {module!r}")
        return UnknownDetectorError(self.name, names())

    def _attribute(self, module: ModuleType, attribute: str) -> Any:
        found: Any = module
        for part in attribute.split("."):
            if not hasattr(found, part):
                there = _detecting(module)
                known = f"; it has: {', '.join(there)}" if there else ""
                raise DetectorArgumentError(self.name, f"no {attribute!r} in it{known}")
            found = getattr(found, part)
        return found

    def _lifted(self, given: object, attribute: str) -> Lifted:
        try:
            one = lifted(given)
        except NotADetectorError:
            kind = f"{type(given).__name__}, not {WANTED}"
            raise DetectorArgumentError(self.name, f"{attribute} is {kind}") from None
        except (UnmappedLabelError, TypeError) as error:
            raise DetectorArgumentError(self.name, f"its labels: {error}") from None
        one.name = self.name
        return one

    def _guarded(self, made: Callable[[], Any], when: str) -> Any:
        """What the user's own code makes; what it raises instead, with the line that did."""
        try:
            return made()
        except (DetectorArgumentError, UnknownDetectorError):
            raise
        except Exception as error:
            said = " ".join(str(getattr(error, "msg", error)).split())
            reason = f"{type(error).__name__}: {said}" if said else type(error).__name__
            raise DetectorArgumentError(self.name, f"{when}: {reason}{_place(error)}") from error


def _import_from(folder: Path) -> None:
    """Have modules of a folder found, after all others."""
    if str(folder) not in map(os.path.abspath, filter(None, sys.path)):
        sys.path.append(str(folder))


def _detecting(module: ModuleType) -> list[str]:
    """The names of a module's own classes and functions."""
    return [
        name
        for name, one in vars(module).items()
        if not name.startswith("_")
        and callable(one)
        and getattr(one, "__module__", None) == module.__name__
    ]


def _place(error: Exception) -> str:
    """Where in the user's own files it was raised, else where at all; empty if nobody knows."""
    if isinstance(error, SyntaxError) and error.filename:
        return f" ({_shown(error.filename)}:{error.lineno})"
    frames = [
        frame
        for frame in extract_tb(error.__traceback__)
        if frame.filename != __file__ and not frame.filename.startswith("<")
    ]
    installed = (sys.prefix, sys.base_prefix)
    own = [frame for frame in frames if not frame.filename.startswith(installed)]
    for frame in (own or frames)[-1:]:
        return f" ({_shown(frame.filename)}:{frame.lineno})"
    return ""


def _shown(file: str) -> str:
    """A path as short as it can be from here."""
    here = Path.cwd()
    path = Path(file)
    return str(path.relative_to(here)) if path.is_absolute() and path.is_relative_to(here) else file
