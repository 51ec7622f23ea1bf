"""Problems of a sheet, counted by kind while its rows are read."""

from dataclasses import replace

from leakbench.generator.containers.sheets import Problem


def count_problem(problems: list[Problem], new: Problem) -> None:
    """Add a problem to a sheet's: what is of a kind that is there already raises its counts.

    The first place of a kind stays. A list holds few kinds, however many problems a file has.

    Args:
        problems: Those of the sheet, changed in place; a count of nothing is not added.
        new: What was met, with its counts.
    """
    if not new.count:
        return
    for place, one in enumerate(problems):
        if one.what == new.what:
            problems[place] = replace(one, count=one.count + new.count, rows=one.rows + new.rows)
            return
    problems.append(new)
