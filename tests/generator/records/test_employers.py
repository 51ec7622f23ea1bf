import numpy as np

from leakbench.generator.population.divisions import Divisions
from leakbench.generator.population.people import People
from leakbench.generator.records.employers import Employers


def test_people_work_where_they_live(population):
    """An employer is a company of the home county, and the same one has several employees."""
    people = People(population, np.arange(20_000, dtype=np.int64))
    employers = Employers(population, people)
    assert (employers.county == people.county).all()
    codes = population.vocabulary(Divisions).code[people.county].tolist()
    for code, uscc in zip(codes, population.arena.texts(employers.uscc), strict=True):
        assert int(uscc[2:8]) == code
    names = population.arena.texts(employers.name.strings)
    known = dict(zip(employers.index.tolist(), names, strict=True))
    assert [known[i] for i in employers.index.tolist()] == names
    assert 1000 < len(known) < len(names)
