"""What pages quote between ``<!-- begin FILE -->`` and its end; ``make readme`` renews it."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = ("README.md", "README.zh-CN.md", "docs/**/*.md")

_QUOTATION = re.compile(r"(<!-- begin (\S+) -->\n)(.*?)(<!-- end \2 -->)", re.DOTALL)


def pages():
    """All pages that may quote."""
    return sorted(path for pattern in PAGES for path in ROOT.glob(pattern))


def quotations(page):
    """The file and the text of every quotation of a page."""
    return [(found[2], found[3]) for found in _QUOTATION.finditer(page.read_text("utf-8"))]


def as_quoted(name):
    """A file as it is to be quoted: code in a fence, tables as they are."""
    text = (ROOT / name).read_text("utf-8")
    return f"```python\n{text}```\n" if name.endswith(".py") else text


def main():
    """Renew all that is quoted of files that there are."""
    for page in pages():
        text = page.read_text("utf-8")
        renewed = _QUOTATION.sub(
            lambda found: (
                found[1] + (as_quoted(found[2]) if (ROOT / found[2]).exists() else "") + found[4]
            ),
            text,
        )
        if renewed != text:
            page.write_text(renewed, "utf-8")


if __name__ == "__main__":
    main()
