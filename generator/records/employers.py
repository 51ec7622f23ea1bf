"""Employers: companies of the county in which somebody lives, each with many employees."""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import below
from leakbench.generator.population.people import People
from leakbench.generator.records.company import Companies

_A_COUNTY = 400


class Employers(Companies):
    """The companies that a block of people work for."""

    stream = "employer"  # its own, since a company of the directory stands where its owner lives

    def __init__(self, population: Population, people: People) -> None:
        home = people.county.astype(np.int64)
        which = population.streams.bits("person/employer", people.index)
        super().__init__(population, home * _A_COUNTY + below(which, _A_COUNTY))

    @cached_property
    def county(self) -> NDArray[np.integer]:
        """Index of the county."""
        return self.index // _A_COUNTY
