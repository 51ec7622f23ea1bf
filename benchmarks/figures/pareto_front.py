"""The Pareto front: whom nobody beats in both throughput and recall."""

from collections.abc import Sequence


def pareto_front(points: Sequence[tuple[float, float]]) -> list[int]:
    """Indices of the points that no other equals or beats in both coordinates.

    Args:
        points: Pairs of which both members are better when larger.

    Returns:
        Indices from the smallest to the largest first member; of equal points, the first.
    """
    order = sorted(
        range(len(points)), key=lambda index: (-points[index][0], -points[index][1], index)
    )
    front: list[int] = []
    best = float("-inf")
    for index in order:
        if points[index][1] > best:
            front.append(index)
            best = points[index][1]
    return front[::-1]
