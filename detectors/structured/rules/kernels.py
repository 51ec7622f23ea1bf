"""Rules as kernels: the source that they mean, compiled; and those of ``data/rules.toml``."""

import linecache
from collections.abc import Callable
from hashlib import sha256
from importlib.resources.abc import Traversable
from typing import Any

from leakbench.detectors.normalize.characters import count_digits, lower_case
from leakbench.detectors.structured.check_digits import number_read
from leakbench.detectors.structured.cue_search import cue_of, word_after
from leakbench.detectors.structured.labels import RULES
from leakbench.detectors.structured.rules.compiler import rules_source
from leakbench.detectors.structured.rules.language import read_rules
from leakbench.detectors.structured.rules.questions import CHECKS, CONDITIONS
from leakbench.generator.engine.compiled import inlined, inner

Kernel = Callable[..., Any]
FUNCTIONS: dict[str, Kernel] = {  # what the source calls
    "inner": inner,
    "inlined": inlined,
    "number_read": number_read,
    "count_digits": count_digits,
    "lower_case": lower_case,
    "cue_of": cue_of,
    "word_after": word_after,
    **{name: check.kernel for name, check in CHECKS.items()},
    **{name: condition.kernel for name, condition in CONDITIONS.items()},
}


def compile_rules(rules: Traversable) -> dict[str, Kernel]:
    """Kernels of the rules of a file, by the names that ``rules_source`` gives them.

    Raises:
        DeclarationError: The rules cannot be followed, see ``read_rules``.
    """
    source = rules_source(read_rules(rules))
    # Tracebacks can show it.
    file = f"<{rules.name} {sha256(source.encode()).hexdigest()[:12]}>"
    linecache.cache[file] = len(source), None, source.splitlines(keepends=True), file
    namespace: dict[str, Any] = {**FUNCTIONS, "__name__": __name__}
    exec(compile(source, file, "exec"), namespace)  # noqa: S102 - the source is made here
    return {
        key: value
        for key, value in namespace.items()
        if key.endswith(("_by_form", "_in_context", "by_context"))
    }


_KERNELS = compile_rules(RULES)
by_context = _KERNELS["by_context"]
digits_by_form = _KERNELS["digits_by_form"]
mixed_by_form = _KERNELS["mixed_by_form"]
separated_by_form = _KERNELS["separated_by_form"]
separated_mixed_by_form = _KERNELS["separated_mixed_by_form"]
glued_in_context = _KERNELS["glued_in_context"]
