"""Tests of written lists."""

from dataclasses import replace

import pytest

from leakbench.generator.cases.case import Case, Written
from leakbench.generator.cases.case_writing import plan_case
from leakbench.generator.cases.contents import Source
from leakbench.generator.cases.list_writing import write_list
from leakbench.generator.containers.opening import open_path
from leakbench.generator.containers.truth import read_truth
from leakbench.generator.spec import Spec

CASE = Case(Spec("", seed=3), records=300, files=12)


@pytest.fixture(scope="module")
def one():
    """A list of a case, to be written in any way."""
    return plan_case(CASE).lists[0]


@pytest.mark.parametrize("packed", ["", ".zip", ".7z", ".tar.gz"])
def test_a_list_is_found_where_its_truth_says(tmp_path, one, packed):
    """In an archive too, with the same values and the time of the case."""
    seized, truth = tmp_path / "seized", tmp_path / "t.truth.parquet"
    seized.mkdir()
    made = replace(
        one,
        path=f"某公司/D/表{packed or '.csv'}",
        inside="表.csv" if packed else "",
        content=Source("assets", 0, 40),
        written=Written(form="csv", encoding="gb18030", packed=packed),
    )
    written = write_list(CASE, made, seized, truth)
    path = seized / made.path
    assert path.stat().st_mtime == made.when.timestamp()
    assert path.stat().st_size == written.size
    rows = []
    for opened in open_path(path):
        assert opened.inside == ((made.inside,) if packed else ())
        for sheet in opened.sheets:
            rows += sheet.rows()
    assert len(rows) == written.rows + 1 == 41
    spans = read_truth(truth).spans.to_pylist()
    assert len(spans) == written.values > 40
    for span in spans:
        assert rows[span["row"]][span["column"]][span["start"] : span["end"]].strip()
    assert 0 < written.records <= written.rows
    assert written.about.row.max() < written.rows
    assert {path.name for path in tmp_path.iterdir()} == {"seized", "t.truth.parquet"}
