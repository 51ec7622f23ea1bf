"""Tests of all formats: what is written is what is read back, span for span."""

from itertools import cycle, product
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given

from leakbench.benchmarks.commands.export import TOLD
from leakbench.benchmarks.sources.source import CorpusSource
from leakbench.benchmarks.training_formats.forms import FORMS
from leakbench.benchmarks.training_formats.labelled_texts import LabelledTexts
from leakbench.benchmarks.training_formats.output_forms import FileForm
from leakbench.generator.corpus import corpus_names
from leakbench.generator.generate import batches
from leakbench.generator.spec import NOISES, Spec

from .labelled_records import READ, labelled_texts, longest, records

pytestmark = pytest.mark.slow

ROWS = 12
FEW = set(zip(corpus_names(), cycle(NOISES)))  # all others take long


@pytest.fixture(params=FORMS)
def form(request):
    """Name of every format."""
    if request.param == "spacy":
        pytest.importorskip("spacy")
    return request.param


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(one, marks=() if one in FEW else pytest.mark.long, id=" ".join(one))
        for one in product(corpus_names(), NOISES)
    ],
)
def generated(request):
    """Records of every corpus in every noise, and the same with all that is labelled in them."""
    corpus, noise = request.param
    spec = Spec(corpus, noise=noise, split="train")
    rows = [
        row
        for batch in batches(spec, ROWS)
        for row in batch.select(["text", "text_spans"]).to_pylist()
    ]
    made = [
        (row["text"], [(one["start"], one["end"], one["label"]) for one in row["text_spans"]])
        for row in rows
    ]
    return LabelledTexts(CorpusSource(spec), ROWS), [(text, sorted(spans)) for text, spans in made]


def checked(form, texts, made, folder):
    """Write records, read them back, and compare."""
    read, overlapping, name = READ[form]
    out = Path(folder) / name
    FORMS[form].write(texts, out, force=False)
    assert read(out) == (made if overlapping else longest(made))


def test_what_is_generated_is_read_back(generated, tmp_path):
    """Masked and damaged values too, from every corpus, in every noise, by every format."""
    texts, made = generated
    for form in FORMS:
        if form == "spacy":
            pytest.importorskip("spacy")
        (tmp_path / form).mkdir()
        checked(form, texts, made, tmp_path / form)


@pytest.mark.hypothesis
def test_whatever_stands_in_a_text_is_read_back(form):
    """Line breaks, tabs, astral characters, marks, empty texts, spans at ends and over lines."""

    @given(records(marks=form != "brat"))
    def holds(made):
        with TemporaryDirectory() as folder:
            checked(form, labelled_texts(made), made, folder)

    holds()


def test_the_help_tells_of_every_form():
    """No more and no fewer, in one order."""
    assert list(TOLD) == list(FORMS)
    assert {name for name, form in FORMS.items() if isinstance(form, FileForm)} == {
        name for name, told in TOLD.items() if "." in told.out
    }
