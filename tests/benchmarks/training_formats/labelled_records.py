"""Labelled records that are hard to write down, and what is read back of them."""

import json
from pathlib import Path

import pyarrow.parquet as pq
from hypothesis import strategies as st

from leakbench.benchmarks.sources.labelled_file import Records
from leakbench.benchmarks.sources.labelled_formats import READERS
from leakbench.benchmarks.sources.source import FileSource
from leakbench.benchmarks.training_formats.labelled_texts import LabelledTexts
from leakbench.benchmarks.training_formats.output_forms import FileForm

LABELS = ("MOBILE", "PERSON_NAME", "甲")
NASTY = "\n\r\t \u3000\x00\x07\x85\u2028\ufeff\u200d␊␍␉𠮷👩é甲乙19A#O-\"'\\<&>"


@st.composite
def records(draw, *, marks=True):
    """Some texts with spans of three labels, which overlap; ``marks`` may begin them."""
    made = []
    for text in draw(st.lists(st.text(st.sampled_from(NASTY), max_size=12), min_size=1)):
        whole = text if marks else text.lstrip("\ufeff")
        spans = [
            (start, draw(st.integers(start + 1, len(whole))), draw(st.sampled_from(LABELS)))
            for start in draw(st.lists(st.integers(0, len(whole) - 1), max_size=4) if whole else
                              st.just([]))
        ]  # fmt: skip
        made.append((whole, sorted(spans)))
    return made


def labelled_texts(made, files=None):
    """What is exported of such records."""
    found = Records()
    for number, (text, spans) in enumerate(made):
        found.add(text, spans, None if files is None else files[number])
    return LabelledTexts(FileSource(found.finish(Path("made.jsonl"), "0")), len(made))


def longest(made):
    """The same records without the spans that overlap a longer one, or an earlier of its length."""
    left = []
    for text, spans in made:
        kept = []
        for start, end, label in sorted(spans, key=lambda span: span[0] - span[1]):
            if all(end <= before or start >= after for before, after, _ in kept):
                kept.append((start, end, label))
        left.append((text, sorted(kept)))
    return left


def of_file(path, form):
    """Texts and spans as a reader of ours finds them."""
    file = READERS[form](path)
    return [
        (text, sorted((span["start"], span["end"], span["label"]) for span in spans))
        for text, spans in zip(file.texts.to_pylist(), file.spans.to_pylist(), strict=True)
    ]


def of_spacy(folder):
    """Texts and entities of a directory of DocBins."""
    import spacy  # noqa: PLC0415 - an extra
    from spacy.tokens import DocBin  # noqa: PLC0415 - the same

    vocab = spacy.blank("zh").vocab
    docs = [
        doc for path in sorted(folder.iterdir()) for doc in DocBin().from_disk(path).get_docs(vocab)
    ]
    return [
        (doc.text, sorted((one.start_char, one.end_char, one.label_) for one in doc.ents))
        for doc in docs
    ]


def of_label_studio(path):
    """Texts and regions of tasks; each region repeats its words."""
    found = []
    for task in json.loads(path.read_bytes()):
        text, (annotation,) = task["data"]["text"], task["annotations"]
        values = [one["value"] for one in annotation["result"]]
        assert all(text[one["start"] : one["end"]] == one["text"] for one in values)
        spans = [(one["start"], one["end"], *one["labels"]) for one in values]
        found.append((text, sorted(spans)))
    return found


def of_presidio(path):
    """Texts and spans of samples; each span repeats its words."""
    found = []
    for sample in json.loads(path.read_bytes()):
        text, spans = sample["full_text"], sample["spans"]
        places = [(one["start_position"], one["end_position"]) for one in spans]
        words = [text[start:end] for start, end in places]
        assert words == [one["entity_value"] for one in spans]
        labels = [one["entity_type"] for one in spans]
        pairs = zip(places, labels, strict=True)
        found.append((text, sorted((*place, label) for place, label in pairs)))
    return found


def of_hub(folder):
    """Texts and spans of the one Parquet file."""
    (path,) = (folder / "data").iterdir()
    assert pq.read_metadata(path).num_row_groups >= 1
    return of_file(path, "parquet")


# How each form is read back, whether it keeps spans that overlap, and what its output is called.
READ = {
    "conll-bio": (lambda path: of_file(path, "conll"), False, "x.conll"),
    "conll-bioes": (lambda path: of_file(path, "conll"), False, "x.bioes"),
    "spacy": (of_spacy, False, "x"),
    "label-studio": (of_label_studio, True, "x.json"),
    "doccano": (lambda path: of_file(path, "jsonl"), True, "x.jsonl"),
    "brat": (lambda path: of_file(path, "brat"), True, "x"),
    "presidio-evaluator": (of_presidio, True, "x.json"),
    "huggingface": (of_hub, False, "x"),
}


def written(form, texts):
    """All bytes of a form of one file."""
    assert isinstance(form, FileForm)
    return b"".join(form.pieces(texts))
