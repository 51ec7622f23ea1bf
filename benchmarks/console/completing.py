"""What a shell offers for names: corpora, detectors, packs, labels, and datasets among folders.

Imports little, for a shell waits for it: names alone, never what they stand for.
"""

# ruff: noqa: PLC0415 - what is slow to import waits until it is needed

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

import click
from click.shell_completion import CompletionItem

Offers = list[CompletionItem]
Completing = Callable[[click.Context, click.Parameter, str], Offers]

_MANIFEST: Final = "manifest.json"  # of datasets.manifest, which takes long to import


def corpora(_context: click.Context, _parameter: click.Parameter, begun: str) -> Offers:
    """Corpora by name; where none is called so, datasets and other files."""
    from leakbench.generator.corpus import corpus_names

    return _beginning(begun, corpus_names()) or _on_disk(begun)


def detectors(_context: click.Context, _parameter: click.Parameter, begun: str) -> Offers:
    """Registered detectors, templates with their colon; where none is called so, files."""
    return _beginning(begun, _detector_names()) or [CompletionItem(begun, type="file")]


def described(context: click.Context, parameter: click.Parameter, begun: str) -> Offers:
    """What ``leakbench show`` takes: corpora and detectors."""
    from leakbench.generator.corpus import corpus_names

    del context, parameter
    return _beginning(begun, [*corpus_names(), *_detector_names()]) or _on_disk(begun)


def packs(_context: click.Context, _parameter: click.Parameter, begun: str) -> Offers:
    """Installed packs by name; where none is called so, folders."""
    from importlib.metadata import entry_points

    from leakbench.generator.packs import GROUP

    names = [one.name for one in entry_points(group=GROUP)]
    return _beginning(begun, names) or [CompletionItem(begun, type="dir")]


def labels(_context: click.Context, _parameter: click.Parameter, begun: str) -> Offers:
    """Labels of the registry, behind those that are written already."""
    from leakbench.generator.entities import known_labels

    before, comma, last = begun.rpartition(",")
    given = before.split(",")
    rest = [name for name in known_labels() if name not in given]
    return _beginning(begun, [f"{before}{comma}{name}" for name in rest if name.startswith(last)])


def datasets(_context: click.Context, _parameter: click.Parameter, begun: str) -> Offers:
    """Folders that are datasets; where there is none, any."""
    return _datasets(begun) or [CompletionItem(begun, type="dir")]


def files(_context: click.Context, _parameter: click.Parameter, begun: str) -> Offers:
    """Any file."""
    return [CompletionItem(begun, type="file")]


def _detector_names() -> list[str]:
    from importlib.metadata import entry_points

    from leakbench.detectors.admission import admitted

    return list(admitted(entry_points(group="leakbench.detectors"))[0])


def _beginning(begun: str, names: Iterable[str]) -> Offers:
    return [CompletionItem(name) for name in dict.fromkeys(names) if name.startswith(begun)]


def _on_disk(begun: str) -> Offers:
    return _datasets(begun) or [CompletionItem(begun, type="file")]


def _datasets(begun: str) -> Offers:
    """Datasets in the folder that a path names so far."""
    folder, _, last = begun.rpartition("/")
    where = Path(f"{folder}/" if "/" in begun else ".")
    try:
        found = sorted(one.parent.name for one in where.glob(f"*/{_MANIFEST}"))
    except OSError:
        return []
    prefix = begun[: len(begun) - len(last)]
    return [CompletionItem(f"{prefix}{name}") for name in found if name.startswith(last)]
