"""What a candidate may be: a label outright, or a shape that rules must tell more about."""

import tomllib
from importlib.resources import files

RULES = files("leakbench.detectors.structured.data").joinpath("rules.toml")
LABELS: tuple[str, ...] = tuple(tomllib.loads(RULES.read_text("utf-8"))["labels"])
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


def label(name: str) -> int:
    """The kind of a candidate that is known to be one of ``LABELS``."""
    return LABELS.index(name)


def shape(name: str) -> int:
    """The kind of a candidate of one of ``SHAPES``."""
    return FIRST_SHAPE + SHAPES.index(name)
