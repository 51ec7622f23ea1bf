"""The functions that rules may name: checks of a value, and conditions on what stands around it."""

import inspect
from collections.abc import Callable
from types import ModuleType
from typing import Any, NamedTuple

from leakbench.detectors.structured import check_digits, conditions, neighbourhood

_ARGUMENTS = {"kind", "year"}


class Question(NamedTuple):
    """A function that answers with yes or no.

    Attributes:
        kernel: It, compiled.
        parameters: What it takes of what is known about a value, by name.
        argument: What it takes from the rule: "kind" is a label, "year" a number, "" nothing.
    """

    kernel: Callable[..., bool]
    parameters: tuple[str, ...]
    argument: str


def _questions(*modules: ModuleType) -> dict[str, Question]:
    """The public functions of modules that answer with yes or no."""
    found = {}
    for module in modules:
        for name, kernel in vars(module).items():
            plain: Any = getattr(kernel, "py_func", None)
            if name.startswith("_") or plain is None or plain.__module__ != module.__name__:
                continue
            signature = inspect.signature(plain)
            if signature.return_annotation is bool:
                names = tuple(signature.parameters)
                argument = names[-1] if names[-1] in _ARGUMENTS else ""
                taken = names[:-1] if argument else names
                found[name] = Question(kernel, taken, argument)
    return found


CHECKS = _questions(check_digits)
CONDITIONS = _questions(conditions, neighbourhood)
