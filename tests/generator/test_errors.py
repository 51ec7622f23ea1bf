import pytest

from leakbench.generator.errors import UnknownNameError


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("exam_rooster", "unknown corpus 'exam_rooster'; did you mean exam_roster?"),
        ("nothing", "unknown corpus 'nothing'; known: exam_roster, legal_person"),
    ],
)
def test_the_likely_name_is_told(name, said):
    """Or all of them, where none is like it."""
    error = UnknownNameError("corpus", name, ["exam_roster", "legal_person"])
    assert str(error) == said
    assert (error.name, error.known) == (name, ["exam_roster", "legal_person"])
