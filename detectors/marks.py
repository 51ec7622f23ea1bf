"""What a reader must know of a detector before its scores."""

from enum import StrEnum


class Mark(StrEnum):
    """How a detector came to know what it knows, and whose it is."""

    HOUSE = "of this house"
    TRAINED_HERE = "trained on these corpora"
    TRAINED_ON_REAL = "trained on real text"
    PATTERNS = "patterns"
    USER_MODEL = "the user's model"


def marks_among(said: object) -> tuple[Mark, ...]:
    """The marks among what somebody says of a detector, in the order above.

    Args:
        said: A tuple or list of marks or of their texts; anything else in it, and anything else in
            place of it, is left out, for it may come from a stranger's plug-in.
    """
    return tuple(mark for mark in Mark if isinstance(said, list | tuple) and mark in said)
