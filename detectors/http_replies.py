"""What comes back from a server: a status and a body, by a point in time and not without end."""

from dataclasses import dataclass
from http import HTTPStatus
from time import monotonic
from typing import Any, Final

LONGEST_WAIT: Final = 60.0  # seconds that a server may ask us to wait
LARGEST_REPLY: Final = 16 << 20  # bytes

TRANSIENT: Final = {
    HTTPStatus.REQUEST_TIMEOUT,
    HTTPStatus.CONFLICT,
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.INTERNAL_SERVER_ERROR,
    HTTPStatus.BAD_GATEWAY,
    HTTPStatus.SERVICE_UNAVAILABLE,
    HTTPStatus.GATEWAY_TIMEOUT,
}
"""After which another attempt may have an answer."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: a status, what it says, and how long to wait before the next attempt."""

    status: int
    body: bytes
    wait: float | None = None

    def start(self, size: int) -> str:
        """The beginning of what it says on one line, ``size`` bytes of it."""
        return " ".join(self.body[:size].decode("utf-8", "replace").split())


def read_body(response: Any, until: float) -> bytes:
    """A body, by a point in time: the socket's own limit starts anew with each packet."""
    parts: list[bytes] = []
    size = 0
    while part := response.read1(65_536):
        size += len(part)
        if monotonic() > until:
            raise TimeoutError("the answer takes too long")
        if size > LARGEST_REPLY:
            raise OSError("the answer does not end")
        parts.append(part)
    return b"".join(parts)


def asked_wait(headers: Any) -> float | None:
    """Seconds that the server asks us to wait, if it says so as a number."""
    seconds = headers.get("Retry-After", "")
    is_number = seconds.isascii() and seconds.isdigit()
    return min(float(seconds), LONGEST_WAIT) if is_number else None
