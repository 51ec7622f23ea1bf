"""One file of a public repository, whole and right, or an error: nothing else is let in.

The address is built from the card. No redirect is followed, so that no other host is ever asked; no
more is read than the card says there is; and only bytes of the card's hash are given on.
"""

from hashlib import sha256
from http.client import HTTPException, HTTPResponse
from time import monotonic
from typing import Any, Final
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import HTTPRedirectHandler, Request, build_opener

from leakbench.generator.errors import LeakbenchError

ORIGIN: Final = "https://raw.githubusercontent.com"
SILENCE: Final = 30.0
"""Seconds after which a server that says nothing is given up."""
PATIENCE: Final = 600.0
"""Seconds for a whole file."""
_PIECE: Final = 65_536


class DownloadError(LeakbenchError):
    """A file cannot be had, or is not the one of the card.

    Attributes:
        address: Where it was asked for.
    """

    def __init__(self, address: str, reason: str) -> None:
        self.address = address
        super().__init__(f"{address}: {' '.join(reason.split())}")


class _NoRedirects(HTTPRedirectHandler):
    """A redirect leads to what the card does not name."""

    def redirect_request(self, *_asked: Any, **_named: Any) -> None:
        """Follow nothing."""


def raw_address(repository: str, commit: str, path: str) -> str:
    """Where GitHub gives out a file of a repository as it is.

    Args:
        repository: Owner and name.
        commit: In which state, 40 hexadecimal digits.
        path: From the repository's root.
    """
    return f"{ORIGIN}/{repository}/{commit}/{quote(path)}"


def download(address: str, size: int, digest: str) -> bytes:
    """The bytes at an address.

    Args:
        address: From ``raw_address``.
        size: How many bytes there are.
        digest: Their SHA-256, in hexadecimal.

    Raises:
        DownloadError: There is no network, the server refuses, is silent or leads elsewhere, or it
            gives more, less or other bytes.
    """
    request = Request(address, headers={"User-Agent": "leakbench"})  # noqa: S310 - see ``ORIGIN``
    try:
        with build_opener(_NoRedirects).open(request, timeout=SILENCE) as response:
            data = _read(address, response, size)
    except HTTPError as error:
        with error:
            raise DownloadError(address, _refusal(error)) from None
    except URLError as error:
        raise DownloadError(address, f"cannot be reached: {error.reason}") from None
    except (OSError, HTTPException) as error:
        said = str(error) or type(error).__name__
        raise DownloadError(address, f"broke off: {said}") from None
    if len(data) < size:
        raise DownloadError(address, f"broke off after {len(data):,} of {size:,} bytes")
    found = sha256(data).hexdigest()
    if found != digest:
        raise DownloadError(address, f"has SHA-256 {found}, but the card says {digest}")
    return data


def _refusal(error: HTTPError) -> str:
    """What a server says instead of giving a file."""
    elsewhere = error.headers.get("Location")
    if elsewhere is not None:
        return f"status {error.code} leads to {elsewhere}, which the card does not name"
    return f"status {error.code} {error.reason}"


def _read(address: str, response: HTTPResponse, size: int) -> bytes:
    """Up to one byte more than there should be, by a point in time."""
    until = monotonic() + PATIENCE
    parts: list[bytes] = []
    left = size + 1
    while left and (part := response.read1(min(_PIECE, left))):
        parts.append(part)
        left -= len(part)
        if monotonic() > until:
            raise DownloadError(address, f"takes longer than {PATIENCE:g} seconds")
    if not left:
        raise DownloadError(address, f"is larger than the {size:,} bytes of the card")
    return b"".join(parts)
