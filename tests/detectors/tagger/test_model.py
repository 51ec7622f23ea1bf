"""Tests of a model's file."""

import numpy as np
import pytest

from leakbench.detectors.tagger.model import ModelError, load_model, save_model


@pytest.mark.slow
def test_a_model_survives_its_file(tmp_path):
    """What is read is what was written, and the same model is the same file."""
    model = load_model()
    save_model(model, tmp_path / "model.zip")
    read = load_model(tmp_path / "model.zip")
    save_model(read, tmp_path / "again.zip")
    assert (tmp_path / "model.zip").read_bytes() == (tmp_path / "again.zip").read_bytes()
    assert read.about == model.about
    for part in ("features", "weights"):
        written, kept = (arrays(getattr(one, part)) for one in (model, read))
        for mine, other in zip(written, kept, strict=True):
            assert np.array_equal(mine, other)
            assert mine.dtype == other.dtype


def arrays(values):
    """All arrays of a tuple of arrays and tuples."""
    return [
        array
        for value in values
        for array in (arrays(value) if isinstance(value, tuple) else [np.asarray(value)])
    ]


def test_another_file_is_refused(tmp_path):
    """A file that is no model is named."""
    (tmp_path / "model.zip").write_bytes(b"none")
    with pytest.raises(ModelError, match=r"model\.zip"):
        load_model(tmp_path / "model.zip")
