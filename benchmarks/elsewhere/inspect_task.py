"""A task of Inspect AI: language models asked for personal information, scored as detectors are.

``inspect eval leakbench/find_personal --model MODEL -T corpus=chat_messages -T rows=100`` asks what
the detector ``llm:MODEL`` asks, reads the replies as it does, and counts them with the scorer of
``leakbench run``. Inspect AI loads this module by its entry point; nothing else imports it.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

import pyarrow as pa
from inspect_ai import Task, task
from inspect_ai.dataset import MemoryDataset, Sample
from inspect_ai.model import ChatMessageSystem, ChatMessageUser, GenerateConfig, get_model
from inspect_ai.scorer import Metric, SampleScore, Score, Scorer, Target, metric, scorer
from inspect_ai.solver import Generate, Solver, TaskState, solver

from leakbench.benchmarks.scoring.counts import Counts
from leakbench.benchmarks.scoring.labels import LabelSpace
from leakbench.benchmarks.scoring.scorer import score_batch
from leakbench.benchmarks.sources.opening import open_source
from leakbench.benchmarks.sources.source import Source
from leakbench.detectors.contract import spans_from
from leakbench.detectors.models.llm import PIECE, instructions, read_reply
from leakbench.detectors.models.long_texts import split_text
from leakbench.detectors.models.quotations import MalformedReplyError
from leakbench.generator.schema import TEXT_SPANS
from leakbench.generator.spec import Spec

_TRUTH: Final = "truth"
_REPLIES: Final = "replies"
_COUNTS: Final = "counts"


@task
def find_personal(corpus: str = "chat_messages", rows: int = 100, **spec: Any) -> Task:
    """Find every piece of personal information in the texts of a corpus.

    Args:
        corpus: What ``leakbench run --corpus`` takes: a corpus, a dataset's directory, a labelled
            file or its card.
        rows: How many records; never more than there are.
        spec: Of a corpus that is generated: ``seed``, ``split``, ``noise``, ``strength`` and the
            rest of ``Spec``.

    Raises:
        TypeError: A spec has no such argument.
        ValueError: Or no such value.
    """
    source = open_source(corpus, Spec(corpus="", **spec))
    there = rows if source.rows is None else min(rows, source.rows)
    known = None if source.noise is not None else sorted(source.labels())
    return Task(
        dataset=MemoryDataset(list(_samples(source, there)), name=source.name),
        solver=quote(),
        scorer=spans(known, dict(source.mapping)),
        config=GenerateConfig(temperature=0),
        metadata=source.identity(there),
    )


def _samples(source: Source, rows: int) -> Iterator[Sample]:
    """One a record: its text, and what is labelled in it."""
    for chunk in source.chunks("text", rows, rows):
        texts = chunk.strings.column(0).to_pylist()
        for row, (text, truth) in enumerate(zip(texts, chunk.truth.to_pylist(), strict=True)):
            target = [
                {"text": text[one["start"] : one["end"]], "type": one["label"]} for one in truth
            ]
            yield Sample(
                id=chunk.first + row + 1,
                input=text,
                target=json.dumps(target, ensure_ascii=False),
                metadata={_TRUTH: truth},
            )


@solver
def quote() -> Solver:
    """Ask the model what it would quote, of a long text piece by piece."""

    async def solve(state: TaskState, generate: Generate) -> TaskState:
        del generate  # it would ask about the whole text
        replies = []
        for at, piece in split_text(state.input_text, PIECE):
            if piece.strip():
                asked = [ChatMessageSystem(content=instructions()), ChatMessageUser(content=piece)]
                state.output = await get_model().generate(asked)
                state.messages = [*asked, state.output.message]
                replies.append({"at": at, "text": piece, "reply": state.output.completion})
        state.metadata[_REPLIES] = replies
        return state

    return solve


def _total(scores: Sequence[SampleScore]) -> dict[str, Any]:
    """The summary of all that was counted."""
    counts = [Counts.from_json(one.score.metadata[_COUNTS]) for one in scores]
    return sum(counts[1:], counts[0]).summary() if counts else Counts.empty(()).summary()


def _figure(name: str) -> Metric:
    def compute(scores: list[SampleScore]) -> float:
        found = _total(scores)[name]
        return float("nan") if found is None else float(found)

    return compute


@metric
def f1() -> Metric:
    """Of spans: both ends and the label must be right."""
    return _figure("f1")


@metric
def recall() -> Metric:
    """The share of the labelled spans that are found."""
    return _figure("recall")


@metric
def precision() -> Metric:
    """The share of the spans found that are labelled so."""
    return _figure("precision")


@metric
def by_label() -> Metric:
    """All three by label, where they exist."""

    def compute(scores: list[SampleScore]) -> dict[str, float]:
        return {
            f"{label} {name}": ratios[name]
            for label, ratios in _total(scores)["by_label"].items()
            for name in ("f1", "recall", "precision")
            if ratios[name] is not None
        }

    return compute


@scorer(metrics=[f1(), recall(), precision(), by_label()])
def spans(labels: list[str] | None = None, mapping: dict[str, str] | None = None) -> Scorer:
    """Score the quotations as ``leakbench run`` scores spans.

    Args:
        labels: Of a labelled file, those that count; None of a generated corpus.
        mapping: What its own names of labels mean.
    """
    if labels is None:
        space = LabelSpace.of_registry()
    else:
        space = LabelSpace(labels, mapping=mapping, only=labels)
    return _scoring(space)


def _scoring(space: LabelSpace) -> Callable[[TaskState, Target], Any]:
    async def score(state: TaskState, target: Target) -> Score:
        del target  # it is for readers; what stands twice in a text is told apart by the truth
        truth = pa.array([state.metadata[_TRUTH]], TEXT_SPANS)
        found, malformed = _found(state.metadata[_REPLIES])
        counts = score_batch(truth, spans_from((0, 0, span) for span in found), space)
        value = counts.summary()["f1"]
        text = state.input_text
        return Score(
            value=float(not found) if value is None else value,
            answer=json.dumps([[text[a:b], label] for a, b, label in found], ensure_ascii=False),
            explanation=f"{malformed} replies without a list of quotations" * bool(malformed),
            metadata={_COUNTS: counts.to_json()},
        )

    return score


def _found(replies: Sequence[dict[str, Any]]) -> tuple[list[tuple[int, int, str]], int]:
    """The spans of all pieces, and how many replies cannot be read."""
    found, malformed = [], 0
    for one in replies:
        try:
            read = read_reply(one["text"], one["reply"]).spans
        except MalformedReplyError:
            malformed += 1
            continue
        found += [(one["at"] + start, one["at"] + end, label) for start, end, label in read]
    return found, malformed
