"""Tests of ``leakbench train``."""

import pytest

from leakbench.detectors.tagger.model import load_model

from .command_line import invoke


@pytest.mark.slow
def test_training_writes_a_model(tmp_path):
    """The command writes a model that the tagger reads, and says how its rounds went."""
    out = tmp_path / "new" / "model.zip"
    result = invoke("train", "--rows", 2, "--seed", 3, "--out", out)
    assert result.exit_code == 0, result.output
    assert result.stdout == ""
    assert "round 1 of" in result.stderr
    about = load_model(out).about
    assert about["course"]["rows"] == 2
    assert about["course"]["seed"] == 3
