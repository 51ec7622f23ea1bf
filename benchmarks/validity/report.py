"""What external validity is published as: document, tables to read, and figures."""

# ruff: noqa: PLC0415 - figures are slow to import, and need leakbench[report]

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from leakbench.benchmarks.console.documents import write_csv
from leakbench.benchmarks.console.output import markdown
from leakbench.benchmarks.validity.reading import OVERSTATED, SWAPPED, compared
from leakbench.benchmarks.validity.tables import Row
from leakbench.generator.datasets.outputs import write_text

_INTRODUCTION = (
    "Detectors ranked on real text and on generated text ({rows:,} records of each source, split "
    "{spec[split]}); Kendall's tau-b and Spearman's rho of the two rankings. In brackets: 95% "
    "bootstrap intervals over records for these detectors; under “other detectors” that of tau "
    "over detectors. “None trained here” leaves out what learnt from generated text. “Tau sure” is "
    "tau over the pairs alone whose order is sure on both sides, for tau counts near-ties as an "
    "order; “sure pairs” is their number.\n"
)
_ALIKE = " Detectors with equal scores on both sides are one.\n"


def write_validity(document: Mapping[str, Any], out: Path) -> list[Path]:
    """Write ``validity.json``, ``validity.md``, two CSV tables and figures.

    Args:
        document: As of ``to_json``.
        out: The directory.

    Returns:
        The files written.
    """
    from leakbench.benchmarks.figures.documents import figures_of
    from leakbench.benchmarks.figures.style import save

    written = [out / "validity.json", out / "validity.md"]
    write_text(written[0], json.dumps(document, ensure_ascii=False, indent=1) + "\n")
    write_text(written[1], page(document))
    listed = {
        "agreement": [*document["agreement"], *document["by_source"]],
        "scores": document["scores"],
    }
    for name, rows in listed.items():
        written.append(out / f"{name}.csv")
        write_csv(written[-1], rows)
    for stem, (figure, _caption) in figures_of(document).items():
        written += save(figure, out, stem)
    return written


def page(document: Mapping[str, Any]) -> str:
    """All tables as Markdown."""
    agreement = [_shown(row) for row in document["agreement"]]
    single = [_shown(row) for row in document["by_source"] if row["tau"] is not None]
    columns = (
        "corpus",
        "label",
        "ranked_by",
        "detectors",
        "tau",
        "other detectors",
        "tau_sure",
        "sure_pairs",
        "rho",
    )
    parts = [
        "# External validity\n",
        _INTRODUCTION.format(**document["generated"]),
        markdown(agreement, columns),
        "## Pairs that change places\n",
        SWAPPED + _ALIKE,
        markdown([_swap(row) for row in document["swaps"]], _SWAP)
        if document["swaps"]
        else "None.\n",
        "## Overstatement\n",
        f"{OVERSTATED}\n",
        markdown(
            document["overstatement"],
            ("corpus", "label", "detector", "trained", "generated", "real", "overstated"),
        ),
        "## What stands for what\n",
        markdown(_stand_ins(document["stand_ins"]), ("label", "generated", "why")),
        "## Every source by itself (F1)\n",
        markdown(single, ("corpus", "label", "generated", *columns[2:])),
        "## Trained on generated text, tested on real text\n",
        markdown(
            document["transfer"], ("corpus", "label", "detector", "f1", "recall", "precision")
        ),
        "## Not comparable\n",
        "These detectors do not declare the label and are not ranked.\n",
        markdown(document["incomparable"], ("corpus", "label", "detectors")),
    ]
    if document["failures"]:
        failed = [{"detector": name, "reason": why} for name, why in document["failures"].items()]
        parts += ["## Failed\n", markdown(failed, ("detector", "reason"))]
    return "\n".join(parts)


_SWAP = (
    "corpus",
    "label",
    "metric",
    "ahead",
    "behind",
    "generated",
    "difference",
    "real",
    "difference_there",
    "sure",
)


def _swap(row: Row) -> Row:
    """A pair that changes places as it is read."""
    return {
        **row,
        "generated": compared(row, "generated"),
        "real": compared(row, "real"),
        **_renamed(row, "before", "difference"),
        **_renamed(row, "after", "difference_there"),
    }


def _renamed(row: Row, name: str, shown: str) -> Row:
    return {f"{shown}{end}": row[f"{name}{end}"] for end in ("", "_low", "_high")}


def _stand_ins(declared: Mapping[str, Any]) -> list[Row]:
    return [
        {
            "label": label,
            "generated": ["/".join(source) for source in one["sources"]],
            "why": one["why"],
        }
        for label, one in declared.items()
    ]


def _shown(row: Row) -> Row:
    """A row of agreements as it is read."""
    low, high = row["tau_detectors_low"], row["tau_detectors_high"]
    return {
        **row,
        "ranked_by": f"{row['metric']}, {'all' if row['trained'] else 'none trained here'}",
        "tau_low": row["tau_records_low"],
        "tau_high": row["tau_records_high"],
        "rho_low": row["rho_records_low"],
        "rho_high": row["rho_records_high"],
        "other detectors": None if low is None else f"[{low:.3f}, {high:.3f}]",
    }
