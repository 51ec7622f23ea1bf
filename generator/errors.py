"""What can go wrong through no fault of leakbench, and what its command line leaves with then."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import ClassVar, Final

FAILURE: Final = 1
USAGE: Final = 2


class LeakbenchError(Exception):
    """Something that a user can mend: one line says what and where, without a traceback.

    Attributes:
        exit_code: ``FAILURE`` if something failed or data are bad, ``USAGE`` if what was asked for
            does not exist or contradicts itself.
    """

    exit_code: ClassVar[int] = FAILURE


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The name that was probably meant, upper or lower case alike; None if none is like it."""
    written = {_plainly(one): one for one in known}
    close = get_close_matches(_plainly(name), written, n=1)
    return written[close[0]] if close else None


def _plainly(name: str) -> str:
    return name.casefold().replace("-", "_").replace(" ", "_")


def hint(name: str, known: Iterable[str]) -> str:
    """The name that was probably meant, else all that there are."""
    names = list(known)
    close = nearest(name, names)
    return f"known: {', '.join(names)}" if close is None else f"did you mean {close}?"


class UnknownNameError(LeakbenchError, LookupError):
    """Nothing of its kind has this name.

    Attributes:
        name: The name asked for.
        known: The names there are.
    """

    exit_code = USAGE

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        """Say it in one line.

        Args:
            kind: What was asked for, such as ``corpus``.
            name: The name asked for.
            known: The names there are; all are listed unless one of them was probably meant.
        """
        self.name = name
        self.known = list(known)
        super().__init__(f"unknown {kind} {name!r}; {hint(name, self.known)}")
