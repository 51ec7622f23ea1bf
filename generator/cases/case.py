"""A case: what fixes a seized office, and the files that lie in it."""

from dataclasses import KW_ONLY, dataclass, replace
from datetime import datetime

from leakbench.generator.cases.contents import Content
from leakbench.generator.spec import Headers, Spec


@dataclass(frozen=True, slots=True)
class Case:
    """A seized office of any size; the same case gives the same bytes.

    Attributes:
        spec: Seed, split, day, identities and pack; corpora, noise and tables are drawn.
        records: Rows of all lists, about.
        files: How many files.
    """

    spec: Spec
    _: KW_ONLY
    records: int = 1_200_000
    files: int = 340

    def __post_init__(self) -> None:
        """Refuse what no office can be made of."""
        if self.files < FEWEST_FILES or self.records < FEWEST_RECORDS:
            raise ValueError(
                f"a case has at least {FEWEST_FILES} files and {FEWEST_RECORDS} records, "
                f"not {self.files} and {self.records}"
            )


FEWEST_FILES, FEWEST_RECORDS = 12, 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """How a file is written.

    Attributes:
        form: Name of the format.
        encoding: Of a text format.
        delimiter: Of a ``txt``.
        title: A line above the header.
        header: Whether the columns are named.
        sheets: Whether each file of the dataset has a sheet.
        packed: Suffix of the archive around it, such as ``.zip``; empty for none.
    """

    form: str
    encoding: str = "utf-8"
    delimiter: str = "\t"
    title: str = ""
    header: bool = True
    sheets: bool = False
    packed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListFile:
    """A file that is a list.

    Attributes:
        number: Its number in the case.
        path: Where it stands under the seized folder.
        inside: What it is called in its archive; empty outside of one.
        content: What it holds.
        hops: How often it was passed on.
        noise: How it was worn by that: 0 is not at all.
        headers: What its columns are called.
        written: How it is written.
        parents: Numbers of the files that it was copied from.
        when: Its time of modification.
    """

    number: int
    path: str
    inside: str
    content: Content
    hops: int
    noise: float
    headers: Headers
    written: Written
    parents: tuple[int, ...]
    when: datetime

    def spec(self, case: Case) -> Spec:
        """The dataset that it is drawn from, as it is written here."""
        return replace(
            case.spec,
            corpus=self.content.corpus,
            noise="worn" if self.noise else "clean",
            strength=self.noise or 1.0,
            headers=self.headers,
            rows_per_file=ROWS_PER_FILE,
        )


ROWS_PER_FILE = 1_500
"""Rows of the average file of the datasets: so many of a list are of one place. It is the same for
all, so that lists of different corpora tell of the same people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeFile:
    """A file in which nobody is to be counted.

    Attributes:
        number: Its number in the case.
        path: Where it stands under the seized folder.
        kind: Its group in ``office_files.toml``.
        entry: Its place in the group.
        form: Its format; empty where it is not one that we write.
        slots: What its lines say, in pairs.
        when: Its time of modification.
    """

    number: int
    path: str
    kind: str
    entry: int
    form: str
    slots: tuple[tuple[str, str], ...]
    when: datetime
