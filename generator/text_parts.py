"""The parts of a text: one template of each is drawn, and they are written one after another."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from leakbench.generator.declarations import Table
from leakbench.generator.spec import Split
from leakbench.generator.template_syntax import TemplateError, parse_template


@dataclass(frozen=True, slots=True)
class TextPart:
    """One part of a corpus's texts.

    Attributes:
        name: What it is, such as ``record`` or ``greeting``.
        share: How many of the texts have it, 0 to 1.
        templates: Its templates, by split.
    """

    name: str
    share: float
    templates: Mapping[Split, tuple[str, ...]]


def templates_by_split(table: Table, fields: Collection[str]) -> dict[Split, tuple[str, ...]]:
    """The templates that a table of a declaration has for each split.

    Args:
        table: The table.
        fields: The names that they may use.

    Raises:
        DeclarationError: There are none for a split, or one is not well formed.
    """
    templates = table.texts_by_split()
    for split, several in templates.items():
        for template in several:
            try:
                parse_template(template, fields)
            except TemplateError as error:
                table.wrong(f"key {split!r}: {error}")
    return templates
