"""Whether raw predictions are those of the result that they stand beside.

A result records the hash of its predictions. Whoever reads them asks here first: a file that was
cut, replaced or written again would be counted as what the detector answered.
"""

from collections.abc import Mapping
from hashlib import file_digest
from pathlib import Path
from typing import Any, Final

from leakbench.benchmarks.store.reading import read_result
from leakbench.generator.errors import LeakbenchError

PREDICTIONS: Final = ".predictions.parquet"
_SHOWN: Final = 12  # hexadecimal digits of a hash in a message


class AlteredPredictionsError(LeakbenchError, ValueError):
    """Predictions that are not those that their result was made of.

    Attributes:
        file: The predictions.
        result: The result, or in words whose it is.
    """

    def __init__(self, file: Path, result: Path | str, recorded: str, found: str) -> None:
        self.file = file
        self.result = result
        super().__init__(
            f"{file} is not what {result} was made of: its sha256 is {found[:_SHOWN]}…, and "
            f"{recorded[:_SHOWN] or 'none'}… is recorded; run the detector again with --out"
        )


def predictions_of(result: Path) -> Path:
    """Where the raw predictions of a result file stand, if they were kept."""
    return result.with_name(result.name.removesuffix(".json") + PREDICTIONS)


def pinned(file: Path) -> str:
    """The hash of a file, as results record it.

    Raises:
        OSError: It cannot be read.
    """
    with file.open("rb") as opened:
        return file_digest(opened, "sha256").hexdigest()


def check_predictions(file: Path, recorded: Mapping[str, Any] | None, result: Path | str) -> None:
    """Let predictions pass that are those of a result.

    Args:
        file: The predictions.
        recorded: What the result says of them; None if it kept none.
        result: Its file, or words for it.

    Raises:
        AlteredPredictionsError: They are others.
        OSError: They cannot be read.
    """
    known = "" if recorded is None else str(recorded.get("sha256"))
    found = pinned(file)
    if found != known:
        raise AlteredPredictionsError(file, result, known, found)


def check_beside(file: Path) -> None:
    """Let predictions pass unless they stand beside a result that was made of others.

    Raises:
        AlteredPredictionsError: They do.
        ResultError: That result cannot be read.
        OSError: They cannot be read.
    """
    result = file.with_name(f"{file.name.removesuffix(PREDICTIONS)}.json")
    if predictions_of(result) == file and result.is_file():
        check_predictions(file, read_result(result).predictions, result)
