"""The table by which the tokenizer reads every spelling of a character as one.

A model keeps the table that it was trained with; ``data/character_folding.toml`` says which marks
are alike, and which characters nobody sees.
"""

import tomllib
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from leakbench.detectors.tagger.tokenizer import PLANE, UNSEEN
from leakbench.generator.engine.tables import table

_IDEOGRAPHIC_SPACE, _NO_BREAK_SPACE = 0x3000, 0xA0


def character_folding() -> NDArray[np.uint16]:
    """What each character of the basic plane is read as, uint16, shape (65536,).

    Digits of every width become ``0`` and letters ``a`` or ``A``; what nobody sees is U+0000.
    """
    source = files("leakbench.detectors.tagger.training.data").joinpath("character_folding.toml")
    rules = tomllib.loads(source.read_text("utf-8"))
    fold = np.arange(PLANE, dtype=np.uint16)
    rows = table("traditional")
    for simplified, traditional in zip(rows["simplified"], rows["traditional"], strict=True):
        if len(simplified) == len(traditional) == 1 and ord(traditional) < PLANE:
            fold[ord(traditional)] = ord(simplified)
    fold[ord("！") : ord("～") + 1] = np.arange(ord("!"), ord("~") + 1)
    fold[[_IDEOGRAPHIC_SPACE, _NO_BREAK_SPACE]] = ord(" ")
    for mark, others in rules["alike"].items():
        fold[[ord(other) for other in others]] = ord(mark)
    for first, last in (("0", "9"), ("a", "z"), ("A", "Z")):
        fold[(fold >= ord(first)) & (fold <= ord(last))] = ord(first)
    fold[[ord(character) for character in rules["unseen"]["characters"]]] = UNSEEN
    for first, last in rules["unseen"]["ranges"]:
        fold[ord(first) : ord(last) + 1] = UNSEEN
    return fold
