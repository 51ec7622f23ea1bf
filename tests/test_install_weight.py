"""What an install weighs is told as it was measured."""

import json
import runpy
from pathlib import Path

ROOT = Path(__file__).parents[1]
MEASURED = ROOT / "results/install"


def test_the_table_is_that_of_the_document():
    """Every extra that was measured has its line, and the core how long it takes to start."""
    table = runpy.run_path(str(ROOT / "tests/install_weight.py"))["table"]
    document = json.loads((MEASURED / "install.json").read_text("utf-8"))
    assert set(document["installs"]) == {"core", "report", "peers"}
    assert (MEASURED / "install.md").read_text("utf-8") == table(document)
    sizes = [document["installs"][name]["installed_bytes"] for name in ("core", "report", "peers")]
    assert sizes == sorted(sizes)
