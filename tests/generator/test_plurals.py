import pytest

from leakbench.generator.plurals import counted


@pytest.mark.parametrize(
    ("number", "told"), [(0, "0 files"), (1, "1 file"), (2, "2 files"), (4_096, "4,096 files")]
)
def test_one_is_no_plural(number, told):
    """And long numbers have their commas."""
    assert counted(number, "file") == told


def test_a_plural_of_its_own():
    """Where an s is not enough."""
    assert [counted(number, "corpus", "corpora") for number in (1, 2)] == ["1 corpus", "2 corpora"]
