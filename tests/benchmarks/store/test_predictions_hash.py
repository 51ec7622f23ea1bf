"""Tests of telling altered predictions from those of a result."""

from hashlib import sha256

import pytest

from leakbench.benchmarks.sources.source import CorpusSource
from leakbench.benchmarks.store.predictions_hash import (
    AlteredPredictionsError,
    check_beside,
    check_predictions,
    pinned,
    predictions_of,
)
from leakbench.generator.spec import Spec


@pytest.fixture
def result_path(ran, digits, tmp_path):
    """A result with its predictions beside it."""
    return ran(tmp_path, digits, CorpusSource(Spec(corpus="legal_person")), rows=40)


def test_what_a_run_wrote_passes(result_path):
    """Also where a file stands beside no result at all."""
    file = predictions_of(result_path)
    check_beside(file)
    alone = file.with_name("mine.parquet")
    alone.write_bytes(b"anything")
    check_beside(alone)


def test_a_single_byte_is_told(result_path):
    """In one line that names both files."""
    file = predictions_of(result_path)
    content = file.read_bytes()
    file.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    with pytest.raises(AlteredPredictionsError) as error:
        check_beside(file)
    assert str(error.value).startswith(f"{file} is not what {result_path} was made of: its sha256")
    assert "\n" not in str(error.value)
    assert (error.value.file, error.value.result) == (file, result_path)


def test_a_result_that_kept_none_has_none(tmp_path):
    """A file that was put beside it later is not its."""
    file = tmp_path / "x.predictions.parquet"
    file.write_bytes(b"planted")
    assert pinned(file) == sha256(b"planted").hexdigest()
    check_predictions(file, {"sha256": pinned(file)}, "it")
    with pytest.raises(AlteredPredictionsError, match="none… is recorded"):
        check_predictions(file, None, "it")
