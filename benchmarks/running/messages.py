"""Messages between a run and the processes of its detectors: JSON and Arrow, no pickles.

A message is a kind, two lengths, a JSON object and an Arrow IPC stream, either of which may be
empty. Whoever reads trusts nothing: what is no message is an error that says so.
"""

import json
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

import pyarrow as pa

from leakbench.generator.errors import LeakbenchError
from leakbench.generator.untrusted import json_of

_HEADER = struct.Struct("!cIQ")  # kind, bytes of JSON, bytes of Arrow
_MAX_JSON = 1 << 24

Fill = Callable[[memoryview], None]
"""Fills a view with the bytes that come next."""


class Kind(Enum):
    """What a message says."""

    ALIVE = b"."
    SIGN = b"s"
    READY = b"r"
    CHUNK = b"p"
    TRIAL = b"v"
    ANSWERS = b"a"
    FAILED = b"f"


class MessageError(LeakbenchError, ValueError):
    """Bytes that are no message."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message.

    Attributes:
        kind: What it says.
        about: A JSON object.
        batches: Batches of one schema; dictionaries may differ.
    """

    kind: Kind
    about: dict[str, Any] = field(default_factory=dict)
    batches: Sequence[pa.RecordBatch] = ()

    def buffers(self) -> list[memoryview]:
        """Its bytes; of rows outside a slice at most 64 bytes are among them."""
        text = json.dumps(self.about).encode() if self.about else b""
        arrow = _written(self.batches)
        return [memoryview(_HEADER.pack(self.kind.value, len(text), len(arrow)) + text), arrow]


def receive(fill: Fill, max_bytes: int) -> Message:
    """Read the message that comes next.

    Args:
        fill: Where its bytes come from.
        max_bytes: Of Arrow data; a longer message is refused before it is read.

    Raises:
        MessageError: What comes is no message, or too long.
    """
    head = bytearray(_HEADER.size)
    fill(memoryview(head))
    kind, text_bytes, arrow_bytes = _HEADER.unpack(head)
    if text_bytes > _MAX_JSON or arrow_bytes > max_bytes:
        raise MessageError(f"a message of {text_bytes + arrow_bytes:,} bytes is too long")
    text = bytearray(text_bytes)
    fill(memoryview(text))
    arrow = pa.allocate_buffer(arrow_bytes)  # aligned, as detectors get them in this process too
    fill(memoryview(arrow).cast("B"))
    try:
        about = json_of(bytes(text)) if text else {}
        batches = _read(arrow)
        return Message(Kind(kind), dict(about), batches)
    except (ValueError, TypeError, OSError, pa.ArrowException) as error:  # OSError: Arrow's too
        raise MessageError(f"not a message: {error}") from None


def _written(batches: Sequence[pa.RecordBatch]) -> memoryview:
    if not batches:
        return memoryview(b"")
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batches[0].schema) as writer:
        for batch in batches:
            writer.write_batch(batch)
    return memoryview(sink.getvalue())


def _read(arrow: pa.Buffer) -> list[pa.RecordBatch]:
    if not arrow.size:
        return []
    with pa.ipc.open_stream(arrow) as reader:
        return list(reader)
