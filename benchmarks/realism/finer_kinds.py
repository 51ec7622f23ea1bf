"""Values of a coarse label that are of a finer kind, by what they end in.

A corpus of firms is compared with firms: a real file's organisations are authorities, parties and
universities as well, and put into sentences on firms they would tell of those words, not of how
firms are called.
"""

import tomllib
from collections.abc import Collection, Mapping
from functools import cache
from importlib.resources import files

import pyarrow as pa
import pyarrow.compute as pc


@cache
def _ends() -> Mapping[str, Mapping[str, str]]:
    source = files("leakbench.benchmarks.realism").joinpath("finer_kinds.toml")
    return tomllib.loads(source.read_text("utf-8"))


def of_kinds(values: pa.StringArray, label: str, kinds: Collection[str]) -> pa.StringArray:
    """The values of a coarse label that are of one of some finer labels, in their order.

    Args:
        values: The values.
        label: Their coarse label; of one that has no finer kinds here every value counts.
        kinds: Labels of the registry; with none that is known here every value counts.
    """
    ends = _ends().get(label, {})
    patterns = [ends[kind] for kind in sorted(kinds) if kind in ends]
    if not patterns:
        return values
    return values.filter(pc.match_substring_regex(values, "|".join(patterns)))
