"""Tables that tell numbers by their first digits; those from data files are passed to kernels."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.tables import table

_MOBILE = (
    (130, 139),
    (145, 148),
    (150, 153),
    (155, 159),
    (162, 162),
    (165, 167),
    (170, 173),
    (175, 178),
    (180, 193),
    (195, 199),
)  # 174 is for satellites, 140, 141, 144 and 149 for machines


class NumberTables(NamedTuple):
    """What numbers begin with.

    Attributes:
        mobile: Which three-digit prefixes are given out to mobile telephony, shape (1000,).
        province: Which two digits begin a division's code, shape (100,).
        local: Digits of a local number by area code without its 0; 0 is no area, shape (1000,).
        plate: Which code points begin a number plate, shape (65536,).
        surname: Which code points begin a person's name, shape (65536,).
    """

    mobile: NDArray[np.bool_]
    province: NDArray[np.bool_]
    local: NDArray[np.int8]
    plate: NDArray[np.bool_]
    surname: NDArray[np.bool_]


def number_tables() -> NumberTables:
    """Build the tables."""
    mobile = np.zeros(1000, np.bool_)
    for low, high in _MOBILE:
        mobile[low : high + 1] = True
    province = np.zeros(100, np.bool_)
    province[[int(code) for code in table("province_shares")["code"]]] = True
    province[[71, 81, 82, 83]] = True  # Taiwan, and residence permits for Hong Kong, Macao, Taiwan
    rows = table("calling_areas")
    local = np.zeros(1000, np.int8)
    local[np.array(rows["area_code"], np.int64)] = np.array(rows["local_digits"], np.int8)
    plate = np.zeros(1 << 16, np.bool_)
    plate[[ord(character) for character in table("province_shares")["plate"]]] = True
    surname = np.zeros(1 << 16, np.bool_)
    surname[[ord(name[0]) for name in table("surnames")["surname"]]] = True
    return NumberTables(mobile, province, local, plate, surname)
