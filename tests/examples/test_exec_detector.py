"""Tests of the example programs: built and run as their README says."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import mkdtemp

import pyarrow as pa
import pytest

import leakbench as lb
from leakbench.benchmarks.store.directory import stored_results
from leakbench.detectors import conformance
from leakbench.detectors.contract import accept
from leakbench.detectors.registry import load

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples/exec_detector"
README = (EXAMPLE / "README.md").read_text("utf-8")
LEAKBENCH = (sys.executable, "-c", "from leakbench.benchmarks.cli import main; main()")
(BUILD,) = re.findall(r"^cc .+$", README, re.MULTILINE)
COMMANDS = re.findall(r"^leakbench (run .+)$", README, re.MULTILINE)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A working directory with the examples, those in C compiled."""
    if shutil.which("cc") is None:
        pytest.skip("no C compiler: install one, such as gcc, to build the example")
    where = tmp_path_factory.mktemp("work")
    shutil.copytree(EXAMPLE, where / "examples/exec_detector")
    strict = ("-Wall", "-Wextra", "-Werror")
    subprocess.run([*shlex.split(BUILD), *strict], cwd=where, check=True)
    return where


@pytest.fixture
def here(folder, monkeypatch):
    """Work in that directory, with this interpreter as ``python``."""
    monkeypatch.chdir(folder)
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    monkeypatch.setenv("PATH", path)
    return folder


@pytest.mark.usefixtures("here")
def test_the_compiled_one_conforms():
    """It counts bytes."""
    detector = load("exec:./mobiles")
    conformance.check(detector)
    detector.close()


@pytest.mark.usefixtures("here")
def test_all_find_the_same():
    """In whatever language and format, of texts with all that JSON escapes."""
    scripts = ("mobiles.py", "mobiles_arrow.py")
    names = ["./mobiles", *(f"python examples/exec_detector/{one}" for one in scripts)]
    (made,) = lb.batches(lb.Spec("chat_messages", split="dev", noise="worn"), rows=500)
    texts = [
        *made.column("text").to_pylist(),
        '"\\\b\f\n\r\t/\x00\x1f\x7f\u2028😀\u07ff13800000000"\\u0041',
    ]
    batch = pa.RecordBatch.from_pydict({"text": texts})
    found = []
    for name in names:
        detector = load(f"exec:{name}")
        found.append(accept(detector.detect(batch), batch, detector).to_pylist())
        detector.close()
    assert len(found[0]) > 100
    assert found[0][-1]["row"] == 500
    assert found[0] == found[1]
    by_row = [sorted(map(str, spans)) for spans in found]
    assert by_row[0] == by_row[2]


@pytest.mark.parametrize("command", COMMANDS)
def test_the_commands_of_the_readme_run(here, command):
    """Every clean mobile is found, and the version in the result names the files."""
    out = Path(mkdtemp(dir=here))
    words = [*shlex.split(command.replace("20000", "50")), "--out", str(out)]
    subprocess.run([*LEAKBENCH, *words], capture_output=True, check=True)
    (result,) = (stored.result for stored in stored_results([out]))
    assert result.failure is None
    assert result.detector == words[words.index("--detector") + 1]
    assert re.fullmatch(r"1\.0\+sha256\.[0-9a-f]{12}", result.version)
    assert result.summary()["by_label"]["MOBILE"]["recall"] == 1.0


@pytest.mark.usefixtures("here")
def test_the_conversation_of_the_readme_is_true():
    """What the program says to what it is asked there."""
    (block,) = re.findall(r"^```text\n(.*?)^```", README, re.DOTALL | re.MULTILINE)
    sides = {
        side: "".join(f"{line[2:]}\n" for line in block.splitlines() if line[0] == side)
        for side in "<>"
    }
    done = subprocess.run("./mobiles", input=sides[">"], capture_output=True, text=True, check=True)
    assert done.stdout == sides["<"]
