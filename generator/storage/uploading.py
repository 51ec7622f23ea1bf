"""Files brought to a store: an object is there once it is whole, or not at all.

A store has no names to be exchanged, and needs none: an object appears when its upload is
completed. So what is written is first whole on a disk, and an upload that fails is given up, never
completed. Of S3 the parts of one that was cut off stay, unseen and paid for; the next upload to the
same name deletes them.
"""

from contextlib import suppress
from pathlib import Path
from shutil import copyfileobj
from typing import Any, Final

from leakbench.generator.storage.file_systems import StorageError, told

_PART: Final = 16 << 20  # bytes sent at once; S3 takes 10,000 of them
_AT_A_TIME: Final = 1 << 20


def upload(local: Path, url: str, system: Any, place: str) -> None:
    """Bring a file to a store, in the place of what stands there.

    Args:
        local: The file, whole.
        url: What it is called in messages.
        system: The file system.
        place: What that calls it.

    Raises:
        StorageError: The store refuses, cannot be reached, or has no such bucket; what stood there
            still does.
    """
    try:
        with told(url):
            if local.stat().st_size <= _PART:
                system.pipe_file(place, local.read_bytes())
            else:
                give_up_uploads(url, system, place)
                _in_parts(local, system, place)
    except FileNotFoundError as error:
        raise StorageError(url, f"cannot be written: {error}") from error


def _in_parts(local: Path, system: Any, place: str) -> None:
    target = system.open(place, "wb", block_size=_PART, autocommit=False)
    try:
        with local.open("rb") as source:
            copyfileobj(source, target, _AT_A_TIME)
        target.close()  # sends the rest, and completes nothing
        target.commit()
    except BaseException:
        with suppress(Exception):  # the store may be out of reach
            target.closed = True  # or it sends the rest when it is forgotten
            target.discard()
        raise


def give_up_uploads(url: str, system: Any, place: str) -> None:
    """Delete the parts of uploads to a name that somebody began and did not complete.

    Who may not list them, or a store that has no parts, leaves nothing to be done.

    Raises:
        StorageError: The store cannot be reached.
    """
    if "s3" not in system.protocol:
        return
    bucket, key, _ = system.split_path(place)
    with told(url), suppress(PermissionError, NotImplementedError):
        begun = system.call_s3("list_multipart_uploads", Bucket=bucket, Prefix=key)
        for one in begun.get("Uploads", []):
            if one["Key"] == key:
                system.abort_mpu(bucket, key, one["UploadId"])
