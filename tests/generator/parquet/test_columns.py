"""Tests of the columns of a dataset as Parquet counts them."""

import pyarrow as pa
import pytest

from leakbench.generator.generate import schema
from leakbench.generator.parquet.columns import CODES, PLAIN, leaves, pages
from leakbench.generator.schema import DECOYS
from leakbench.generator.spec import Spec


def test_a_leaf_is_a_string_a_number_or_a_name():
    """A list has one for each part of its items; strings and people may be missing."""
    found = leaves(schema(Spec(corpus="clean_text")))
    assert {leaf.path[0]: leaf.kind for leaf in found if len(leaf.path) == 1} == {
        field.name: field.type
        for field in schema(Spec(corpus="clean_text"))
        if not pa.types.is_list(field.type)
    }
    spans = [leaf for leaf in found if leaf.path[0] == "text_spans"]
    assert [leaf.path[-1] for leaf in spans if leaf.nullable] == ["subject"]
    assert [leaf.path[-1] for leaf in spans if leaf.kind == pa.string()] == [
        "label",
        "quality",
        "form",
    ]


@pytest.mark.parametrize(("end", "encoding"), [(4095, CODES), (4096, PLAIN)])
def test_small_offsets_are_codes_of_themselves(end, encoding):
    """And great ones what they are."""
    decoy = {"start": 0, "end": end, "kind": "order_no"}
    start, ends, kind = pages(pa.array([[decoy], []], DECOYS), nullable=False)
    assert (start.encoding, ends.encoding, kind.encoding) == (CODES, encoding, CODES)
    assert {(page.levels, page.nulls) for page in (start, ends, kind)} == {(2, 1)}


@pytest.mark.parametrize(
    "field",
    [
        pa.field("a", pa.float64()),
        pa.field("a", pa.int64()),
        pa.field("a", pa.dictionary(pa.int8(), pa.string()), nullable=False),
        pa.field("a", pa.list_(pa.struct([pa.field("b", pa.string())]))),
    ],
)
def test_other_columns_are_refused(field):
    """What no dataset has is named."""
    with pytest.raises(TypeError, match=r"a.*: a dataset has no"):
        leaves(pa.schema([field]))
