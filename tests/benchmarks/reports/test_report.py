"""Tests of the report."""

import csv
from pathlib import Path

import pytest

from leakbench.benchmarks.reports.family_table import family_table
from leakbench.benchmarks.reports.headline import headline
from leakbench.benchmarks.reports.headline_tables import headline_table
from leakbench.benchmarks.reports.level_tables import levels_markdown
from leakbench.benchmarks.reports.levels import level_table
from leakbench.benchmarks.reports.operating import operating
from leakbench.benchmarks.reports.operating_table import operating_table
from leakbench.benchmarks.reports.readme_table import readme_table
from leakbench.benchmarks.reports.report import group_table, label_table, write_report
from leakbench.benchmarks.running.entrants import LocalEntrant
from leakbench.benchmarks.running.runner import Scoring, run
from leakbench.benchmarks.sources.opening import open_source
from leakbench.benchmarks.store.directory import find_results, latest
from leakbench.benchmarks.store.pooling import groups_of
from leakbench.generator.datasets.outputs import OutputExistsError
from leakbench.generator.spec import Spec

pytestmark = pytest.mark.slow

PUBLISHED = Path(__file__).parents[3] / "results"
FORMS = ("pdf", "png", "svg")
FIGURES = [f"pareto.{form}" for form in FORMS]
STANDINGS = [f"standings-{on}.{form}" for on in ("dark", "light") for form in FORMS]


@pytest.fixture(scope="module")
def results(digits, broken, dataset, write_labelled, tmp_path_factory):
    """Two corpora, a detector that works on them and one that does not."""
    real = write_labelled(tmp_path_factory.mktemp("labelled") / "real.jsonl")
    sources = [open_source(str(path), Spec(corpus="")) for path in (dataset, real)]
    both = [LocalEntrant(one.name, "1.0", "leakbench", one) for one in (digits, broken)]
    return list(run(sources, both, Scoring(), min_seconds=0, memory=lambda *_: 5_000_000))


@pytest.fixture(scope="module")
def written(results, tmp_path_factory):
    """The files of their report; not to be changed."""
    return write_report(results, tmp_path_factory.mktemp("report"))


@pytest.fixture(scope="module")
def report(written):
    """Where these are."""
    return written[0].parent


def test_page_figures_and_tables_are_written(report, written):
    """The page, three formats of the plot, and tables to read and to compute with."""
    out = report
    assert sorted(path.name for path in written) == [
        "families.md", "headline.md", "labels.md", "levels.md", "operating_points.md", *FIGURES,
        "readme_table.md", "report.html", *STANDINGS, "table.csv", "table.md",
    ]  # fmt: skip
    assert sorted(out.iterdir()) == sorted(written)
    assert (out / "pareto.png").read_bytes().startswith(b"\x89PNG")
    assert "<svg" in (out / "pareto.svg").read_text("utf-8")
    assert (out / "report.html").read_text("utf-8").startswith("<!doctype html>")


def test_the_same_results_give_the_same_files(results, report, tmp_path):
    """No day and no version shows in them, and the order of the results does not count."""
    other = write_report(results[::-1], tmp_path / "other")
    one = [report / path.name for path in other]
    assert sorted(one) == sorted(report.iterdir())
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in other]


def test_the_table_has_every_result(results, report):
    """Failures too, with their reason; exact numbers stand in the CSV."""
    text = (report / "table.csv").read_text("utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    assert len(rows) == 4
    expected = {(result.corpus, result.detector): result.summary() for result in results}
    for row in rows:
        summary = expected[row["corpus"], row["detector"]]
        for key in ("rows", "recall", "precision", "f1", "recall_any", "mb_per_s", "p50_ms"):
            assert row[key] == ("" if summary[key] is None else str(summary[key]))
    assert sum("RuntimeError" in row["failure"] for row in rows) == 2
    table = (report / "table.md").read_text("utf-8").splitlines()
    assert len(table) == 4
    assert len({line.count("|") for line in table}) == 1


@pytest.mark.parametrize(
    ("report", "stores"),
    [("report", [PUBLISHED, PUBLISHED / "real"]), ("real/report", [PUBLISHED / "real"])],
)
def test_published_tables_are_those_of_published_runs(report, stores):
    """What is read in the tables follows from the packed runs beside them."""
    results = latest(find_results(stores))
    groups, first = groups_of(results), headline(results)
    texts = {
        "headline": headline_table(first),
        "readme_table": readme_table(first),
        "families": family_table(first),
        "levels": levels_markdown(level_table(results, first)),
        "operating_points": operating_table(operating(first, results)),
        "table": group_table(groups),
        "labels": label_table(groups),
    }
    for path in (PUBLISHED / report).glob("*.md"):
        assert path.read_text("utf-8") == texts[path.stem], path


def test_without_a_score_there_is_a_table_alone(results, tmp_path):
    """Nothing can be drawn of failures."""
    written = write_report([result for result in results if result.failure], tmp_path / "report")
    assert "pareto.png" not in [path.name for path in written]


def test_a_directory_in_use_is_refused(results, tmp_path):
    """Force replaces the report's own files and no others."""
    (tmp_path / "mine.txt").touch()
    with pytest.raises(OutputExistsError):
        write_report(results, tmp_path)
    failed = [result for result in results if result.failure]  # of which nothing is drawn
    write_report(failed, tmp_path, force=True)
    assert (tmp_path / "mine.txt").exists()


def test_the_label_table_has_every_label(results, report):
    """Strict F1 by label stands under its detector; a label that nobody labelled has no row."""
    lines = (report / "labels.md").read_text("utf-8").splitlines()
    header = [cell.strip() for cell in lines[0].split("|")[1:-1]]
    rows = [
        dict(zip(header, (c.strip() for c in line.split("|")[1:-1]), strict=True))
        for line in lines[2:]
    ]
    for result in results:
        for label, scores in result.summary()["by_label"].items():
            title = ", ".join(filter(None, (result.corpus, result.noise)))
            found = [r for r in rows if r["corpus"] == title and r["label"] == label]
            assert len(found) == bool(scores["support"])
            if found and scores["precision"] is not None:
                assert float(found[0][result.detector]) == pytest.approx(scores["f1"], abs=5e-4)
    assert {row["label"] for row in rows} >= {"MOBILE", "PERSON"}
