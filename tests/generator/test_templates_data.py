import itertools
import re
import tomllib
from collections import Counter
from functools import cache
from importlib.resources import files

import pytest

from leakbench.generator.spec import SPLITS

# The fields of each corpus in the order of its columns, with their usual lengths in characters.
FIELDS = {
    "legal_person": {
        "company": 14,
        "uscc": 18,
        "legal_person": 3,
        "position": 4,
        "mobile": 11,
        "landline": 12,
        "address": 25,
        "age": 2,
        "resident_id": 18,
        "capital": 5,
        "founded": 10,
        "industry": 6,
    },
    "exam_roster": {
        "name": 3,
        "sex": 1,
        "resident_id": 18,
        "exam_no": 14,
        "school": 10,
        "class": 6,
        "school_applied": 6,
        "exam_date": 10,
        "subject": 3,
        "guardian": 3,
        "guardian_phone": 11,
        "address": 25,
    },
}
DECOYS = ("hotline", "order_no", "invoice_code", "product_code", "batch_no")
# Two of these in touch would be one longer run, whose inner border nobody can see.
RUNS = {
    *("uscc", "mobile", "landline", "age", "resident_id", "capital", "founded"),
    *("exam_no", "exam_date", "guardian_phone"),
    *DECOYS,
}

FIELD = re.compile(r"\{([^{}]*)\}")
OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
KEY = re.compile(r"(\w+)(?:[：:=→]|[】〗]) *\{")
SHARED = 12

corpora = pytest.mark.parametrize("corpus", FIELDS)
corpora_and_splits = pytest.mark.parametrize(
    ("corpus", "split"), list(itertools.product(FIELDS, SPLITS))
)


@cache
def declared(corpus):
    """A corpus's declaration as TOML gives it."""
    source = files("leakbench.generator.corpora").joinpath(f"{corpus}.toml")
    return tomllib.loads(source.read_text("utf-8"))


@cache
def decoys():
    """The decoys' declaration as TOML gives it."""
    return tomllib.loads(
        files("leakbench.generator.data").joinpath("decoys.toml").read_text("utf-8")
    )


def carriers(split):
    """Every template and decoy sentence of a split."""
    templates = (template for name in FIELDS for template in declared(name)["templates"][split])
    return [*templates, *decoys()["sentences"][split]]


def headers(split):
    """Every header of a split, over both corpora."""
    return {
        header
        for name in FIELDS
        for field in declared(name)["fields"]
        for header in field["headers"][split]
    }


def pieces(carrier):
    """The literal text of a carrier, cut at its fields."""
    return FIELD.split(carrier.replace("[", "").replace("]", ""))[::2]


def bare(text):
    """A text without punctuation and white space."""
    return re.sub(r"[\W_]", "", text)


def words(carrier):
    """All words of a carrier's literals, run together across its fields."""
    return bare("".join(pieces(carrier)))


def grams(text):
    """Every run of ``SHARED`` characters of a text."""
    return {text[at : at + SHARED] for at in range(len(text) - SHARED + 1)}


def readings(template):
    """A template with every optional part written, and with every one dropped."""
    return OPTIONAL.sub(r"\1", template), OPTIONAL.sub("", template)


ALL_CARRIERS = [carrier for split in SPLITS for carrier in carriers(split)]
SPLIT_PAIRS = list(itertools.combinations(SPLITS, 2))


@corpora
def test_fields_stand_in_the_order_of_the_columns(corpus):
    """A corpus declares its known fields in order, and says what it is."""
    corpus_declared = declared(corpus)
    assert [field["name"] for field in corpus_declared["fields"]] == list(FIELDS[corpus])
    assert corpus_declared["name"] == corpus
    assert corpus_declared["title"]
    assert corpus_declared["description"]
    assert corpus_declared["tiers"] == [5000]
    assert 0 < corpus_declared["decoy_rate"] < 1


@corpora_and_splits
def test_headers_name_one_field(corpus, split):
    """Each field has at least two headers, and a header names one field within its split."""
    pools = [field["headers"][split] for field in declared(corpus)["fields"]]
    assert all(len(pool) >= 2 for pool in pools)
    flat = [header.casefold() for pool in pools for header in pool]
    assert len(flat) == len(set(flat))


@corpora_and_splits
def test_templates_are_many_and_distinct(corpus, split):
    """A split has at least 24 templates, all different."""
    templates = declared(corpus)["templates"][split]
    assert len(templates) >= 24
    assert len(set(templates)) == len(templates)


@corpora_and_splits
def test_every_field_is_used(corpus, split):
    """Every field stands in at least six templates of each split, and no unknown one does."""
    templates = declared(corpus)["templates"][split]
    uses = Counter(field for template in templates for field in set(FIELD.findall(template)))
    assert set(uses) == set(FIELDS[corpus])
    assert {field: count for field, count in uses.items() if count < 6} == {}


@corpora_and_splits
def test_a_value_is_written_at_most_twice(corpus, split):
    """No template repeats a field more than once."""
    for template in declared(corpus)["templates"][split]:
        assert max(Counter(FIELD.findall(template)).values()) <= 2, template


@corpora_and_splits
def test_records_have_the_length_of_real_ones(corpus, split):
    """Records are 60 to 140 characters long on average; some are tiny and some nearly whole."""
    templates = declared(corpus)["templates"][split]
    lengths = [
        sum(map(len, pieces(template))) + sum(map(FIELDS[corpus].get, FIELD.findall(template)))
        for template in templates
    ]
    assert 60 <= sum(lengths) / len(lengths) <= 140
    assert min(lengths) < 25
    assert max(lengths) > 110


@pytest.mark.parametrize("carrier", ALL_CARRIERS)
def test_brackets_are_balanced_and_flat(carrier):
    """Braces hold a field name, square brackets hold at least one field, and neither nests."""
    assert re.search(r"[{}]", FIELD.sub("", carrier)) is None
    assert all(field.isidentifier() for field in FIELD.findall(carrier))
    assert re.search(r"[\[\]]", OPTIONAL.sub("", carrier)) is None
    assert all(FIELD.search(part) for part in OPTIONAL.findall(carrier))


@pytest.mark.parametrize("carrier", ALL_CARRIERS)
def test_literals_hold_nothing_personal(carrier):
    """No literal has a number of three digits or a surname with a title; all are in GBK."""
    literal = "\0".join(pieces(carrier))
    assert re.search(r"\d{3}", literal) is None
    assert (
        re.search(r"[王李张刘陈杨黄赵吴周徐孙朱马胡郭何林罗郑](?:总|姐|哥|先生|女士)", literal)
        is None
    )
    literal.encode("gbk")


@pytest.mark.parametrize("carrier", ALL_CARRIERS)
def test_runs_do_not_touch(carrier):
    """Two values of digits never touch, whether or not the optional parts are written."""
    for reading in readings(carrier):
        touching = re.findall(r"\{(\w+)\}(?=\{(\w+)\})", reading)
        assert [pair for pair in touching if set(pair) <= RUNS] == []


@pytest.mark.parametrize("split", SPLITS)
def test_decoy_sentences_bring_separator_and_decoy(split):
    """A split has at least 16 sentences: a separator, one or two known decoys, every kind used."""
    sentences = decoys()["sentences"][split]
    assert len(set(sentences)) == len(sentences) >= 16
    used = [FIELD.findall(sentence) for sentence in sentences]
    assert all(1 <= len(fields) <= 2 for fields in used)
    assert set(itertools.chain.from_iterable(used)) == set(DECOYS)
    assert all(sentence[0] in "，；。 \n" for sentence in sentences)


def test_decoy_kinds_are_the_known_ones():
    """Every decoy kind has its name and a Chinese title."""
    assert tuple(kind["name"] for kind in decoys()["kinds"]) == DECOYS
    assert all(re.fullmatch(r"[\u4e00-\u9fff]+", kind["title"]) for kind in decoys()["kinds"])


@pytest.mark.parametrize(("one", "other"), SPLIT_PAIRS)
def test_splits_share_no_carrier(one, other):
    """No template or sentence stands in two splits, even without its punctuation."""
    assert not {bare(text) for text in carriers(one)} & {bare(text) for text in carriers(other)}


@pytest.mark.parametrize(("one", "other"), SPLIT_PAIRS)
def test_splits_share_no_header_or_key(one, other):
    """What names a field in one split, as a header or as a key in a text, never does in another."""

    def cues(split):
        keys = {key for carrier in carriers(split) for key in KEY.findall(carrier)}
        return {bare(cue).casefold() for cue in headers(split) | keys}

    assert not cues(one) & cues(other)


@pytest.mark.parametrize(("one", "other"), SPLIT_PAIRS)
def test_splits_share_no_long_wording(one, other):
    """No run of 12 characters of a literal, nor of the words alone, stands in two splits."""

    def runs(split):
        texts = (text for carrier in carriers(split) for text in [*pieces(carrier), words(carrier)])
        return set(itertools.chain.from_iterable(map(grams, texts)))

    assert not runs(one) & runs(other)
