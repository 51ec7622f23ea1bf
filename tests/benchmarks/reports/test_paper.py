"""Tests of what a paper takes from results."""

from pathlib import Path

import pytest

from leakbench.benchmarks.figures.style import WIDTHS
from leakbench.benchmarks.reports import paper
from leakbench.benchmarks.reports.documents import read_documents
from leakbench.benchmarks.reports.paper import write_paper
from leakbench.generator.datasets.outputs import OutputExistsError

PUBLISHED = Path(__file__).parents[3] / "results"
FORMS = ("pdf", "svg", "png")


@pytest.fixture
def unsaved(monkeypatch):
    """Figures are drawn, and of each file there is the name alone."""

    def touch(_figure, out, stem, _language):
        paths = [out / f"{stem}.{form}" for form in FORMS]
        for path in paths:
            assert not path.exists(), path
            path.touch()
        return paths

    monkeypatch.setattr(paper, "save", touch)


@pytest.mark.slow
@pytest.mark.usefixtures("unsaved")
def test_everything_is_written_once(pooled_results, tmp_path):
    """Figures, tables, an index, how to cite; never over others.

    What fits a column is there in both widths; panels of groups have one figure.
    """
    written = write_paper(pooled_results, tmp_path / "paper")
    names = {path.name for path in written}
    assert len(names) == len(written)
    assert names == {path.name for path in (tmp_path / "paper").iterdir()}
    assert {"index.html", "index.md", "figures.tex", "scores.csv", "leakbench.bib"} < names
    assert {"headline.tex", "scores-f1.tex", "scores-clean.tex", "scores-worn.tex"} < names
    stems = {f"{stem}-{width}" for stem in ("speed", "cost") for width in WIDTHS}
    stems |= {f"{stem}-double" for stem in ("pareto", "bars-recall", "bars-f1", "heatmap-worn")}
    index = (tmp_path / "paper" / "index.md").read_text("utf-8")
    tex = (tmp_path / "paper" / "figures.tex").read_text("utf-8")
    for stem in stems:
        assert {f"{stem}.{form}" for form in FORMS} < names
        assert f"[{stem}.pdf]({stem}.pdf)" in index
        assert f"{{{stem}.pdf}}" in tex
    assert index.count("### speed\n") == 1
    with pytest.raises(OutputExistsError):
        write_paper(pooled_results, tmp_path / "paper")


@pytest.mark.slow
@pytest.mark.usefixtures("unsaved")
def test_documents_on_the_same_thing_do_not_replace_each_other(pooled_results, tmp_path):
    """A sweep that was run twice is two figures, each in both widths."""
    (sweep, *_) = read_documents([PUBLISHED / "documents.jsonl.gz"])["sweep"]
    few = {**sweep, "places": sweep["places"][:2]}
    written = write_paper(pooled_results[:1], tmp_path, documents=[few, few])
    stem = f"robustness-{sweep['axis']['name']}-{sweep['corpus']}"
    names = [path.name for path in written if path.name.startswith(stem)]
    assert sorted(name for name in names if name.endswith(".pdf")) == sorted(
        f"{stem}{end}-{width}.pdf" for end in ("", "-2") for width in WIDTHS
    )
