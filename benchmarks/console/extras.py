"""What ``pip install leakbench`` leaves out: asked for before work begins that ends in it."""

from importlib import import_module

from leakbench.generator.errors import USAGE, LeakbenchError


class MissingExtraError(LeakbenchError, ImportError):
    """A package of an extra is not installed."""

    exit_code = USAGE

    def __init__(self, what: str, package: str, extra: str) -> None:
        super().__init__(f"{what} needs {package}: pip install 'leakbench[{extra}]'")


def need_figures(what: str) -> None:
    """Refuse to begin what would end in figures that cannot be drawn.

    Args:
        what: What the user asked for, in words.

    Raises:
        MissingExtraError: matplotlib is not installed.
    """
    try:
        import_module("matplotlib")
    except ImportError:
        raise MissingExtraError(what, "matplotlib", "report") from None
