"""Fuzz targets for as long as wanted, each in a process of its own, and keep what they fail on.

    python -m tests.fuzz.drive --minutes 60              # all targets, in turns
    python -m tests.fuzz.drive --target native --minutes 5 --atheris
    python -m tests.fuzz.drive --inputs 20               # the saved inputs, and 20 made of each

``make fuzz`` runs it with kernels that check their indices. What fails stands in ``out/fuzz``, one
file an input, under its target's name; moved to ``tests/fuzz/inputs`` it is a test.
"""

import argparse
import hashlib
import random
import resource
import subprocess
import sys
import time
import traceback
from collections import Counter
from pathlib import Path

HERE = Path(__file__).parent
INPUTS = HERE / "inputs"
OUT = HERE.parents[1] / "out" / "fuzz"
TURN = 60  # seconds that a target has, at most, before it is the next one's turn
MEMORY = 6 << 30  # bytes of addresses that a process may have
PATIENCE = 600  # seconds more than its turn after which it hangs; kernels are compiled in it, too


def inputs_of(name):
    """The saved inputs of a target, those of its kind included."""
    kind = name.partition("_")[2] if name.startswith("open_") else name
    folders = {INPUTS / name, INPUTS / f"read_{kind}"}
    if name in {"structured", "tagger", "native", "regex", "normalize"}:
        folders = {INPUTS / "text"}
    files = sorted(path for folder in folders if folder.is_dir() for path in folder.iterdir())
    return [path.read_bytes() for path in files]


def tell(line):
    """Say something at once: the next input may end the process."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def save(name, data):
    """Keep an input that a target fails on."""
    folder = OUT / name
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / hashlib.sha256(data).hexdigest()[:16]
    path.write_bytes(data)
    return path


class Child:
    """One target, in this process: tries inputs, and writes down what it is trying."""

    def __init__(self, name):
        from .targets import TARGETS  # noqa: PLC0415 - atheris sees what is imported after it

        self._name, self._target = name, TARGETS[name]
        OUT.mkdir(parents=True, exist_ok=True)
        self._current = OUT / f"{name}.current"
        self.tried, self.failures = 0, Counter()

    def attempt(self, data):
        """Try an input; what fails is saved and told, each kind of failure once."""
        self._current.write_bytes(data)
        self.tried += 1
        try:
            self._target(data)
        except Exception as error:  # noqa: BLE001 - whatever it is was found
            frame = traceback.extract_tb(error.__traceback__)[-1]
            kind = f"{type(error).__name__} in {Path(frame.filename).name}:{frame.lineno}"
            self.failures[kind] += 1
            if self.failures[kind] == 1:
                tell(f"{self._name}: {kind}: {str(error)[:200]} ({save(self._name, data)})")

    def finish(self):
        """Say how much was tried."""
        self._current.unlink(missing_ok=True)
        tell(f"{self._name}: {self.tried} inputs, {sum(self.failures.values())} failures")
        return bool(self.failures)


def by_chance(name, seconds, count, seed):
    """Try the saved inputs, then as many made of each as said, and more while time is left."""
    from .mutation import mutated  # noqa: PLC0415 - as targets

    child, inputs = Child(name), inputs_of(name)
    drawn = random.Random(seed)  # noqa: S311 - inputs are no secret
    for data in inputs:
        child.attempt(data)
    end = time.monotonic() + seconds
    most = count * max(len(inputs), 1)
    made = 0
    while made < most or time.monotonic() < end:
        child.attempt(mutated(drawn, inputs))
        made += 1
    return child.finish()


def by_coverage(name, seconds):
    """Let atheris choose inputs by what they make Python run."""
    import atheris  # noqa: PLC0415 - optional

    with atheris.instrument_imports(include=["leakbench"]):
        child = Child(name)
    grown = OUT / "grown" / name
    grown.mkdir(parents=True, exist_ok=True)
    known = [str(folder) for folder in (INPUTS / name, INPUTS / "text") if folder.is_dir()]
    options = [f"-max_total_time={seconds}", f"-artifact_prefix={OUT}/"]
    atheris.Setup([sys.argv[0], *options, str(grown), *known], child.attempt)
    atheris.Fuzz()  # ends the process
    return child.finish()


def in_turns(names, options):
    """Each target in a process of its own, again and again; whether anything failed."""
    failed = False
    end = time.monotonic() + 60 * options.minutes
    share = min(TURN, 60 * options.minutes / len(names))
    turn = 0
    while True:
        for name in names:
            left = end - time.monotonic()
            if turn and left <= 0:
                return failed
            seconds = round(max(0, min(share, left)))
            failed |= one_turn(name, seconds, options, turn)
        turn += 1
        if not options.minutes:
            return failed


def one_turn(name, seconds, options, turn):
    """Run a target for some seconds; whether it failed, fell or hung."""
    line = [sys.executable, "-m", "tests.fuzz.drive", "--alone", "--target", name]
    line += ["--seconds", str(seconds), "--inputs", str(0 if turn else options.inputs)]
    line += ["--seed", str(options.seed + turn), *["--atheris"] * options.atheris]
    try:
        code = subprocess.run(line, check=False, timeout=seconds + PATIENCE, cwd=HERE.parents[1])
        fell = code.returncode not in {0, 1} and f"ended with {code.returncode}"
        failed = code.returncode != 0
    except subprocess.TimeoutExpired:
        fell, failed = "hung", True
    current = OUT / f"{name}.current"
    if fell and current.exists():
        tell(f"{name}: {fell} ({save(name, current.read_bytes())})")
    return failed


def main():
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="drive", description=__doc__.partition("\n")[0])
    parser.add_argument("--target", action="append", help="a target; all by default")
    parser.add_argument("--minutes", type=float, default=0, help="all targets together")
    parser.add_argument("--seconds", type=int, default=0, help="of a target run alone")
    parser.add_argument("--inputs", type=int, default=0, help="made of each saved one, at least")
    parser.add_argument("--seed", type=int, default=0, help="of what is made")
    parser.add_argument("--atheris", action="store_true", help="inputs by coverage")
    parser.add_argument("--alone", action="store_true", help="in this process")
    options = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))  # what eats more is found, and alone
    if not options.alone:
        from .targets import TARGETS  # noqa: PLC0415 - as above

        return in_turns(options.target or list(TARGETS), options)
    (name,) = options.target
    if options.atheris:
        return by_coverage(name, options.seconds)
    return by_chance(name, options.seconds, options.inputs, options.seed)


if __name__ == "__main__":
    sys.exit(main())
