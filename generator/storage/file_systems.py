"""The file system behind a URL, and what goes wrong in one told in one line."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from leakbench.generator.errors import USAGE, LeakbenchError

_EXTRA: Final = "pip install 'leakbench[s3]'"
_LONGEST: Final = 300  # characters of a reason: what a server says may be a page


class StorageError(LeakbenchError, OSError):
    """A store refuses, cannot be reached, or cannot do what was asked.

    Attributes:
        url: Of the file or folder.
        reason: Why.
    """

    def __init__(self, url: str, reason: str) -> None:
        self.url = url
        self.reason = reason
        super().__init__(None, reason)

    def __str__(self) -> str:
        """What and why, without an errno."""
        return f"{self.url}: {self.reason}"

    def __reduce__(self) -> tuple[type["StorageError"], tuple[str, str]]:
        """Let it pass from one process to another."""
        return type(self), (self.url, self.reason)


class NoStoreError(StorageError):
    """A URL means nothing here."""

    exit_code = USAGE


def file_system(url: str) -> tuple[Any, str]:
    """The file system of a URL as fsspec has it, and what it calls the place.

    Credentials, region and endpoint are those of the environment, as every tool of the store reads
    them: of S3 AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_ENDPOINT_URL and the like.

    Raises:
        NoStoreError: The scheme is unknown, or its package is not installed.
    """
    try:
        import fsspec  # noqa: PLC0415 - only who gives a URL needs it
    except ImportError:
        raise NoStoreError(url, f"URLs need fsspec: {_EXTRA}") from None
    try:
        # What others have written since is to be seen, so no listing is kept.
        return fsspec.core.url_to_fs(url, use_listings_cache=False)
    except ImportError as error:
        missing = f"URLs of S3 need s3fs: {_EXTRA}" if url.startswith("s3") else _sentence(error)
        raise NoStoreError(url, missing) from None
    except ValueError as error:
        raise NoStoreError(url, _sentence(error)) from None


@contextmanager
def told(url: str) -> Iterator[None]:
    """Whatever a file system raises is a ``StorageError``; what is missing stays missing.

    Raises:
        FileNotFoundError: There is nothing here.
        StorageError: Anything else: stores raise what their libraries do.
    """
    try:
        yield
    except (FileNotFoundError, StorageError):
        raise
    except Exception as error:
        raise StorageError(url, _sentence(error)) from error


def _sentence(error: Exception) -> str:
    words = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    first = " ".join((words.strip() or type(error).__name__).split())
    return first if len(first) <= _LONGEST else f"{first[:_LONGEST]}…"
