"""Tests of the grammar of addresses."""

import re

import pytest

from leakbench.generator.engine.tables import table
from leakbench.generator.population import address_grammar
from leakbench.generator.population.address_grammar import (
    CHOICE_BITS,
    DEPTH,
    Compiler,
    GrammarError,
    Ways,
    depth,
    parts_of,
    rules,
)
from leakbench.generator.population.address_writing import COLUMN_OF_FIELD
from leakbench.generator.population.place_vocabulary import PlaceVocabulary

MANNERS = ("home", "work", "delivery", "property", "house")


def compiled(monkeypatch, **ways):
    """A grammar of these rules, each with one way or more."""
    known = {rule: Ways(list(texts), [1.0] * len(texts)) for rule, texts in ways.items()}
    monkeypatch.setattr(address_grammar, "rules", lambda _: known)
    return Compiler("any", {"road": (10, 1), "unit": (20, 2)}, ("note",), lambda _: 0)


@pytest.mark.parametrize("manner", MANNERS)
def test_rules_stand_within_one_another_as_deep_as_kernels_can(manner):
    """And none within itself."""
    assert 2 < depth(manner) <= DEPTH


@pytest.mark.parametrize("manner", MANNERS)
def test_every_way_can_be_drawn(manner):
    """No way to write a rule is rarer than the bits that choose it tell apart."""
    for rule, (texts, weights) in rules(manner).items():
        assert len(set(texts)) == len(texts), rule
        rarest = min(weights) / sum(weights)
        assert rarest >= 2**-CHOICE_BITS, rule


def test_every_rule_and_list_is_used(population):
    """By a form of a kind, or by another rule."""
    forms = table("address_forms")
    started = {f"{kind}.{form}" for kind, form in zip(forms["kind"], forms["form"], strict=True)}
    texts = "".join(table("address_rules")["text"])
    called = set(re.findall(r"<([a-z_.]+)>", texts))
    assert set(table("address_rules")["rule"]) == started | called
    named = set(re.findall(r"\{([a-z_]+)\}", texts))
    assert named <= set(COLUMN_OF_FIELD) | set(population.vocabulary(PlaceVocabulary).lists)
    assert set(COLUMN_OF_FIELD) <= named | {
        "storey",
        "building_number",
        "unit_number",
        "annex_stem",
    }


def test_a_manner_has_rules_of_its_own():
    """They stand instead of those of all, and the others stay."""
    assert rules("delivery")["head"] != rules("home")["head"]
    assert rules("delivery")["doubled"] == rules("home")["doubled"]


def test_parts_are_told_apart():
    """Text, fields and rules, some of them optional."""
    assert parts_of("r", "在{road}[{unit}单元]<tail>") == [
        ([("text", "在"), ("field", "road")], False),
        ([("field", "unit"), ("text", "单元")], True),
        ([("rule", "tail")], False),
    ]


@pytest.mark.parametrize("text", ["[{road}", "{road}]", "[[{road}]]", "{road", "<Tail>"])
def test_what_is_not_well_formed_is_refused(text):
    """With the rule it stands in."""
    with pytest.raises(GrammarError, match="'broken'"):
        parts_of("broken", text)


@pytest.mark.parametrize("text", ["{raod}", "<trail>"])
def test_unknown_names_are_refused(monkeypatch, text):
    """With those that there are."""
    with pytest.raises(GrammarError, match="unknown"):
        compiled(monkeypatch, start=[text], tail=["{road}"])


def test_a_rule_within_itself_is_refused(monkeypatch):
    """However far around."""
    known = {"a": Ways(["<b>"], [1.0]), "b": Ways(["<a>", "x"], [1.0, 1.0])}
    monkeypatch.setattr(address_grammar, "rules", lambda _: known)
    with pytest.raises(GrammarError, match="within itself"):
        depth("any")
