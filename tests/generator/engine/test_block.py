import numpy as np

from leakbench.generator.engine.block import Block


class Things(Block):
    """Things of a kind of their own."""

    stream = "thing"


def test_bits_are_those_of_the_kind_and_of_each(population):
    """A name has its own stream; a thing alone has the bits that it has in a block."""
    index = np.array([5, 10**12, 77], np.int64)
    bits = Things(population, index).bits("size")
    assert (bits == population.streams.bits("thing/size", index)).all()
    assert (Things(population, index[1:2]).bits("size") == bits[1]).all()
    assert (Things(population, index).bits("weight") != bits).all()
