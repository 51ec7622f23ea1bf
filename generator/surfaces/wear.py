"""Wear: how much of the noise a list has taken on after passing a number of hands."""

MOST_HANDS = 6
KEPT = 0.6  # share of the cells that one more pair of hands leaves as they are


def wear(hands: int) -> float:
    """Strength of the noise, 0 to 1, of what so many passed on after the first who had it.

    The same strength in ``Spec`` wears a whole dataset as ``sales_leads`` wears rows of so many
    hands.
    """
    return round(1 - KEPT ** (hands + 1), 6)
