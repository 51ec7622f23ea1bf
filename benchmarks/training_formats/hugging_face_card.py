"""What a dataset repository of Hugging Face's Hub says of itself: card, Croissant, benchmark.

Strings stand in the YAML as JSON writes them, which is YAML too.
"""

import json
from collections.abc import Sequence
from importlib.metadata import version
from typing import Any, NamedTuple

import pyarrow as pa

from leakbench.benchmarks.training_formats.labelled_texts import LabelledTexts
from leakbench.generator.corpus import corpus_of
from leakbench.generator.datasets.croissant import Told, description

INSPECT_TASK = "leakbench/find_personal"
"""The task that scores a language model on such records, as Inspect AI calls it."""

_SIZES = ["n<1K", "1K<n<10K", "10K<n<100K", "100K<n<1M", "1M<n<10M", "10M<n<100M", "100M<n<1B"]
_SIZES += ["1B<n<10B", "10B<n<100B", "100B<n<1T", "n>1T"]


class Size(NamedTuple):
    """How much there is.

    Attributes:
        rows: Records.
        on_disk: Bytes of the Parquet file.
        in_memory: Bytes of the columns in Arrow.
    """

    rows: int
    on_disk: int
    in_memory: int

    @property
    def category(self) -> str:
        """As the Hub groups datasets by their records."""
        return _SIZES[min(max(0, len(str(self.rows)) - 3), len(_SIZES) - 1)]


def card(texts: LabelledTexts, tags: Sequence[str], columns: Sequence[str], size: Size) -> str:
    """``README.md``: the front matter of the Hub, and a line of text.

    Args:
        texts: What is exported.
        tags: The names of the tags, in the order of their numbers.
        columns: The names of the columns.
        size: How much there is.
    """
    names = "".join(f"          '{at}': {json.dumps(tag)}\n" for at, tag in enumerate(tags))
    file = "  - name: file\n    dtype: int64\n" * ("file" in columns)
    generated = texts.spec is not None
    said = "**合成数据，没有真人。** Synthetic; nobody in it is real.\n\n" * generated
    return f"""---
task_categories:
- token-classification
task_ids:
- named-entity-recognition
language:
- zh
multilinguality:
- monolingual
size_categories:
- {size.category}
{_OF_GENERATED * generated}configs:
- config_name: default
  data_files:
  - split: {texts.split}
    path: data/{texts.split}.parquet
dataset_info:
  features:
  - name: tokens
    sequence: string
  - name: ner_tags
    sequence:
      class_label:
        names:
{names}{file}  splits:
  - name: {texts.split}
    num_bytes: {size.in_memory}
    num_examples: {size.rows}
  download_size: {size.on_disk}
  dataset_size: {size.in_memory}
---

# {texts.name}

{said}{texts.rows:,} texts, a token a character, written by `leakbench export huggingface`.
"""


# Of a file of somebody's, nobody here knows the licence or who labelled it.
_OF_GENERATED = """license: apache-2.0
annotations_creators:
- machine-generated
language_creators:
- machine-generated
source_datasets:
- original
tags:
- synthetic
- pii
"""


def croissant(
    texts: LabelledTexts, hashes: Sequence[tuple[str, str]], columns: pa.Schema
) -> dict[str, Any]:
    """The Croissant description of generated records.

    Args:
        texts: What is exported; there is a spec.
        hashes: The path of each Parquet file, and its SHA-256.
        columns: What they hold.
    """
    told = Told(
        name=f"leakbench-{texts.name}",
        description=_what(texts),
        version=version("leakbench"),
        split=texts.split,
        rows=texts.rows,
    )
    return description(told, hashes, columns)


def eval_yaml(texts: LabelledTexts) -> str:
    """``eval.yaml``: the benchmark that the Hub may list the dataset as.

    The Hub's own scorers compare whole answers, none of them spans, so the task that is named is
    the package's.
    """
    told = (
        f"{_what(texts)} Scored by strict F1 of labelled spans: inspect eval {INSPECT_TASK}, of "
        "pip install leakbench[inspect]."
    )
    return f"""name: {json.dumps(f"leakbench {texts.name}")}
description: {json.dumps(told, ensure_ascii=False)}
evaluation_framework: inspect-ai
tasks:
- id: {texts.name}
  config: default
  split: {texts.split}
"""


def _what(texts: LabelledTexts) -> str:
    """What generated records are, in Chinese, as their corpus says it."""
    if texts.spec is None:
        return texts.name
    corpus = corpus_of(texts.spec)
    return f"{corpus.title}：{corpus.description}"
