"""What is set in Chinese, as Chinese is set."""

import re

import pytest

from .quotations import ROOT

PAGES = [ROOT / "README.zh-CN.md", *sorted((ROOT / "docs/zh").glob("*.md"))]
FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
WIDE = r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_paragraph_is_broken_into_lines(page):
    """Browsers show a line break as a space, which Chinese does not have between its letters."""
    text = FENCE.sub("", page.read_text("utf-8"))
    assert not re.findall(rf".{{,20}}{WIDE}\n *{WIDE}.{{,20}}", text)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_punctuation_is_full_width(page):
    """Next to a Chinese letter, in sentences and tables alike."""
    text = re.sub(r"`[^`\n]*`|\]\([^)\n]*\)", "", FENCE.sub("", page.read_text("utf-8")))
    assert not re.findall(r".{,20}[\u3400-\u9fff][,;:!?].{,20}", text)
