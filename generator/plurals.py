"""How many of something, in words.

>>> counted(1, "file"), counted(4_096, "file")
('1 file', '4,096 files')
"""


def counted(number: int, one: str, several: str | None = None) -> str:
    """A number with its noun, so that no message speaks of 1 files.

    Args:
        number: How many.
        one: What one of them is called.
        several: What several are; by default ``one`` with an s.

    Returns:
        Such as ``1 file``.
    """
    noun = one if number == 1 else several or f"{one}s"
    return f"{number:,} {noun}"
