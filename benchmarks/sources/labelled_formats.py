"""The formats of labelled corpora, by their file's suffix or by name."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from leakbench.benchmarks.sources.labelled_brat import read_brat
from leakbench.benchmarks.sources.labelled_conll import read_conll
from leakbench.benchmarks.sources.labelled_file import LabelledFile, LabelledFileError
from leakbench.benchmarks.sources.labelled_jsonl import read_jsonl
from leakbench.benchmarks.sources.labelled_parquet import hub_files, read_hub, read_parquet

Reader = Callable[[Path], LabelledFile]
"""Reads and checks a whole corpus; raises ``LabelledFileError``."""

READERS: Final[Mapping[str, Reader]] = {
    "jsonl": read_jsonl,
    "conll": read_conll,
    "brat": read_brat,
    "parquet": read_parquet,
    "huggingface": read_hub,
}
SUFFIXES: Final[Mapping[str, str]] = {
    ".jsonl": "jsonl",
    ".conll": "conll",
    ".bio": "conll",
    ".bioes": "conll",
    ".bmes": "conll",
    ".iob": "conll",
    ".iob2": "conll",
    ".parquet": "parquet",
}


def format_of(path: Path) -> str | None:
    """The format of a file or directory as its name or content tells; None if they do not."""
    if path.is_dir():
        if hub_files(path):
            return "huggingface"
        return "brat" if next(path.rglob("*.ann"), None) else None
    return SUFFIXES.get(path.suffix)


def read_labelled(path: Path, form: str | None = None) -> LabelledFile:
    """Read a labelled corpus.

    Args:
        path: A file, or a directory of brat's or of a repository of Hugging Face's Hub.
        form: One of ``READERS``, where the suffix does not tell.

    Raises:
        LabelledFileError: It breaks its format, or nothing tells which it has.
    """
    known = form or format_of(path)
    if known is None:
        raise LabelledFileError(
            path,
            f"a labelled file ends in {', '.join(SUFFIXES)}, brat's directory holds .ann files, "
            "Hugging Face's a README.md and data/*.parquet, a dataset is a directory with a "
            "manifest; a card (.toml) may name the format",
        )
    return READERS[known](path)
