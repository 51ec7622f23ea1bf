"""hyperscan: the patterns of ``regex``, of which Hyperscan says in one pass which may match."""

import re
import threading
from collections.abc import Iterable
from typing import TYPE_CHECKING

from leakbench.detectors.marks import Mark
from leakbench.detectors.patterns import Pattern
from leakbench.detectors.regex import Regex, needed
from leakbench.detectors.registry import About

if TYPE_CHECKING:
    from hyperscan import Scratch


class Hyperscan(Regex):
    """The same answers as ``regex``, sooner.

    Hyperscan knows neither what stands around a match nor back-references, and reports every place
    where a match may end, not where it begins. In its prefilter mode it says of patterns with such
    constructs where they may match, and never misses; ``re`` then searches for those alone.
    One instance may serve several threads: each has a working space of its own.
    """

    name = "hyperscan"
    about = About(
        package="hyperscan",
        install="pip install 'leakbench[peers]'",
        license="MIT",
        homepage="https://github.com/darvid/python-hyperscan",
        marks=(
            Mark.HOUSE,
            Mark.PATTERNS,
        ),
    )

    def __init__(self) -> None:
        import hyperscan  # noqa: PLC0415 - heavy, and absent where the extra is not installed

        super().__init__()
        flags = (
            hyperscan.HS_FLAG_UTF8
            | hyperscan.HS_FLAG_PREFILTER
            | hyperscan.HS_FLAG_SINGLEMATCH  # a callback for each match end would cost more than re
        )
        self._database = hyperscan.Database()
        self._database.compile(
            expressions=[translated(regex.pattern) for _, regex in self._patterns],
            ids=list(range(len(self._patterns))),
            flags=[flags] * len(self._patterns),
        )
        self._of_thread = threading.local()

    def _worth_a_search(self, text: str) -> Iterable[tuple[Pattern, re.Pattern[str]]]:
        seen: list[int] = []

        def note(number: int, _start: int, _end: int, _flags: int, _context: object) -> None:
            seen.append(number)

        self._database.scan(text.encode(), match_event_handler=note, scratch=self._scratch())
        return needed((self._patterns[number] for number in sorted(seen)), text)

    def _scratch(self) -> "Scratch":
        """The working space of this thread: a scan needs one that no other scan is using."""
        try:
            return self._of_thread.scratch
        except AttributeError:
            from hyperscan import Scratch  # noqa: PLC0415 - absent where the extra is not installed

            self._of_thread.scratch = Scratch(self._database)
            return self._of_thread.scratch


def translated(regex: str) -> bytes:
    r"""A verbose pattern of Python's in Hyperscan's dialect: ``\x{4e00}`` for ``\u4e00``."""
    regex = re.sub(r"\\u(\w{4})|\\U000(\w{5})", lambda code: rf"\x{{{code[1] or code[2]}}}", regex)
    return ("(?x)" + regex.replace(r"\Z", r"\z")).encode()
