"""Where the normalising view may read something else than what is written."""

from typing import NamedTuple

import numpy as np

from leakbench.detectors.normalize.bitmaps import (
    NONE,
    ONE,
    Words,
    carry,
    write_places,
)
from leakbench.detectors.normalize.blocks import (
    CONTINUATIONS,
    HAN_LEADS,
    LEADS,
    LETTERS,
    Block,
    Text,
    block_at,
    byte_ranges,
    bytes_in,
)
from leakbench.detectors.normalize.character_kinds import (
    COUNTING,
    DISGUISED,
    ENDING,
    LINKING,
    PAUSING,
    SPECIAL,
    STRONG,
)
from leakbench.detectors.normalize.characters import (
    LEAD_FOUR,
    LEAD_THREE,
    Bytes,
    Ints,
    character_at,
    short_character_at,
)
from leakbench.detectors.normalize.fold_tables import Roles
from leakbench.detectors.normalize.mapping import CharacterIndex
from leakbench.generator.engine.compiled import inlined
from leakbench.generator.engine.intrinsics import (
    BLOCK,
    bytes_with_bit,
    clear_block,
    either,
    load_u16,
    popcount,
    trailing_zeros,
)

ROLES_ROOM = BLOCK + 1  # entries: those of a block, and one that is written after the last
_THREE = np.uint64(3)  # bytes of most characters
_FOUR, _SIX = _THREE + ONE, _THREE + _THREE  # of one and a space, of two
_WORD = np.uint64(BLOCK)
_OPENING = byte_ranges(b"(", b"[")
_DIGITS = byte_ranges(b"09", b"]")
_SPACES = byte_ranges(b" ", b"-/")
# What stands beside no number's digit: control characters, quotes, and what parts fields.
_FIELDS = byte_ranges(b"\x00\x1f", b'"', b"$'", b",", b":<", b">@", b"{}")


class Places(NamedTuple):
    """Room for finding the characters of a cell that may mean another one.

    Attributes:
        roles: Of the characters of a block, see ``ROLES_ROOM``.
        marked: A word a block.
        found: Where those characters begin; ``SPARE`` entries more are written.
    """

    roles: Bytes
    marked: Words
    found: Ints


@inlined
def _read_roles(block: Block, found: Bytes, roles: Roles) -> None:
    """Write the roles of the characters of a block that are not ASCII; 0 elsewhere."""
    source = block.source
    han = bytes_in(block, HAN_LEADS)
    clear_block(found)
    left = han
    while left:  # four at a time; after the last one it is the entry behind that is written
        for _ in range(4):
            place = np.uint64(trailing_zeros(left))
            found[place] = roles.han[np.uint64(load_u16(source, np.uint64(block.at) + place + ONE))]
            left &= left - ONE
    left = bytes_in(block, LEADS) & ~han
    while left:
        place = np.uint64(trailing_zeros(left))
        u = np.uint64(block.at) + place
        lead = source[u]
        code = either(
            lead < LEAD_THREE,
            short_character_at(source, u),
            np.uint64(character_at(source, int(u))),
        )
        found[place] = either(lead < LEAD_FOUR, roles.others[code], np.uint8(DISGUISED))
        left &= left - ONE


@inlined
def find_foldable(
    text: Text, start: int, end: int, roles: Roles, places: Places, index: CharacterIndex
) -> int:
    """Find the characters of a cell that may mean another one, by themselves and those beside them.

    Most numerals are part of a word, for nothing beside them is a digit or may stand between two;
    they are none, nor are the words of which remarks between the parts of a number are made.

    Args:
        text: The bytes of all cells.
        start: Where the cell begins.
        end: Where it ends.
        roles: What characters may be.
        places: Written over.
        index: Its words are set to where the cell's characters begin.

    Returns:
        How many there are.
    """
    found, marked = places.roles, places.marked
    word = index.word
    block = 0
    # What goes on from block to block: where characters of some kind end, as bits.
    plain_carried, digit_carried, letter_carried, other_carried = ONE, NONE, NONE, NONE
    numeral_carried = pause_carried = space_carried = link_carried = NONE
    so_far = 0
    for base in range(start, end, BLOCK):
        here = block_at(text, base, end)
        _read_roles(here, found, roles)
        counting, linking = bytes_with_bit(found, 0, COUNTING), bytes_with_bit(found, 0, LINKING)
        strong, special = bytes_with_bit(found, 0, STRONG), bytes_with_bit(found, 0, SPECIAL)
        pauses, plain = bytes_with_bit(found, 0, PAUSING), bytes_with_bit(found, 0, ENDING)
        mark = bytes_in(here, _OPENING) | bytes_with_bit(found, 0, DISGUISED)
        continued = bytes_in(here, CONTINUATIONS)
        index.inside[word + block], index.before[word + block] = continued, so_far
        so_far += popcount(continued)
        fields, spaces = bytes_in(here, _FIELDS), bytes_in(here, _SPACES)

        after_field, field_carried = carry(fields, ONE, NONE)
        after_plain, plain_next = carry(plain, _THREE, plain_carried)
        after_plain |= after_field
        plain_carried = plain_next | field_carried
        after_digit, digit_carried = carry(bytes_in(here, _DIGITS), ONE, digit_carried)
        after_letter, letter_carried = carry(bytes_in(here, LETTERS), ONE, letter_carried)
        after_other, other_carried = carry(continued, ONE, other_carried)
        after_other &= ~after_plain
        plain |= fields

        pieces = strong & after_digit  # as in 3个8
        mark |= pieces >> ONE
        mark |= strong & (after_digit | after_letter | after_other)
        after_link, link_carried = carry(
            linking & (after_digit | after_other), _THREE, link_carried
        )
        linked = after_link & special
        mark |= linked >> _THREE

        mark |= counting & ~after_plain
        unsure = counting & after_plain
        after_numeral, numeral_carried = carry(unsure, _THREE, numeral_carried)
        close = after_numeral & ~(plain | pauses | spaces) & here.valid
        after_pause, pause_carried = carry(after_numeral & pauses, _THREE, pause_carried)
        after_space, space_carried = carry(after_numeral & spaces, ONE, space_carried)
        beyond_pause = after_pause & ~plain & here.valid
        beyond_space = after_space & ~plain & here.valid
        mark |= close >> _THREE | beyond_pause >> _SIX | beyond_space >> _FOUR
        marked[block] = mark
        if block:
            marked[block - 1] |= (
                pieces << (_WORD - ONE)
                | (linked | close) << (_WORD - _THREE)
                | beyond_pause << (_WORD - _SIX)
                | beyond_space << (_WORD - _FOUR)
            )
        block += 1
    index.inside[word + block], index.before[word + block] = NONE, so_far
    count = 0
    for k in range(block):
        count = write_places(marked[k], start + k * BLOCK, places.found, count)
    return count
