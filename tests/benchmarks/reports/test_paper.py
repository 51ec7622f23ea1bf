"""Tests of what a paper takes from results."""

from pathlib import Path

import pytest

from leakbench.benchmarks.figures.style import WIDTHS
from leakbench.benchmarks.reports.documents import read_documents
from leakbench.benchmarks.reports.paper import write_paper
from leakbench.generator.datasets.outputs import OutputExistsError

PUBLISHED = Path(__file__).parents[3] / "results"


@pytest.mark.slow
def test_everything_is_written_once(pooled_results, tmp_path):
    """Figures in two widths and three formats, tables, an index, how to cite; never over others.

    What is drawn in one column has one panel, or it would be higher than a page.
    """
    written = write_paper(pooled_results, tmp_path / "paper")
    names = {path.name for path in written}
    assert len(names) == len(written)
    assert {"index.html", "index.md", "figures.tex", "scores.csv", "leakbench.bib"} < names
    assert {"headline.tex", "scores-f1.tex", "scores-clean.tex", "scores-worn.tex"} < names
    stems = {"heatmap-clean-double", "heatmap-clean-single", "heatmap-worn-double"}
    stems |= {f"curves-{noise}-{width}" for noise in ("clean", "worn") for width in WIDTHS}
    for stem in ("pareto", "bars-recall", "bars-f1"):
        stems |= {f"{stem}-double", f"{stem}-clean-single", f"{stem}-worn-single"}
    for stem in stems:
        assert {f"{stem}.{form}" for form in ("pdf", "svg", "png")} < names
    index = (tmp_path / "paper" / "index.md").read_text("utf-8")
    tex = (tmp_path / "paper" / "figures.tex").read_text("utf-8")
    for stem in stems:
        assert f"### {stem}\n" in index
        assert f"{{{stem}.pdf}}" in tex
    assert "@software{leakbench," in (tmp_path / "paper" / "leakbench.bib").read_text("utf-8")
    with pytest.raises(OutputExistsError):
        write_paper(pooled_results, tmp_path / "paper")


@pytest.mark.long
def test_documents_are_drawn_beside_results(pooled_results, tmp_path):
    """Sweeps that are published, in both widths."""
    sweeps = read_documents([PUBLISHED / "documents.jsonl.gz"])["sweep"]
    written = write_paper(pooled_results[:1], tmp_path, documents=sweeps[-1:])
    names = {path.name for path in written}
    for width in ("single", "double"):
        assert f"robustness-hops-legal_person-{width}.pdf" in names
