"""The file systems behind URLs, and their errors."""

import pickle
import sys

import pytest

from leakbench.generator.storage.file_systems import (
    NoStoreError,
    StorageError,
    file_system,
    told,
)


def test_a_url_has_its_file_system():
    """And a name in it."""
    pytest.importorskip("fsspec")
    system, place = file_system("memory://folder/file")
    assert "memory" in system.protocol
    assert place == "/folder/file"


def test_an_unknown_scheme_is_one_line():
    """With the URL."""
    pytest.importorskip("fsspec")
    with pytest.raises(NoStoreError, match=r"^xyz://a/b: .*xyz$") as raised:
        file_system("xyz://a/b")
    assert raised.value.exit_code == 2


def test_without_the_package_it_is_told_how_to_get_it(monkeypatch):
    """Paths of a disk need none."""
    monkeypatch.setitem(sys.modules, "fsspec", None)
    with pytest.raises(NoStoreError, match=r"leakbench\[s3\]"):
        file_system("s3://a/b")


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (RuntimeError("the endpoint\n  does not answer"), "the endpoint does not answer"),
        (PermissionError(13, "Access Denied"), "Access Denied"),
        (TimeoutError(), "TimeoutError"),
        (ValueError("page " * 100), "page " * 60 + "…"),
    ],
)
def test_whatever_a_store_raises_is_one_line(error, sentence):
    """Libraries of stores have hundreds of classes of errors."""

    def fail():
        with told("s3://a/b"):
            raise error

    with pytest.raises(StorageError) as raised:
        fail()
    assert str(raised.value) == f"s3://a/b: {sentence}"
    assert str(pickle.loads(pickle.dumps(raised.value))) == str(raised.value)  # noqa: S301 - our own


def test_what_is_missing_stays_missing():
    """Readers tell by it that there is nothing."""

    def fail():
        with told("s3://a/b"):
            raise FileNotFoundError

    with pytest.raises(FileNotFoundError):
        fail()
