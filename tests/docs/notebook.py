"""The notebook, run from top to bottom; ``make notebook`` stores what it gives."""

import re
from pathlib import Path

import nbformat
from nbclient import NotebookClient

NOTEBOOK = Path(__file__).parents[2] / "examples/first_steps.ipynb"
SECONDS = 300  # for a cell, where kernels have yet to be compiled
_SHORT = """
from functools import partial
from leakbench.api import session
session.run = partial(session.run, min_seconds=0.0)
"""


def stored():
    """The notebook as it stands in the repository."""
    return nbformat.read(NOTEBOOK, as_version=4)


def executed(rows=None):
    """The notebook after it was run, on at most so many records of each corpus if they are few.

    Then no detector repeats its answers to be timed well, either.

    Raises:
        CellExecutionError: A cell raises something.
    """
    notebook = stored()
    about = dict(notebook.metadata)
    for cell in notebook.cells:
        if rows is not None:
            cell.source = re.sub(
                r"\brows=([\d_]+)", lambda found: f"rows={min(int(found[1]), rows)}", cell.source
            )
    if rows is not None:
        notebook.cells.insert(0, nbformat.v4.new_code_cell(_SHORT))
    NotebookClient(notebook, timeout=SECONDS, kernel_name="python3", record_timing=False).execute()
    if rows is not None:
        del notebook.cells[0]
    notebook.metadata = about  # without the version of Python
    return notebook


if __name__ == "__main__":
    NOTEBOOK.write_text(nbformat.writes(executed()) + "\n", "utf-8")
