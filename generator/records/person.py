"""Anybody: the i-th person of the population."""

from leakbench.generator.population.people import People

RECORDS = People
