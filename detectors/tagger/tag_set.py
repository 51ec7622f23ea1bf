"""The labels that the tagger tells apart, and the tags of its tokens (BIOES) as numbers.

A tag is a lane of a row of weights. Each kind of tag has a group of eight lanes, one a label, of
which the last is not used, but for the last of all: that is "outside".
"""

from typing import Final

LABELS: Final = ("PERSON_NAME", "COMPANY", "ADDRESS", "SCHOOL", "HOSPITAL", "HOTEL", "DIAGNOSIS")

GROUP: Final = 8  # lanes of one kind of tag
LANES: Final = 32

# 11___ the kind of tag, __111 its label
BEGIN: Final = 0b00_000
INSIDE: Final = 0b01_000
END: Final = 0b10_000
SINGLE: Final = 0b11_000
OUTSIDE: Final = 0b11_111
LABEL_BITS: Final = 0b00_111

# Steps between tags that have a weight for each label; all others are forbidden or free.
BEGIN_TO_INSIDE: Final = 0
BEGIN_TO_END: Final = 1
INSIDE_TO_INSIDE: Final = 2
INSIDE_TO_END: Final = 3
OUTSIDE_TO_BEGIN: Final = 4  # or to a span of one token
SPAN_TO_BEGIN: Final = 5  # from the last token of a span to the first of the next
TRANSITIONS: Final = 6


def used_lanes() -> list[int]:
    """The lanes that are tags."""
    return [lane for lane in range(LANES) if lane & LABEL_BITS < len(LABELS) or lane == OUTSIDE]
