"""What a person's phone is known by: IMEI, IMSI, MAC and IP address.

An IMEI is a type code, a serial number and a Luhn digit. An IMSI is China's country code, the
operator's network code and a subscriber number; the operator is the one to whose segments the
mobile number belongs. MAC addresses are locally administered ones, as phones make them up for each
network, and IP addresses are those that carriers give out behind their gateways (10.0.0.0/8 and
100.64.0.0/10): nobody's from outside.
"""

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.ascii import COLON
from leakbench.generator.engine.compiled import compiled
from leakbench.generator.engine.compose import compose
from leakbench.generator.engine.digits import number_at, put_digits
from leakbench.generator.engine.population import Population
from leakbench.generator.engine.streams import Bits, Index, below, chance, lower
from leakbench.generator.engine.strings import Arena, Bytes, Packed, Strings
from leakbench.generator.engine.tables import pick, slots, table, weights
from leakbench.generator.engine.templates import compile_templates
from leakbench.generator.identifiers.check_digits import luhn_check
from leakbench.generator.identifiers.mobile_segments import segment_runs

_CHINA = 460
_SEGMENTS_A_PREFIX = 1000  # of seven digits in a prefix of four
_CARRIER_NAT_SHARE = 0.6
_KEPT = np.uint64(0xFCFF_FFFF_FFFF)  # bits of an address that are drawn: ______00 first
_LOCAL = np.uint64(0x0200_0000_0000)  # ______1_ first: locally administered; ______0 one machine's
_HEX = np.frombuffer(b"0123456789ABCDEF", np.uint8)


@compiled
def _imeis(out: Bytes, at: int, body: NDArray[np.int64]) -> None:
    for i in range(len(body)):
        put_digits(out, at, body[i], 14)
        out[at + 14] = luhn_check(out, at, at + 14)
        at += 15


def imeis(body: NDArray[np.int64], arena: Arena) -> Strings:
    """IMEIs of 15 digits.

    Args:
        body: Their first 14 digits as numbers: eight of the type code, six of the serial number.
        arena: Where they are written.
    """
    at = arena.reserve(15 * len(body))
    _imeis(arena.bytes, at, body)
    return arena.fixed(at, 15, len(body))


@compiled
def _macs(out: Bytes, at: int, bits: Bits) -> None:
    for i in range(len(bits)):
        value = (bits[i] & _KEPT) | _LOCAL
        for place in range(6):
            byte = (value >> np.uint64(8 * (5 - place))) & np.uint64(255)
            out[at] = _HEX[byte >> np.uint64(4)]
            out[at + 1] = _HEX[byte & np.uint64(15)]
            if place < 5:
                out[at + 2] = COLON
            at += 3 if place < 5 else 2


def macs(bits: Bits, arena: Arena) -> Strings:
    """MAC addresses as AA:BB:CC:DD:EE:FF, out of the lower 48 bits."""
    at = arena.reserve(17 * len(bits))
    _macs(arena.bytes, at, bits)
    return arena.fixed(at, 17, len(bits))


@compiled
def _prefixes(source: Bytes, packed: Packed, out: NDArray[np.int64]) -> None:
    for i in range(len(packed)):
        out[i] = number_at(source, packed[i] >> 32, 4)


def _operator_of_prefix() -> NDArray[np.int64]:
    """The operator of each prefix of four digits: whoever holds most of its segments."""
    operators = len(table("operators")["operator"])
    first, count, _, operator = segment_runs()
    group = first // _SEGMENTS_A_PREFIX * operators + operator
    held = np.bincount(group, count, 10_000 * operators).reshape(-1, operators)
    return held.argmax(axis=1)


class Devices:
    """Draws the phones of a population's people."""

    def __init__(self, population: Population) -> None:
        self._streams = population.streams
        self._arena = arena = population.arena
        self._type_code = np.array(table("device_models")["type_code"], np.int64)
        self._by_model = slots(weights("device_models"))
        self._operator = _operator_of_prefix()
        networks = table("network_codes")
        self._network = np.array(networks["network"], np.int64)
        of = np.array(networks["operator"])
        share = weights("network_codes")
        # One inverse distribution of network codes an operator, one after another.
        self._by_network = np.stack(
            [slots(np.where(of == name, share, 0), 10) for name in table("operators")["operator"]]
        )
        parts = {name: i for i, name in enumerate("abcd")}
        self._dotted = compile_templates(["{a}.{b}.{c}.{d}"], parts, arena)

    def _bits(self, name: str, index: Index) -> Bits:
        return self._streams.bits(f"device/{name}", index)

    def imei(self, index: Index) -> Strings:
        """IMEI of each person's phone."""
        bits = self._bits("imei", index)
        model = self._type_code[pick(bits, self._by_model)]
        return imeis(model * 1_000_000 + below(lower(bits), 1_000_000), self._arena)

    def network(self, index: Index, mobile: Strings) -> NDArray[np.int64]:
        """Network code of each person's SIM card: one of the mobile number's operator."""
        prefix = np.empty(len(index), np.int64)
        _prefixes(self._arena.bytes, mobile.packed, prefix)
        drawn = self._bits("network", index) >> np.uint64(54)
        return self._network[self._by_network[self._operator[prefix], drawn]]

    def imsi(self, index: Index, mobile: Strings) -> Strings:
        """IMSI of the SIM card with each person's mobile number."""
        subscriber = (self._bits("imsi", index) >> np.uint64(16)).astype(np.int64) % 10**10
        head = _CHINA * 100 + self.network(index, mobile)
        return self._arena.digits(head * 10**10 + subscriber, 15)

    def mac(self, index: Index) -> Strings:
        """MAC address of each person's phone."""
        return macs(self._bits("mac", index), self._arena)

    def ip(self, index: Index) -> Strings:
        """IPv4 address inside a carrier's network."""
        kind, bits = self._bits("ip network", index), self._bits("ip", index)
        shared = chance(kind, _CARRIER_NAT_SHARE)
        second = np.where(shared, 64 + below(lower(kind), 64), below(lower(kind), 256))
        columns = [
            np.where(shared, 100, 10),
            second,
            (bits >> np.uint64(8)).astype(np.int64) & 255,
            1 + (bits >> np.uint64(32)).astype(np.int64) % 254,
        ]
        parts = [self._arena.whole(column) for column in columns]
        return compose(np.zeros(len(index), np.int32), self._dotted, parts, self._arena)
