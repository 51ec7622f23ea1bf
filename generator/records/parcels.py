"""Parcels: to whom they go, by which company, under what number."""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.formed import NO_FORM, Formed
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Index, chance, lower
from leakbench.generator.engine.strings import Strings, choose
from leakbench.generator.identifiers.waybills import ShippedParcels, Waybills
from leakbench.generator.population.addresses import Addresses
from leakbench.generator.population.people import People
from leakbench.generator.value_forms import value_form

_RELAYED = 0.3  # estimate: sellers have shown such numbers to couriers since about 2018

_SENT_ELSEWHERE = 0.3


class Recipients(People):
    """Those to whom parcels go, with their waybills.

    Args:
        population: The ground they stand on.
        index: Index of each person.
        parcel: Number of each parcel.
        sent: Where there is a parcel at all; else the columns are empty.
    """

    def __init__(
        self, population: Population, index: Index, parcel: Index, sent: NDArray[np.bool_]
    ) -> None:
        super().__init__(population, index)
        self._parcel = parcel
        self._sent = sent

    @cached_property
    def listed_name(self) -> Strings:
        """Full name."""
        return self.name.blank(~self._sent)

    @cached_property
    def listed_mobile(self) -> Formed:
        """Mobile number; that of a relay with an extension where the seller shows no other."""
        bits = self._population.streams.bits("parcel/relay", self._parcel)
        relayed = chance(bits, _RELAYED)
        number = choose(relayed.astype(np.intp), [self.mobile, self.relayed_mobile])
        form = np.where(relayed, value_form("privacy"), NO_FORM).astype(np.int16)
        return Formed(number.blank(~self._sent), form)

    @cached_property
    def listed_address(self) -> Formed:
        """Where the parcel goes: mostly home, in words that differ from parcel to parcel."""
        addresses = self._population.vocabulary(Addresses)
        bits = self._population.streams.bits("parcel/address", self._parcel)
        home = addresses.places("home", self.family, self.county)
        elsewhere = addresses.places("delivery", self.index, self.county)
        there = home.put(np.flatnonzero(chance(bits, _SENT_ELSEWHERE)), elsewhere)
        return addresses.write("delivery", there, lower(bits)).blank(~self._sent)

    @cached_property
    def _waybill(self) -> ShippedParcels:
        bits = self._population.streams.bits("parcel/waybill", self._parcel)
        return self._population.vocabulary(Waybills).draw(bits)

    @cached_property
    def courier(self) -> Strings:
        """The express company."""
        return self._waybill.courier.blank(~self._sent)

    @cached_property
    def waybill(self) -> Strings:
        """Number of the parcel."""
        return self._waybill.number.blank(~self._sent)
