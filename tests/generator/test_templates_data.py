import itertools
import re
import tomllib
from collections import Counter
from functools import cache
from importlib.resources import files

import numpy as np
import pyarrow as pa
import pytest

from leakbench.generator.corpus import corpus_names, load_corpus
from leakbench.generator.decoy_kinds import decoy_kinds
from leakbench.generator.generate import batches
from leakbench.generator.spec import SPLITS, Spec
from leakbench.generator.surfaces.placeholders import placeholders
from leakbench.generator.template_readings import (
    Before,
    first_reading,
    nodes_of,
    skeleton,
    stretches,
)
from leakbench.generator.template_syntax import Choice, Field, fields_of

DECOYS = tuple(kind.name for kind in decoy_kinds())
CORPORA = corpus_names()

FIELD = re.compile(r"\{([^{}]*)\}")
KEY = re.compile(r"(\w+)[：:=→】〗] *")
NAMED = re.compile(r"[王李张刘陈杨黄赵吴周徐孙朱马胡郭何林罗郑](?:总|姐|哥|先生|女士)")
SPEAKER = re.compile(r"(?m)^«?(\w+(?:\|\w+)*)»?[：:](?!«?\{)")
LONG_NUMBER = re.compile(r"\d{6}")
SHARED = 12
MOST_USES = 6

corpora = pytest.mark.parametrize("corpus", CORPORA)
corpora_and_splits = pytest.mark.parametrize(
    ("corpus", "split"), list(itertools.product(CORPORA, SPLITS))
)


@cache
def values(corpus):
    """Some values of each field, decoys included."""
    samples = pa.Table.from_batches(batches(Spec(corpus=corpus), 200)).columns[2:-4]
    names = [field.name for field in load_corpus(corpus).fields]
    cells = zip(names, (column.to_pylist() for column in samples), strict=True)
    nothing = placeholders() | {""}
    return {name: [value for value in column if value not in nothing] for name, column in cells}


@cache
def runs(corpus):
    """Fields of ASCII alone: two of them in touch would be one run, whose border nobody sees.

    Where cells slip, a few of another field's may stand among them.
    """
    least = 1 if load_corpus(corpus).columns == "straight" else 0.8
    shares = {
        name: sum(map(str.isascii, column)) / len(column) for name, column in values(corpus).items()
    }
    return {name for name, share in shares.items() if share >= least} | {*DECOYS}


def templates_of(corpus, split):
    """The templates of all parts of a corpus."""
    return [template for part in load_corpus(corpus).parts for template in part.templates[split]]


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


def carriers_of(owner, split):
    """The templates of a corpus, or the sentences of decoys."""
    return decoys()["sentences"][split] if owner == "decoys" else templates_of(owner, split)


@cache
def nodes(carrier):
    """The nodes of a carrier."""
    return nodes_of(carrier)


def bare(text):
    """A text without punctuation and white space."""
    return re.sub(r"[\W_]", "", text)


def words(reading):
    """All words of a reading's literals, run together across its fields."""
    return bare(FIELD.sub("", reading))


@cache
def grams(text):
    """A hash of every run of ``SHARED`` characters of a text."""
    codes = np.frombuffer(text.encode("utf-32-le"), np.uint32).astype(np.uint64)
    powers = np.cumprod(np.full(SHARED, 0x9E3779B97F4A7C15, np.uint64))
    count = max(len(codes) - SHARED + 1, 0)
    return sum(codes[at : at + count] * powers[at] for at in range(SHARED))


def faults_of(owner, faults):
    """What is wrong, in words, with the templates of a corpus or the sentences of decoys."""
    return [
        f"{owner}, {split}: {fault}: {carrier}"
        for split in SPLITS
        for carrier in carriers_of(owner, split)
        for fault in faults(carrier)
    ]


carriers_by_owner = pytest.mark.parametrize("owner", [*CORPORA, "decoys"])
SPLIT_PAIRS = list(itertools.combinations(SPLITS, 2))


@corpora
def test_corpora_say_what_they_are(corpus):
    """A corpus says what it is, and names no field twice."""
    corpus_declared = declared(corpus)
    names = [field["name"] for field in corpus_declared["fields"]]
    assert len(names) >= 3, f"{corpus}.toml: {len(names)} fields, at least 3 are wanted"
    assert len(set(names)) == len(names)
    assert corpus_declared["name"] == corpus
    assert corpus_declared["title"]
    assert corpus_declared["description"]
    assert 0 < corpus_declared["decoy_rate"] < 1, f"{corpus}.toml: decoy_rate is not within 0 and 1"


@corpora_and_splits
def test_headers_name_one_field(corpus, split):
    """Each field has at least two headers, and a header names one field within its split."""
    pools = {field["name"]: field["headers"][split] for field in declared(corpus)["fields"]}
    few = [field for field, pool in pools.items() if len(pool) < 2]
    assert not few, f"{corpus}.toml, {split}: fewer than 2 headers for {few}"
    names = Counter(header.casefold() for pool in pools.values() for header in pool)
    twice = [header for header, count in names.items() if count > 1]
    assert not twice, f"{corpus}.toml, {split}: headers that stand twice: {twice}"


@corpora_and_splits
def test_templates_are_many_and_distinct(corpus, split):
    """A split has at least 20 templates of its main part, and no part has one twice."""
    parts = [part.templates[split] for part in load_corpus(corpus).parts]
    most = max(map(len, parts))
    assert most >= 20, f"{corpus}, {split}: {most} templates in the largest part, 20 are wanted"
    uses = (Counter(templates).items() for templates in parts)
    twice = [template for part in uses for template, count in part if count > 1]
    assert not twice, f"{corpus}, {split}: templates that stand twice: {twice}"


@corpora_and_splits
def test_every_field_is_used(corpus, split):
    """Every field stands in at least three templates of each split."""
    templates = templates_of(corpus, split)
    uses = Counter(field for template in templates for field in set(fields_of(template)))
    known = {field.name for field in load_corpus(corpus).fields}
    seldom = {field: uses[field] for field in known if uses[field] < 3}
    assert not seldom, f"{corpus}, {split}: fields in fewer than 3 templates: {seldom}"


def most_uses(some):
    """How often each field is written at most in one reading."""
    uses = Counter()
    for node in some:
        if isinstance(node, Field):
            uses[node.name] += 1
        elif isinstance(node, Choice):
            ways = [most_uses(alternative) for alternative in node.alternatives]
            most = Counter()
            for way in ways:
                most |= way
            uses += most
        elif not isinstance(node, str):
            uses += most_uses(node.nodes)
    return uses


@corpora_and_splits
def test_a_value_is_not_written_often(corpus, split):
    """No reading writes a field oftener than speakers are named in a short exchange."""
    for template in templates_of(corpus, split):
        most = max([0, *most_uses(nodes(template)).values()])
        assert most <= MOST_USES, f"{corpus}, {split}: a field stands {most} times in {template!r}"


@carriers_by_owner
def test_literals_hold_nothing_personal(owner):
    """No literal has a long number or a surname with a title; its letters are in GBK."""

    def faults(carrier):
        literal = "\0".join(
            [*stretches(nodes(carrier)), FIELD.sub("\0", first_reading(nodes(carrier)))]
        )
        if LONG_NUMBER.search(literal):
            yield "a number of six digits"
        if NAMED.search(literal):
            yield "a surname with a title"
        letters = "".join(filter(str.isalpha, literal))
        if letters.encode("gbk", "ignore").decode("gbk") != letters:
            yield "a character that is not in GBK"

    found = faults_of(owner, faults)
    assert not found, "\n".join(found)


@pytest.mark.slow
@corpora_and_splits
def test_runs_do_not_touch(corpus, split):
    """Two values of ASCII never touch, whatever parts and alternatives are written."""
    for template in templates_of(corpus, split):
        touching = Before(nodes(template)).fields
        pairs = [(one, other) for other, some in touching.items() for one in some]
        wrong = [pair for pair in pairs if set(pair) <= runs(corpus)]
        assert not wrong, f"{corpus}, {split}: nothing between {wrong}: {template}"


@pytest.mark.parametrize("split", SPLITS)
def test_decoy_sentences_bring_separator_and_decoy(split):
    """A split has at least 16 sentences: a separator, one or two known decoys; test every kind."""
    sentences = decoys()["sentences"][split]
    assert len(set(sentences)) == len(sentences) >= 16
    used = [FIELD.findall(sentence) for sentence in sentences]
    assert all(1 <= len(fields) <= 2 for fields in used)
    carried = set(itertools.chain.from_iterable(used))
    assert carried == set(DECOYS) if split == "test" else carried < set(DECOYS)
    assert all(sentence[0] in "，；。 \n" for sentence in sentences)


def test_decoy_kinds_are_the_known_ones():
    """Every decoy kind has its name and a Chinese title."""
    assert tuple(kind["name"] for kind in decoys()["kinds"]) == DECOYS
    assert all(re.fullmatch(r"[\u4e00-\u9fff]+", kind["title"]) for kind in decoys()["kinds"])


def shared(found, one, other):
    """What stands in two splits, with the files and splits that have it, in words.

    Args:
        found: For each owner and split, its texts by what is compared of them.
        one: A split.
        other: Another one.
    """
    places = {}
    for (owner, split), texts in found.items():
        for compared, text in texts.items():
            places.setdefault(compared, {}).setdefault(split, []).append((owner, text))
    return [
        f"{at[one][0][1]!r} ({one} of {at[one][0][0]}) is {at[other][0][1]!r}"
        f" ({other} of {at[other][0][0]})"
        for at in places.values()
        if one in at and other in at
    ]


def of_owners(texts_of):
    """What a function says of every corpus and of decoys in every split, by owner and split."""
    return {
        (owner, split): texts_of(owner, split) for owner in (*CORPORA, "decoys") for split in SPLITS
    }


def test_splits_share_no_carrier():
    """No template stands in two, even without punctuation, read first or without alternatives."""

    def readings(owner, split):
        found = {}
        for text in carriers_of(owner, split):
            found[bare(first_reading(nodes(text)))] = text
            rest = skeleton(nodes(text))
            if len(words(rest)) >= SHARED:
                found[bare(rest)] = text
        return found

    found = of_owners(readings)
    both = [text for pair in SPLIT_PAIRS for text in shared(found, *pair)]
    assert not both, f"a template may stand in one split only, in whatever corpus: {both}"


def speakers(owner, split):
    """Who begins a line that is speech somewhere: before a value, too, they are no key of it."""
    labels = "|".join(SPEAKER.findall("\n".join(carriers_of(owner, split))))
    return set(labels.split("|"))


def test_who_speaks_is_no_key(monkeypatch):
    """What begins lines before values alone is one."""
    lines = ["A：在吗\nB：{mobile}", "B：在", "«妈|爸»：吃了吗"]
    lines.append("手机：{mobile}\n«中介|房东»：«{name}|无»")
    monkeypatch.setitem(globals(), "carriers_of", lambda _owner, _split: lines)
    assert speakers("x", "dev") == {"A", "B", "妈", "爸"}


@cache
def cues(owner, split):
    """Headers, and keys in texts, without their punctuation."""
    before = [Before(nodes(carrier)).words for carrier in carriers_of(owner, split)]
    written = {one for words in before for some in words.values() for one in some}
    keys = {found[1] for one in written if (found := KEY.fullmatch(one))}
    keys -= speakers(owner, split)
    fields = [] if owner == "decoys" else declared(owner)["fields"]
    names = {name for field in fields for name in field["headers"][split]}
    return {bare(cue).casefold(): cue for cue in sorted(names | keys)}


@pytest.mark.slow
def test_splits_share_no_header_or_key():
    """What names a field in one split, as a header or as a key in a text, never does in another."""
    found = of_owners(cues)
    both = [text for pair in SPLIT_PAIRS for text in shared(found, *pair)]
    assert not both, f"a header or key may stand in one split only, in whatever corpus: {both}"


def test_splits_share_no_long_wording():
    """No 12 characters of a text within one alternative, nor of the words alone read first."""
    found = {split: wordings(split) for split in SPLITS}
    known = {split: np.concatenate([*map(grams, some)]) for split, some in found.items()}
    both = []
    for mine, theirs in SPLIT_PAIRS:
        same = np.intersect1d(known[mine], known[theirs])
        both += [
            f"{found[mine][text]} and {found[theirs][again]}"
            for text in (found[mine] if len(same) else ())
            if np.isin(grams(text), same).any()
            for again in found[theirs]
            if np.isin(grams(again), grams(text)).any()
        ]
    assert not both, f"{SHARED} characters of a template may stand in one split only: {both}"


def wordings(split):
    """Texts of a split that no other split may have a part of, and what they stand in."""
    return {
        written: f"{carrier!r} ({split} of {owner})"
        for owner in (*CORPORA, "decoys")
        for carrier in carriers_of(owner, split)
        for written in (*stretches(nodes(carrier)), words(first_reading(nodes(carrier))))
        if len(written) >= SHARED
    }


def test_what_splits_share_is_said_with_its_files():
    """The text as it stands, and where."""
    found = {("a", "dev"): {"mail": "Mail"}, ("b", "test"): {"mail": "mail:", "x": "x"}}
    assert shared(found, "dev", "test") == ["'Mail' (dev of a) is 'mail:' (test of b)"]
    assert shared(found, "train", "test") == []
