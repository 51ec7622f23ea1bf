"""Search in English and Chinese: words by their stems, and every two neighbouring characters.

Sphinx's own search of Chinese cuts pages into words of a dictionary, but not what readers type, and
in some versions answers nothing. Pairs of characters need no dictionary: a page is found that has
all pairs of what is looked for.
"""

import re
from itertools import pairwise

from sphinx.search.en import SearchEnglish

_CHARACTERS = r"\u3400-\u9fff\uf900-\ufaff"
_HAN = re.compile(f"[{_CHARACTERS}]+")


class Bilingual(SearchEnglish):
    """Splits pages here, and queries in the reader's browser, in the same way."""

    lang = "en-zh"
    js_splitter_code = r"""
var splitQuery = (query) =>
  (query.match(/[HAN]+|[^HAN]+/g) || []).flatMap((run) =>
    /^[HAN]/.test(run)
      ? Array.from({ length: run.length - 1 }, (_, at) => run.slice(at, at + 2))
      : run.split(/[^\p{Letter}\p{Number}_]+/u).filter((term) => term),
  );
""".replace("HAN", _CHARACTERS)

    def split(self, text: str) -> list[str]:
        """Words, and pairs of Chinese characters."""
        pairs = ["".join(pair) for run in _HAN.findall(text) for pair in pairwise(run)]
        return [*super().split(_HAN.sub(" ", text)), *pairs]
