import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.models.tagging_schemes import NO_KIND, Tags, decode, join_word_pieces

SCHEMES = {
    "BIO": ("B", "I", "I", "B"),  # first, inside, last, alone
    "BIOES": ("B", "I", "E", "S"),
    "BIOS": ("B", "I", "I", "S"),
    "BILOU": ("B", "I", "L", "U"),
    "BMES": ("B", "M", "E", "S"),
}
KINDS = ("PER", "LOC")
TAGS = ["O", *(f"{place}-{kind}" for place in "BIMELSU" for kind in KINDS), *KINDS]


@st.composite
def segmented(draw):
    """A number of tokens, and spans over some that do not overlap: ``(first, last, kind)``."""
    spans, at = [], 0
    for gap, length, kind in draw(
        st.lists(st.tuples(st.integers(0, 2), st.integers(1, 4), st.sampled_from(KINDS)))
    ):
        spans.append((at + gap, at + gap + length - 1, kind))
        at += gap + length
    return at + draw(st.integers(0, 2)), spans


def encoded(size, spans, scheme):
    """Tags of spans under a scheme."""
    begin, inside, end, alone = SCHEMES[scheme]
    tags = ["O"] * size
    for first, last, kind in spans:
        for at in range(first, last + 1):
            place = begin if at == first else end if at == last else inside
            tags[at] = f"{alone if first == last else place}-{kind}"
    return tags


def read(tags, first=None):
    """Spans of tags, as ``(first, last, kind)``."""
    known = Tags.named(TAGS)
    codes = [TAGS.index(tag) for tag in tags]
    kinds = known.kind[codes]
    starts = np.array([at == 0 for at in range(len(tags))] if first is None else first, bool)
    begins, ends = decode(known.places[codes], kinds, starts)
    return [
        (begin, end, known.kinds[kinds[begin]])
        for begin, end in zip(begins.tolist(), ends.tolist(), strict=True)
    ]


def chunks(tags):
    """What the usual scorer of tag sequences takes for spans, read off one token at a time."""
    found, open_at, last = [], None, ("O", "")
    for at, tag in enumerate([*tags, "O"]):
        place, _, kind = tag.rpartition("-")
        place = place or ("O" if tag == "O" else "I")
        place = {"M": "I", "L": "E", "U": "S"}.get(place, place)
        kind = "" if tag == "O" else kind
        ended = open_at is not None and (last[0] in "ES" or place in "BSO" or kind != last[1])
        if ended:
            found.append((open_at, at - 1, last[1]))
            open_at = None
        if open_at is None and place != "O":
            open_at = at
        last = (place, kind)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("scheme", SCHEMES)
@given(segmented())
def test_what_is_encoded_is_decoded(scheme, case):
    """Spans written in any scheme are read back, touching ones of one kind too."""
    size, spans = case
    assert read(encoded(size, spans, scheme)) == spans


@given(st.lists(st.sampled_from(TAGS)))
def test_any_sequence_is_read_as_usual(tags):
    """However a model strings tags together, spans are those of a reader token by token."""
    assert read(tags) == chunks(tags)


@given(st.lists(st.lists(st.sampled_from(TAGS), max_size=6), max_size=5))
def test_no_span_runs_from_text_to_text(texts):
    """Texts one after another have the spans that each has alone."""
    tags = [tag for text in texts for tag in text]
    first = [at == 0 for text in texts for at in range(len(text))]
    alone, before = [], 0
    for text in texts:
        alone += [(begin + before, end + before, kind) for begin, end, kind in read(text)]
        before += len(text)
    assert read(tags, first) == alone


def test_names_of_tags_are_read():
    """Kinds stand in order; a kind may hold hyphens, and a bare kind is inside itself."""
    tags = Tags.named(["O", "B-PER", "I-PER", "S-ID-NO", "ADDRESS", "X"])
    assert tags.kinds == ("PER", "ID-NO", "ADDRESS", "X")
    assert tags.kind.tolist() == [NO_KIND, 0, 0, 1, 2, 3]


def glued(tags, seams):
    """Spans of tags after glueing tokens to those before them."""
    known = Tags.named(TAGS)
    codes = [TAGS.index(tag) for tag in tags]
    kinds = known.kind[codes]
    places = join_word_pieces(known.places[codes], kinds, np.array(seams, bool))
    begins, ends = decode(places, kinds, np.arange(len(tags)) == 0)
    return list(zip(begins.tolist(), ends.tolist(), strict=True))


@pytest.mark.parametrize("tags", ["BBB", "SSS", "BIE", "EEE", "IBS", "SEB"])
def test_pieces_of_a_word_make_one_span(tags):
    """However the pieces of a word are tagged, if all are of one kind they are one span."""
    named = [f"{place}-PER" for place in tags]
    assert glued(named, [False, True, True]) == [(0, 2)]


def test_a_word_keeps_what_is_not_glued():
    """Another kind, an outside piece and another word end a span still."""
    tags = ["S-PER", "S-PER", "S-LOC", "O", "S-LOC", "S-LOC"]
    seams = [False, True, True, True, True, False]
    assert glued(tags, seams) == [(0, 1), (2, 2), (4, 4), (5, 5)]


@given(st.lists(st.tuples(st.sampled_from(TAGS), st.booleans())))
def test_glueing_moves_no_kind(pairs):
    """The same tokens lie in spans, and without seams nothing changes."""
    tags = [tag for tag, _ in pairs]
    within = {
        at
        for begin, end in glued(tags, [seam for _, seam in pairs])
        for at in range(begin, end + 1)
    }
    assert within == {at for at, tag in enumerate(tags) if tag != "O"}
    assert glued(tags, [False] * len(tags)) == [(begin, end) for begin, end, _ in read(tags)]
