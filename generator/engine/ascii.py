"""The ASCII characters that kernels read and write, by name: a compiled function has no strings."""

from leakbench.generator.engine.compiled import inlined

SPACE = ord(" ")
HASH = ord("#")
STAR = ord("*")
COMMA = ord(",")
HYPHEN = ord("-")
POINT = ord(".")
ZERO = ord("0")
NINE = ord("9")
COLON = ord(":")
QUESTION = ord("?")
AT = ord("@")
CAPITAL_A = ord("A")
CAPITAL_D = ord("D")
CAPITAL_F = ord("F")
CAPITAL_M = ord("M")
CAPITAL_Z = ord("Z")
SMALL_A = ord("a")
SMALL_Z = ord("z")


@inlined
def is_letter_or_digit(byte: int) -> bool:
    """Whether a byte is an ASCII letter or digit."""
    return ZERO <= byte <= NINE or CAPITAL_A <= byte <= CAPITAL_Z or SMALL_A <= byte <= SMALL_Z
