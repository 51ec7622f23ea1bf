"""Names of columns: each there is one, and no two alike."""

from collections.abc import Sequence


def distinct_names(cells: Sequence[str]) -> tuple[str, ...]:
    """Names out of cells of a header: what is empty becomes 列1, 列2, …, what is there twice, x2.

    Args:
        cells: What stands above each column.
    """
    names: dict[str, None] = {}
    for number, cell in enumerate(cells, 1):
        name, times = cell or f"列{number}", 1
        while name in names:
            times += 1
            name = f"{cell or f'列{number}_'}{times}"
        names[name] = None
    return tuple(names)
