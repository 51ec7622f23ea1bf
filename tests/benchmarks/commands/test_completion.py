"""Tests of ``leakbench completion``."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from leakbench.benchmarks.commands.completion import SHELLS

from .command_line import invoke, refused

BASH = shutil.which("bash")


@pytest.mark.parametrize("shell", SHELLS)
def test_a_script_is_printed(shell):
    """It asks the command, and is one that its shell reads, where the shell is installed."""
    result = invoke("completion", shell)
    assert result.exit_code == 0
    assert "_LEAKBENCH_COMPLETE" in result.stdout
    if shutil.which(shell):
        subprocess.run([shell, "-n"], input=result.stdout, text=True, check=True)


@pytest.mark.skipif(BASH is None, reason="no bash is installed")
def test_bash_completes():
    """A command line up to a name, as the shell asks for it."""
    words = (
        "COMP_WORDS=(leakbench run --corpus exam); COMP_CWORD=3; _leakbench_completion leakbench"
    )
    script = f"{invoke('completion', 'bash').stdout}\n{words}; echo ${{COMPREPLY[@]}}"
    home = Path(sys.executable).parent
    done = subprocess.run(
        [BASH, "--norc", "-c", f'PATH="{home}:$PATH"; {script}'],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stdout.split() == ["exam_roster"]


def test_another_shell_is_refused():
    """With those that there are."""
    assert "'csh' is not one of bash, zsh, fish" in refused(2, "completion", "csh")
