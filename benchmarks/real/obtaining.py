"""A public corpus on this machine: fetched as its card says, and written as labelled lines.

``FOLDER/CARD/…`` holds the files as they were fetched, ``FOLDER/CARD.jsonl`` the labelled lines,
``FOLDER/CARD.json`` the card with the hash of the lines and counts by label.
"""

import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from leakbench.benchmarks.console.documents import write_document
from leakbench.benchmarks.real.archive import unpacked
from leakbench.benchmarks.real.card import Card, CardFile
from leakbench.benchmarks.real.conversion import converted
from leakbench.benchmarks.real.download import download, raw_address
from leakbench.generator.datasets.outputs import replacing
from leakbench.generator.errors import USAGE, LeakbenchError
from leakbench.generator.untrusted import json_of


class OtherContentError(LeakbenchError):
    """Where lines or document are to stand is a file that holds something else.

    Attributes:
        path: The file.
    """

    exit_code = USAGE

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(f"{path} holds something else: move it away, or name another directory")


@dataclass(frozen=True, slots=True, kw_only=True)
class Obtained:
    """A public corpus as labelled lines.

    Attributes:
        path: The lines.
        rows: How many.
        left_out: Records of the source that are not among them; see the converter.
        spans: How many there are of each label.
        sha256: Of the lines' bytes, in hexadecimal.
    """

    path: Path
    rows: int
    left_out: int
    spans: Mapping[str, int]
    sha256: str


def default_folder() -> Path:
    """Where corpora stand if nothing else is said: in the user's cache directory."""
    from numba.misc.appdirs import AppDirs  # noqa: PLC0415 - slow, and seldom needed

    return Path(AppDirs(appname="leakbench", appauthor=False).user_cache_dir) / "real"


def obtain(card: Card, folder: Path, tell: Callable[[str], None] = lambda _line: None) -> Obtained:
    """Fetch what is not there yet, convert it, and write lines and document.

    Args:
        card: The corpus.
        folder: Where files go.
        tell: Told of each address that is asked.

    Raises:
        DownloadError: A file cannot be had, or is not the one of the card.
        LabelledFileError: A file breaks its format, or has a label that the card does not name.
        OtherContentError: Something else stands in the place of lines or document.
    """
    lines: list[str] = []
    spans: Counter[str] = Counter(dict.fromkeys(card.scored, 0))
    left_out = 0
    for file in card.files:
        path, data = _content(file, card, folder, tell)
        for record in converted(path, data, card.converter, card.labels):
            if record is None:
                left_out += 1
                continue
            name = f"{card.name}/{file.part}/{record.place}"
            line = {"id": name, "text": record.text, "spans": record.spans}
            lines.append(json.dumps(line, ensure_ascii=False) + "\n")
            spans.update(label for *_, label in record.spans)
    content = "".join(lines).encode()
    obtained = Obtained(
        path=folder / f"{card.name}.jsonl",
        rows=len(lines),
        left_out=left_out,
        spans=dict(spans),
        sha256=sha256(content).hexdigest(),
    )
    document = folder / f"{card.name}.json"
    if not _is_free(obtained.path, lambda there: there == content):
        raise OtherContentError(obtained.path)
    if not _is_free(document, lambda there: _is_of(card, there)):
        raise OtherContentError(document)
    _write(obtained.path, content)
    write_document(document, _document(card, obtained))
    return obtained


def _content(
    file: CardFile, card: Card, folder: Path, tell: Callable[[str], None]
) -> tuple[Path, bytes]:
    """What a file of a card holds, and its path for messages; fetched if it is not there."""
    path = folder.joinpath(card.name, *file.path.split("/"))
    data = path.read_bytes() if path.is_file() and path.stat().st_size == file.size else b""
    if sha256(data).hexdigest() != file.sha256:
        address = raw_address(card.repository, card.commit, file.path)
        tell(address)
        data = download(address, file.size, file.sha256)
        _write(path, data)
    if file.member is None:
        return path, data
    return path / file.member.path, unpacked(path, data, file.member)


def _is_free(path: Path, is_ours: Callable[[bytes], bool]) -> bool:
    """Whether nothing is lost if a path is written to."""
    return not path.exists() or (path.is_file() and is_ours(path.read_bytes()))


def _is_of(card: Card, document: bytes) -> bool:
    """Whether it is a document of the lines of a card."""
    try:
        return bool(json_of(document)["card"]["name"] == card.name)
    except (ValueError, LookupError, TypeError):
        return False


def _write(path: Path, data: bytes) -> None:
    """Write a whole file, or nothing."""
    with replacing(path) as temporary:
        temporary.write_bytes(data)


def _document(card: Card, obtained: Obtained) -> dict[str, Any]:
    """What is to be known of the lines."""
    return {
        "card": asdict(card),
        "rows": obtained.rows,
        "left_out": obtained.left_out,
        "spans": obtained.spans,
        "sha256": obtained.sha256,
    }
