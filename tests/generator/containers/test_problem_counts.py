from leakbench.generator.containers.problem_counts import count_problem
from leakbench.generator.containers.sheets import Problem


def test_one_kind_is_one_problem():
    """Counts and lost rows add up, the first place stays, and nothing is not a problem."""
    problems = []
    count_problem(problems, Problem("stray", 0))
    assert not problems
    count_problem(problems, Problem("stray", 2, 1, "row 5"))
    count_problem(problems, Problem("long", 1))
    count_problem(problems, Problem("stray", 3, 1, "row 9"))
    assert problems == [Problem("stray", 5, 2, "row 5"), Problem("long", 1)]
