"""How many files there were, how many in archives, and what became of them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, Self

from leakbench.benchmarks.scanning.problem_words import problem_in
from leakbench.benchmarks.scanning.words import Language, many, words

_WORDS = "leakbench.benchmarks.scanning"


class Amounts(NamedTuple):
    """Numbers of files; ``read``, ``skipped`` and ``unreadable`` are all but the opened archives.

    Attributes:
        files: On disk.
        archives: Those of them that were opened as archives.
        inside: Files in these, at any depth.
        read: Read, in whole or in part.
        skipped: Not looked into, as they hold no text by their kind; by that kind, as readers say.
        unreadable: Of which nothing was read.
    """

    files: int
    archives: int
    inside: int
    read: int
    skipped: Mapping[str, int]
    unreadable: int

    @classmethod
    def of(cls, files: Iterable[Mapping[str, Any]]) -> Self:
        """Count.

        Args:
            files: Lines of an inventory: each a file on disk, with its contents.
        """
        known = list(files)
        packed = [sum(one["path"] != file["path"] for one in file["contents"]) for file in known]
        contents = [one for file in known for one in file["contents"]]
        skipped = Counter(one["problem"] for one in contents if is_skipped(one))
        unreadable = sum(one["status"] == "unreadable" for one in contents)
        read = len(contents) - skipped.total() - unreadable
        archives = sum(inside > 0 for inside in packed)
        return cls(len(known), archives, sum(packed), read, skipped, unreadable)

    def told(self, language: Language) -> str:
        """In a sentence without its end."""
        say = words(_WORDS)[language]
        said = many(say, "files_found", self.files)
        if self.archives:
            inside = many(say, "files_inside", self.inside)
            said += many(say, "files_archives", self.archives, inside=inside)
        said += many(say, "files_read", self.read)
        if self.skipped:
            why = self.why_skipped(language)
            said += many(say, "files_skipped", self.skipped_in_all, why=why)
        if self.unreadable:
            said += many(say, "files_unreadable", self.unreadable)
        return said

    @property
    def skipped_in_all(self) -> int:
        """Files that were not looked into."""
        return sum(self.skipped.values())

    def why_skipped(self, language: Language) -> str:
        """Kinds of files that were not looked into, the frequent ones first."""
        say = words(_WORDS)[language]
        often = sorted(self.skipped, key=lambda kind: (-self.skipped[kind], kind))
        return say["between"].join(
            f"{problem_in(language, kind)} × {self.skipped[kind]:,}" for kind in often
        )


def is_skipped(content: Mapping[str, Any]) -> bool:
    """Whether a file was not looked into, for by its kind it holds no text."""
    return content["status"] == "skipped" and content["problem"] is not None
