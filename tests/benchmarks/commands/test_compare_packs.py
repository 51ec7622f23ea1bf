"""Tests of comparing runs that were made with a pack."""

from pathlib import Path

import pytest

from leakbench.generator import generate, packs

from .command_line import invoke, output, refused

pytestmark = pytest.mark.slow

PACK = Path(__file__).parents[3] / "examples/pack"


def test_runs_with_a_pack_are_compared_with_it_at_hand(tmp_path, monkeypatch):
    """Their records are made again with the pack; without it the message says which is missing."""
    chosen = ("--corpus", "social_insurance", "--pack", PACK, "--rows", "50", "--out", tmp_path)
    done = invoke("run", *chosen, "--detector", "native", "--detector", "structured")
    assert done.exit_code == 0, done.output
    runs = sorted(tmp_path.rglob("*.json"))
    assert len(runs) == 2
    assert output("compare", *runs, "--pack", PACK)
    monkeypatch.setattr(packs, "_at_hand", {})
    generate._writer_of.cache_clear()  # noqa: SLF001 - as in another process
    said = "Error: this needs the pack social_insurance 1.0.0 with the SHA-256 "
    assert refused(2, "compare", *runs).startswith(said)
