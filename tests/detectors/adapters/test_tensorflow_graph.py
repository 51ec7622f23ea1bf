from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors.adapters.tensorflow_graph import GraphError, float_constants

FLOAT, INT32 = 1, 3


def number(value):
    """A variable-length whole number."""
    parts = []
    while value > 127:
        parts.append(value & 127 | 128)
        value >>= 7
    return bytes([*parts, value])


def field(key, content):
    """A field of bytes, or of a whole number."""
    if isinstance(content, int):
        return number(key << 3) + number(content)
    return number(key << 3 | 2) + number(len(content)) + content


def constant(name, values, kind=FLOAT):
    """A node that holds a tensor, other attributes before it."""
    shape = b"".join(field(2, field(1, size) if size else b"") for size in values.shape)
    tensor = field(1, kind) + field(2, shape) + field(4, values.tobytes())
    attributes = (("dtype", field(6, kind)), ("value", field(8, tensor)))
    return field(
        1,
        field(1, name.encode())
        + field(2, b"Const")
        + b"".join(field(5, field(1, key.encode()) + field(2, to)) for key, to in attributes),
    )


def graph(constants):
    """A frozen graph with nodes of other kinds in between."""
    other = field(1, field(1, b"in") + field(2, b"Placeholder"))
    nodes = [constant(name, values) for name, values in constants.items()]
    return other + other.join(nodes) + field(4, field(1, 27))


@given(st.lists(st.integers(0, 300), max_size=3).filter(lambda shape: np.prod(shape) < 5_000))
def test_constants_come_with_name_shape_and_values(tmp_path_factory, shape):
    """Whatever their shape, empty ones and scalars included."""
    random = np.random.default_rng(1)
    values = {"a/b": random.random(shape, np.float32), "c": np.float32([1, 2])}
    path = tmp_path_factory.mktemp("graph") / "g.pb"
    path.write_bytes(graph(values))
    found = float_constants(path)
    assert found.keys() == values.keys()
    for name, there in values.items():
        assert found[name].shape == there.shape
        assert np.array_equal(found[name], there)


def test_tensors_of_other_numbers_are_left_out(tmp_path):
    """Only floating-point numbers are weights."""
    path = tmp_path / "g.pb"
    path.write_bytes(constant("n", np.int32([7]), INT32) + constant("w", np.float32([7])))
    assert list(float_constants(path)) == ["w"]


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.99])
def test_a_file_that_ends_early_is_refused(tmp_path, cut):
    """In one line, with its name."""
    whole = graph({"w": np.ones(100, np.float32)})
    path = tmp_path / "g.pb"
    path.write_bytes(whole[: int(len(whole) * cut)])
    with pytest.raises(GraphError) as caught:
        float_constants(path)
    assert str(caught.value) == f"{path}: not a frozen TensorFlow graph"


@given(st.binary(min_size=1, max_size=60))
def test_any_other_file_is_refused_or_empty(tmp_path_factory, content):
    """Bytes of whatever kind run nothing and raise nothing else."""
    path = tmp_path_factory.mktemp("graph") / "g.pb"
    path.write_bytes(content)
    with suppress(GraphError):
        assert float_constants(path) == {}
