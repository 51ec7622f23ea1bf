"""Uploads to an S3 server, some of which are cut off."""

import random

import pytest

from leakbench.generator.storage import uploading
from leakbench.generator.storage.file_systems import StorageError
from leakbench.generator.storage.stored_path import StoredPath

PART = 5 << 20  # the least that S3 takes


def begun(system, bucket):
    """Names of uploads that were begun and not completed."""
    found = system.call_s3("list_multipart_uploads", Bucket=bucket.name)
    return [one["Key"] for one in found.get("Uploads", [])]


@pytest.fixture
def file(tmp_path, monkeypatch):
    """A file of three parts."""
    monkeypatch.setattr(uploading, "_PART", PART)
    path = tmp_path / "file"
    path.write_bytes(random.Random(1).randbytes(2 * PART + 5))  # noqa: S311 - no secret
    return path


class Store:
    """A store that is no S3: its objects have no parts that outlive an upload."""

    protocol = ("other",)

    def __init__(self):
        self.objects = {}

    def pipe_file(self, place, data):
        """Take a whole object."""
        self.objects[place] = data


def test_small_files_go_in_one_piece(tmp_path):
    """On any store."""
    path, store = tmp_path / "file", Store()
    path.write_bytes(b"all of it")
    uploading.upload(path, "other://a", store, "a")
    assert store.objects == {"a": b"all of it"}


@pytest.mark.slow
def test_large_files_go_in_parts(bucket, file):
    """And replace what stood there."""
    path = bucket / "folder" / "file"
    path.upload(file)
    assert path.read_bytes() == file.read_bytes()
    file.write_bytes(file.read_bytes()[::-1])
    path.upload(file)
    assert path.read_bytes() == file.read_bytes()


@pytest.mark.slow
def test_an_upload_that_is_cut_off_completes_nothing(bucket, file, s3_line, reach_s3):
    """What stood there still does, and the next upload deletes the parts that are left."""
    path, other = bucket / "file", bucket / "file-2"
    path.upload(file)
    whole = file.read_bytes()
    file.write_bytes(whole[::-1])
    line = s3_line(PART + PART // 2)
    for one in (path, other):
        with pytest.raises(StorageError, match=f"^{one}: "):
            one.upload(file)
        line.sent = 0
    system = reach_s3()
    assert path.read_bytes() == whole
    assert not other.exists()
    assert sorted(begun(system, bucket)) == ["file", "file-2"]
    path.upload(file)
    assert path.read_bytes() == file.read_bytes()
    assert begun(system, bucket) == ["file-2"]  # another's name, perhaps of one that still goes on
    other.upload(file)
    assert begun(system, bucket) == []


@pytest.mark.slow
def test_an_upload_that_is_stopped_is_given_up_at_once(bucket, file, reach_s3, monkeypatch):
    """As by Ctrl-C, with the store in reach."""

    def stopped(source, target, size):
        target.write(source.read(PART + size))
        raise KeyboardInterrupt

    monkeypatch.setattr(uploading, "copyfileobj", stopped)
    path = bucket / "file"
    with pytest.raises(KeyboardInterrupt):
        path.upload(file)
    assert not path.exists()
    assert begun(reach_s3(), bucket) == []


@pytest.mark.slow
def test_a_bucket_that_is_missing_is_one_line(bucket, file):
    """For small files and for large ones."""
    path = StoredPath(f"{bucket}-not/file")
    for data in (file.read_bytes(), b"small"):
        file.write_bytes(data)
        with pytest.raises(StorageError, match=rf"^{path}: cannot be written: .*bucket"):
            path.upload(file)
