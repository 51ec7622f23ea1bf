"""Tests of what travels to other machines."""

import pickle
from pathlib import Path

from leakbench.generator.jobs.travelling import missing, pickled


def test_paths_are_found_wherever_they_stand(tmp_path):
    """In whatever is pickled; those that do not exist here are nobody's to have."""
    things = [{"deep": [(tmp_path, 1)]}, Path("nowhere"), tmp_path]
    made, paths = pickled(*things)
    assert [pickle.loads(one) for one in made] == things  # noqa: S301 - our own
    assert paths == [str(tmp_path)]


def test_what_is_not_there_is_missing(tmp_path):
    """In order."""
    gone = [str(tmp_path / "a"), str(tmp_path), str(tmp_path / "b")]
    assert missing(gone) == [gone[0], gone[2]]
