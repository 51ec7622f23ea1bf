"""A browser for the page, and results to show in it."""

import shutil

import pytest

from leakbench.benchmarks.page.document import Content, page

from .samples import SPEEDS, run_of

FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


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


@pytest.fixture
def opened(browser, runs, tmp_path):
    """Open the page; whatever it complains of or asks for ends up in ``page.trouble``."""
    contexts = []

    def open_page(given=None, *, width=1440, at="", context=(), **parts):
        file = tmp_path / "report.html"
        file.write_text(page(Content(runs=given or runs, **parts)), "utf-8")
        size = {"width": width, "height": 844 if width < 500 else 900}
        contexts.append(browser.new_context(viewport=size, **{"locale": "en-GB", **dict(context)}))
        shown = contexts[-1].new_page()
        shown.trouble = []
        shown.on("console", lambda message: shown.trouble.append(message.text))
        shown.on("pageerror", lambda error: shown.trouble.append(str(error)))
        shown.on("request", lambda request: shown.trouble.append(request.url))
        shown.goto(f"{file.as_uri()}{at}")
        if dict(context).get("java_script_enabled", True):
            shown.wait_for_selector('body[data-ready="true"]')
        shown.trouble.remove(file.as_uri())
        return shown

    yield open_page
    for context in contexts:
        context.close()
