"""Constants of a frozen TensorFlow graph, read without TensorFlow.

Such a file is a protocol buffer: ``GraphDef`` holds nodes, a node of the kind ``Const`` a tensor.
Only what these need of the format is read: it has no code in it that could run.
"""

from collections.abc import Iterator
from math import prod
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from leakbench.generator.errors import LeakbenchError

# Numbers of fields, as TensorFlow's graph.proto, node_def.proto, attr_value.proto, tensor.proto and
# tensor_shape.proto give them.
_GRAPH_NODE: Final = 1
_NODE_NAME, _NODE_KIND, _NODE_ATTRIBUTE = 1, 2, 5
_ENTRY_KEY, _ENTRY_VALUE = 1, 2
_ATTRIBUTE_TENSOR: Final = 8
_TENSOR_TYPE, _TENSOR_SHAPE, _TENSOR_CONTENT = 1, 2, 4
_SHAPE_SIZE: Final = 2
_SIZE: Final = 1
_FLOAT: Final = 1  # DT_FLOAT

Matrix = NDArray[np.float32]
_Parts = list[tuple[int, Any]]


class GraphError(LeakbenchError, ValueError):
    """A file is no frozen graph, or lacks a constant that is asked for.

    Attributes:
        path: The file.
        reason: What is wrong with it.
    """

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"{path}: {reason}")


def float_constants(path: Path) -> dict[str, Matrix]:
    """The tensors of 32-bit floating-point numbers in a frozen graph, by the names of their nodes.

    Raises:
        GraphError: The file is no such graph.
    """
    try:
        graph = memoryview(path.read_bytes())
        return dict(_constants(graph))
    except (IndexError, KeyError, TypeError, ValueError) as error:
        raise GraphError(path, "not a frozen TensorFlow graph") from error


def _constants(graph: memoryview) -> Iterator[tuple[str, Matrix]]:
    for number, node in _fields(graph):
        if number != _GRAPH_NODE:
            continue
        parts = list(_fields(node))
        if bytes(_one(parts, _NODE_KIND)) != b"Const":
            continue
        for entry in (part for number, part in parts if number == _NODE_ATTRIBUTE):
            pair = list(_fields(entry))
            if bytes(_one(pair, _ENTRY_KEY)) != b"value":
                continue
            value = list(_fields(_one(pair, _ENTRY_VALUE)))
            tensor = list(_fields(_one(value, _ATTRIBUTE_TENSOR)))
            kinds = [part for number, part in tensor if number == _TENSOR_TYPE]
            content = [part for number, part in tensor if number == _TENSOR_CONTENT]
            if kinds == [_FLOAT] and content:
                shape = _shape(tensor)
                numbers = np.frombuffer(content[0], "<f4", prod(shape))
                yield str(_one(parts, _NODE_NAME), "utf-8"), numbers.reshape(shape)


def _shape(tensor: _Parts) -> list[int]:
    """Sizes of a tensor's dimensions; a size of 0 is left out in the file."""
    sizes = [size for number, size in _fields(_one(tensor, _TENSOR_SHAPE)) if number == _SHAPE_SIZE]
    return [int(dict(_fields(size)).get(_SIZE, 0)) for size in sizes]


def _one(parts: _Parts, wanted: int) -> Any:
    """The first part with a number."""
    return [part for number, part in parts if number == wanted][0]  # noqa: RUF015 - an IndexError


def _fields(message: memoryview) -> Iterator[tuple[int, Any]]:
    """Numbers and contents of a message's fields; a content is bytes, or a whole number."""
    content: memoryview | int
    at = 0
    while at < len(message):
        key, at = _varint(message, at)
        match key & 7:
            case 0:
                content, at = _varint(message, at)
            case 1:
                content, at = message[at : at + 8], at + 8
            case 2:
                size, at = _varint(message, at)
                content, at = message[at : at + size], at + size
            case 5:
                content, at = message[at : at + 4], at + 4
            case kind:
                raise ValueError(f"no such kind of field: {kind}")
        if at > len(message):
            raise ValueError("the file ends within a field")
        yield key >> 3, content


def _varint(message: memoryview, at: int) -> tuple[int, int]:
    """A number of seven bits a byte, lowest first, and where it ends."""
    number = shift = 0
    while True:
        byte = message[at]
        at += 1
        number |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return number, at
