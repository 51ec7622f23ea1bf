"""The search of the site splits pages and queries alike."""

import json
import runpy
import shutil
import subprocess

import pytest

from .written import ROOT

pytest.importorskip("sphinx")
Bilingual = runpy.run_path(str(ROOT / "docs/bilingual.py"))["Bilingual"]
TEXTS = ("手机号码", "秘密种子 --seed secret", "per_text 与 Arrow 批次", "50/s²：GB11643，号")


def test_characters_are_taken_in_pairs():
    """And words as they are."""
    assert Bilingual({}).split("按行号 row 生成") == ["row", "按行", "行号", "生成"]


@pytest.mark.slow
def test_a_browser_splits_in_the_same_way(tmp_path):
    """A character alone is no term here nor there."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("Chromium is not installed: apt-get install chromium")
    page = tmp_path / "page.html"
    page.write_text(
        f'<meta charset="utf-8"><script>{Bilingual.js_splitter_code}</script><script>'
        f"document.title = JSON.stringify({json.dumps(TEXTS)}.map(splitQuery))</script>",
        "utf-8",
    )
    flags = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path}/user"]
    done = subprocess.run(
        [chromium, *flags, "--disable-background-networking", "--dump-dom", page.as_uri()],
        capture_output=True,
        text=True,
        check=True,
    )
    found = json.loads(done.stdout.partition("<title>")[2].partition("</title>")[0])
    expected = [sorted(Bilingual({}).split(text)) for text in TEXTS]
    assert list(map(sorted, found)) == expected
