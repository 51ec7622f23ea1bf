"""What ordinary files of an office say: words of its trade, and records about nobody.

Words that look like somebody's come from the decoys of ``clean_text``, whose records hold nobody.
"""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from leakbench.generator.cases.places import Company
from leakbench.generator.cases.vocabulary import one_of
from leakbench.generator.corpus import corpus_of
from leakbench.generator.generate import records_at
from leakbench.generator.packs import by_pack
from leakbench.generator.population.company_brands import brands
from leakbench.generator.schema import FIRST_COLUMNS
from leakbench.generator.spec import Spec, Split

SEPARATOR = "|"
"""What stands between the words of a slot that holds several."""

_OTHERS = 8  # firms that a company deals with in one file
_FIELDS = {"matter": "title", "department": "department", "goods": "product", "serial": "serial"}
"""What lines call some fields of the corpus."""


def said(spec: Spec, company: Company, draw: np.random.Generator) -> dict[str, str]:
    """What a file of a company may say, by slot."""
    kind, brand = company.kind, _brands(spec.split)
    others = [f"{one_of(draw, brand)}{one_of(draw, kind['words'])}" for _ in range(_OTHERS)]
    digits = _digits(draw)
    return {
        "firm": company.name,
        "other": others[0],
        "others": SEPARATOR.join(others),
        "offers": SEPARATOR.join([*kind["products"], *kind["services"]]),
        "service": one_of(draw, kind["services"]),
        "product": one_of(draw, kind["products"]),
        "contract": f"HT-{draw.integers(2021, 2026)}-{digits[:4]}",
        "hotline": f"400-{draw.integers(100, 999)}-{digits[:4]}",
        "tel": f"8{digits[:3]}转{draw.integers(100, 900)}",
        "version": f"{draw.integers(1, 9)}.{draw.integers(20)}.{draw.integers(300)}",
        "hex": draw.bytes(4).hex(),
        **numbers(draw),
    }


def numbers(draw: np.random.Generator) -> dict[str, str]:
    """What differs from line to line of one file; sums and shares are right."""
    digits = _digits(draw)
    price, few, many = draw.integers([300, 1, 100], [300_000, 40, 900]).tolist()
    return {
        "price": f"{price / 100:.2f}",
        "few": str(few),
        "sum": f"{price * few / 100:.2f}",
        "taxed": f"{price * 1.06 / 100:.2f}",
        "many": str(many),
        "rate": f"{100 * few / many:.1f}%",
        "some": str(few // 6),
        "amount": f"{draw.integers(300, 90_000)}.{draw.integers(100):02}",
        "count": str(draw.integers(100, 900)),
        "minute": f"{draw.integers(60):02}",
        "second": f"{draw.integers(60):02}",
        "order": f"20{digits[:10]}",
        "invoice": f"0{digits[:7]}",
    }


def _digits(draw: np.random.Generator) -> str:
    return "".join(map(str, draw.integers(10, size=16).tolist()))


@by_pack
def _brands(split: Split) -> list[str]:
    return brands("firm", split)


def quotations(spec: Spec, index: Iterable[int]) -> list[dict[str, str]]:
    """What records about nobody say, by slot: a text and some fields of each.

    Args:
        spec: The population.
        index: Which records.
    """
    of = replace(spec, corpus="clean_text")
    some = records_at(of, np.array([*index]))
    fields = [field.name for field in corpus_of(of).fields]
    columns = {"news": some.column("text").to_pylist()}
    for slot, field in _FIELDS.items():
        place = len(FIRST_COLUMNS) + fields.index(field)
        columns[slot] = some.column(place).to_pylist()
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
