import re
import shutil
import subprocess
import sys
import tomllib
from importlib.resources import files

import pytest

from leakbench.generator import corpus as module
from leakbench.generator.corpus import (
    UnknownCorpusError,
    corpus_names,
    load_corpora,
    load_corpus,
)
from leakbench.generator.declarations import DeclarationError
from leakbench.generator.decoy_kinds import decoy_sentences
from leakbench.generator.entities import entities
from leakbench.generator.spec import SPLITS

TEXTS = files("leakbench.generator.corpora").joinpath("texts")


def test_every_corpus_is_declared_whole(corpus):
    """A corpus has its name, a title, labels of the registry, and headers by split."""
    declared = load_corpus(corpus)
    assert declared.name == corpus
    assert declared.labels <= set(entities())
    for split in SPLITS:
        assert len(decoy_sentences(0.1).templates[split]) >= 16
        assert all(field.headers[split] for field in declared.fields)


def test_texts_consist_of_the_parts_that_are_declared(corpus):
    """In their order, each with its share and the templates of its files."""
    source = files("leakbench.generator.corpora").joinpath(f"{corpus}.toml")
    given = tomllib.loads(source.read_text("utf-8"))["parts"]
    parts = load_corpus(corpus).parts
    assert [part.name for part in parts] == [one["name"] for one in given]
    for part, one in zip(parts, given, strict=True):
        assert part.share == one.get("share", 1) > 0
        assert set(one) <= {"name", "share"}
        for split in SPLITS:
            lines = TEXTS.joinpath(corpus, f"{part.name}.{split}.txt").read_text("utf-8")
            count = sum(bool(line.strip()) for line in re.sub("(?m)^# .*", "", lines).split("\n"))
            assert len(part.templates[split]) == count


def test_an_unknown_corpus_is_named():
    """The message says what there is."""
    with pytest.raises(UnknownCorpusError, match=re.escape(", ".join(corpus_names()))):
        load_corpus("nothing")


@pytest.fixture
def folder(monkeypatch, tmp_path):
    """An empty folder of declarations instead of the package's."""
    monkeypatch.setattr(module, "files", lambda _package: tmp_path)
    load_corpus.cache_clear()
    yield tmp_path
    load_corpus.cache_clear()


def declare(folder, name, *changes):
    """Write a declaration, changed, and its templates."""
    source = files("leakbench.generator.corpora").joinpath("legal_person.toml")
    text = source.read_text("utf-8").replace('name = "legal_person"', f'name = "{name}"', 1)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    shutil.copytree(str(TEXTS.joinpath("legal_person")), folder / "texts" / name)


WRONG = {
    "misspelt key": ('title = "', 'titel = "x"\ntitle = "', "unknown key 'titel'"),
    "missing key": ("decoy_rate = 0.15", "", "no key 'decoy_rate'"),
    "number": ("decoy_rate = 0.15", 'decoy_rate = "much"', "key 'decoy_rate' must be a number"),
    "range": ("decoy_rate = 0.15", "decoy_rate = 15", "'decoy_rate' must be a number from 0 to 1"),
    "list": ("tiers = [5000]", "tiers = 5000", "'tiers' must be a list of 50, 500, 5000, not 5000"),
    "items": (
        "tiers = [5000]",
        'tiers = ["5000"]',
        "must be a list of 50, 500, 5000, not ['5000']",
    ),
    "tier": ("tiers = [5000]", "tiers = [4000]", "must be a list of 50, 500, 5000, not [4000]"),
    "name": ('name = "broken"', 'name = "other"', "key 'name' must be the file's, 'broken'"),
    "label": ('label = "COMPANY"', 'label = "FIRM"', "field 'company': unknown label 'FIRM'"),
    "also": (
        'label = "COMPANY"',
        'label = "COMPANY"\nalso = ["FIRM"]',
        "field 'company': key 'also': unknown label 'FIRM'",
    ),
    "role": ('value = "company.name"', 'value = "firm.name"', "key 'value': unknown role 'firm'"),
    "path": ('value = "company.name"', 'value = "name"', "key 'value' must be 'role.attribute'"),
    "parent": ('owner = "company.owner"', 'owner = "firm.owner"', "no role 'firm' stands before"),
    "roles": ("[roles]", "[people]", "no key 'roles'"),
    "split": ("headers = { train =", "headers = { trian =", "headers: no key 'train'"),
    "headers": ('train = ["企业名称",', 'train = [1, "企业名称",', "key 'train' must be a list of"),
    "part": (
        'name = "record"',
        'name = "records"\ntrain = []',
        "part 'records': unknown key 'train'",
    ),
    "slot": (
        "[[parts]]",
        '[[slots]]\nname = "a"\nvalue = "firm.x"\n[[parts]]',
        "slot 'a': key 'value': unknown role 'firm'",
    ),
    "name of a slot": (
        "[[parts]]",
        '[[slots]]\nname = "uscc"\nvalue = "company.uscc"\n[[parts]]',
        "two fields have the name 'uscc'",
    ),
    "wear": ("[roles]", 'wear = "firm.x"\n[roles]', "key 'wear': unknown role 'firm'; known: "),
    "TOML": ("[roles]", "[roles", "not TOML"),
    "tables": ("[[parts]]", "[[bits]]", "no key 'parts'"),
}


@pytest.mark.parametrize(("old", "new", "reason"), WRONG.values(), ids=WRONG)
def test_a_wrong_declaration_is_refused(folder, old, new, reason):
    """One line names the file and the key, whatever is wrong; nothing is ignored."""
    declare(folder, "broken", (old, new))
    with pytest.raises(DeclarationError) as caught:
        load_corpus("broken")
    message = str(caught.value)
    assert message.startswith("broken.toml: ")
    assert reason in message
    assert "\n" not in message


def test_further_labels_are_the_corpus_s():
    """Those that values have by their forms, beside those of fields and decoys."""
    assert {"MOBILE", "LANDLINE", "HOTLINE"} <= load_corpus("call_records").labels


def test_two_fields_of_one_name_are_refused(folder):
    """A template could not say which of them it means."""
    change = ('name = "uscc"', 'name = "company"')
    declare(folder, "broken", change)
    with pytest.raises(DeclarationError, match="two fields have the name 'company'"):
        load_corpus("broken")


def test_a_wrong_template_is_refused(folder):
    """With its file and line; a field that is not declared can stand in none."""
    declare(folder, "broken", ('name = "industry"', 'name = "trade"'))
    (part,) = load_corpus("broken").parts
    with pytest.raises(DeclarationError) as caught:
        part.templates["train"]
    said = r"^texts/broken/record\.train\.txt: line \d+: unknown field 'industry'; known: row, "
    assert re.match(said, str(caught.value))


def test_one_broken_file_does_not_stop_the_others(folder):
    """The corpora that can be loaded are there, beside what is wrong with the other one."""
    declare(folder, "whole")
    (folder / "broken.toml").write_text("title = 3", encoding="utf-8")
    assert corpus_names() == ["broken", "whole"]
    loaded, wrong = load_corpora()
    assert [corpus.name for corpus in loaded] == ["whole"]
    assert [error.file for error in wrong] == ["broken.toml"]


def test_what_all_corpora_rest_on_is_told_once(folder, monkeypatch):
    """A wrong line of the labels is the whole answer, not one for every corpus."""

    def wrong():
        raise DeclarationError("entities.csv", "line 2", "is wrong")

    declare(folder, "whole")
    monkeypatch.setattr(module, "entities", wrong)
    with pytest.raises(DeclarationError, match=r"^entities\.csv: line 2: is wrong$"):
        load_corpora()


def test_declarations_are_read_without_anything_heavy():
    """Names, corpora and entities need neither numpy nor pyarrow nor numba."""
    code = (
        "from leakbench.generator.corpus import load_corpora; load_corpora(); import sys;"
        "print([name for name in ('numba', 'numpy', 'pyarrow') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
