"""The notebook, run from top to bottom; ``make notebook`` stores what it gives."""

import re
from pathlib import Path

import nbformat
from nbclient import NotebookClient

NOTEBOOK = Path(__file__).parents[2] / "examples/first_steps.ipynb"
SECONDS = 300  # for a cell, where kernels have yet to be compiled


def stored():
    """The notebook as it stands in the repository."""
    return nbformat.read(NOTEBOOK, as_version=4)


def executed(rows=None):
    """The notebook after it was run, on at most so many records of each corpus.

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
    NotebookClient(notebook, timeout=SECONDS, kernel_name="python3", record_timing=False).execute()
    notebook.metadata = about  # without the version of Python
    return notebook


if __name__ == "__main__":
    NOTEBOOK.write_text(nbformat.writes(executed()) + "\n", "utf-8")
