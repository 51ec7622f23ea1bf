"""The template language: literal text, ``{field}``, and ``[parts]`` dropped when a field is empty.

It is used for whole records and for composed values such as addresses.
"""

import re
from collections.abc import Collection
from typing import NamedTuple

from leakbench.generator.errors import LeakbenchError, hint

_TOKEN = re.compile(r"\{([a-z_0-9]+)\}|([\[\]])|([^{}\[\]]+)|(.)", re.DOTALL)


class TemplateError(LeakbenchError, ValueError):
    """A template is not well formed.

    Attributes:
        template: The template.
    """

    def __init__(self, template: str, reason: str) -> None:
        self.template = template
        super().__init__(f"template {template!r}: {reason}")


class Piece(NamedTuple):
    """A stretch of a template that is written as a whole, or dropped as one.

    Attributes:
        tokens: Field and literal of each token in order; one of the two is empty.
        optional: Whether it stands in brackets.
    """

    tokens: list[tuple[str, str]]
    optional: bool

    @property
    def needs(self) -> list[str]:
        """The fields of which none may be empty for it to be written, in order."""
        return [name for name, _ in self.tokens if name and self.optional]


def fields_of(template: str) -> list[str]:
    """Names of the fields that a template uses, in order."""
    return [match[1] for match in _TOKEN.finditer(template) if match[1]]


def parse_template(template: str, fields: Collection[str]) -> list[Piece]:
    """The pieces of a template.

    Args:
        template: The template.
        fields: The names that it may use.

    Raises:
        TemplateError: An unknown field, a nested or unclosed part, or a stray brace.
    """
    pieces = [Piece([], optional=False)]
    for match in _TOKEN.finditer(template):
        name, bracket, text, stray = match.groups("")
        if stray:
            raise TemplateError(template, f"stray {stray!r}")
        if bracket:
            last = pieces[-1]
            if last.optional != (bracket == "]"):
                raise TemplateError(template, f"{bracket!r} does not fit here")
            if last.optional and not last.needs:
                raise TemplateError(template, "a part without a field")
            pieces.append(Piece([], optional=bracket == "["))
        elif name and name not in fields:
            raise TemplateError(template, f"unknown field {name!r}; {hint(name, fields)}")
        else:
            pieces[-1].tokens.append((name, text))
    if pieces[-1].optional:
        raise TemplateError(template, "a part without an end")
    return pieces
