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


def hint(name: str, known: Iterable[str]) -> str:
    """The name that was probably meant, else all that there are."""
    names = list(known)
    close = get_close_matches(name, names, n=1)
    return f"did you mean {close[0]}?" if close else f"known: {', '.join(names)}"


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
