"""What a written value means: one text for all ways in which the same value is written."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from leakbench.detectors.normalize.column import normalize_column

_PHONE, _ID = "PHONE", "ID_NUMBER"
_COUNTRY = r"^(?:00?86|86)?(1\d{10})$"
_RESIDENT_ID = r"^(\d{17})[\dX]$"  # what follows the seventeen digits, they say themselves
_OLD_RESIDENT_ID = r"^(\d{6})(\d{9})$"  # without a century
_NUMBERS = (_PHONE, _ID, "FINANCE", "ACCOUNT", "VEHICLE", "DEVICE", "ORDER", "ORG_NUMBER")
_LEFT_OUT = r"[^\p{L}\p{N}@_.]"  # what values are split by


def meanings(labels: NDArray[np.str_], values: pa.StringArray) -> pa.StringArray:
    """What values mean, so that two ways to write one value are one.

    Args:
        labels: The coarse label of each.
        values: As they are written.
    """
    numbers = np.isin(labels, _NUMBERS)
    read = normalize_column(values).text
    meant = pc.if_else(pa.array(numbers), read, values)
    meant = pc.utf8_upper(pc.replace_substring_regex(meant, _LEFT_OUT, ""))
    mobile = pc.replace_substring_regex(meant, _COUNTRY, r"\1")
    meant = pc.if_else(pa.array(labels == _PHONE), mobile, meant)
    person = pc.replace_substring_regex(meant, _RESIDENT_ID, r"\1")
    person = pc.replace_substring_regex(person, _OLD_RESIDENT_ID, r"\119\2")
    return pc.if_else(pa.array(labels == _ID), person, meant)
