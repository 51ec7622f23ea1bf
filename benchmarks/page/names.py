"""Chinese names of corpora, labels and forms that results name, out of their declarations."""

from collections.abc import Iterable, Iterator

from leakbench.benchmarks.real.card import card_names, load_card
from leakbench.generator.corpus import corpus_names, load_corpus
from leakbench.generator.decoy_kinds import decoy_kinds
from leakbench.generator.entities import entities
from leakbench.generator.value_forms import value_form_titles


def chinese_names(corpora: Iterable[str]) -> dict[str, str]:
    """Words by ``corpus_NAME``, ``label_NAME`` and ``form_NAME``; what has no title is left out.

    Args:
        corpora: As results name them: a corpus of records, or card and part of a public one.
    """
    named = {f"label_{name}": entity.title for name, entity in entities().items()}
    named |= {f"form_{kind.name}": kind.title for kind in decoy_kinds()}
    named |= {f"form_{name}": title for name, title in value_form_titles().items()}
    return named | dict(_titles(set(corpora)))


def _titles(corpora: set[str]) -> Iterator[tuple[str, str]]:
    for name in corpora.intersection(corpus_names()):
        yield f"corpus_{name}", load_corpus(name).title
    for name in card_names():
        card = load_card(name)
        for given in (name, *(f"{name}_{file.part}" for file in card.files)):
            if given in corpora:
                yield f"corpus_{given}", card.title_zh
