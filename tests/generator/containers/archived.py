"""Archives made by code, and files on disk opened."""

import io
import tarfile
import zipfile

import pytest

from leakbench.generator.containers.opening import open_path
from leakbench.generator.containers.sheets import ContainerError


def zip_of(members, method=zipfile.ZIP_DEFLATED):
    """The bytes of a ZIP of members by name."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def tar_of(members):
    """The bytes of a TAR; what is a `TarInfo` goes in as it is."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for name, data in members.items():
            info = data if isinstance(data, tarfile.TarInfo) else tarfile.TarInfo(name)
            content = b"" if isinstance(data, tarfile.TarInfo) else data
            info.size = info.size or len(content)
            archive.addfile(info, io.BytesIO(content))
    return file.getvalue()


def opened(path, **limits):
    """All that a file holds: name in it, rows or what is wrong, whether it is skipped."""
    return [
        ("!".join(one.inside), one.problem or rows_of(one), one.skipped)
        for one in open_path(path, **limits)
    ]


def rows_of(one):
    """The rows of all sheets, and the error that ends them, if one does."""
    rows = []
    try:
        for sheet in one.sheets:
            rows += sheet.rows()
    except ContainerError as error:
        return [*rows, error.reason] if "\n" not in str(error) else pytest.fail(str(error))
    return rows
