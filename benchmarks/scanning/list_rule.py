"""What counts as a list of people: an ordinary file in which somebody is named does not.

A sheet is a list if it is about five different people or more, and
 - of a table, one row in three is about somebody whom it tells from all others; or it is about
   fifty people however many rows there are;
 - of a text, one line in ten is; or it is about fifty people.
Everybody else is named in passing: told of, and not counted among the people of lists.
"""

from typing import Final, NamedTuple

FEWEST: Final = 5
"""Different people of a list."""
MANY: Final = 50
"""Different people that make a list of anything they stand in."""
ROWS: Final = 1 / 3
"""Share of a table's rows that are about somebody."""
LINES: Final = 1 / 10
"""Share of a text's lines that are about somebody."""


class Facts(NamedTuple):
    """What is known of a sheet.

    Attributes:
        text: Whether it is the lines of a text.
        rows: Its rows.
        people: Different people whom it is about.
        records: Rows about somebody.
    """

    text: bool
    rows: int
    people: int
    records: int


def is_list(facts: Facts) -> bool:
    """Whether a sheet is a list of people."""
    if facts.people < FEWEST:
        return False
    share = LINES if facts.text else ROWS
    return facts.people >= MANY or facts.records >= share * facts.rows
