"""Saved inputs, and some made of them, against every target; `make fuzz` goes on for hours."""

import os
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leakbench.detectors import registry
from leakbench.detectors.contract import StringsError

from .drive import INPUTS, inputs_of
from .guarded import column_of, guarded
from .mutation import LONGEST, mutated
from .targets import TARGETS

ROOT = Path(__file__).parents[2]
FEW = 6  # inputs made in the usual run
# Kernels that read strangers' bytes and are compiled within seconds when they check their indices.
CHECKED = ("tagger", "normalize", "matcher", "read_csv", "read_json", "read_xlsx", "read_sql")


def test_every_saved_input_has_a_target():
    """A folder of inputs that nobody reads would test nothing."""
    used = {content for name in TARGETS for content in inputs_of(name)}
    assert used == {path.read_bytes() for path in INPUTS.rglob("*") if path.is_file()}
    assert all(inputs_of(name) for name in TARGETS)


def test_guarded_memory_holds_what_it_was_given():
    """At either end of it, sliced or empty."""
    for at_end in (True, False):
        assert column_of([b"ab", b"", b"\xe4\xb8\xad"], at_end=at_end).to_pylist() == [
            "ab",
            "",
            "中",
        ]
        assert guarded(b"", at_end=at_end).to_pybytes() == b""


def test_leaving_guarded_memory_ends_the_process():
    """One byte behind it, or before it, is enough: else nothing here would find anything."""
    for at_end, step in ((True, 3), (False, -1)):
        code = (
            "import ctypes\n"
            "from tests.fuzz.guarded import guarded\n"
            f"it = guarded(b'abc', at_end={at_end})\n"
            f"ctypes.string_at(it.address + {step}, 1)\n"
        )
        done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False)
        assert done.returncode < 0


@settings(max_examples=FEW)
@given(st.randoms(use_true_random=False))
def test_mutations_are_bounded_and_drawn(random):
    """The same seed makes the same input, none is longer than may be."""
    state = random.getstate()
    one = mutated(random, [b"abc" * LONGEST, b"x"])
    random.setstate(state)
    assert mutated(random, [b"abc" * LONGEST, b"x"]) == one
    assert len(one) <= LONGEST


@pytest.mark.slow
@pytest.mark.parametrize("name", TARGETS)
def test_saved_inputs(name):
    """What once failed, and what is sound, comes back or is refused."""
    for data in inputs_of(name):
        TARGETS[name](data)


@pytest.mark.slow
@pytest.mark.parametrize("name", TARGETS)
def test_inputs_made_of_saved_ones(name):
    """So do others that are like them."""

    @settings(max_examples=FEW)
    @given(st.randoms(use_true_random=False))
    def holds(random):
        TARGETS[name](mutated(random, inputs_of(name)))

    holds()


@pytest.mark.parametrize("name", ["native", "regex", "structured", "tagger"])
@pytest.mark.parametrize(
    ("cells", "row"), [([b"\xcc", b"A" * 33], 0), ([b"ok", b"\xed\xa0\x80"], 1)]
)
def test_our_detectors_name_the_row_that_is_no_utf8(name, cells, row):
    """Nothing is read beyond it: the memory ends there."""
    batch = pa.RecordBatch.from_arrays([column_of(cells)], ["备注"])
    with pytest.raises(StringsError, match=f"^column '备注': row {row}: its bytes are no UTF-8"):
        registry.load(name).detect(batch)


def checked(names, inputs, timeout):
    """Run targets in a process whose kernels check their indices."""
    environment = {**os.environ, "NUMBA_BOUNDSCHECK": "1"}
    for name in names:
        line = ["-m", "tests.fuzz.drive", "--alone", "--target", name, "--inputs", str(inputs)]
        done = subprocess.run(
            [sys.executable, *line],
            cwd=ROOT,
            env=environment,
            check=False,
            capture_output=True,
            text=True,
            timeout=timeout,
        )
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("name", CHECKED)
def test_saved_inputs_with_checked_indices(name):
    """No kernel that reads strangers' bytes leaves an array."""
    checked([name], 2, 600)


@pytest.mark.long
@pytest.mark.parametrize("name", sorted(set(TARGETS) - set(CHECKED)))
def test_other_saved_inputs_with_checked_indices(name):
    """The same of those whose kernels take a minute to compile, and of those that have none."""
    checked([name], 5, 1800)
