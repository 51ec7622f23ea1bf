"""Tests of the messages between a run and the processes of its detectors."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.benchmarks.running.messages import Kind, Message, MessageError, receive
from leakbench.detectors.contract import spans_from

TEXTS = st.lists(st.none() | st.text(max_size=20), max_size=6)


def _bytes(message):
    return b"".join(message.buffers())


def _read(data, max_bytes=1 << 20):
    left = memoryview(data)

    def fill(view):
        nonlocal left
        if len(view) > len(left):
            raise EOFError
        view[:] = left[: len(view)]
        left = left[len(view) :]

    message = receive(fill, max_bytes)
    assert not left
    return message


@given(st.lists(TEXTS, max_size=3), st.dictionaries(st.text(), st.integers() | st.text()))
def test_what_is_written_is_what_is_read(columns, about):
    """Any JSON and any batches, none included."""
    batches = [pa.record_batch({"text": pa.array(texts, pa.string())}) for texts in columns]
    found = _read(_bytes(Message(Kind.CHUNK, about, batches)))
    assert (found.kind, found.about) == (Kind.CHUNK, about)
    assert list(found.batches) == batches


def test_dictionaries_may_differ_from_batch_to_batch():
    """As answers have them."""
    answers = [spans_from([(0, 0, (0, 1, label))]) for label in ("MOBILE", "EMAIL", "MOBILE")]
    found = _read(_bytes(Message(Kind.ANSWERS, {}, answers)))
    assert [one.to_pylist() for one in found.batches] == [one.to_pylist() for one in answers]


def test_rows_outside_a_slice_are_not_sent():
    """Arrow rounds up to 64 bytes; nothing else that stands behind a batch goes with it."""
    whole = pa.record_batch({"text": pa.array(["first", "second", "-" * 64 + "third"])})
    sent = _bytes(Message(Kind.CHUNK, {}, [whole.slice(1, 1)]))
    assert b"second" in sent
    assert b"first" not in sent
    assert b"third" not in sent


@given(st.binary(min_size=13, max_size=13), st.integers(0, 40))
def test_noise_is_no_message(head, more):
    """Whatever bytes come, the error says that they are no message, or more are asked for."""
    with pytest.raises((MessageError, EOFError)):
        _read(b"\xff" + head[1:] + b"\xff" * more)


@pytest.mark.parametrize("at", [0, 20, 60, 100])
def test_a_spoilt_message_is_refused_or_read(at):
    """Bytes that a detector wrote in between end in an error, never in a crash."""
    batch = pa.record_batch({"text": pa.array(["some text"] * 5)})
    sent = bytearray(_bytes(Message(Kind.CHUNK, {"min_seconds": 1.0}, [batch])))
    sent[at : at + 12] = b"\xffGARBAGE\xff\x00\xff\xff"
    with pytest.raises((MessageError, EOFError)):
        _read(sent)


def test_a_message_that_is_too_long_is_not_read():
    """Its sender does not decide how much memory the run takes."""
    batch = pa.record_batch({"text": pa.array(["x" * 5_000])})
    with pytest.raises(MessageError, match="is too long"):
        _read(_bytes(Message(Kind.ANSWERS, {}, [batch])), max_bytes=1_000)
