"""READMEs and guides: their code runs, both languages have the same, and Sphinx is content."""

import re
import shutil
import subprocess
import sys

import pyarrow.parquet as pq
import pytest

from leakbench.detectors.contract import SPANS

from .smaller import run_python, run_sh
from .written import GUIDES, LANGUAGES, PAGES, ROOT, blocks, without_comments


@pytest.mark.slow
@pytest.mark.parametrize("page", [english for english, _ in PAGES if blocks(english)])
def test_the_code_of_a_page_runs(page, folder, request):
    """From top to bottom, in an empty folder with those of the examples that the page names."""
    text = (ROOT / page).read_text("utf-8")
    for path in sorted(set(re.findall(r"\bexamples/[\w./]*\w", text))):
        if (ROOT / path).is_dir():
            shutil.copytree(ROOT / path, folder / path, dirs_exist_ok=True)
        else:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / path, folder / path)
    if any("s3://" in code for _, code in blocks(page)):
        files = request.getfixturevalue("reach_s3")()
        files.mkdir("bucket")
        with files.open("bucket/mine.parquet", "wb") as answers:
            pq.write_table(SPANS.empty_table(), answers)
    names = {"__name__": "__main__"}
    for number, (language, code) in enumerate(blocks(page), 1):
        if language == "sh":
            run_sh(code)
        else:
            run_python(code, names, f"{page}, block {number}")


def test_both_languages_have_the_same_pages():
    """None is missing, and none is there for one language alone."""
    assert sorted(path.name for path in (ROOT / "docs/zh").glob("*.md")) == GUIDES


@pytest.mark.parametrize("pair", PAGES, ids=lambda pair: pair[0])
def test_both_languages_have_the_same_code(pair):
    """But for comments, so that what runs in one runs in the other."""
    english, chinese = (
        [(kind, without_comments(kind, code)) for kind, code in blocks(page)] for page in pair
    )
    assert chinese == english


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_stands_in_the_table_of_contents(language):
    """Of its language, and beside it in the page that says who reads what."""
    text = (ROOT / "docs" / language / "index.md").read_text("utf-8")
    (listed,) = re.findall(
        r"^```\{toctree\}\n:hidden:\n\n(.*?)^```$", text, re.MULTILINE | re.DOTALL
    )
    pages = {name.removesuffix(".md") for name in GUIDES} - {"index"}
    assert set(listed.split()) == pages
    assert {f"{page}.md" for page in pages} <= set(re.findall(r"\]\((\S+?)\)", text))


@pytest.mark.slow
def test_sphinx_reads_all_without_a_warning(tmp_path):
    """So every link and heading leads somewhere; ``make docs`` builds the site."""
    sphinx = [sys.executable, "-m", "sphinx", "-b", "dummy", "-q", "-W", "--keep-going"]
    command = [*sphinx, "-c", "docs", "-d", tmp_path / "doctrees", ".", tmp_path / "nothing"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
