"""Tables of public facts that are too long for a rule: areas, provinces, plates."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.engine.tables import table

_TAIWAN, _PERMITS = 71, (81, 82, 83)  # the latter: residents of Hong Kong, Macao and Taiwan


class NumberTables(NamedTuple):
    """What numbers begin with.

    Attributes:
        province: Which two digits begin a division's code, GB/T 2260, shape (100,).
        local: Digits of a local number by area code without its 0; 0 is no area, shape (1000,).
        plate: Which code points begin a number plate, GA 36, shape (65536,).
    """

    province: NDArray[np.bool_]
    local: NDArray[np.int8]
    plate: NDArray[np.bool_]


def number_tables() -> NumberTables:
    """Build the tables."""
    provinces = table("province_shares")
    province = np.zeros(100, np.bool_)
    province[[*map(int, provinces["code"]), _TAIWAN, *_PERMITS]] = True
    rows = table("calling_areas")
    local = np.zeros(1000, np.int8)
    local[np.array(rows["area_code"], np.int64)] = np.array(rows["local_digits"], np.int8)
    plate = np.zeros(1 << 16, np.bool_)
    plate[[ord(character) for character in provinces["plate"]]] = True
    return NumberTables(province, local, plate)
