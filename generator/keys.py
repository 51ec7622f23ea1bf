"""Keys: what the marks in generated numbers are made with, and what is written down of them.

The default key is public, so that whoever has leakbench recognises every dataset made without
another. Of a private key only the fingerprint stands in manifests and results; whoever reads them
goes on as soon as the same key was given in this process, like packs, which are known by a hash.
"""

import hashlib
from dataclasses import dataclass, field
from typing import Final

from leakbench.generator.errors import USAGE, LeakbenchError

PUBLIC_KEY: Final = "leakbench"
"""The default, no secret."""

VARIABLE: Final = "LEAKBENCH_KEY"
"""The environment's variable that gives the command line a key, so that no history has it."""

_FINGERPRINT_BYTES: Final = 8


class MissingKeyError(LeakbenchError, LookupError):
    """What was asked for needs a key of which only the fingerprint is known."""

    exit_code = USAGE

    def __init__(self, fingerprint: str) -> None:
        self.fingerprint = fingerprint
        super().__init__(
            f"this needs the private key with the fingerprint {fingerprint}; give it with --key "
            f"or {VARIABLE}"
        )

    def __reduce__(self) -> tuple[type["MissingKeyError"], tuple[str]]:
        """Let it pass from one process to another."""
        return type(self), (self.fingerprint,)


@dataclass(frozen=True, slots=True)
class Key:
    """A key; two are the same if their fingerprints are.

    Attributes:
        fingerprint: Hash of its text in 16 hexadecimal digits; it tells a guessed key, too, so a
            private key is long and random.
        text: The key itself, which is never shown; None if only the fingerprint is known.
    """

    fingerprint: str
    text: str | None = field(default=None, compare=False, repr=False)

    @property
    def is_public(self) -> bool:
        """Whether it is the default key."""
        return self == DEFAULT_KEY

    def secret(self) -> str:
        """Its text, which this process may have been given with another spec.

        Raises:
            MissingKeyError: Nobody has given it.
        """
        text = _at_hand.get(self.fingerprint) if self.text is None else self.text
        if text is None:
            raise MissingKeyError(self.fingerprint)
        return text


_at_hand: dict[str, str] = {}
"""The text of every key that this process was given, by its fingerprint."""


def key_of(text: "Key | str") -> Key:
    """The key that a text is; a key stays what it is.

    Raises:
        ValueError: The text is empty.
    """
    if isinstance(text, Key):
        return text
    if not text:
        raise ValueError("a key is not empty")
    hashed = hashlib.blake2b(
        text.encode("utf-8", "surrogateescape"),
        digest_size=_FINGERPRINT_BYTES,
        person=b"key fingerprint",
    )
    _at_hand[hashed.hexdigest()] = text
    return Key(hashed.hexdigest(), text)


DEFAULT_KEY: Final = key_of(PUBLIC_KEY)
