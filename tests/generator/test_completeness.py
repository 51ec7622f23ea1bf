"""What is forgotten when something is added: each test says in words what is missing, and where."""

from importlib import import_module
from importlib.resources import files
from pathlib import Path

import pytest

from leakbench.generator.audit.formats import formats
from leakbench.generator.corpus import corpus_names, load_corpus
from leakbench.generator.entities import entities
from leakbench.generator.records.registry import records
from leakbench.generator.spec import NOISES, SPLITS
from leakbench.generator.surfaces.declared_forms import forms, mixtures
from leakbench.generator.surfaces.forms import PLAIN

DATA = Path(str(files("leakbench.generator.data")))
RECORDS = Path(str(files("leakbench.generator.records")))
KINDS = sorted(
    path.stem for path in RECORDS.glob("*.py") if "\nRECORDS = " in path.read_text("utf-8")
)


def named(what, missing):
    """A sentence about what is missing."""
    return f"{what}: {', '.join(sorted(missing))}"


def test_a_label_is_described_everywhere():
    """A label has a format for the audit, and a format its label: the reader says which has not."""
    assert formats().keys() == entities().keys()


@pytest.mark.parametrize("noise", NOISES[1:])
def test_a_label_is_written_in_other_ways_or_plainly_on_purpose(noise):
    """Each noise has a mixture of forms for each label; an empty one leaves values as they are."""
    missing = entities().keys() - mixtures(noise).keys()
    place = f"generator/data/surfaces.toml has no [mixtures.{noise}.LABEL] (empty: written plainly)"
    assert not missing, named(f"{place} for", missing)


def test_a_form_is_used():
    """Every surface form has a share in a mixture."""
    used = {name for noise in NOISES for shares in mixtures(noise).values() for name in shares}
    unused = {form.name for form in forms()} - used - {PLAIN}
    assert not unused, named("generator/data/surfaces.toml has no mixture with the forms", unused)


def test_a_data_file_is_described():
    """Every data file has its line in the README, with its source."""
    readme = (DATA / "README.md").read_text("utf-8")
    data = {path.name for path in DATA.iterdir() if path.suffix in {".csv", ".toml", ".parquet"}}
    missing = {name for name in data if f"`{name}`" not in readme}
    assert not missing, named("generator/data/README.md has no line for", missing)


def test_a_data_file_is_read():
    """Every data file is named in the code that reads it."""
    root = DATA.parent
    code = "".join(path.read_text("utf-8") for path in root.rglob("*.py"))
    stems = {path.stem for path in DATA.iterdir() if path.suffix in {".csv", ".toml", ".parquet"}}
    unread = {stem for stem in stems if stem not in code}
    assert not unread, named("nothing in generator/ reads the data files", unread)


def test_a_file_of_templates_is_read():
    """Every one is of a part of a corpus, and of a split."""
    root = Path(str(files("leakbench.generator.corpora"))) / "texts"
    parts = {
        f"{name}/{part.name}.{split}.txt"
        for name in corpus_names()
        for part in load_corpus(name).parts
        for split in SPLITS
    }
    unread = {path.relative_to(root).as_posix() for path in root.rglob("*.*")} - parts
    assert not unread, named("no corpus has the parts of generator/corpora/texts/", unread)


def test_a_corpus_has_records(corpus):
    """Every role comes from a kind of record."""
    for role, source in load_corpus(corpus).roles.items():
        if "." not in source:
            assert source in KINDS, f"{corpus}: role {role!r}: no generator/records/{source}.py"


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_of_record_can_be_asked_for(kind):
    """A module with ``RECORDS`` is found by its name and says what it is."""
    assert records(kind) is import_module(f"leakbench.generator.records.{kind}").RECORDS
    assert records(kind).__doc__, f"generator/records/{kind}.py: RECORDS says nothing"


def test_a_kind_of_record_is_in_a_corpus():
    """Every kind of record is the source of a role, but for people alone."""
    used = {source for name in corpus_names() for source in load_corpus(name).roles.values()}
    unused = set(KINDS) - used - {"person"}
    assert not unused, named("no corpus has a role for generator/records/", unused)
