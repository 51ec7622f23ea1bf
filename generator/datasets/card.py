"""The card of a dataset: the README.md that people and the Hugging Face Hub read."""

import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path
from string import Template

from leakbench.generator.corpus import corpus_of
from leakbench.generator.datasets.manifest import Manifest
from leakbench.generator.datasets.outputs import write_text
from leakbench.generator.entities import entities
from leakbench.generator.generate import schema
from leakbench.generator.keys import key_of
from leakbench.generator.packs import current, opened, using
from leakbench.generator.schema import FIRST_COLUMNS, LAST_COLUMNS
from leakbench.generator.spec import Spec

CARD = "README.md"
_SIZES = ("n<1K", "1K<n<10K", "10K<n<100K", "100K<n<1M", "1M<n<10M", "10M<n<100M", "100M<n<1B")


@cache
def _template() -> Template:
    source = files("leakbench.generator.data").joinpath("dataset_card.toml").read_text("utf-8")
    return Template(tomllib.loads(source)["card"])


def write_card(manifest: Manifest, out: Path) -> None:
    """Write ``README.md`` beside the manifest."""
    write_text(out / CARD, card(manifest))


def card(manifest: Manifest) -> str:
    """The card of a whole dataset, with the front matter that the Hub loads it by."""
    spec = manifest.spec
    corpus = corpus_of(spec)
    return _template().substitute(
        title=corpus.title,
        corpus=corpus.name,
        description=corpus.description,
        split=spec.split,
        noise=_noise(spec),
        rows=f"{manifest.rows:,}",
        size=_size(manifest.rows),
        fields=_fields(spec),
        labels=_labels(manifest),
        version=manifest.tool_version,
        command=command(spec, manifest.rows),
        hash=manifest.content_hash,
        pack=_pack(spec),
    )


def command(spec: Spec, rows: int) -> str:
    """The command line that writes a dataset; options with their default values are left out."""
    usual = Spec(corpus=spec.corpus)
    options = {
        "seed": spec.seed,
        "split": spec.split,
        "noise": spec.noise,
        "strength": spec.strength,
        "reference-date": spec.reference_date,
        "identity": spec.identity,
        "headers": spec.headers,
        "columns": spec.columns,
        "pack": spec.pack and opened(spec.pack).name,
        "key": spec.key if key_of(spec.key).is_public else "KEY",
    }
    given = [
        f" --{name} {value}"
        for name, value in options.items()
        if value != getattr(usual, name.replace("-", "_"))
    ]
    return f"leakbench generate {spec.corpus} --rows {rows}{''.join(given)} --out DIR"


def _noise(spec: Spec) -> str:
    strength = "" if spec.strength == 1 else f" at strength {spec.strength:g}"
    return f"`{spec.noise}`{strength}"


def _pack(spec: Spec) -> str:
    """The line on the pack, which the command takes; none if there is no pack."""
    if spec.pack is None:
        return ""
    with using(spec.pack):
        pack = current() or opened(spec.pack)  # with all that it says of itself
    named = f"{pack.name} {pack.version}, {pack.licence}"
    return f"\n词包 · pack: {named}, SHA-256 `{pack.sha256}`\n"


def _size(rows: int) -> str:
    thousands = len(str(rows)) - 3
    return _SIZES[max(thousands, 0)] if thousands < len(_SIZES) else "n>1B"


def _fields(spec: Spec) -> str:
    columns = list(schema(spec))[len(FIRST_COLUMNS) : -len(LAST_COLUMNS)]
    fields = corpus_of(spec).fields
    rows = []
    for column, field in zip(columns, fields, strict=True):
        label = "–" if field.label is None else f"{field.label} {entities()[field.label].title}"
        rows.append(f"| {column.name} | `{field.name}` | {label} |")
    return "\n".join(rows)


def _labels(manifest: Manifest) -> str:
    texts, cells = manifest.counts(), manifest.cell_counts()
    return "\n".join(
        f"| {label} | {entities()[label].title} | {texts.get(label, 0):,} "
        f"| {cells.get(label, 0):,} |"
        for label in sorted({*texts, *cells})
    )
