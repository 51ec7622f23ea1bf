"""Tests of the columns of fields."""

import numpy as np
import pyarrow as pa
import pytest

from leakbench.generator.corpus import load_corpus
from leakbench.generator.declarations import DeclarationError
from leakbench.generator.generate import batches
from leakbench.generator.spec import NOISES, Spec

pytestmark = pytest.mark.slow

PLACE_OF_LISTS = [field.name for field in load_corpus("legal_person").fields].index("more_numbers")


@pytest.mark.parametrize("noise", NOISES[1:])
def test_a_column_of_a_file_is_written_in_one_way_mostly(noise):
    """Files differ, and a few write cell by cell."""
    table = pa.Table.from_batches(batches(Spec(corpus="legal_person", noise=noise), 6000))
    forms = {}
    for file, spans in zip(table["file"].to_pylist(), table["cell_spans"].to_pylist(), strict=True):
        for span in spans:
            if span["label"] == "MOBILE":
                forms.setdefault((file, span["column"]), []).append(span["form"])
    alone = [max(map(some.count, set(some))) / len(some) > 0.9 for some in forms.values()]
    assert 0.6 < np.mean(alone) < 1
    assert len({some[0] for some in forms.values()}) > 5


def test_a_list_has_no_second_value(pack_folder):
    """Whoever declares one is told so."""
    corpus = "corpora/social_insurance.toml"
    text = (pack_folder() / corpus).read_text("utf-8")
    text = text.replace('"insured.employer"', '"insured.employer"\nfirm = "company"')
    text = text.replace('"insured.mobile"', '"firm.more_numbers"')
    spec = Spec("social_insurance", pack=pack_folder({corpus: text}, name="changed"))
    with pytest.raises(DeclarationError) as caught:
        next(batches(spec, 3))
    place = (
        "social_insurance.toml: field 'mobile': key 'second': a list has a place for every value"
    )
    assert place in str(caught.value)
    assert "\n" not in str(caught.value)
    text = text.replace('second = "insured.second_mobile"\n', "")
    with_list = Spec("social_insurance", pack=pack_folder({corpus: text}, name="mended"))
    spans = next(batches(with_list, 300)).column("cell_spans").to_pylist()
    assert any(span["label"] == "LANDLINE" for row in spans for span in row)


def test_lists_are_written_alike_whatever_the_noise():
    """Cells of firms' numbers are those of clean data, and texts hold them whole."""
    found = {}
    for noise in NOISES:
        spec = Spec(corpus="legal_person", noise=noise, headers="true")
        found[noise] = pa.Table.from_batches(batches(spec, 3000))
    header = load_corpus("legal_person").fields[PLACE_OF_LISTS].headers["test"][0]
    cells = {noise: table[header].to_pylist() for noise, table in found.items()}
    assert cells["worn"] == cells["evasive"] == cells["clean"]
    several, shown = 0, 0
    for noise, table in found.items():
        for row in table.to_pylist():
            spans = [span for span in row["cell_spans"] if span["column"] == PLACE_OF_LISTS]
            several += len(spans) > 1
            assert {span["label"] for span in spans} <= {"MOBILE", "LANDLINE"}
            assert all(span["quality"] == "exact" for span in spans)
            at = row["text"].find(row[header]) if len(spans) > 1 else -1
            if at >= 0:
                shown += 1
                marked = {(one["start"], one["end"], one["label"]) for one in row["text_spans"]}
                assert marked >= {
                    (at + one["start"], at + one["end"], one["label"]) for one in spans
                }, noise
    assert several > 1000
    assert shown > 200
