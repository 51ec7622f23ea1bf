"""Names of firms, as they are registered and as people call them, and what legal forms say."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.formed import Formed
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.slots_by_kind import SlotsByKind
from leakbench.generator.engine.streams import Bits, below, chance, lower
from leakbench.generator.engine.strings import Strings, choose
from leakbench.generator.engine.tables import pick, slots, table, weights, weights_in
from leakbench.generator.population.company_brands import Brands
from leakbench.generator.population.company_counties import CompanyCounties
from leakbench.generator.population.regions import PLACES, Regions
from leakbench.generator.records.placed_names import PlacedNames
from leakbench.generator.records.split_words import communities
from leakbench.generator.records.venues import Spots
from leakbench.generator.value_forms import value_form

_REGISTERED = ("brand", "word", "form", "spot", "community")
_SHORT = ("brand", "said", "calls", "spot")
_OF_SHOPS = ("sole_trader", "branch")  # kinds that are called as shops are
_COMMON_FORMS = 0.8  # of the firms: their legal forms are those of every split
_PARENT_IN_CITY = 0.3  # of branches, how many have their parent where they are
_SPOT_IS_DISTRICT = 0.25

Rows = NDArray[np.integer]


class Firms(NamedTuple):
    """What the names of some firms are made of.

    Attributes:
        form: Legal form of each, a row of ``data/company_forms.csv``.
        industry: Trade of each, a row of ``data/industries.csv``.
        county: Where each is.
        bits: Gives their random numbers by name.
    """

    form: Rows
    industry: Rows
    county: Rows
    bits: Callable[[str], Bits]


class LegalForms:
    """The legal forms, and what follows from each.

    Attributes:
        kinds: Names of the kinds of firms; the form of the value is called alike.
        kind: Kind of each legal form, as its place in ``kinds``.
        names_trade: Whether the trade stands before it; else it names one of its own, or none.
        authority: ASCII code of who registers it, the first character of its social credit code.
        category: ASCII code of its class there, the second character.
        scale: Its capital beside what is usual in the trade.
        by_weight: Inverse distribution of all legal forms.
        text: As names end in them.
        short: As they are spoken.
    """

    def __init__(self, population: Population) -> None:
        rows = table("company_forms")
        self.kinds = tuple(dict.fromkeys(rows["kind"]))
        self.kind = np.array([self.kinds.index(kind) for kind in rows["kind"]])
        self.names_trade = weights("company_forms", "trade") > 0
        self.authority, self.category = (
            np.array([ord(register[place]) for register in rows["register"]], np.uint8)
            for place in (0, 1)
        )
        self.scale = weights("company_forms", "scale")
        self.by_weight = slots(
            weights_in(population.split, rows["text"], weights("company_forms"), _COMMON_FORMS)
        )
        self.text = population.arena.intern(rows["text"])
        self.short = population.arena.intern(rows["short"])
        positions, weight = table("positions"), weights("positions")
        of_kind = np.array(positions["kind"])
        self._position = population.arena.intern(positions["text"])
        self._by_kind = SlotsByKind([weight * (of_kind == kind) for kind in self.kinds])

    def position(self, form: Rows, bits: Bits) -> Strings:
        """What whoever is in charge of a firm of each legal form is called."""
        return self._position.take(self._by_kind.pick(self.kind.take(form), bits))


class CompanyNames:
    """Composes the names of firms, in one split."""

    def __init__(self, population: Population) -> None:
        self._forms = forms = population.vocabulary(LegalForms)
        self._brands = population.vocabulary(Brands)
        self._spots = population.vocabulary(Spots)
        self._communities = population.vocabulary(communities)
        self._regions = population.vocabulary(Regions)
        self._counties = population.vocabulary(CompanyCounties)
        self._registered = PlacedNames(population, "company_names", _REGISTERED)
        self._short = PlacedNames(population, "company_short_names", _SHORT)
        industries = table("industries")
        # One more entry, for legal forms that name no trade.
        self._word = population.arena.intern([*industries["word"], ""])
        self._said = population.arena.intern([*industries["short"], ""])
        of_kind = np.array([value_form(kind) for kind in forms.kinds], np.int16)
        self._value_form = of_kind[forms.kind]
        self._short_form = value_form("short")
        # As places in the lists of the templates, which may have another order.
        self._of_registered, self._of_short = (
            np.array([names.kinds.index(kind) for kind in forms.kinds])[forms.kind]
            for names in (self._registered, self._short)
        )
        shops = np.isin(np.array(forms.kinds), _OF_SHOPS)[forms.kind]
        ranges = self._brands.ranges
        self._first_brand, self._brands_of = (
            np.where(shops, shop, firm)
            for shop, firm in zip(ranges["shop"], ranges["firm"], strict=True)
        )
        self._is_branch, self._has_spot = (
            forms.kind == forms.kinds.index(kind) for kind in ("branch_office", "branch")
        )

    def registered(self, firms: Firms) -> Formed:
        """Registered names: region, 字号, trade, legal form, in the orders that are in use."""
        forms = self._forms
        program = self._registered.draw_of(
            self._of_registered.take(firms.form), firms.bits("style")
        )
        columns = [
            self._brand(firms),
            self._word.take(self._trade(firms)),
            forms.text.take(firms.form),
            self._spot(firms),
            self._community(firms, self._registered.rows_with("community", program)),
        ]
        strings = self._registered.compose(program, self._seat(firms), columns, firms.county)
        return Formed(strings, self._value_form.take(firms.form))

    def short(self, firms: Firms) -> Formed:
        """What people call them."""
        program = self._short.draw_of(self._of_short.take(firms.form), firms.bits("short"))
        columns = [
            self._brand(firms),
            self._said.take(self._trade(firms)),
            self._forms.short.take(firms.form),
            self._spot(firms),
        ]
        strings = self._short.compose(program, self._seat(firms), columns, firms.county)
        return Formed(strings, np.full(len(firms.form), self._short_form, np.int16))

    def _brand(self, firms: Firms) -> Strings:
        within = below(firms.bits("brand"), self._brands_of.take(firms.form))
        return self._brands.texts.take(self._first_brand.take(firms.form) + within)

    def _trade(self, firms: Firms) -> Rows:
        named = self._forms.names_trade.take(firms.form)
        return np.where(named, firms.industry, len(self._word) - 1)

    def _seat(self, firms: Firms) -> Rows:
        """The county that a name speaks of: a branch's is its parent's."""
        rows = np.flatnonzero(self._is_branch.take(firms.form))
        bits = firms.bits("place")[rows]
        seat = firms.county.copy()
        moved = pick(lower(bits), self._counties.anywhere)
        seat[rows] = np.where(chance(bits, _PARENT_IN_CITY), seat[rows], moved)
        return seat

    def _community(self, firms: Firms, rows: Rows) -> Strings:
        """The small town or quarter of some."""
        bits = lower(firms.bits("place")[rows])
        return Strings(np.zeros(len(firms.form), np.int64)).put(rows, self._communities.draw(bits))

    def _spot(self, firms: Firms) -> Strings:
        """Where in town shops of a chain are; empty for others."""
        rows = np.flatnonzero(self._has_spot.take(firms.form))
        bits = firms.bits("place")[rows]
        district = self._regions.way[PLACES.index("district_short")]
        spots = [self._spots.draw(lower(bits)), self._regions.at(firms.county[rows], district)]
        spot = choose(chance(bits, _SPOT_IS_DISTRICT), spots)
        return Strings(np.zeros(len(firms.form), np.int64)).put(rows, spot)
