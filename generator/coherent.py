"""People, companies and records as single objects, read out of the columns."""

from dataclasses import dataclass, fields

from leakbench.generator.corpus import load_corpus
from leakbench.generator.engine.formed import Formed
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Index
from leakbench.generator.engine.strings import Strings
from leakbench.generator.generate import records_at
from leakbench.generator.population.people import People
from leakbench.generator.records.company import Companies
from leakbench.generator.spec import Spec


@dataclass(frozen=True, slots=True)
class CoherentPerson:
    """A person whose facts agree with one another; dates are ISO, numbers are text.

    Attributes:
        index: The person's index in the population.
    """

    index: int
    name: str
    sex: str
    birth_date: str
    resident_id: str
    mobile: str
    address: str
    email: str
    qq: str
    wechat: str
    age: int


@dataclass(frozen=True, slots=True)
class CoherentCompany:
    """A company whose facts agree with one another and with its legal person.

    Attributes:
        index: The company's index in the population.
        short_name: What people call it.
        landline: Empty if it has none.
        position: What the legal person is called there.
    """

    index: int
    name: str
    short_name: str
    uscc: str
    industry: str
    capital: str
    founded: str
    address: str
    landline: str
    position: str
    legal_person: CoherentPerson


_PERSON_TEXTS = [field.name for field in fields(CoherentPerson)][1:-1]
_COMPANY_TEXTS = [field.name for field in fields(CoherentCompany)][1:-1]


@dataclass(frozen=True, slots=True)
class Span:
    """Where a labelled value stands in a text.

    Attributes:
        start: Begin in code points.
        end: End, not included.
        label: What it is.
        value: What stands there.
        subject: Index of the person concerned; None where nobody knows whose it is.
        quality: ``exact``, ``masked`` or ``damaged``.
        form: How it is written.
    """

    start: int
    end: int
    label: str
    value: str
    subject: int | None
    quality: str
    form: str


@dataclass(frozen=True, slots=True)
class LeakRecord:
    """A record of a corpus, or what else stands in a row of a list.

    Attributes:
        corpus: Name of the corpus.
        index: The record's index in the dataset.
        is_record: Not so of titles, headers, sums and notes of files.
        cells: Its cells by logical field.
        text: The record as a line, a note or a message.
        spans: What is labelled in the text, in order.
    """

    corpus: str
    index: int
    is_record: bool
    cells: dict[str, str]
    text: str
    spans: tuple[Span, ...]


def _strings(column: Strings | Formed) -> Strings:
    return column.strings if isinstance(column, Formed) else column


def persons(population: Population, block: People) -> list[CoherentPerson]:
    """The people of a block, one by one."""
    texts = population.arena.texts
    columns = [texts(_strings(getattr(block, name))) for name in _PERSON_TEXTS]
    ages = map(int, texts(block.age))
    rows = zip(block.index.tolist(), *columns, ages, strict=True)
    return [CoherentPerson(*row) for row in rows]


def companies(population: Population, block: Companies) -> list[CoherentCompany]:
    """The companies of a block, one by one."""
    texts = population.arena.texts
    columns = [texts(_strings(getattr(block, name))) for name in _COMPANY_TEXTS]
    owners = persons(population, block.owner)
    rows = zip(block.index.tolist(), *columns, owners, strict=True)
    return [CoherentCompany(*row) for row in rows]


def leak_records(spec: Spec, index: Index) -> list[LeakRecord]:
    """The records of a dataset at these indices, one by one."""
    furnished = load_corpus(spec.corpus).row_column is not None
    batch = records_at(spec, index)
    of_header = [
        (column.name, column.metadata[b"field"].decode())
        for column in batch.schema
        if column.metadata
    ]
    return [
        LeakRecord(
            corpus=spec.corpus,
            index=row["record_id"],
            is_record=not furnished or bool(row["cell_spans"]),
            cells={field: row[header] for header, field in of_header},
            text=row["text"],
            spans=tuple(
                Span(value=row["text"][span["start"] : span["end"]], **span)
                for span in row["text_spans"]
            ),
        )
        for row in batch.to_pylist()
    ]
