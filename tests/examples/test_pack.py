"""Tests of the example pack: what its README says, and what is asked of corpora of ours."""

import re
import shlex
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

import leakbench as lb
from leakbench.benchmarks.cli import main
from leakbench.generator.corpus import corpus_names, load_corpus
from leakbench.generator.pack_checks import checked
from leakbench.generator.packs import using
from leakbench.generator.spec import SPLITS
from leakbench.generator.template_syntax import fields_of

pytestmark = pytest.mark.slow

EXAMPLE = Path(__file__).parents[2] / "examples/pack"
README = (EXAMPLE / "README.md").read_text("utf-8")
COMMANDS = re.findall(r"^leakbench (.+?)(?:\s+#.*)?$", README, re.MULTILINE)


@pytest.fixture(scope="module")
def corpus():
    """Its corpus."""
    with using(checked(EXAMPLE)):
        return load_corpus("social_insurance")


def test_it_has_templates_for_every_field(corpus):
    """A dozen or more a split, each field in three of them, none in two splits."""
    seen = Counter()
    for split in SPLITS:
        templates = [text for part in corpus.parts for text in part.templates[split]]
        assert len(templates) >= 12
        used = Counter(name for text in templates for name in set(fields_of(text)))
        assert all(used[field.name] >= 3 for field in corpus.fields), used
        seen.update({re.sub(r"\W", "", text) for text in templates})
    assert set(seen.values()) == {1}


def test_a_header_is_of_one_split(corpus):
    """In whatever corpus, ours included."""
    found = {}
    for one in (corpus, *map(load_corpus, corpus_names())):
        for field in one.fields:
            for split in SPLITS:
                for header in field.headers[split]:
                    found.setdefault(header, set()).add(split)
    own = {header for field in corpus.fields for some in field.headers.values() for header in some}
    assert {header: found[header] for header in own if len(found[header]) > 1} == {}


def test_the_commands_of_its_readme_run(monkeypatch, tmp_path):
    """In their order, with few rows."""
    (tmp_path / "examples").mkdir()
    (tmp_path / "examples/pack").symlink_to(EXAMPLE)
    monkeypatch.chdir(tmp_path)
    assert len(COMMANDS) == 5
    for command in COMMANDS:
        words = shlex.split(re.sub(r"--rows \d+", "--rows 300", command))
        result = CliRunner().invoke(main, words)
        assert result.exit_code == 0, result.output


def test_it_is_used_from_python(monkeypatch):
    """As its README says."""
    monkeypatch.chdir(EXAMPLE.parents[1])
    names = {}
    exec(re.search(r"```python\n(.*?)```", README, re.DOTALL)[1], names)  # noqa: S102 - the README's
    assert names["spec"] == lb.Spec("social_insurance", noise="worn", pack=EXAMPLE)
    assert names["result"].recall > 0
    assert "social_insurance" in lb.corpora(pack=EXAMPLE)["name"].to_pylist()
