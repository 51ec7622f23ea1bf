import pyarrow as pa

from leakbench.detectors.native import Native
from leakbench.detectors.structured.detector import Structured


def test_native_finds_all_that_structured_finds():
    """Its structured spans are those of the detector that finds nothing else."""
    batch = pa.record_batch([pa.array(["手机19900000000", None, "京A00000"])], names=["text"])
    native, structured = Native(), Structured()
    wanted = structured.detect(batch).to_pylist()
    assert len(wanted) == 2
    assert structured.labels <= native.labels
    assert [
        span for span in native.detect(batch).to_pylist() if span["label"] in structured.labels
    ] == wanted
