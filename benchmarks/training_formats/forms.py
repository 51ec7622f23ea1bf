"""The formats by the names that ``leakbench export`` knows them by."""

from collections.abc import Mapping
from typing import Final

from leakbench.benchmarks.training_formats import (
    brat,
    conll,
    doccano,
    hugging_face,
    label_studio,
    presidio_evaluator,
    spacy_docbin,
)
from leakbench.benchmarks.training_formats.output_forms import Form

FORMS: Final[Mapping[str, Form]] = {
    "conll-bio": conll.BIO,
    "conll-bioes": conll.BIOES,
    "spacy": spacy_docbin.FORM,
    "label-studio": label_studio.FORM,
    "doccano": doccano.FORM,
    "brat": brat.FORM,
    "presidio-evaluator": presidio_evaluator.FORM,
    "huggingface": hugging_face.FORM,
}
