"""Trials of killing ``write_dataset``, and of two: ``trials.py kill|race DIR TRIES SEED``.

A process that has compiled and imported all that is needed forks those that write, so that a trial
takes no longer than its writing.
"""

import json
import os
import random
import signal
import sys
import time
import traceback
from pathlib import Path

import pyarrow as pa

from leakbench.generator.datasets import shards
from leakbench.generator.datasets.dataset import open_dataset, write_dataset
from leakbench.generator.datasets.outputs import OutputExistsError, OutputInUseError
from leakbench.generator.datasets.parts import DatasetPart
from leakbench.generator.spec import Spec

SPEC, ROWS = Spec(corpus="legal_person", seed=5), 150
REFUSED, FAILED = 2, 3
PARTS = (DatasetPart(1, 2), DatasetPart(2, 2))


def begun(out, part=None):
    """A process that writes the dataset, or a part of it."""
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        write_dataset(SPEC, ROWS, out, part=part)
        code = 0
    except (OutputExistsError, OutputInUseError):
        code = REFUSED
    except BaseException:  # noqa: BLE001 - a fork must not go on as its parent
        os.write(2, traceback.format_exc().encode())
        code = FAILED
    os._exit(code)


def left_of(child):
    """How a process ended: its exit code, or minus the signal."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def files(out):
    """What all files of a directory hold."""
    found = [path for path in out.rglob("*") if path.is_file()]
    return {str(path.relative_to(out)): path.read_bytes() for path in found}


def check_final_names(out, whole):
    """What has a name is whole; what a run still writes or notes is hidden."""
    for name, content in files(out).items():
        if name.startswith("part-"):
            json.loads(content)
        elif not Path(name).name.startswith("."):
            assert content == whole[name], f"half written: {name}"


def check_whole(out, whole):
    """All is there, byte for byte, and nothing else; and it can be read."""
    assert files(out) == whole, sorted(files(out))
    assert sum(batch.num_rows for batch in open_dataset(out).batches()) == ROWS


def killed(out, part, seconds, whole):
    """How many shards a run left that was killed after some time; None if it had ended by then."""
    child = begun(out, part)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    code = left_of(child)
    if out.is_dir():
        check_final_names(out, whole)
    if has_ended(code, out, whole):
        return None
    assert code == -signal.SIGKILL, code
    return len(list(out.glob("data/*.parquet")))


def has_ended(code, out, whole):
    """Whether all was written; who was killed after that finds it there, and is refused."""
    return code == 0 or (code == REFUSED and files(out) == whole)


def kill(out, number, takes, draw, whole):
    """Kill a run, or those of two parts, until it has ended or was killed twice; what was left."""
    parts = (None,) if number % 2 else PARTS
    left = []
    for part in parts:
        for _ in range(2):
            left.append(killed(out, part, draw.uniform(0, 1.5 * takes / len(parts)), whole))
            if left[-1] is None:
                break
        else:
            code = left_of(begun(out, part))
            assert has_ended(code, out, whole), code
    check_whole(out, whole)
    return left


def race(out, number, takes, draw, whole):
    """Write twice at a time, or a part twice; what became of each."""
    parts = (None, None) if number % 2 else (PARTS[0], PARTS[1], PARTS[0])
    children = []
    for part in parts:
        children.append(begun(out, part))
        time.sleep(draw.choice([0, draw.uniform(0, takes / 2)]))
    codes = [left_of(child) for child in children]
    if number % 2:
        assert sorted(codes) == [0, REFUSED], codes
    else:  # the same part may be asked for again once it is done
        assert codes[1] == 0, codes
        assert sorted([codes[0], codes[2]]) in ([0, 0], [0, REFUSED]), codes
    check_whole(out, whole)
    return codes


def main():
    """Make all trials, and print what came of them as JSON."""
    shards.GROUP_ROWS = 30
    pa.set_cpu_count(1)
    trial = {"kill": kill, "race": race}[sys.argv[1]]
    root, tries, draw = Path(sys.argv[2]), int(sys.argv[3]), random.Random(int(sys.argv[4]))  # noqa: S311
    write_dataset(SPEC, ROWS, root / "first")  # reads all kernels
    whole = files(root / "first")
    begin = time.monotonic()
    assert left_of(begun(root / "timed")) == 0
    takes = time.monotonic() - begin
    check_whole(root / "timed", whole)
    found = [trial(root / f"{one}", one, takes, draw, whole) for one in range(tries)]
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
