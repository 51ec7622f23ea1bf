"""Stand-in detectors, labelled files and datasets for the tests of the benchmark."""

import json
import re
import shutil
import subprocess
import sys
from types import SimpleNamespace

import pyarrow as pa
import pytest

from leakbench.benchmarks.real import card, download
from leakbench.benchmarks.running import choice, inquiry, runner
from leakbench.benchmarks.running.entrants import LocalEntrant, entrant
from leakbench.benchmarks.running.runner import Scoring, run
from leakbench.benchmarks.sources.opening import open_source
from leakbench.benchmarks.store.directory import add_result, raw_folder
from leakbench.detectors import registry
from leakbench.detectors.contract import per_text, spans_from
from leakbench.detectors.registry import About
from leakbench.generator.datasets.dataset import write_dataset
from leakbench.generator.entities import known_labels
from leakbench.generator.schema import TEXT_SPANS
from leakbench.generator.spec import Spec

from .public_repository import card_text, serving


class Digits:
    """Finds runs of eleven digits."""

    name = "digits"
    labels = frozenset({"MOBILE"})
    about = About("leakbench", "pip install leakbench", "Apache-2.0", "")

    def detect(self, batch):
        """Answer as the contract says."""
        return per_text(self._find, batch)

    @staticmethod
    def _find(text):
        return [(*found.span(), "MOBILE") for found in re.finditer(r"(?<!\d)\d{11}(?!\d)", text)]


class Broken(Digits):
    """Raises whatever it is given."""

    name = "broken"

    def detect(self, batch):
        """Fail."""
        raise RuntimeError(f"cannot read\n{batch.num_rows} rows")


class Strangers(Digits):
    """Finds what hardly any corpus has."""

    name = "strangers"
    labels = frozenset({"MAC"})

    def detect(self, batch):
        """Find nothing."""
        return per_text(lambda _: [], batch)


class Liar(Digits):
    """Answers with a span outside its text."""

    name = "liar"

    def detect(self, batch):
        """Answer against the contract."""
        del batch
        return spans_from([(0, 0, (0, 10_000, "MOBILE"))])


class Exits(Digits):
    """Thinks that it is a program, and that this one has ended."""

    name = "exits"

    def detect(self, batch):
        """Leave."""
        del batch
        sys.exit("done")


class Unbuilt(Digits):
    """Cannot be built, though its package is there."""

    name = "unbuilt"

    def __init__(self):
        raise OSError("no model")


class Absent(Digits):
    """Adapts a package that is not installed."""

    name = "absent"
    about = About("leakbench-absent", "pip install leakbench-absent", "Apache-2.0", "")


class Repeated(Digits):
    """Made of an argument, how many digits to look for; a template without it."""

    name = "repeated"
    takes = "COUNT"

    def __init__(self, count):
        self.name = f"repeated:{count}"
        if not count.isdigit():
            raise registry.DetectorArgumentError(self.name, "it takes a number")


@pytest.fixture
def stand_ins(monkeypatch):
    """Put the stand-ins in the registry's place, and let nothing wait or start processes."""
    kinds = {
        kind.name: kind
        for kind in (Absent, Broken, Digits, Exits, Liar, Repeated, Strangers, Unbuilt)
    }

    def register(*names):
        points = {
            name: SimpleNamespace(name=name, load=lambda kind=kinds[name]: kind, dist=None)
            for name in names
        }
        monkeypatch.setattr(registry, "_entry_points", lambda: points)

    monkeypatch.setattr(choice, "isolated_all", lambda names, _limits: choice.build(names, None))
    monkeypatch.setattr(inquiry, "listings", registry.listings)
    monkeypatch.setattr(inquiry, "listing_apart", registry.listing)
    monkeypatch.setitem(runner.run.__kwdefaults__, "min_seconds", 0.0)
    monkeypatch.setitem(runner.run.__kwdefaults__, "memory", lambda _name, _batch: 5_000_000)
    register(*kinds)
    return register


@pytest.fixture(scope="session")
def write_labelled():
    """Write a labelled file; without lines, one of two records with a name and a number."""
    records = [
        {"id": "a", "text": "甲某电话00000000000。", "spans": [[0, 2, "PERSON"], [4, 15, "PHONE"]]},
        {"text": "没有", "spans": []},
    ]

    def write(path, *lines):
        written = lines or [json.dumps(record, ensure_ascii=False) for record in records]
        path.write_text("\n".join(written) + "\n", encoding="utf-8")
        return path

    return write


@pytest.fixture
def labelled(write_labelled, tmp_path):
    """Write a labelled file into the test's own directory."""
    return lambda *lines, name="real.jsonl": write_labelled(tmp_path / name, *lines)


@pytest.fixture(scope="session")
def dataset(tmp_path_factory):
    """A dataset of 300 clean records; not to be changed."""
    path = tmp_path_factory.mktemp("dataset") / "clean"
    write_dataset(Spec(corpus="legal_person"), 300, path)
    return path


@pytest.fixture(scope="session")
def as_truth():
    """Truth of the text track, from a list of (start, end, label, further fields) a record."""
    usual = {"subject": None, "quality": "exact", "form": "plain"}

    def build(records):
        return pa.array(
            [
                [
                    usual | {"start": start, "end": end, "label": label} | dict(*further)
                    for start, end, label, *further in spans
                ]
                for spans in records
            ],
            TEXT_SPANS,
        )

    return build


@pytest.fixture(scope="session")
def as_answer():
    """Predictions of the text track, from a list of (start, end, label) a record."""

    def build(records):
        return spans_from((row, 0, span) for row, spans in enumerate(records) for span in spans)

    return build


class Forgetful(Digits):
    """Misses the numbers of every text whose length is a multiple of some number."""

    name = "forgetful"

    def __init__(self, every):
        self._every = every

    def detect(self, batch):
        """Answer as the contract says."""
        return per_text(self._some, batch)

    def _some(self, text):
        return [] if len(text) % self._every == 0 else self._find(text)


@pytest.fixture(scope="session")
def ran():
    """Run a detector and write its result, with its predictions beside it."""

    def write(out, detector, source, *, rows):
        entrant = LocalEntrant(detector.name, "1.0", "leakbench", detector)
        with raw_folder(out) as raw:
            (result,) = runner.run(
                [source], [entrant], runner.Scoring(), rows=rows, min_seconds=0.0,
                memory=no_memory, raw=raw,
            )  # fmt: skip
            return add_result(result, out)

    return write


def no_memory(_name, _batch):
    """Start no process."""
    return


@pytest.fixture(scope="session")
def digits():
    """The stand-in that finds numbers."""
    return Digits()


@pytest.fixture(scope="session")
def broken():
    """The stand-in that raises."""
    return Broken()


@pytest.fixture(scope="session")
def forgetful():
    """The stand-in that misses some, as a function of how many."""
    return Forgetful


@pytest.fixture(scope="session")
def pooled_results():
    """Two detectors on two corpora in two writings."""
    found = []
    for noise in ("clean", "worn"):
        spec = Spec(corpus="", noise=noise, rows_per_file=1)
        sources = [open_source(name, spec) for name in ("legal_person", "hotel_stays")]
        two = [entrant("regex"), entrant("structured")]
        answered = run(sources, two, Scoring(), rows=200, min_seconds=0, memory=lambda *_: 10**6)
        found += list(answered)
    return found


@pytest.fixture(scope="session")
def commit():
    """Commit all files of a folder, which becomes a repository if it is in none."""
    program = shutil.which("git")
    who = ("-c", "user.name=nobody", "-c", "user.email=nobody@example.invalid")

    def run(folder):
        commands = [("init", "--initial-branch=main")] * (not (folder / ".git").exists())
        for words in (*commands, ("add", "."), ("commit", "--message=Change")):
            subprocess.run([program, *who, *words], cwd=folder, check=True, capture_output=True)

    return run


class ByHeader:
    """Finds every filled cell to be what its column's header says, if that is a label."""

    def __init__(self, name, labels, change):
        self.name = name
        self.labels = labels
        self._change = change

    def detect(self, batch):
        """Answer as the contract says."""
        names = [name.partition("#")[0] for name in batch.schema.names]
        found = spans_from(
            (row, number, (0, len(cell), names[number]))
            for row in range(batch.num_rows)
            for number, cell in enumerate(column[row].as_py() for column in batch.columns)
            if cell and names[number] in self.labels
        )
        return self._change(batch, found)


@pytest.fixture(scope="session")
def header_detector():
    """A detector that believes headers, of some labels; ``change`` has the last word."""

    def make(name="by_header", labels=None, change=lambda _batch, found: found):
        detector = ByHeader(name, known_labels() if labels is None else frozenset(labels), change)
        return LocalEntrant(name, "1", "leakbench", detector)

    return make


@pytest.fixture
def by_header(header_detector):
    """A detector that believes headers, whatever label they say."""
    return header_detector()


@pytest.fixture
def public(monkeypatch):
    """A server that is asked in the place of GitHub."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with serving() as repository:
        monkeypatch.setattr(download, "ORIGIN", repository.url)
        yield repository


@pytest.fixture
def elsewhere():
    """Another server, that nobody should ask."""
    with serving() as repository:
        yield repository


@pytest.fixture
def carded(monkeypatch, tmp_path):
    """Write cards of made-up corpora, which are then the only ones."""
    folder = tmp_path / "cards"
    folder.mkdir()
    monkeypatch.setattr(card, "card_folder", lambda: folder)

    def write(name, files, **changes):
        (folder / f"{name}.toml").write_text(card_text(files, **changes), encoding="utf-8")
        return name

    return write
