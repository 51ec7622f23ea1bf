import json
import re
import sys

import pyarrow as pa

MOBILE = re.compile(r"(?<![0-9])1[3-9][0-9]{9}(?![0-9])")
KINDS = {"row": pa.int32(), "column": pa.int16(), "start": pa.int32(), "end": pa.int32()}
SPANS = pa.schema({**KINDS, "label": pa.string()})

asked, answers = sys.stdin.buffer, sys.stdout.buffer
answers.write(json.dumps({"labels": ["MOBILE"], "format": "arrow"}).encode() + b"\n")
answers.flush()
while size := asked.readline():
    with pa.ipc.open_stream(asked.read(int(size))) as reader:
        batch = reader.read_next_batch()
    found = [
        (row, column, one.start(), one.end(), "MOBILE")
        for column, cells in enumerate(batch.columns)
        for row, text in enumerate(cells.to_pylist())
        for one in MOBILE.finditer(text or "")
    ]
    rows = [dict(zip(SPANS.names, one, strict=True)) for one in found]
    spans = pa.RecordBatch.from_pylist(rows, SPANS)
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, SPANS) as writer:
        writer.write_batch(spans)
    stream = sink.getvalue()
    answers.write(b"%d\n" % stream.size + stream)
    answers.flush()
