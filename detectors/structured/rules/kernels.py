"""The rules of ``data/rules.toml`` as kernels."""

from leakbench.detectors.structured.labels import RULES
from leakbench.detectors.structured.rules.compiler import compile_rules

_KERNELS = compile_rules(RULES.read_text("utf-8"))
by_context = _KERNELS["by_context"]
digits_by_form = _KERNELS["digits_by_form"]
mixed_by_form = _KERNELS["mixed_by_form"]
separated_by_form = _KERNELS["separated_by_form"]
separated_mixed_by_form = _KERNELS["separated_mixed_by_form"]
glued_in_context = _KERNELS["glued_in_context"]
