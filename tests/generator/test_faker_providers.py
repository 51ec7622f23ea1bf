import doctest
from dataclasses import asdict
from datetime import date

import numpy as np
import pyarrow as pa
import pytest
from faker import Faker
from stdnum.cn import ric, uscc

from leakbench.generator import faker_providers
from leakbench.generator.corpus import UnknownCorpusError
from leakbench.generator.engine.population import Population
from leakbench.generator.faker_providers import CompanyProvider, PersonProvider, RecordProvider
from leakbench.generator.generate import batches
from leakbench.generator.population.families import families
from leakbench.generator.population.people import People
from leakbench.generator.records.company import Companies
from leakbench.generator.spec import Spec

from .conftest import REFERENCE

pytestmark = pytest.mark.slow

PROVIDERS = (PersonProvider, CompanyProvider, RecordProvider)


def faker(seed=42):
    """A seeded Faker with all providers."""
    fake = Faker("zh_CN")
    for provider in PROVIDERS:
        fake.add_provider(provider)
    fake.seed_instance(seed)
    return fake


def test_the_example_runs():
    """What the module shows is so."""
    result = doctest.testmod(faker_providers)
    assert result.attempted > 5
    assert result.failed == 0


def test_a_seed_fixes_everything(corpus):
    """The same seed gives the same people, companies and records; another seed gives others."""

    def drawn(seed):
        fake = faker(seed)
        return [
            *(fake.coherent_person() for _ in range(20)),
            fake.coherent_company(),
            *(fake.leak_record(corpus) for _ in range(20)),
            fake.coherent_adult(),
        ]

    assert drawn(1) == drawn(1)
    assert not any(a == b for a, b in zip(drawn(1), drawn(2), strict=True))


def test_seeding_again_begins_again():
    """What was made ahead is not given out after a new seed, nor after others have drawn."""
    fake = faker(1)
    alone = [fake.coherent_person() for _ in range(40)]
    fake.seed_instance(1)
    assert [fake.coherent_person() for _ in range(40)] == alone
    fake.seed_instance(1)
    assert fake.coherent_person() == alone[0]
    fake.random.random()
    others = [fake.coherent_person() for _ in range(3)]
    assert others[0] != alone[1]
    fake.seed_instance(1)
    fake.coherent_company()
    assert fake.coherent_person() == alone[1]


def test_people_are_coherent():
    """ID, birth date, sex, age and accounts agree."""
    fake = faker()
    for _ in range(200):
        person = fake.coherent_person()
        assert ric.is_valid(person.resident_id)
        assert person.birth_date.replace("-", "") == person.resident_id[6:14]
        assert person.sex == "女男"[int(person.resident_id[16]) % 2]
        born = date.fromisoformat(person.birth_date)
        had_birthday = (born.month, born.day) <= (REFERENCE.month, REFERENCE.day)
        assert person.age == REFERENCE.year - born.year - (not had_birthday)
        assert "@qq.com" not in person.email or person.email == f"{person.qq}@qq.com"
        assert set(asdict(person)) >= {"name", "mobile", "address", "wechat"}
        assert fake.coherent_adult().age >= 21


def test_companies_are_coherent():
    """The code is valid, and the legal person was of age when the company was founded."""
    fake = faker()
    for _ in range(200):
        company = fake.coherent_company()
        assert uscc.is_valid(company.uscc)
        born, founded = (
            date.fromisoformat(day) for day in (company.legal_person.birth_date, company.founded)
        )
        assert (founded - born).days >= 7670
        assert company.landline == "" or "-" in company.landline


def plain(block, name):
    """A column of strings, whether or not it says of which form each is."""
    column = getattr(block, name)
    return getattr(column, "strings", column)


def test_people_and_companies_are_those_of_the_columns():
    """An index has the facts that a block of the population has there."""
    population = Population(0, "test", REFERENCE)
    fake = faker()
    people = [fake.coherent_person() for _ in range(50)]
    block = People(population, np.array([person.index for person in people]))
    texts = population.arena.texts
    for name in ("name", "sex", "resident_id", "mobile", "address", "email", "qq", "wechat"):
        assert [getattr(person, name) for person in people] == texts(plain(block, name))
    companies = [fake.coherent_company() for _ in range(50)]
    block = Companies(population, np.array([company.index for company in companies]))
    for name in ("name", "short_name", "uscc", "address", "founded", "capital"):
        assert [getattr(company, name) for company in companies] == texts(plain(block, name))
    owners = families().nth(families().owners, block.index)
    assert [company.legal_person.index for company in companies] == owners.tolist()


def test_records_are_those_of_the_dataset(corpus):
    """A record has the cells, text and spans of the dataset's row at its index."""
    fake = faker()
    for record in [getattr(fake, f"{corpus}_record")() for _ in range(12)]:
        spec = Spec(corpus=corpus)
        (row,) = pa.Table.from_batches(batches(spec, 1, start=record.index)).to_pylist()
        assert record.corpus == corpus
        assert record.index == row["record_id"]
        assert list(record.cells.values()) == list(row.values())[2:-4]
        assert record.text == row["text"]
        spans = [asdict(span) for span in record.spans]
        assert [span.pop("value") for span in spans] == [
            record.text[span["start"] : span["end"]] for span in row["text_spans"]
        ]
        assert spans == row["text_spans"]


def test_providers_take_another_population():
    """A provider made by hand has its own seed, split and noise."""
    fake = Faker("zh_CN")
    fake.add_provider(RecordProvider(fake, seed=5, split="train", noise="evasive"))
    fake.seed_instance(1)
    record = fake.leak_record("legal_person")
    spec = Spec(corpus="legal_person", seed=5, split="train", noise="evasive")
    (row,) = pa.Table.from_batches(batches(spec, 1, start=record.index)).to_pylist()
    assert record.text == row["text"]


def test_an_unknown_corpus_is_refused():
    """The error names the corpus, and no random number is lost."""
    fake = faker()
    before = fake.random.getstate()
    with pytest.raises(UnknownCorpusError, match="no_such_corpus"):
        fake.leak_record("no_such_corpus")
    assert fake.random.getstate() == before
