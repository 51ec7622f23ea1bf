"""Peak memory of a detector: a fresh process that loads it and answers one batch.

The number is the resident peak of that whole process, with the interpreter and Arrow in it, since
this is what a machine must have; nothing is subtracted.
"""

import json
import resource
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa

from leakbench.detectors.registry import load

TIMEOUT = 300  # seconds


def peak_memory(detector: str, batch: pa.RecordBatch) -> int | None:
    """Measure a registered detector.

    Args:
        detector: Its registered name.
        batch: What it is to answer.

    Returns:
        Bytes; None if the process failed.
    """
    with TemporaryDirectory() as folder:
        file = Path(folder, "batch.arrow")
        with pa.OSFile(str(file), "wb") as sink, pa.ipc.new_file(sink, batch.schema) as writer:
            writer.write_batch(batch)
        command = [
            sys.executable,
            "-m",
            "leakbench.benchmarks.timing.memory",
            detector,
            str(file),
        ]
        try:
            done = subprocess.run(  # noqa: S603 - our own module, and names from the registry
                command, capture_output=True, text=True, timeout=TIMEOUT, check=True
            )
            return int(json.loads(done.stdout.splitlines()[-1])["peak_bytes"])
        except (subprocess.SubprocessError, ValueError, LookupError, TypeError):
            return None


def own_peak() -> int:
    """Resident peak of this process in bytes."""
    try:
        # Linux hands ru_maxrss down from the parent through exec; the address space's own
        # high-water mark starts anew.
        status = Path("/proc/self/status").read_text("ascii")
        line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024
    except (OSError, StopIteration):
        unit = 1 if sys.platform == "darwin" else 1024
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def forget_peak() -> None:
    """Have ``own_peak`` begin anew; where the system cannot, it goes on from the first."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", "ascii")


def main() -> None:
    """Load the detector named first, answer the batch in the file named next, say the peak."""
    name, file = sys.argv[1:]
    with pa.ipc.open_file(file) as reader:
        batch = reader.get_batch(0)
    load(name).detect(batch)
    sys.stdout.write(json.dumps({"peak_bytes": own_peak()}) + "\n")


if __name__ == "__main__":
    main()
