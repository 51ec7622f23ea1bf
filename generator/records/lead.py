"""Leads: rows of a list that was bought, swapped and merged out of lists of several sorts.

A row is about what its key names: a company's owner, a candidate's parent or the owner of a flat,
with the cells that lists of that sort have. Some rows repeat the key of a row shortly before, but
come from elsewhere, were called by somebody else, and may hold the person's other number. Every row
has passed a number of hands, and wears with each.
"""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.block import NumberedBlock
from leakbench.generator.engine.dates import iso
from leakbench.generator.engine.formed import NO_FORM, Formed, empty
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Index, below, chance, lower
from leakbench.generator.engine.strings import Strings
from leakbench.generator.engine.tables import owned, pick, slots, table, text_hash, weights
from leakbench.generator.population.families import families
from leakbench.generator.population.people import People
from leakbench.generator.records.candidate import Candidates
from leakbench.generator.records.company import Companies
from leakbench.generator.spec import MOST_HOPS, strength_after

SORTS = ("company", "pupil", "flat")

_SORT_SHARES = (45, 25, 30)
_GOES_ON = 0.65  # share of the rows of n hops that are passed on once more
_REPEATS = 0.12
_BACK = 200
_OTHER_NUMBER = 0.35  # of the rows that repeat a key
_WRONG_SOURCE = 0.15
_HAS_ID = 0.3
_HAS_WECHAT = 0.2
_NO_REMARK = 0.12
_CALLED_WITHIN = 730  # days


def _remarks(population: Population) -> tuple[Strings, NDArray[np.integer]]:
    """What callers write, in one split, and the inverse distribution over it."""
    rows = table("lead_remarks")
    outcome, position, text = (np.array(rows[name]) for name in ("outcome", "position", "text"))
    weight = weights("lead_remarks")
    texts: list[str] = []
    share: list[float] = []
    for kind in dict.fromkeys(outcome.tolist()):
        heads = np.flatnonzero((outcome == kind) & (position == "head"))
        tails = np.flatnonzero((outcome == kind) & (position == "tail"))
        texts += [f"{text[head]}{text[tail]}" for head in heads for tail in tails]
        share += np.outer(weight[heads], weight[tails] / weight[tails].sum()).ravel().tolist()
    mine = np.flatnonzero(owned(text_hash(texts), population.split))
    return population.arena.intern([texts[i] for i in mine]), slots(np.array(share)[mine])


class LeadVocabulary:
    """Where rows claim to come from, and callers' remarks, which are parted between splits."""

    def __init__(self, population: Population) -> None:
        self.remarks, self.by_remark = _remarks(population)
        sources = table("lead_sources")
        self.sources = population.arena.intern(sources["text"])
        sort, weight = np.array(sources["sort"]), weights("lead_sources")
        # One row a sort, so that rows of all sorts are drawn at once.
        self.by_source = np.stack([slots(weight * (sort == name), 10) for name in SORTS])
        self.by_sort = slots(_SORT_SHARES)
        self.by_hops = slots([_GOES_ON**hops for hops in range(MOST_HOPS + 1)])
        self.wear = np.array([strength_after(hops) for hops in range(MOST_HOPS + 1)])


class Leads(NumberedBlock):
    """A block of rows; each attribute is drawn when it is first asked for.

    Attributes:
        index: Index of each row.
    """

    stream = "lead"

    def __init__(self, population: Population, index: Index) -> None:
        super().__init__(population, index)
        self._words = population.vocabulary(LeadVocabulary)

    @cached_property
    def repeats(self) -> NDArray[np.bool_]:
        """Whether a row is about what a row before it in its file is about."""
        return chance(lower(self.bits("key")), _REPEATS) & (self.place > 0)

    @cached_property
    def key(self) -> Index:
        """What each row is about: its own index, or that of one of the rows before."""
        back = 1 + below(self.bits("key"), np.clip(self.place, 1, _BACK))
        return np.where(self.repeats, self.index - back, self.index)

    @cached_property
    def sort(self) -> NDArray[np.integer]:
        """Sort of the list that the key stands in, as a place in ``SORTS``."""
        return pick(self._population.streams.bits("lead/sort", self.key), self._words.by_sort)

    def rows(self, sort: str) -> NDArray[np.intp]:
        """The rows of a sort."""
        return np.flatnonzero(self.sort == SORTS.index(sort))

    def sparse(self, rows: NDArray[np.intp], values: Strings) -> Strings:
        """A column that holds values in some rows and nothing in the others."""
        return Strings(np.zeros(len(self.index), np.int64)).put(rows, values)

    @cached_property
    def companies(self) -> Companies:
        """Companies, of the rows of that sort alone."""
        return Companies(self._population, self.key[self.rows("company")])

    @cached_property
    def candidates(self) -> Candidates:
        """Candidates, of the rows about their parents alone."""
        return Candidates(self._population, self.key[self.rows("pupil")])

    @cached_property
    def contact(self) -> "Contacts":
        """Whom the row is to sell to."""
        return Contacts(self._population, self)

    @cached_property
    def pupil(self) -> "Pupils":
        """The contact's child, in the rows about parents."""
        return Pupils(self._population, self)

    def sparse_formed(self, rows: NDArray[np.intp], values: Formed) -> Formed:
        """The same for values of several forms."""
        form = np.full_like(self.key, NO_FORM, np.int16)
        form[rows] = values.form
        return Formed(self.sparse(rows, values.strings), form)

    @cached_property
    def company(self) -> Formed:
        """Name of the contact's company."""
        return self.sparse_formed(self.rows("company"), self.companies.name)

    @cached_property
    def source(self) -> Strings:
        """Where the row claims to come from; sometimes wrongly."""
        bits = self.bits("source")
        sort = np.where(
            chance(lower(bits), _WRONG_SOURCE), below(self.bits("wrong"), len(SORTS)), self.sort
        )
        place = (bits >> np.uint64(54)).astype(np.intp)
        return self._words.sources.take(self._words.by_source[sort, place])

    @cached_property
    def remark(self) -> Strings:
        """What the last caller wrote; often nothing."""
        bits = self.bits("remark")
        remark = self._words.remarks.take(pick(bits, self._words.by_remark))
        return remark.blank(chance(lower(bits), _NO_REMARK))

    @cached_property
    def _hops(self) -> NDArray[np.integer]:
        return pick(self.bits("hops"), self._words.by_hops)

    @cached_property
    def hops(self) -> Strings:
        """How many times the row was passed on, 0 to ``MOST_HOPS``."""
        return self._population.arena.whole(self._hops.astype(np.int64))

    @cached_property
    def sold(self) -> Strings:
        """The same in figures of speech, which say nothing of a row that nobody passed on."""
        return self.hops.blank(self._hops == 0)

    @cached_property
    def wear(self) -> NDArray[np.float64]:
        """Share of the noise that each row gets, 0 to 1; it grows with the hops."""
        return self._words.wear[self._hops]

    @cached_property
    def called(self) -> Strings:
        """Date of the last call."""
        days = self._population.today - 1 - below(self.bits("called"), _CALLED_WITHIN)
        return iso(days, self._population.arena)


class Contacts(People):
    """Whom rows are to sell to, with what the rows say of them."""

    def __init__(self, population: Population, leads: Leads) -> None:
        index = families().nth(families().owners, leads.key)
        index[leads.rows("pupil")] = leads.candidates.guardian.index
        super().__init__(population, index)
        self._leads = leads

    @cached_property
    def _swapped(self) -> NDArray[np.bool_]:
        """Where the number is the person's other one."""
        return self._leads.repeats & chance(self._leads.bits("number"), _OTHER_NUMBER)

    @cached_property
    def listed_mobile(self) -> Strings:
        """The person's mobile number; the other one in some rows that repeat a key."""
        rows = np.flatnonzero(self._swapped)
        return self.mobile.put(rows, self._some(rows).second_mobile)

    @cached_property
    def unlisted_mobile(self) -> Strings:
        """The number that the row has not, for cells that hold two."""
        rows = np.flatnonzero(self._swapped)
        return self.second_mobile.put(rows, self.mobile.take(rows))

    @cached_property
    def landline(self) -> Formed:
        """Landline of the contact's company."""
        rows, given = self._leads.rows("company"), self._leads.companies.listed_landline
        form = np.full(len(self.index), NO_FORM, np.int16)
        form[rows] = given.form
        return Formed(self._leads.sparse(rows, given.strings), form)

    @cached_property
    def listed_address(self) -> Formed:
        """Business address of a company's owner, home address of the owner of a flat."""
        flats = self._leads.rows("flat")
        business = self._leads.companies.address
        column = empty(len(self.index)).put(self._leads.rows("company"), business)
        return column.put(flats, self._some(flats).address)

    @cached_property
    def listed_id(self) -> Strings:
        """Resident ID, where the row has it."""
        rows = np.flatnonzero(chance(self._leads.bits("has id"), _HAS_ID))
        return self._leads.sparse(rows, self._some(rows).resident_id)

    @cached_property
    def listed_wechat(self) -> Strings:
        """WeChat id, where the row has it."""
        rows = np.flatnonzero(chance(self._leads.bits("has wechat"), _HAS_WECHAT))
        return self._leads.sparse(rows, self._some(rows).wechat)

    def _some(self, rows: NDArray[np.intp]) -> People:
        return People(self._population, self.index[rows])


class Pupils(People):
    """The children of the contacts; their cells are empty in rows of other sorts."""

    def __init__(self, population: Population, leads: Leads) -> None:
        super().__init__(population, families().nth(families().candidates, leads.key))
        self._leads = leads

    @cached_property
    def listed_name(self) -> Strings:
        """Full name."""
        return self._leads.sparse(self._leads.rows("pupil"), self._leads.candidates.name)

    @cached_property
    def listed_school(self) -> Formed:
        """High school."""
        return self._leads.sparse_formed(self._leads.rows("pupil"), self._leads.candidates.school)


RECORDS = Leads
