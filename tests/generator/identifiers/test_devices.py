import ipaddress
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from phonenumbers import carrier, parse
from stdnum import imei, imsi

from leakbench.generator.engine.population import Population
from leakbench.generator.engine.strings import Arena
from leakbench.generator.engine.tables import table
from leakbench.generator.identifiers.devices import Devices, imeis
from leakbench.generator.population.people import People

pytestmark = pytest.mark.slow

COUNT = 5_000
INDEX = np.arange(COUNT, dtype=np.int64)
CARRIERS = {
    "China Mobile": "China Mobile",
    "China Unicom": "China Unicom",
    "China Telecom": "China Telecom",
    "China Broadcasting Network": "China Broadnet",
    "CBN": "China Broadnet",
}


@pytest.fixture
def devices(population):
    """The phones of the population."""
    return Devices(population)


@given(st.lists(st.integers(0, 10**14 - 1), min_size=1, max_size=20))
def test_imeis_keep_their_body_and_pass_luhn(body):
    """Fourteen digits as given, then the right check digit."""
    arena = Arena()
    for number, text in zip(body, arena.texts(imeis(np.array(body), arena)), strict=True):
        assert text[:14] == f"{number:014d}"
        assert imei.is_valid(text)


def test_phones_are_of_known_models(population, devices):
    """An IMEI begins with a type code of the table, and few people share one."""
    texts = population.arena.texts(devices.imei(INDEX))
    assert {text[:8] for text in texts} == set(table("device_models")["type_code"])
    assert all(imei.is_valid(text) for text in texts)
    assert len(set(texts)) > 0.999 * COUNT


def test_sim_cards_are_the_operators(population, devices):
    """The network code of an IMSI is one of the operator that has the mobile number."""
    mobile = People(population, INDEX).mobile
    numbers = population.arena.texts(mobile)
    seen = set()
    for number, text in zip(
        numbers, population.arena.texts(devices.imsi(INDEX, mobile)), strict=True
    ):
        assert imsi.is_valid(text)
        operator = imsi.info(text)["operator"]
        holder = carrier.name_for_number(parse(number, "CN"), "en")
        assert CARRIERS.get(holder, operator) == operator, (number, text, holder)
        seen.add((operator, text[3:5]))
    assert {code for _, code in seen} == set(table("network_codes")["network"])


def test_unassigned_numbers_have_sim_cards_too():
    """A prefix that nobody has still gets a network code."""
    population = Population(7, "test", date(2026, 1, 1), "unassignable")
    devices = Devices(population)
    texts = population.arena.texts(devices.imsi(INDEX, People(population, INDEX).mobile))
    assert all(imsi.is_valid(text) for text in texts)


def test_addresses_of_hardware_are_made_up_ones(population, devices):
    """MAC addresses are locally administered and one machine's, so no maker's."""
    texts = population.arena.texts(devices.mac(INDEX))
    for text in texts:
        octets = bytes.fromhex(text.replace(":", ""))
        assert len(octets) == 6
        assert octets[0] & 3 == 2
    assert len(set(texts)) == COUNT


def test_addresses_of_the_net_are_nobodys(population, devices):
    """IP addresses lie behind a carrier's gateway, in both of its ranges."""
    inside = [ipaddress.ip_network("10.0.0.0/8"), ipaddress.ip_network("100.64.0.0/10")]
    found = [ipaddress.ip_address(text) for text in population.arena.texts(devices.ip(INDEX))]
    shares = [np.mean([address in network for address in found]) for network in inside]
    assert sum(shares) == 1
    assert min(shares) > 0.3
