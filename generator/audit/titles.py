"""Audit: what agrees about titles to flats and those who hold them; rules are as in ``rules``."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from leakbench.generator.audit.rules import Flags, Outcome, county_of, digits_of
from leakbench.generator.engine.tables import table

_MARKS = ["房", "(", "（"]  # behind the sign of a province; elsewhere its character is a city's


def title_province(titles: pa.StringArray, addresses: pa.StringArray) -> Outcome:
    """The title of a flat begins with the province in which it lies, if with any."""
    rows = table("province_shares")
    short = np.array(["?", *rows["short"]])
    number = {int(code): place + 1 for place, code in enumerate(rows["code"])}
    county = county_of(addresses)
    place = np.array([number.get(code, 0) for code in (county // 10000).tolist()])
    heads = np.array(pc.fill_null(pc.utf8_slice_codeunits(titles, 0, 1), "").to_pylist())
    marked = pc.is_in(pc.utf8_slice_codeunits(titles, 1, 2), pa.array(_MARKS))
    known = (county >= 0) & np.isin(heads, short) & marked.to_numpy(zero_copy_only=False)
    right: Flags = short[place] == heads
    return known, right


def _uniform(titles: pa.StringArray) -> Flags:
    found: Flags = pc.fill_null(pc.match_substring(titles, "不动产权"), fill_value=False).to_numpy(
        zero_copy_only=False
    )
    return found


def title_form(titles: pa.StringArray, dates: pa.StringArray) -> Outcome:
    """A flat bought since 2015 has no title of an older form."""
    known = (digits_of(dates, 0, 4) > 2015) & titles.is_valid().to_numpy(zero_copy_only=False)
    return known, _uniform(titles)


def older_title(titles: pa.StringArray, dates: pa.StringArray) -> Outcome:
    """A flat bought long before 2015 has a title of an older form, if it was not exchanged."""
    year = digits_of(dates, 0, 4)
    known = (year > 0) & (year < 2013) & titles.is_valid().to_numpy(zero_copy_only=False)
    return known, ~_uniform(titles)


def somebody_else(names: pa.StringArray, others: pa.StringArray) -> Outcome:
    """Two people are not called the same."""
    known = pc.and_(names.is_valid(), others.is_valid()).to_numpy(zero_copy_only=False)
    return known, ~pc.fill_null(pc.equal(names, others), fill_value=False).to_numpy(
        zero_copy_only=False
    )
