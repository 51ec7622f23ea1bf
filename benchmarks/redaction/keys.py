"""Keys: whoever has the key gives a value the same name in every file, nobody else can.

Names come from keyed BLAKE2b over label and value, so that from a name alone nothing can be read
back; whoever has the key can try values, as with any pseudonym.
"""

from base64 import b32encode
from hashlib import blake2b
from typing import Final

_NAME_BYTES: Final = 10  # 16 characters in base 32
_NUMBER_BYTES: Final = 8
_KEY_BYTES: Final = 64


class Key:
    """A key for pseudonyms and surrogates.

    Args:
        text: Any text that is not empty; its secrecy is that of the names.

    Raises:
        ValueError: It is empty.
    """

    def __init__(self, text: str) -> None:
        if not text:
            raise ValueError("a key is not empty")
        self._key = blake2b(text.encode("utf-8", "surrogateescape"), digest_size=_KEY_BYTES)

    def pseudonyms(self, label: str, meanings: list[str]) -> list[str]:
        """A name for each value of a label, the same for the same value."""
        return [
            f"{label}-{b32encode(self._digest(label, one, _NAME_BYTES)).decode()}"
            for one in meanings
        ]

    def numbers(self, label: str, meanings: list[str]) -> list[int]:
        """A number from 0 to 2**64 - 1 for each value of a label, the same for the same value."""
        return [int.from_bytes(self._digest(label, one, _NUMBER_BYTES)) for one in meanings]

    def _digest(self, label: str, meaning: str, size: int) -> bytes:
        text = f"{label}\0{meaning}".encode()
        return blake2b(text, key=self._key.digest(), digest_size=size).digest()
