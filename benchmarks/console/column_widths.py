"""How wide the columns of a printed table are, so that texts fold between words and none breaks."""

from collections.abc import Sequence
from typing import Final

BETWEEN: Final = 3  # columns of a terminal between two columns of a table
CLOSE: Final = 2  # the same, where room is scarce
EDGES: Final = 2
PIECE: Final = 24  # of a long word: less of a path is hard to read


def column_widths(
    columns: Sequence[Sequence[int]], room: int, between: int = BETWEEN
) -> list[int] | None:
    """Widths that fit into a room; what needs least gets all that it needs.

    Args:
        columns: Of each column, the width of its longest word and of its longest text.
        room: Columns of the terminal.
        between: Columns of it between two columns of the table.

    Returns:
        A width for each column; None if the words alone need more room.
    """
    widths = [word for word, _ in columns]
    left = room - EDGES - between * (len(columns) - 1) - sum(widths)
    if left < 0:
        return None
    by_need = sorted(range(len(columns)), key=lambda at: columns[at][1] - columns[at][0])
    for done, at in enumerate(by_need):
        word, text = columns[at]
        more = min(text - word, left // (len(columns) - done))
        widths[at] += more
        left -= more
    return widths


def broken_widths(columns: Sequence[Sequence[int]], room: int) -> list[int] | None:
    """Widths of columns that stand close, where words break, the longest first; numbers never do.

    Heads above numbers break before other words come in pieces shorter than ``PIECE``.

    Args:
        columns: Of each column, the width of its longest number, 0 where it has other words; of its
            longest word, and of its longest text.
        room: Columns of the terminal.

    Returns:
        A width for each column; None if the numbers alone need more room.
    """
    longest = max(word for _, word, _ in columns)
    whole = [
        [(max(number, min(word, cap)), text) for number, word, text in columns]
        for cap in range(longest, min(longest, PIECE) - 1, -1)
    ]
    broken = [
        [(number or min(word, cap), text) for number, word, text in columns]
        for cap in range(longest, 0, -1)
    ]
    fitting = (column_widths(least, room, CLOSE) for least in (*whole, *broken))
    return next((widths for widths in fitting if widths is not None), None)
