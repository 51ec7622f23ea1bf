"""Audit: brings values that are written in another way back into their canonical form.

Nothing here knows the generator's forms. A reader would do the same: read Chinese numerals and
circled digits as digits, drop what does not belong into a number, cut off the country's code.
"""

import re
import unicodedata
from collections.abc import Callable
from itertools import groupby

_NUMERALS = (
    "〇零洞○⓪⓿", "一壹幺①❶〡依医伊", "二贰两②❷〢尔耳", "三叁③❸〣散伞", "四肆④❹〤司思",
    "五伍⑤❺〥吾武舞", "六陆⑥❻〦溜柳留", "七柒拐⑦❼〧奇妻", "八捌⑧❽〨吧扒巴", "九玖⑨❾〩酒久",
)  # fmt: skip
_FOREIGN = ("АВСЕНІЈКМОРЅТХ×асеіјорѕху", "ABCEHIJKMOPSTXXaceijopsxy")  # letters that look alike
_DIGIT = {
    ord(character): str(digit) for digit, group in enumerate(_NUMERALS) for character in group
}
_DIGIT |= {ord(one): other for one, other in zip(*_FOREIGN, strict=True)}
_ALIKE = ("OoQlI!ZEASbTBgq", "000111234567899")
_LOOKALIKE = _DIGIT | {ord(one): other for one, other in zip(*_ALIKE, strict=True)}

_UNDEFINED = (0x81, 0x8D, 0x8F, 0x90, 0x9D)  # in Windows-1252: read as in Latin-1
_BYTES = {
    bytes([byte]).decode("latin-1" if byte in _UNDEFINED else "cp1252"): byte for byte in range(256)
}
"""The byte that each Western letter was."""
_PIECE = re.compile(r"[前中后][间面]?[三四六八]位")
"""Words that announce how many digits follow, such as 前三位."""
_REPEATED = re.compile(r"([2-4])个(\d)", re.ASCII)
_NO_CODE = re.compile(r"[^0-9A-Za-z]")
_NO_ACCOUNT = re.compile(r"[^-_0-9A-Za-z]")
_NO_EMAIL = re.compile(r"[^-_.%+@0-9A-Za-z]")
_AT = re.compile(r"#?艾特#?|圈a|[(\[]at[)\]]|\s+at\s+", re.IGNORECASE)
_DOT = re.compile(r"\[?点\]?|。|\(dot\)|\s+dot\s+", re.IGNORECASE)
_DIGITS = re.compile(r"\d+", re.ASCII)
_NO_DIGIT = re.compile(r"\D", re.ASCII)
_COUNTRY = re.compile(r"^(?:0086|86|0)(?=1[3-9]\d{9}$)")
_COUNTRY_OF_AREA = re.compile(r"^86(?=0)")
_AREA = re.compile(r"^(0(?:10|2\d|[3-9]\d\d))(\d+)$")


def _folded(text: str, digits: dict[int, str] = _DIGIT) -> str:
    read = text.translate(digits)
    if read.isascii():
        return read
    read = unicodedata.normalize("NFKC", _PIECE.sub("", text).translate(digits))
    return _REPEATED.sub(lambda found: int(found[1]) * found[2], read)


def code(text: str) -> str:
    """Digits and capital letters."""
    return _NO_CODE.sub("", _folded(text)).upper()


def number(text: str) -> str:
    """Digits, for which letters may stand that look like them, and perhaps an X at the end."""
    return _NO_CODE.sub("", _folded(text, _LOOKALIKE)).upper()


def mobile(text: str) -> str:
    """Eleven digits, without the country's code."""
    return _COUNTRY.sub("", _NO_DIGIT.sub("", _folded(text, _LOOKALIKE)))


def landline(text: str) -> str:
    """Area code, hyphen, local number."""
    digits = _NO_DIGIT.sub("", _folded(text, _LOOKALIKE))
    return _AREA.sub(r"\1-\2", _COUNTRY_OF_AREA.sub("", digits))


def plate(text: str) -> str:
    """Province, letter, five or six characters."""
    return text[:1] + code(text[1:])


def date(text: str) -> str:
    """Year, month and day with hyphens; a year of two digits keeps them."""
    read = _folded(text, _LOOKALIKE)
    parts = _DIGITS.findall(read)
    if len(parts) == len("dmy") and len(parts[2]) == len("year"):
        parts.reverse()
    if len(parts) != len("ymd") or len(parts[0]) not in (2, 4):
        digits = "".join(parts)
        parts = [digits[:-4], digits[-4:-2], digits[-2:]]
    year, month, day = parts
    return f"{year}-{month:0>2}-{day:0>2}"


def email(text: str) -> str:
    """An address with @ and dots."""
    read = _AT.sub("@", _folded(text))
    return _NO_EMAIL.sub("", _DOT.sub(".", read))


def account(text: str) -> str:
    """Letters, digits, hyphens and underscores."""
    return _NO_ACCOUNT.sub("", _folded(text))


def ungarbled(text: str, encoding: str) -> str:
    """Text whose bytes were read as letters of Windows-1252, or where that has none of Latin-1.

    Characters that are no such letters were not garbled.
    """
    pieces = groupby(text, _BYTES.__contains__)
    return "".join(
        bytes(map(_BYTES.__getitem__, piece)).decode(encoding) if garbled else "".join(piece)
        for garbled, piece in pieces
    )


UNDO: dict[str, Callable[[str], str]] = {
    "code": code,
    "number": number,
    "mobile": mobile,
    "landline": landline,
    "plate": plate,
    "date": date,
    "email": email,
    "account": account,
}
"""By the names of ``data/audit_formats.toml``."""


def undone(how: str, values: list[str], forms: list[str]) -> list[str]:
    """Canonical values.

    Args:
        how: A key of ``UNDO``.
        values: As they are written.
        forms: The name of each one's form; a reversed value does not show that it is.
    """
    undo = UNDO[how]
    return [
        undo(value[::-1] if form.startswith("reversed") else value)
        for value, form in zip(values, forms, strict=True)
    ]
