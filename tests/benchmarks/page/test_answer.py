"""Tests of the first screen: what it says follows from the records, and from nothing else."""

import json
import re
from copy import deepcopy
from html import unescape
from importlib.resources import files
from urllib.parse import unquote

import pytest

from leakbench.benchmarks.page.answer import answer
from leakbench.benchmarks.page.document import Content, page
from leakbench.benchmarks.page.looks import looks_of

from .samples import HEADLINE, HOSTILE

NAMES = ["careful", HOSTILE, "slow", "fast"]


@pytest.fixture(scope="module")
def words():
    """What the page says in each language."""
    text = files("leakbench.benchmarks.page").joinpath("words", "page.json").read_text("utf-8")
    return json.loads(text)


@pytest.fixture
def told(words):
    """The answer to a headline in English, as plain text and as HTML."""

    def tell(table=HEADLINE):
        html = answer(table, {"en": words["en"]}, looks_of(NAMES).by_name)
        return unescape(re.sub(r"<[^>]+>", "", re.sub(r"</(?:h2|div|li|p)>", "\n", html))), html

    return tell


def test_it_says_who_is_best_and_by_how_much(told):
    """The best's name, margin, interval, what it finds, and what of its reports is right."""
    text, _ = told()
    assert f"On real text, careful, {HOSTILE} does best." in text
    assert "0.100 ahead of slow (95% interval 0.050 to 0.150)" in text
    assert "Finds 44 of 100 values; 61 of 100 of its reports are right." in text
    assert "slow finds more, 70 of 100; 29 of 100" in text
    assert "Fastest of the ranked" in text


def test_nobody_wins_where_records_tell_nobody_apart(told):
    """All of them are named, and the interval that holds zero."""
    text, _ = told()
    assert f"do not tell slow and careful, {HOSTILE} apart" in text
    assert "interval −0.020 to 0.040" in text
    assert "On generated lists, slow does best" not in text


def test_another_record_gives_another_verdict(told):
    """Nothing of it is written down beforehand."""
    table = deepcopy(HEADLINE)
    table["lead"]["real"] = {**table["lead"]["real"], "best": ["slow"], "second": "careful"}
    assert "On real text, slow does best." in told(table)[0]


def test_ours_are_told_and_never_ranked(told):
    """In a list of their own below, not among the verdicts, though they score highest."""
    text, html = told()
    ranked, ours = html.split('class="ours"')
    assert "fast" in re.sub(r"<[^>]+>", "", ours)
    assert re.search(r"<strong>fast", html) is None
    assert ">fast<" not in ranked.split('class="standings"')[1]
    assert "fast: shown below the line, not ranked" in text


def test_bars_are_as_long_as_scores(told):
    """And the line on each as its interval."""
    _, html = told()
    assert '<b style="width:51.2%"></b><i style="left:49.2%;width:4.0%"></i>' in html
    assert "0.492–0.532" in html


def test_names_of_strangers_are_text(told):
    """Whatever they are made of."""
    text, html = told()
    assert "<b onclick" not in html
    assert HOSTILE in text


@pytest.mark.parametrize("sides", [["real"], ["generated"], []])
def test_one_side_is_enough(told, sides):
    """Where there is no other, it is not spoken of."""
    table = deepcopy(HEADLINE)
    table["sides"] = sides
    table["lead"] = {side: table["lead"][side] for side in sides}
    text, html = told(table)
    assert html.count("data-chart") == len(sides)
    assert ("On real text" in text) == ("real" in sides)
    assert ("On generated lists" in text) == ("generated" in sides)


def test_alone_or_without_intervals_there_is_no_margin_to_tell(told):
    """Nor an interval that nobody kept, nor a speed that nobody measured."""
    table = deepcopy(HEADLINE)
    table["ranked"] = table["ranked"][:1]
    nobody = {"second": None, "margin": None, "interval": None}
    table["lead"] = {"real": {**table["lead"]["real"], **nobody}}
    table["ranked"][0]["mb_per_s"] = None
    text, _ = told(table)
    assert "ahead" not in text
    assert "Fastest" not in text
    table["lead"]["real"] |= {"second": "slow", "margin": 0.1}
    assert "0.100 ahead of slow." in told(table)[0]


def test_ours_alone_have_no_verdict(told):
    """A page of nobody else's results."""
    table = {**HEADLINE, "ranked": [], "lead": {}}
    assert "Nobody is ranked here." in told(table)[0]


def test_names_lead_to_pages_of_detectors(words):
    """Of those that have one, each of several in a row; whatever they are called."""
    looks = looks_of(NAMES).by_name
    html = answer(HEADLINE, {"en": words["en"]}, looks, ["careful", HOSTILE])
    links = re.findall(r'<a href="#at=cards&amp;of=([^"]+)" data-of="([^"]+)">([^<]+)</a>', html)
    assert [unescape(one) for _, one, _ in links] == ["careful", HOSTILE]
    assert [unquote(one) for one, _, _ in links] == ["careful", HOSTILE]
    assert ">slow</a>" not in html
    assert "<a " not in answer(HEADLINE, {"en": words["en"]}, looks)


def test_every_language_is_there_once(runs):
    """The style sheet shows the page's."""
    text = page(Content(runs=runs, headline=HEADLINE))
    assert text.count('class="told" lang="en"') == text.count('class="told" lang="zh-CN"') == 3
