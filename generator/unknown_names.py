"""The error for a name that nothing has: it tells the name that was probably meant."""

from collections.abc import Iterable
from difflib import get_close_matches


class UnknownNameError(LookupError):
    """Nothing of its kind has this name.

    Attributes:
        name: The name asked for.
        known: The names there are.
    """

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        """Say it in one line.

        Args:
            kind: What was asked for, such as ``corpus``.
            name: The name asked for.
            known: The names there are, all told unless one of them was probably meant.
        """
        self.name = name
        self.known = list(known)
        close = get_close_matches(name, self.known, n=1)
        hint = f"did you mean {close[0]}?" if close else f"known: {', '.join(self.known)}"
        super().__init__(f"unknown {kind} {name!r}; {hint}")
