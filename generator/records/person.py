"""Anybody: the i-th person of the population."""

from leakbench.generator.people import People

RECORDS = People
