import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.benchmarks.scoring.labels import (
    OUT_OF_SCOPE,
    ContradictoryLabelError,
    LabelSpace,
    UnknownLabelError,
    UnmappedLabelError,
)
from leakbench.detectors.label_aliases import aliases
from leakbench.generator.entities import coarse, entities, known_labels

REGISTRY = sorted(known_labels())


def truth(space, name, depth="fine"):
    """The shown name of a truth label, None if it is out of scope."""
    code = space.truth_codes([name], depth)[0]
    return None if code == OUT_OF_SCOPE else space.labels[code]


def predicted(space, name, depth="fine"):
    """The shown name of a predicted label, None if it is out of scope."""
    code = space.predicted_codes([name], depth)[0]
    return None if code == OUT_OF_SCOPE else space.labels[code]


@pytest.mark.parametrize("label", REGISTRY)
def test_the_registry_maps_to_itself(label):
    """In a synthetic corpus a label is itself, its coarse parent, or any."""
    space = LabelSpace.of_registry()
    assert predicted(space, label) == label
    assert predicted(space, label, "coarse") == coarse(label)
    assert space.predicted_codes([label], "any").tolist() == [0]


def test_labels_keep_the_registry_order():
    """The codes of a synthetic corpus are the registry's order."""
    space = LabelSpace.of_registry()
    assert space.labels[: len(entities())] == tuple(entities())
    assert space.truth_codes(list(entities())).tolist() == list(range(len(entities())))


def test_a_coarse_prediction_is_wrong_only_at_fine_depth():
    """ORG for COMPANY is another label at fine depth, the same at coarse depth."""
    space = LabelSpace.of_registry()
    assert predicted(space, "ORG") != truth(space, "COMPANY")
    assert predicted(space, "ORG", "coarse") == truth(space, "COMPANY", "coarse")


@pytest.mark.parametrize(
    ("own", "label"),
    [("PER", "PERSON_NAME"), ("nt", "COMPANY"), ("LOCATION", "ADDRESS"), ("TEL", "MOBILE"),
     ("GPE", "ADDRESS"), ("ID_CARD", "RESIDENT_ID"), ("PHONE", "LANDLINE")],
)  # fmt: skip
def test_an_external_label_takes_the_fine_labels_it_means(own, label):
    """Where truth is coarse a fine prediction counts as its parent, under the corpus's name."""
    space = LabelSpace([own])
    assert truth(space, own) == own
    assert predicted(space, label) == own
    assert predicted(space, coarse(label)) == own


def test_several_names_of_one_meaning_are_merged():
    """Two names of one label are one, under the registry's name."""
    space = LabelSpace(["LOC", "GPE", "PER"])
    assert truth(space, "LOC") == truth(space, "GPE") == predicted(space, "ADDRESS") == "ADDRESS"
    assert truth(space, "PER") == "PER"


def test_a_coarse_label_merges_its_family():
    """A corpus with PHONE and MOBILE cannot be asked to tell them apart."""
    space = LabelSpace(["PHONE", "MOBILE"])
    assert truth(space, "MOBILE") == truth(space, "PHONE") == predicted(space, "LANDLINE")


def test_a_name_in_another_sense_holds_for_predictions():
    """Where LOCATION means an address, a predicted LOCATION does too, and nothing else has it."""
    space = LabelSpace(["LOCATION"])
    assert predicted(space, "LOCATION") == predicted(space, "ADDRESS") == "LOCATION"
    assert predicted(space, "GEO_POINT") == "GEO_POINT"
    assert predicted(space, "GEO_POINT", "coarse") == "LOCATION"
    assert predicted(LabelSpace.of_registry(), "LOCATION") == "LOCATION"


def test_the_caller_maps_what_has_no_alias():
    """The caller's names go before the usual ones."""
    space = LabelSpace(["电话", "nt"], mapping={"电话": "PHONE", "nt": "COMPANY"})
    assert predicted(space, "MOBILE") == "电话"
    assert predicted(space, "COMPANY") == "nt"
    assert predicted(space, "SCHOOL") == "SCHOOL"


def test_an_unmapped_label_is_named():
    """A name that nothing maps is in the message, wherever it comes from."""
    with pytest.raises(UnmappedLabelError, match="'SPELL'") as caught:
        LabelSpace(["PER", "SPELL"])
    assert caught.value.label == "SPELL"
    with pytest.raises(UnmappedLabelError, match="'CHARM'"):
        LabelSpace(["SPELL"], mapping={"SPELL": "CHARM"})
    space = LabelSpace(["PER"])
    with pytest.raises(UnmappedLabelError, match="'SPELL'"):
        space.truth_codes(["SPELL"])
    with pytest.raises(UnmappedLabelError, match="'nt'"):
        LabelSpace(["COMPANY"], mapping={"COMPANY": "ADDRESS", "nt": "COMPANY"}).truth_codes(["nt"])
    with pytest.raises(UnmappedLabelError, match="'nr'"):
        space.predicted_codes(["nr"])


def test_restriction_drops_other_labels():
    """Only named labels count: a fine one alone, a coarse one with its family."""
    space = LabelSpace.of_registry(["MOBILE", "ORG"])
    assert truth(space, "MOBILE") == "MOBILE"
    assert truth(space, "LANDLINE") is None
    assert predicted(space, "PHONE") is None
    assert predicted(space, "PHONE", "any") is None
    assert predicted(space, "SCHOOL") == "SCHOOL"
    assert predicted(space, "ORG", "coarse") == "ORG"
    assert truth(space, "PERSON_NAME", "coarse") is None


def test_restriction_takes_either_name():
    """The corpus's name and the registry's restrict alike."""
    for name in ("PER", "PERSON", "PERSON_NAME"):
        space = LabelSpace(["PER", "LOCATION"], only=[name])
        assert truth(space, "PER") == predicted(space, "PERSON_NAME") == "PER"
        assert truth(space, "LOCATION") is None
        assert predicted(space, "MOBILE") is None
    assert truth(LabelSpace(["LOCATION"], only=["LOCATION"]), "LOCATION") == "LOCATION"


def test_an_unknown_restriction_lists_what_there_is():
    """A name of neither side is refused, with the labels of both."""
    with pytest.raises(
        UnknownLabelError, match=r"'SPELL'; the corpus has: PER; .*MOBILE"
    ) as caught:
        LabelSpace(["PER"], only=["SPELL"])
    assert caught.value.label == "SPELL"
    assert caught.value.own == ("PER",)


def test_contradictory_senses_are_refused():
    """A mapping that swaps two coarse labels of the registry is no mapping."""
    with pytest.raises(ContradictoryLabelError, match=r"ADDRESS|ACCOUNT") as caught:
        LabelSpace(["ADDRESS", "ACCOUNT"], mapping={"ADDRESS": "ACCOUNT", "ACCOUNT": "ADDRESS"})
    assert caught.value.label in known_labels()


@given(
    st.lists(st.sampled_from([*REGISTRY, *aliases()]), max_size=8),
    st.dictionaries(
        st.sampled_from(["人", "PER", "COMPANY", "LOCATION"]), st.sampled_from(REGISTRY), max_size=3
    ),
)
def test_any_corpus_has_a_consistent_space(own, mapping):
    """Shown names are unique, every label has a code, and a coarse code is its own parent."""
    try:
        space = LabelSpace([*own, *mapping], mapping=mapping)
    except ContradictoryLabelError:
        assert known_labels() & set(mapping)
        return
    assert len(set(space.labels)) == len(space.labels) == len(space.families)
    for codes, names in ((space.truth_codes, own), (space.predicted_codes, REGISTRY)):
        assert (codes(names) >= 0).all()
        coarse_codes = space.families[codes(names)]
        assert (codes(names, "coarse") == coarse_codes).all()
        assert (space.families[coarse_codes] == coarse_codes).all()


def test_what_is_not_scored_needs_no_meaning():
    """With some labels chosen, others of the corpus count in nothing, whatever they are called."""
    space = LabelSpace(["PER", "WEAPON", "ORG"], only=["PERSON"])
    assert truth(space, "PER") == "PER"
    for name in ("WEAPON", "ORG"):
        assert [truth(space, name, depth) for depth in ("fine", "coarse", "any")] == [None] * 3
    assert predicted(space, "PERSON_NAME") == "PER"


@pytest.mark.parametrize("only", [None, ["WEAPON"], ["PERSON", "WEAPON"]])
def test_what_is_scored_needs_one(only):
    """Without a choice everything does."""
    with pytest.raises(UnmappedLabelError, match="'WEAPON' is not in the registry"):
        LabelSpace(["PER", "WEAPON"], only=only)


@pytest.mark.parametrize(
    ("written", "meant"), [("PERSONN", "PERSON"), ("mobil", "MOBILE"), ("Organisation", "ORG")]
)
def test_what_was_probably_meant_is_told(written, meant):
    """Of a corpus's labels, of what they are mapped to, and of those that are to be scored."""
    for corpus, options in (
        ([written], {}),
        (["X"], {"mapping": {"X": written}}),
    ):
        with pytest.raises(UnmappedLabelError, match=f"'{written}' .*; did you mean {meant}\\?"):
            LabelSpace(corpus, **options)
    with pytest.raises(UnknownLabelError, match=f"'{written}'; did you mean {meant}\\?"):
        LabelSpace(["PHONE"], only=[written])


def test_a_label_of_the_corpus_is_meant_first():
    """Also one that itself needs no meaning."""
    with pytest.raises(UnknownLabelError, match="'WEAPONS'; did you mean WEAPON\\?"):
        LabelSpace(["PER", "WEAPON"], only=["WEAPONS"])
