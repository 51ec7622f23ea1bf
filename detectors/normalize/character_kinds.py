"""Kinds of characters and their roles in a number, as the tables of folds tell them apart."""

# Kinds of characters, in the table of folds. From FOLDED on it is the ASCII character meant.
DROPPED = 1  # is left out
NUMERAL = 2  # a digit if others stand beside it
JOINING = 3  # shows that words join the parts of a number
PICTURE = 4  # is left out within a value
SEPARATOR = 5  # may part digits that belong together
WORD = 6  # belongs to the words between the parts of a number
LENGTHENS = 7  # belongs to the character before it
FOLDED = 32
# Roles of characters, by which those worth folding are found.
COUNTING = 0b000_0001  # a numeral
LINKING = 0b000_0010  # of a word between the parts of a number
STRONG = 0b000_0100  # shows that such words join them
DISGUISED = 0b000_1000  # is read as another character
PAUSING = 0b001_0000  # may part digits
ENDING = 0b010_0000  # beside it no number goes on
SPECIAL = 0b100_0000  # may stand beside a word between the parts
# Kinds of separators, in the table of them by code point; 0 is none.
USUAL, ODD, PAUSE = 0b000_01, 0b000_10, 0b000_11
SEPARATOR_KIND = 0b000_11
# What bytes may be, in the same table.
MAY_BEGIN = 0b001_00  # the first one of separators
MAY_END = 0b010_00  # the last one
USUAL_BYTE = 0b100_00  # one that numbers are written with

KEYCAP = 0x20E3
VARIANT = 0xFE0F
OPEN_WIDE, CLOSE_WIDE = map(ord, "（）")
BORN, PLACE_WORD, PIECES, TAIL = map(ord, "生位个尾")
POINT, AT_ONE, AT_TWO, MIDDLE, FACE = map(ord, "点艾特间面")
MATHEMATICAL = 0x1D400  # where mathematical letters and digits begin
