"""How wide the columns of a printed table are, so that texts fold between words and none breaks."""

from collections.abc import Sequence
from typing import Final

BETWEEN: Final = 3  # columns of a terminal between two columns of a table
EDGES: Final = 2


def column_widths(columns: Sequence[Sequence[int]], room: int) -> list[int] | None:
    """Widths that fit into a room; what needs least gets all that it needs.

    Args:
        columns: Of each column, the width of its longest word and of its longest text.
        room: Columns of the terminal.

    Returns:
        A width for each column; None if the words alone need more room.
    """
    widths = [word for word, _ in columns]
    left = room - EDGES - BETWEEN * (len(columns) - 1) - sum(widths)
    if left < 0:
        return None
    by_need = sorted(range(len(columns)), key=lambda at: columns[at][1] - columns[at][0])
    for done, at in enumerate(by_need):
        word, text = columns[at]
        more = min(text - word, left // (len(columns) - done))
        widths[at] += more
        left -= more
    return widths
