"""Tests of numbers of services."""

import re

import numpy as np
import pyarrow as pa

from leakbench.generator.audit.formats import are_of_form
from leakbench.generator.identifiers.service_numbers import ServiceNumbers


def test_services_have_short_numbers_or_those_of_hotlines(population):
    """Carriers and banks most of all, and nothing that could be anybody's."""
    bits = population.streams.bits("t", np.arange(3_000, dtype=np.int64))
    texts = population.arena.texts(population.vocabulary(ServiceNumbers).draw(bits))
    assert are_of_form("HOTLINE", "service_line", pa.array(texts)).all()
    assert sum(re.match("100|955", text) is not None for text in texts) > 1_500
    assert any(text.startswith("400") for text in texts)
