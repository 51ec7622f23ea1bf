import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from leakbench.benchmarks.cli import main

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"<!-- begin (\S+) -->\n(.*?)<!-- end \1 -->", README, re.DOTALL)


@pytest.mark.parametrize(("source", "quoted"), BLOCKS, ids=[source for source, _ in BLOCKS])
def test_tables_are_those_of_the_results(source, quoted):
    """A quoted table is the file in results/, letter by letter (``make readme`` renews it)."""
    assert quoted == (ROOT / source).read_text("utf-8")


def test_all_three_tables_are_quoted():
    """The README quotes lists, real text and speed."""
    assert len(BLOCKS) == 3


@pytest.mark.parametrize("path", re.findall(r"\]\(((?!http)[^)]+)\)", README))
def test_links_lead_somewhere(path):
    """Pictures and files that the README points to exist."""
    assert (ROOT / path).exists()


def test_the_example_detector_conforms():
    """The class in the README works as it stands there."""
    from leakbench.detectors.conformance import check  # noqa: PLC0415 - compiles kernels

    (source,) = (
        code for code in re.findall(r"```python\n(.*?)```", README, re.DOTALL) if "class" in code
    )
    scope = {}
    exec(source, scope)  # noqa: S102 - our own README
    check(scope["ElevenDigits"]())


@pytest.mark.parametrize("line", re.findall(r"^leakbench (.+?)(?:\s+#.*)?$", README, re.MULTILINE))
def test_commands_exist_with_their_options(line):
    """Every command of the README is known to the command line, with all of its options."""
    words = line.split()
    command = main.commands[words[0]]
    known = {option for parameter in command.params for option in parameter.opts}
    assert {word for word in words if word.startswith("--")} <= known
    assert CliRunner().invoke(main, [words[0], "--help"]).exit_code == 0
