"""What a candidate may be: a label outright, or a shape that rules must tell more about."""

from importlib.resources import files

from leakbench.generator.declarations import DeclarationError, Table, Texts, read_declaration
from leakbench.generator.entities import entities

RULES = files("leakbench.detectors.structured.data").joinpath("rules.toml")
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


def read_labels(rules: Table) -> Texts:
    """The labels that a file of rules declares.

    Raises:
        DeclarationError: It declares none, one twice, or one that the registry does not know.
    """
    labels = rules.texts("labels")
    for place, one in enumerate(labels):
        if one in labels[:place]:
            rules.wrong(f"key 'labels' has {one!r} twice")
        if one not in entities():
            rules.wrong(
                f"key 'labels': no label {one!r} is registered; labels are declared in"
                " generator/data/entities.csv"
            )
    return labels


LABELS = read_labels(read_declaration(RULES))


def label(name: str) -> int:
    """The kind of a candidate that is known to be one of ``LABELS``.

    Raises:
        DeclarationError: The file of rules does not declare it.
    """
    if name not in LABELS:
        reason = f"key 'labels' has no {name!r}, which code of the detector finds"
        raise DeclarationError(RULES.name, "", reason)
    return LABELS.index(name)


def shape(name: str) -> int:
    """The kind of a candidate of one of ``SHAPES``."""
    return FIRST_SHAPE + SHAPES.index(name)
