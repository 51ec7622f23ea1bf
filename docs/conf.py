"""How Sphinx builds the guides: one site of two languages, which ``make docs`` writes to out/docs.

The source is the whole repository, so that links of the guides lead to the same files here, on a
forge, and on the site: what is Markdown there is a page too, what is not can be downloaded.
"""

import sys
import tomllib
from gettext import translation
from pathlib import Path
from typing import Any

import sphinx
from sphinx.application import Sphinx

sys.path.append(str(Path(__file__).parent))  # Sphinx runs this file from anywhere
from bilingual import Bilingual

_PROJECT = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8"))
_CHINESE = translation("sphinx", Path(sphinx.__file__).parent / "locale", ["zh_CN"]).gettext
_CHINESE_OF_FURO = {
    "Back to top": "回到顶部",
    "Next": "下一页",
    "On this page": "本页内容",
    "Previous": "上一页",
}

project = "leakbench"
author = project_copyright = "The leakbench authors"
release = version = _PROJECT["project"]["version"]

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
root_doc = "docs/index"
include_patterns = ["docs/**.md", "*.md", "examples/**.md", "generator/data/*.md", "results/**.md"]
exclude_patterns = ["out", ".*", "leakbench", "build", "dist"]
suppress_warnings = ["toc.not_included"]  # only guides stand in the tables of contents
myst_heading_anchors = 3
myst_enable_extensions = ["attrs_block", "colon_fence"]

autodoc_member_order = "bysource"
autodoc_typehints = "none"  # docstrings say what goes in and comes out
autodoc_preserve_defaults = True
napoleon_use_ivar = True

html_theme = "furo"
html_title = project
html_copy_source = False
html_additional_pages = {"index": "welcome.html"}
html_search_language = Bilingual.lang
templates_path = ["templates"]


def in_its_language(
    _app: Sphinx, page: str, _template: str, context: dict[str, Any], _tree: object
) -> None:
    """Pages in Chinese say so, and have the buttons around them in Chinese."""
    if page.startswith("docs/zh/"):
        context |= {"language": "zh-CN", "_": _in_chinese, "gettext": _in_chinese}


def _in_chinese(words: str) -> str:
    return _CHINESE_OF_FURO.get(words) or _CHINESE(words)


def setup(app: Sphinx) -> None:
    """Called by Sphinx."""
    app.add_search_language(Bilingual)
    app.connect("html-page-context", in_its_language)
