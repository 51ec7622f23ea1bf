import sys

import pytest

from leakbench.benchmarks.console.extras import MissingExtraError, need_figures
from leakbench.generator.errors import USAGE


def test_where_it_is_installed_nothing_is_said():
    """Figures can be drawn here."""
    need_figures("a report")


def test_what_is_missing_is_named_with_the_command(monkeypatch):
    """One line says who needs what, and how to get it; it is a usage error."""
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(MissingExtraError) as caught:
        need_figures("a report")
    assert str(caught.value) == "a report needs matplotlib: pip install 'leakbench[report]'"
    assert caught.value.exit_code == USAGE
