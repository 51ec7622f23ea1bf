import logging
import marshal
import subprocess
import sys
import tempfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.adapters.jieba import Jieba

pytestmark = pytest.mark.slow

CODE = """
import warnings
warnings.simplefilter("error")
from leakbench.detectors import registry
registry.load("jieba")
"""


def test_finds_names_places_and_organisations(found):
    """Names, touching places and organisations come with the registry's labels."""
    spans = found("jieba", "联系人张伟，住在浙江省杭州市西湖区，中国人民银行")
    assert spans == [
        ("张伟", "PERSON_NAME"),
        ("浙江省杭州市西湖区", "ADDRESS"),
        ("中国人民银行", "COMPANY"),
    ]


def test_is_silent():
    """Building it prints nothing, and warns of nothing even where warnings are errors."""
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, check=True, text=True)
    assert done.stdout == ""
    assert done.stderr == ""
    Jieba()
    assert not logging.getLogger("jieba").isEnabledFor(logging.INFO)


def test_words_added_elsewhere_change_nothing(found):
    """The user's global dictionary is not the detector's."""
    import jieba  # noqa: PLC0415 - the adapter imports it first, with its warnings silenced

    before = found("jieba", "某某乙丙丁说")
    jieba.add_word("乙丙丁", tag="nr")
    try:
        assert found("jieba", "某某乙丙丁说") == before
        assert ("乙丙丁", "PERSON_NAME") not in before
    finally:
        jieba.del_word("乙丙丁")


def test_a_cache_that_somebody_planted_changes_nothing(tagger, monkeypatch, tmp_path):
    """Neither read nor written: a dictionary in which no two characters are a word."""
    text = "联系人张伟，住在浙江省杭州市西湖区"
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    planted = tmp_path / "jieba.cache"
    planted.write_bytes(marshal.dumps((dict.fromkeys(text, 1), len(text))))
    before = planted.read_bytes()
    assert list(Jieba()._tagger.cut(text)) == list(tagger.cut(text))  # noqa: SLF001
    assert [one.read_bytes() for one in tmp_path.iterdir()] == [before]


@pytest.fixture(scope="module")
def tagger():
    """What segments and tags, built once: hypothesis asks it many times."""
    return Jieba()._tagger  # noqa: SLF001 - offsets rest on this property of it


@given(st.text("张伟1380 \r\n\t\u200b\u0301é😀A-.#&+，\x00\x1c\u3000１𬱖", max_size=40))
def test_words_concatenate_to_the_text(tagger, text):
    """The segmenter drops and adds nothing, so lengths of words are offsets."""
    assert "".join(word for word, _ in tagger.cut(text)) == text
