"""Templates that are drawn by weight: how addresses, branches and titles are put together."""

import tomllib
from collections.abc import Sequence
from importlib.resources import files
from typing import NamedTuple

from leakbench.generator.engine.compose import compose
from leakbench.generator.engine.streams import Bits
from leakbench.generator.engine.strings import Arena, Strings
from leakbench.generator.engine.tables import pick, slots
from leakbench.generator.engine.templates import compile_templates
from leakbench.generator.packs import by_pack, own_file


class WeightedTemplates(NamedTuple):
    """Templates with their relative weights."""

    templates: list[str]
    weights: list[float]


@by_pack
def declared_templates(name: str) -> dict[str, WeightedTemplates]:
    """The templates of ``data/<name>.toml``, by what they are for."""
    own = own_file(f"data/{name}.toml")
    source = own or files("leakbench.generator.data").joinpath(f"{name}.toml")
    return {
        use: WeightedTemplates(
            [entry["template"] for entry in entries], [entry["weight"] for entry in entries]
        )
        for use, entries in tomllib.loads(source.read_text("utf-8")).items()
    }


class TemplateChoice:
    """Composes values by templates of which each row draws one.

    Args:
        declared: The templates.
        fields: Names of their fields, in the order of the columns.
        arena: Where values are written.
    """

    def __init__(self, declared: WeightedTemplates, fields: Sequence[str], arena: Arena) -> None:
        self._arena = arena
        places = {name: place for place, name in enumerate(fields)}
        self._programs = compile_templates(declared.templates, places, arena)
        self._by_weight = slots(declared.weights)

    def compose(self, bits: Bits, columns: list[Strings]) -> Strings:
        """A value for each random number, out of the fields' columns."""
        return compose(pick(bits, self._by_weight), self._programs, columns, self._arena)
