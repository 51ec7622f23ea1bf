import numpy as np

from leakbench.generator.engine.tables import table
from leakbench.generator.records.sellers import Sellers

INDEX = np.arange(400, dtype=np.int64)


def test_sellers_are_companies_of_the_trade(population):
    """The trade's word stands in the name; nobody is listed where nothing was bought."""
    words = table("industries")["word"]
    trade, sold = INDEX % len(words), INDEX % 5 > 0
    sellers = Sellers(population, INDEX, trade, sold)
    names = population.arena.texts(sellers.listed_name.strings)
    for name, word, there in zip(names, trade, sold, strict=True):
        assert bool(name) == there
        assert not name or (words[word] in name and "有限" in name)
