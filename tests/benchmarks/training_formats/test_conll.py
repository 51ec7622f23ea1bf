"""Tests of CoNLL: the lines as others read them."""

import pytest

from leakbench.benchmarks.training_formats.conll import BIO, BIOES
from leakbench.benchmarks.training_formats.labelled_texts import UnnameableLabelError

from .labelled_records import labelled_texts, written


def test_a_character_is_a_line():
    """With its tag behind a tab; a text of ordinary characters has no comment."""
    texts = labelled_texts([("甲某 1", [(0, 2, "PERSON")]), ("𠮷", [(0, 1, "PERSON")])])
    assert written(BIO, texts).decode() == (
        "甲\tB-PERSON\n某\tI-PERSON\n \tO\n1\tO\n\n𠮷\tB-PERSON\n\n"
    )
    assert written(BIOES, texts).decode() == (
        "甲\tB-PERSON\n某\tE-PERSON\n \tO\n1\tO\n\n𠮷\tS-PERSON\n\n"
    )


def test_line_breaks_are_told():
    """No line of a token is broken, and the text stands before it as it is."""
    texts = labelled_texts([("甲", [(0, 1, "A")]), ("", []), ("乙\n\t\r丙", [(0, 5, "A")])])
    assert written(BIO, texts).decode() == (
        '甲\tB-A\n\n# text_json = ""\n\n# text_json = "乙\\n\\t\\r丙"\n'
        "乙\tB-A\n␊\tI-A\n␉\tI-A\n␍\tI-A\n丙\tI-A\n\n"
    )


@pytest.mark.parametrize("form", [BIO, BIOES])
def test_a_label_with_a_space_is_refused(form):
    """Before anything is written."""
    texts = labelled_texts([("甲", [(0, 1, "full name")])])
    with pytest.raises(UnnameableLabelError, match=r"'full name' has white space .* CoNLL"):
        next(form.pieces(texts))
