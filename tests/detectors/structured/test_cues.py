import numpy as np

from leakbench.detectors.structured.cues import BUCKETS, bucket_of, cue_tables, header_words
from leakbench.detectors.structured.kinds import CUES


def test_words_stand_in_the_bucket_of_their_last_bytes():
    """Whoever looks at the two bytes before a value meets every word that ends in them."""
    before, _ = cue_tables()
    words = [
        bytes(before.data[begin:end])
        for begin, end in zip(before.begin[:-1], before.begin[1:], strict=True)
    ]
    assert "手机号".encode() in words
    for place, word in enumerate(words):
        key = bucket_of(*(b"\0" + word)[-2:])
        assert before.bucket[key] <= place < before.bucket[key + 1]


def test_tables_are_whole():
    """Every bucket is bounded, every word says something known, long words come first."""
    for table in cue_tables():
        assert len(table.bucket) == BUCKETS + 1
        assert table.bucket[-1] == len(table.kind) == len(table.begin) - 1
        assert set(table.kind.tolist()) <= set(range(len(CUES)))
        sizes = np.diff(table.begin)
        for key in range(BUCKETS):
            inside = sizes[table.bucket[key] : table.bucket[key + 1]]
            assert (np.diff(inside) <= 0).all()


def test_headers_say_what_their_words_say():
    """A header's words are the cue words without those of sentences."""
    words = header_words()
    assert CUES[words["手机号码"]] == "PHONE"
    assert "打" not in words
