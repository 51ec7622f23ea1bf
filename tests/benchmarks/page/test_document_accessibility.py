"""Tests of who cannot see the page, or has no pointer: axe's rules, and keys."""

import pytest

from .samples import alarming
from .view_samples import VIEWS

pytestmark = pytest.mark.slow

# Every two of width, scheme and language at least once.
WAYS = [
    (390, "light", "zh-CN"),
    (390, "dark", "en-GB"),
    (1440, "light", "en-GB"),
    (1440, "dark", "zh-CN"),
]


@pytest.fixture(scope="module")
def axe():
    """The rules of axe-core."""
    module = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed"
    )
    return module.Axe()


def violations(axe, shown):
    """What axe finds, in a line each."""
    shown.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    found = axe.run(shown).response
    assert found["passes"]
    return [
        (one["id"], node["target"], node["failureSummary"])
        for one in found["violations"]
        for node in one["nodes"]
    ]


@pytest.mark.parametrize(("width", "scheme", "locale"), WAYS)
def test_axe_finds_nothing(axe, opened, width, scheme, locale):
    """In all sections at once, with everything unfolded, and with a detector picked out."""
    context = {"color_scheme": scheme, "locale": locale, "bypass_csp": True}
    shown = opened(
        width=width, at="#of=careful&a=careful&b=fast&pick=fast", context=context, **VIEWS
    )
    assert violations(axe, shown) == []


def test_axe_finds_nothing_where_nobody_is(axe, opened, runs):
    """The corpus without anybody has other tables."""
    context = {"color_scheme": "dark", "bypass_csp": True}
    given = [*runs, *(alarming(name, 3) for name in ("fast", "slow"))]
    shown = opened(given, at="#corpus=clean_text", context=context, **VIEWS)
    assert violations(axe, shown) == []


def test_keys_do_what_a_pointer_does(opened):
    """Enter on links and buttons, arrows in choices, and nothing traps the focus."""
    shown = opened(**VIEWS)
    shown.focus('#cards a[data-of="slow"]')
    shown.keyboard.press("Enter")
    assert shown.inner_text("#card-title") == "slow"
    shown.focus('[data-keep="a"]')
    before = shown.input_value('[data-keep="a"]')
    shown.keyboard.press("ArrowDown")
    assert shown.input_value('[data-keep="a"]') != before
    assert shown.evaluate("document.activeElement.dataset.keep") == "a"
    shown.focus("#swap")
    shown.keyboard.press("Space")
    assert shown.input_value('[data-keep="b"]') != before
    assert shown.evaluate("document.activeElement.id") == "swap"
    assert shown.trouble == []
