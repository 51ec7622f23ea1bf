"""Coherent people, companies and records one at a time, as providers for Faker.

They draw from the same tables as the columns of a dataset, and give the same values: a record is
the one that ``batches`` has at its index. Which index comes next is drawn from Faker's own random
numbers, so that ``seed_instance`` fixes everything.

    >>> from faker import Faker
    >>> from leakbench.generator.faker_providers import PersonProvider, RecordProvider
    >>> fake = Faker("zh_CN")
    >>> fake.add_provider(PersonProvider)
    >>> fake.add_provider(RecordProvider)
    >>> fake.seed_instance(42)
    >>> person = fake.coherent_person()
    >>> person.resident_id[6:14] == person.birth_date.replace("-", "")
    True
    >>> record = fake.legal_person_record()  # or fake.leak_record("legal_person")
    >>> all(record.text[span.start : span.end] == span.value for span in record.spans)
    True

Another population, split or noise is had from a provider made by hand:
``fake.add_provider(RecordProvider(fake, noise="worn"))``.
"""

from collections.abc import Callable
from datetime import date
from functools import cache, partial
from typing import Any

from faker.providers import BaseProvider

from leakbench.generator.coherent import (
    CoherentCompany,
    CoherentPerson,
    LeakRecord,
    companies,
    leak_records,
    persons,
)
from leakbench.generator.corpus import corpus_names, load_corpus
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Index
from leakbench.generator.keys import DEFAULT_KEY, Key, key_of
from leakbench.generator.population.families import families
from leakbench.generator.population.people import People
from leakbench.generator.prefetching import Prefetcher
from leakbench.generator.records.company import Companies
from leakbench.generator.spec import Noise, Spec, Split

_TODAY = Spec(corpus="").reference_date


@cache
def _population(seed: int, split: Split, reference_date: date, key: Key) -> Population:
    return Population(seed, split, reference_date, key=key)


class _PopulationProvider(BaseProvider):  # type: ignore[misc]  # mypy is told to skip faker
    """A provider that draws from one population.

    Args:
        generator: Faker's generator, whose random numbers are used.
        seed: The population's seed.
        split: Whose vocabularies it has.
        reference_date: The day on which ages are counted.
        key: With what numbers are marked.
    """

    def __init__(
        self,
        generator: Any,
        *,
        seed: int = 0,
        split: Split = "test",
        reference_date: date = _TODAY,
        key: Key | str = DEFAULT_KEY,
    ) -> None:
        super().__init__(generator)
        self._seed = seed
        self._split: Split = split
        self._reference_date = reference_date
        self._key = key_of(key)

    def _cleared(self) -> Population:
        """The population, without what was written before."""
        population = _population(self._seed, self._split, self._reference_date, self._key)
        population.arena.reset()
        return population


class PersonProvider(_PopulationProvider):
    """People one at a time."""

    def __init__(self, generator: Any, **options: Any) -> None:
        super().__init__(generator, **options)
        self._people = Prefetcher(self._anybody)
        self._adults = Prefetcher(self._owners)

    def _anybody(self, index: Index) -> list[CoherentPerson]:
        population = self._cleared()
        return persons(population, People(population, index))

    def _owners(self, index: Index) -> list[CoherentPerson]:
        return self._anybody(families().nth(families().owners, index))

    def coherent_person(self) -> CoherentPerson:
        """Somebody of any age."""
        return self._people.next(self.generator.random)

    def coherent_adult(self) -> CoherentPerson:
        """Somebody who may own a company: 21 or older."""
        return self._adults.next(self.generator.random)


class CompanyProvider(_PopulationProvider):
    """Companies one at a time."""

    def __init__(self, generator: Any, **options: Any) -> None:
        super().__init__(generator, **options)
        self._companies = Prefetcher(self._made)

    def _made(self, index: Index) -> list[CoherentCompany]:
        population = self._cleared()
        return companies(population, Companies(population, index))

    def coherent_company(self) -> CoherentCompany:
        """A company with its legal person."""
        return self._companies.next(self.generator.random)


class RecordProvider(_PopulationProvider):
    """Records of the corpora one at a time; each corpus has its method, ``<corpus>_record``.

    Args:
        generator: Faker's generator, whose random numbers are used.
        noise: How values are written.
        options: As for people: ``seed``, ``split``, ``reference_date``, ``key``.
    """

    def __init__(self, generator: Any, *, noise: Noise = "clean", **options: Any) -> None:
        super().__init__(generator, **options)
        self._noise: Noise = noise
        self._corpora: dict[str, Prefetcher[LeakRecord]] = {}

    def leak_record(self, corpus: str) -> LeakRecord:
        """A record of a corpus, with its text and what is labelled in it.

        Rows of lists that are none, such as titles, are passed over.

        Raises:
            UnknownCorpusError: There is no such corpus.
        """
        if corpus not in self._corpora:
            load_corpus(corpus)  # before a random number is drawn
            spec = Spec(
                corpus=corpus,
                seed=self._seed,
                split=self._split,
                noise=self._noise,
                reference_date=self._reference_date,
                key=self._key,
            )
            self._corpora[corpus] = Prefetcher(partial(leak_records, spec))
        while True:
            record = self._corpora[corpus].next(self.generator.random)
            if record.is_record:
                return record


def _of_corpus(corpus: str) -> Callable[[RecordProvider], LeakRecord]:
    def record(self: RecordProvider) -> LeakRecord:
        return self.leak_record(corpus)

    record.__name__ = f"{corpus}_record"
    record.__doc__ = f"A record of the corpus {corpus}."
    return record


for _name in corpus_names():
    setattr(RecordProvider, f"{_name}_record", _of_corpus(_name))
