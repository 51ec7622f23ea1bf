"""A batch as an Arrow IPC stream, and the stream of spans that answers it.

Both ways a line with the number of bytes goes before the stream, so that whoever reads can take
them at once; a stream holds one batch.
"""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import pyarrow as pa

from leakbench.detectors.endpoints.json_lines import AnswerError
from leakbench.detectors.plain_strings import check_strings, plain_strings
from leakbench.detectors.spans import LABEL_TYPE, SPANS

MOST_DIGITS: Final = 12  # of a number of bytes
_MUST_HAVE: Final = [name for name in SPANS.names if name != "score"]


def question(batch: pa.RecordBatch) -> bytes:
    """A batch as a stream, its columns of type ``string``, its length before it.

    Raises:
        StringsError: A column holds no strings, or no sound ones.
    """
    strings = plain_strings(batch)
    check_strings(strings)
    sink = pa.BufferOutputStream()
    plain = pa.RecordBatch.from_arrays(strings.columns, names=batch.schema.names)
    with pa.ipc.new_stream(sink, plain.schema) as writer:
        writer.write_batch(plain)
    stream = sink.getvalue()
    return b"%d\n" % stream.size + stream.to_pybytes()


def complete(said: bytearray) -> bool:
    """Whether as many bytes have come as the first line says.

    Raises:
        AnswerError: It says nothing of the kind.
    """
    digits = bytes(said[: MOST_DIGITS + 1])
    number, newline, _ = digits.partition(b"\n")
    if not newline and len(digits) <= MOST_DIGITS and (not number or number.isdigit()):
        return False
    if not newline or not number.isdigit():
        raise AnswerError(f"answered {number!r} instead of a line with a number of bytes")
    return len(said) >= len(number) + 1 + int(number)


def answer(said: bytes, _batch: pa.RecordBatch, meant: Mapping[str, str]) -> pa.RecordBatch:
    """Spans as columns, in the unit that the program counts in.

    Args:
        said: The length and a stream of one batch with the columns of ``SPANS``, of any types that
            become theirs without loss; without ``score`` every score is 1.
        meant: The registry's labels for those that the program uses; others stay as they are.

    Raises:
        AnswerError: It is no such stream.
    """
    number, _, stream = said.partition(b"\n")
    if len(stream) != int(number):
        raise AnswerError("answered more than it said that it would")
    try:
        with pa.ipc.open_stream(pa.py_buffer(stream)) as reader:
            batches = list(reader)
        if len(batches) != 1:
            raise AnswerError(f"answered {len(batches)} batches to one")
        spans = batches[0]
        spans.validate(full=True)
        missing = [name for name in _MUST_HAVE if spans.schema.names.count(name) != 1]
        if missing:
            raise AnswerError(f"answered without one column {missing[0]!r}")
        return pa.RecordBatch.from_arrays(_columns(spans, meant), schema=SPANS)
    except (pa.ArrowException, OSError, ValueError) as error:
        if isinstance(error, AnswerError):
            raise
        first = str(error).partition("\n")[0]
        raise AnswerError(f"answered no Arrow stream of spans: {first}") from None


def _columns(spans: pa.RecordBatch, meant: Mapping[str, str]) -> list[Any]:
    columns = [
        spans.column(field.name).cast(field.type)
        for field in SPANS
        if field.name not in {"label", "score"}
    ]
    labels = spans.column("label")
    if not pa.types.is_dictionary(labels.type):
        labels = labels.cast(pa.string()).dictionary_encode()
    names = [meant.get(name, name) for name in labels.dictionary.cast(pa.string()).to_pylist()]
    named = pa.DictionaryArray.from_arrays(labels.indices, pa.array(names, pa.string()))
    score = (
        spans.column("score").cast(pa.float32())
        if "score" in spans.schema.names
        else pa.array(np.ones(spans.num_rows, np.float32))
    )
    return [*columns, named.cast(pa.string()).dictionary_encode().cast(LABEL_TYPE), score]
