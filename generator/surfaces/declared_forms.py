"""The forms and their mixtures, as ``data/surfaces.toml`` declares them.

A noise profile is a mixture of forms for each label; what is left over is written plainly.
"""

from collections.abc import Callable, Collection, Mapping
from functools import partial
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, NamedTuple

from leakbench.generator.declarations import DeclarationError, Table, Texts, read_declaration
from leakbench.generator.entities import entities
from leakbench.generator.packs import by_pack, own_file
from leakbench.generator.schema import QUALITIES
from leakbench.generator.spec import NOISES, SPLITS, Split
from leakbench.generator.surfaces.forms import FILE, MEDIA, PLAIN, Form, FormError, Medium
from leakbench.generator.surfaces.respelling import RESPELLINGS


class Surfaces(NamedTuple):
    """What ``data/surfaces.toml`` says.

    Attributes:
        forms: Every form; its place is its code. The first is plain.
        mixtures: Shares of the forms in percent, by noise profile and label.
    """

    forms: tuple[Form, ...]
    mixtures: Mapping[str, Mapping[str, Mapping[str, float]]]


def _digits(table: Table, key: str) -> tuple[tuple[str, ...], ...]:
    called = "a text, or a list of texts and lists of texts, each of ten"
    value = table.value(key, (str, list), called, lambda some: all(map(_is_alphabet, some)))
    return tuple(map(tuple, [value] if isinstance(value, str) else value))


def _is_alphabet(value: object) -> bool:
    return isinstance(value, str) or (
        isinstance(value, list) and all(isinstance(one, str) for one in value)
    )


def _replacements(table: Table, key: str) -> dict[str, Texts]:
    return table.table(key).all_of(Table.one_or_more)


def _place_and_character(table: Table, key: str) -> tuple[int, str]:
    called = "a list of a place and a character"
    place, character = table.value(key, list, called, lambda pair: [*map(type, pair)] == [int, str])
    return place, character


_KINDS: dict[str, Callable[[Table, str], Any]] = {
    **dict.fromkeys(["before", "lead", "after", "join", "star", "omit", "pattern"], Table.text),
    **dict.fromkeys(["repeats", "reverse", "lower", "han", "column"], Table.flag),
    **dict.fromkeys(["share", "insert_share"], Table.share),
    **dict.fromkeys(["separator", "insert"], Table.one_or_more),
    **dict.fromkeys(["within", "mask"], partial(Table.numbers, count=2)),
    "groups": Table.numbers,
    "digits": _digits,
    "letters": Table.text,
    "replace": _replacements,
    "respell": partial(Table.choice, known=RESPELLINGS),
    "drop": partial(Table.numbers, count=4),
    "keep": Table.whole,
    "needs": _place_and_character,
    "quality": partial(Table.choice, known=QUALITIES),
    "medium": partial(Table.choice, known=MEDIA),
    "splits": partial(Table.choices, known=SPLITS),
}
"""What each parameter of a form holds."""


@by_pack
def _surfaces() -> Surfaces:
    ours = read_surfaces(files("leakbench.generator.data").joinpath(FILE))
    own = own_file(f"data/{FILE}")
    return ours if own is None else read_surfaces(own, ours)


_NONE = Surfaces((Form(name=PLAIN),), {})


def read_surfaces(source: Traversable, base: Surfaces = _NONE) -> Surfaces:
    """The forms of a file, and their mixtures.

    Args:
        source: The file.
        base: What it adds to: a form takes the place of that of the same name, the mixture of a
            label that of the same noise and label.

    Raises:
        DeclarationError: Something in it is wrong.
    """
    document = read_declaration(source)
    alone = base is _NONE
    forms = document.table("forms") if alone else document.optional(Table.table, "forms")
    named = {form.name: form for form in base.forms}
    for name, form in (forms.all_of(Table.table) if forms else {}).items():
        if name == PLAIN:
            form.wrong("values are written plainly without a form")
        named[name] = _form(source.name, name, form)
    noises = document.table("mixtures") if alone else document.optional(Table.table, "mixtures")
    document.end()
    mixtures = noises.given(dict.fromkeys(NOISES, Table.table)) if noises else {}
    known = [name for name in named if name != PLAIN]
    merged = {noise: dict(of) for noise, of in base.mixtures.items()}
    for noise, of in mixtures.items():
        merged[noise] = merged.get(noise, {}) | _mixtures(of, known)
    return Surfaces(tuple(named.values()), merged)


def _form(file: str, name: str, table: Table) -> Form:
    try:
        return Form(name=name, **table.given(_KINDS))
    except FormError as error:
        raise DeclarationError(file, error.where, error.reason) from None


def _mixtures(noise: Table, forms: Collection[str]) -> dict[str, dict[str, float]]:
    """The mixtures of one noise profile, by label."""
    labels = noise.all_of(Table.table)
    noise.refuse_unknown(labels, entities(), "label")
    return {label: _mixture(table, forms) for label, table in labels.items()}


def _mixture(table: Table, forms: Collection[str]) -> dict[str, float]:
    shares = table.all_of(Table.percent)
    table.refuse_unknown(shares, forms, "form")
    if (whole := sum(shares.values())) > 100:
        table.wrong(f"the shares are {whole} percent together, at most 100 are to be had")
    return shares


def forms() -> tuple[Form, ...]:
    """Every form; its place is its code. The first is plain.

    Raises:
        DeclarationError: The file is wrong.
    """
    return _surfaces().forms


class Setting(NamedTuple):
    """Where values are written.

    Attributes:
        split: The dataset's split.
        medium: ``cell`` or ``text``.
    """

    split: Split
    medium: Medium


def in_setting(
    mixtures: Mapping[str, Mapping[str, float]], declared: Collection[Form], setting: Setting
) -> dict[str, dict[str, float]]:
    """Mixtures as they are in a setting.

    The share of forms that are not written there goes to the label's other forms.

    Args:
        mixtures: Shares of the forms, by label.
        declared: The forms.
        setting: Where they are written.
    """
    here = {
        form.name
        for form in declared
        if form.medium in {None, setting.medium} and setting.split in form.splits
    }
    return {label: _spread(shares, here) for label, shares in mixtures.items()}


def _spread(shares: Mapping[str, float], here: Collection[str]) -> dict[str, float]:
    kept = {name: share for name, share in shares.items() if name in here}
    factor = sum(shares.values()) / sum(kept.values()) if kept else 1
    return {name: share * factor for name, share in kept.items()}


def mixtures(noise: str) -> Mapping[str, Mapping[str, float]]:
    """Shares of the forms in percent, by label, under a noise profile; none: written plainly.

    Raises:
        DeclarationError: The file is wrong.
    """
    return _surfaces().mixtures.get(noise, {})
