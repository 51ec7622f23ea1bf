"""What a detector is, in a sentence or two of each language, for those who have never heard of it.

Licence, address and installation stand with its code (``registry.listing``); what needs words
stands in ``data/detector_facts.csv``.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from leakbench.detectors.written_names import split_name
from leakbench.generator.declarations import read_lines


@dataclass(frozen=True, slots=True)
class Facts:
    """What one detector, or a template of detectors, is.

    Attributes:
        en: In English.
        zh: In Chinese.
    """

    en: str
    zh: str


_COLUMNS = ("name", "en", "zh")


@cache
def facts() -> dict[str, Facts]:
    """Of every detector that leakbench registers, templates under their bare names.

    Raises:
        DeclarationError: A line of the table is wrong.
    """
    return read_facts(files("leakbench.detectors.data").joinpath("detector_facts.csv"))


def facts_of(name: str) -> Facts | None:
    """Of a detector by its full name; None of one that is registered by others or by nobody."""
    return facts().get(split_name(name)[0])


def read_facts(source: Traversable) -> dict[str, Facts]:
    """The facts of a table.

    Raises:
        DeclarationError: A line of it is wrong.
    """
    found: dict[str, Facts] = {}
    for line in read_lines(source, _COLUMNS):
        name = line.text("name")
        if name in found:
            line.wrong(f"detector {name!r} stands there twice")
        found[name] = Facts(en=line.text("en"), zh=line.text("zh"))
    return found
