"""The notebook runs, and what it shows of generated records is what there is."""

import pytest

from .notebook import executed, stored


def printed(notebook):
    """What cells print, by their places; of few records they warn on stderr."""
    return {
        place: output.text
        for place, cell in enumerate(notebook.cells)
        for output in cell.get("outputs", [])
        if output.get("name") == "stdout"
    }


@pytest.mark.slow
def test_it_runs():
    """On few records; records look as they are stored, for no rate is among what is printed."""
    assert printed(executed(rows=200)) == printed(stored())


def test_it_is_stored_with_a_figure_and_tables():
    """So that a forge shows them, without a warning of somebody's machine."""
    outputs = [output for cell in stored().cells for output in cell.get("outputs", [])]
    assert {"stream", "display_data", "execute_result"} == {one.output_type for one in outputs}
    assert not [one for one in outputs if one.get("name") == "stderr"]
    assert sum("image/png" in one.get("data", {}) for one in outputs) == 1
    assert sum("text/html" in one.get("data", {}) for one in outputs) >= 3


def test_it_fits_a_page_of_a_forge():
    """Which shows no notebook of a megabyte."""
    assert sum(len(str(cell)) for cell in stored().cells) < 200_000
