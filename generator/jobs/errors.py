"""What goes wrong with the processes of an engine, and errors on their way between processes."""

import pickle
from contextlib import suppress
from typing import Any, Final

from leakbench.generator.errors import LeakbenchError

_SHOWN: Final = 200  # characters of an item


class WorkerLostError(LeakbenchError, RuntimeError):
    """Processes died over an item, again and again, or none could be started.

    Attributes:
        item: What they were working on, as its ``repr``; None where they had not begun.
    """

    def __init__(self, item: str | None, reason: str) -> None:
        self.item = item
        shown = None if item is None or len(item) <= _SHOWN else f"{item[:_SHOWN]}…"
        at = "before it had begun" if item is None else f"at {shown or item}"
        super().__init__(f"a worker died {at}: {reason}")


def packed(error: BaseException) -> bytes:
    """An error for another process, whatever its constructor asks for.

    Args:
        error: Where its own way to be pickled makes another one of it, its class, arguments and
            attributes travel; if these cannot either, its class's name and its sentence.
    """
    for way in (error, _Parts(type(error), error.args, dict(vars(error)))):
        with suppress(Exception):  # its class may raise anything
            data = pickle.dumps(way)
            found = unpacked(data)
            if isinstance(found, type(error)) and str(found) == str(error):
                return data
    return pickle.dumps(RuntimeError(f"{type(error).__name__}: {error}"))


def unpacked(data: bytes) -> BaseException:
    """The error that ``packed`` made so many bytes of."""
    found = pickle.loads(data)  # noqa: S301 - from a process of ours
    error: BaseException = found.error() if isinstance(found, _Parts) else found
    return error


class _Parts:
    """What an error is made of."""

    def __init__(
        self, kind: type[BaseException], arguments: tuple[Any, ...], state: dict[str, Any]
    ) -> None:
        self._kind, self._arguments, self._state = kind, arguments, state

    def error(self) -> BaseException:
        """It, without a call of its constructor."""
        error = self._kind.__new__(self._kind, *self._arguments)
        error.args = self._arguments
        vars(error).update(self._state)
        return error
