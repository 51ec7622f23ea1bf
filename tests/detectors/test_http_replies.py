import io

import pytest

from leakbench.detectors import http_replies
from leakbench.detectors.http_replies import LONGEST_WAIT, Reply, asked_wait, read_body


def test_a_body_is_read_to_its_end(monkeypatch):
    """Unless it takes too long, or is too long."""
    monkeypatch.setattr(http_replies, "monotonic", lambda: 5.0)
    text = b"x" * 200_000
    assert read_body(io.BytesIO(text), 6.0) == text
    with pytest.raises(TimeoutError, match="takes too long"):
        read_body(io.BytesIO(text), 4.0)
    monkeypatch.setattr(http_replies, "LARGEST_REPLY", 100_000)
    with pytest.raises(OSError, match="does not end"):
        read_body(io.BytesIO(text), 6.0)


@pytest.mark.parametrize(
    ("said", "seconds"),
    [("3", 3.0), ("0", 0.0), ("99999", LONGEST_WAIT), ("-1", None), ("soon", None), ("２", None)],
)
def test_a_wait_is_a_number_of_seconds(said, seconds):
    """Dates are passed over, and nobody waits for ever."""
    assert asked_wait({"Retry-After": said}) == seconds
    assert asked_wait({}) is None


def test_a_reply_is_shown_on_one_line():
    """Its first bytes, whatever they are."""
    assert Reply(500, b"<p>\n  no\xff</p>").start(9) == "<p> no\ufffd"
