"""What a candidate may be: a label outright, or a shape that rules must tell more about."""

from collections.abc import Mapping
from typing import Any

from leakbench.detectors.structured.data_files import Kind, RuleError, check, data_text, parse
from leakbench.generator.entities import entities

RULES = "rules.toml"
_ONCE = Kind(
    "a list of labels, each once",
    lambda value: (
        isinstance(value, list)
        and all(isinstance(one, str) for one in value)
        and 0 < len(value) == len(set(value))
    ),
)
SHAPES = (
    "digits",  # a run of digits
    "separated",  # digits with one separator between groups of them
    "separated_mixed",  # the same with letters among them
    "mixed",  # a run of letters and digits
    "glued",  # digits right behind letters
    "name",  # what may be an account's name or a code: letters, digits, hyphens, underscores
    "permit",  # letters and digits of a passport or travel permit
    "date",  # a day without a time of day
    "dotted",  # four numbers with dots: an IP address or a version
    "hotline",  # ten digits of a service's number, which may be an account
)
FIRST_SHAPE = 64
"""The kind of a candidate: below it a place in ``LABELS``, from it on one in ``SHAPES``."""
NOTHING = -1


def read_labels(source: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """The labels that a file of rules declares.

    Args:
        source: Its tables.
        name: What messages call it.

    Raises:
        RuleError: It declares none, or one that the registry does not know.
    """
    declared = {key: value for key, value in source.items() if key == "labels"}
    check(declared, {"labels": _ONCE}, name, required=["labels"])
    for one in declared["labels"]:
        if one not in entities():
            raise RuleError(
                f"{name}: labels: no label {one!r} is registered; labels are declared in"
                " generator/data/entities.csv"
            )
    return tuple(declared["labels"])


LABELS = read_labels(parse(data_text(RULES), RULES), RULES)


def label(name: str) -> int:
    """The kind of a candidate that is known to be one of ``LABELS``.

    Raises:
        RuleError: The file of rules does not declare it.
    """
    if name not in LABELS:
        raise RuleError(f"{RULES}: labels: no {name!r}, which code of the detector finds")
    return LABELS.index(name)


def shape(name: str) -> int:
    """The kind of a candidate of one of ``SHAPES``."""
    return FIRST_SHAPE + SHAPES.index(name)
