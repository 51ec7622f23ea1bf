"""What the tagger tells apart, and how a tag is numbered.

A token has one of 32 tags, which are lanes of a row of weights: begin, inside and end of a span of
each label, a span of one token, and outside. Lane 7 of each group of eight is not used, but for
the last, which is "outside".
"""

from typing import Final

LABELS: Final = ("PERSON_NAME", "COMPANY", "ADDRESS", "SCHOOL", "HOSPITAL", "HOTEL", "DIAGNOSIS")

LANES: Final = 32
BEGIN: Final = 0
INSIDE: Final = 8
END: Final = 16
SINGLE: Final = 24
OUTSIDE: Final = 31

TRANSITIONS: Final = (
    "begin to inside",
    "begin to end",
    "inside to inside",
    "inside to end",
    "outside to begin",
    "span to begin",
)
"""The steps between tags that have a weight for each label; all others are forbidden or free."""
