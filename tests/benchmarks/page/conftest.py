"""A browser for the page, and results to show in it."""

import shutil
from collections import defaultdict

import pytest

from leakbench.benchmarks.page.document import Content, page

from .samples import SPEEDS, run_of

FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
# What leads to paper unfolds all parts; within some there is more to unfold.
UNFOLD = """() => {
  dispatchEvent(new Event("beforeprint"));
  for (const one of document.querySelectorAll("#compare details")) one.open = true;
}"""


@pytest.fixture
def runs():
    """Three detectors on one corpus in two writings, and on real text."""
    noises = ("clean", "evasive", None)
    return [
        run_of(name, noise, "legal_person" if noise else "real_text")
        for noise in noises
        for name in SPEEDS
    ]


@pytest.fixture(scope="package")
def browser():
    """Headless Chromium, closed after this folder: the driver's thread is seen by other tests."""
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("Chromium is not installed: apt-get install chromium")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=path, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="package")
def tabs(browser):
    """Tabs that no test uses, by size and settings: opening one takes longer than most tests."""
    free = defaultdict(list)

    def take(key):
        if free[key]:
            return free[key].pop()
        width, settings = key
        size = {"width": width, "height": 844 if width < 500 else 900}
        tab = browser.new_context(viewport=size, **dict(settings)).new_page()
        tab.on("console", lambda message: tab.trouble.append(message.text))
        tab.on("pageerror", lambda error: tab.trouble.append(str(error)))
        tab.on("request", lambda request: tab.trouble.append(request.url))
        return tab

    def give_back(key, tab):
        tab.emulate_media(media="null")
        tab.goto("about:blank")
        free[key].append(tab)

    return take, give_back


@pytest.fixture
def opened(tabs, runs, tmp_path):
    """Open the page; whatever it complains of or asks for ends up in ``page.trouble``."""
    take, give_back = tabs
    taken = []

    def open_page(given=None, *, width=1440, at="", context=(), unfold=True, **parts):
        file = tmp_path / "report.html"
        file.write_text(page(Content(runs=given or runs, **parts)), "utf-8")
        settings = {"locale": "en-GB", **dict(context)}
        key = width, tuple(sorted(settings.items()))
        shown = take(key)
        taken.append((key, shown))
        shown.trouble = []
        shown.goto(f"{file.as_uri()}{at}")
        if settings.get("java_script_enabled", True):
            shown.wait_for_selector('body[data-ready="true"]')
            if unfold:
                shown.evaluate(UNFOLD)
        shown.trouble.remove(file.as_uri())
        return shown

    yield open_page
    for key, shown in taken:
        give_back(key, shown)
