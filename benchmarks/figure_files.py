"""A figure as files: the same figure gives the same bytes."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from leakbench.benchmarks.figure import styled
from leakbench.generator.datasets.outputs import replacing

if TYPE_CHECKING:
    from matplotlib.figure import Figure

DPI: Final = 200
# Neither the day nor the version of matplotlib.
_METADATA: Final[dict[str, dict[str, str | None]]] = {
    "png": {"Software": None},
    "svg": {"Date": None, "Creator": None},
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
}


def save_figure(figure: "Figure", out: Path, name: str) -> list[Path]:
    """Write PNG, SVG and PDF, each whole or not at all.

    Args:
        figure: As it was drawn under ``styled()``.
        out: The directory.
        name: Of the files, without their suffix.

    Returns:
        The files written.
    """
    written = []
    for form, metadata in _METADATA.items():
        path = out / f"{name}.{form}"
        with styled(), replacing(path) as temporary:
            figure.savefig(temporary, format=form, dpi=DPI, metadata=metadata)
        written.append(path)
    return written
