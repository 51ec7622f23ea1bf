"""``batches``: the records of a corpus."""

# ruff: noqa: PLC0415 - what is slow to import waits until it is needed

from collections.abc import Iterator

import pyarrow as pa

from leakbench.generator.spec import Spec


def batches(
    spec: Spec, rows: int, *, start: int = 0, block: int = 32_840
) -> Iterator[pa.RecordBatch]:
    """Records ``start`` to ``start + rows`` of a corpus, with their labels.

    Row 10¹² comes as quickly as row 0, and the same spec gives the same row everywhere.

    Args:
        spec: Corpus, seed, split, noise and the rest that fixes every record.
        rows: How many records.
        start: The first one.
        block: Records of a batch; it changes how they come, never what they are.

    Returns:
        Arrow record batches with ``record_id``, the columns of the list under their headers,
        ``text``, and the labels: ``text_spans`` and ``cell_spans`` (start and end in code points,
        label, subject, quality, form), ``decoys`` (what looks personal in ``text`` and is not).

    Raises:
        UnknownCorpusError: There is no such corpus; the likely one is told.
        ValueError: Rows or block size are not positive, or the start is negative.
    """
    from leakbench.generator import generate

    return generate.batches(spec, rows, start=start, block=block)
