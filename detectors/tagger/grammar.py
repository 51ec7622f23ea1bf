"""The grammar of general text: what ``carriers.toml`` says."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def grammar() -> dict[str, Any]:
    """What ``carriers.toml`` says."""
    source = files("leakbench.detectors.tagger").joinpath("carriers.toml")
    return tomllib.loads(source.read_text("utf-8"))
