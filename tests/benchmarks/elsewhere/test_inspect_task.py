"""Tests of the task in Inspect AI, with a model that answers without a server."""

import json
import os
import re
import subprocess
import sys

import pytest

from leakbench.benchmarks.scoring.labels import LabelSpace
from leakbench.benchmarks.scoring.scorer import Scorer
from leakbench.benchmarks.sources.opening import open_source
from leakbench.detectors.contract import spans_from
from leakbench.detectors.models.llm import PIECE, instructions, read_reply
from leakbench.detectors.models.quotations import MalformedReplyError
from leakbench.generator.spec import Spec

pytest.importorskip("inspect_ai", reason="an extra: pip install 'leakbench[inspect]'")
from inspect_ai import eval as evaluate
from inspect_ai.model import ModelOutput, ModelUsage, get_model

from leakbench.benchmarks.elsewhere.inspect_task import find_personal

pytestmark = [
    pytest.mark.slow,
    # Inspect AI itself calls what tenacity has deprecated, and leaves streams open.
    pytest.mark.filterwarnings("ignore:The 'initial' parameter is deprecated:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
ROWS = 30
USAGE = ModelUsage()  # without it, the model would download what counts tokens


def reply(text):
    """What the model says: numbers as it takes them, some invented, some not JSON."""
    if len(text) % 7 == 0:
        return "抱歉"
    kinds = {r"\d{11}": "MOBILE", r"\d{17}[\dX]": "RESIDENT_ID", r"[一-龥]{3}": "姓名"}
    items = [
        {"text": found, "type": kind}
        for one, kind in kinds.items()
        for found in re.findall(one, text)
    ]
    return json.dumps({"entities": [*items, {"text": "没有的", "type": "ADDRESS"}]})


@pytest.fixture
def log(tmp_path):
    """Run a task, and give its log and the messages that the model was sent."""

    def ran(**args):
        asked = []

        def answer(messages, _tools, _choice, _config):
            asked.append([one.content for one in messages])
            made = ModelOutput.from_content("mockllm/model", reply(messages[-1].content))
            made.usage = USAGE
            return made

        model = get_model("mockllm/model", custom_outputs=answer, memoize=False)
        (found,) = evaluate(
            find_personal(**args), model=model, log_dir=str(tmp_path), display="none"
        )
        assert found.status == "success", found.error
        return found, asked

    return ran


def figures(found):
    """The metrics of a log, by their names."""
    (scores,) = found.results.scores
    return {name: one.value for name, one in scores.metrics.items()}


def ours(source, space, rows):
    """The summary of the same replies, by the scorer of ``leakbench run``."""
    scorer = Scorer(space)
    for chunk in source.chunks("text", rows, rows):
        spans = []
        for row, text in enumerate(chunk.strings.column(0).to_pylist()):
            try:
                read = read_reply(text, reply(text)).spans
            except MalformedReplyError:
                continue
            spans += [(row, 0, span) for span in read]
        scorer.add(chunk.truth, spans_from(spans))
    return scorer.counts().summary()


@pytest.mark.parametrize("spec", [{}, {"noise": "worn", "seed": 3, "split": "dev"}])
def test_figures_are_those_of_our_scorer(log, spec):
    """Strict F1, recall and precision, overall and by label, of the same answers."""
    found, asked = log(corpus="legal_person", rows=ROWS, **spec)
    source = open_source("legal_person", Spec(corpus="", **spec))
    summary = ours(source, LabelSpace.of_registry(), ROWS)
    metrics = figures(found)
    assert len(asked) == ROWS
    for name in ("f1", "recall", "precision"):
        figure = metrics.pop(name)
        assert 0 < figure < 1
        assert figure == pytest.approx(summary[name], abs=1e-12)
    expected = {
        f"{label} {name}": ratios[name]
        for label, ratios in summary["by_label"].items()
        for name in ("f1", "recall", "precision")
        if ratios[name] is not None
    }
    assert metrics == pytest.approx(expected)
    assert metrics["MOBILE recall"] > 0


def test_the_model_is_asked_what_the_detector_asks(log):
    """The same instructions, then the text alone."""
    _, asked = log(corpus="chat_messages", rows=2)
    (chunk,) = open_source("chat_messages", Spec(corpus="")).chunks("text", 2, 2)
    texts = chunk.strings.column(0).to_pylist()
    assert sorted(asked) == sorted([instructions(), text] for text in texts)


def test_a_labelled_file_is_scored_by_its_own_labels(log, tmp_path):
    """What it does not label counts neither way, and long texts are asked about in pieces."""
    text = "我的号码是00000000000。" + "好" * PIECE + "，00000000001"
    lines = [{"text": text, "spans": [[5, 16, "MOBILE"], [len(text) - 11, len(text), "MOBILE"]]}]
    path = tmp_path / "own.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    found, asked = log(corpus=str(path), rows=5)
    assert len(asked) == 2
    assert figures(found)["recall"] == figures(found)["precision"] == 1


BY_NAME = """
import sys
from inspect_ai import eval
from inspect_ai.model import ModelOutput, ModelUsage, get_model
answer = ModelOutput.from_content("mockllm/model", '{"entities": []}')
answer.usage = ModelUsage()
(log,) = eval(
    "leakbench/find_personal",
    model=get_model("mockllm/model", custom_outputs=[answer] * 2),
    task_args={"corpus": "legal_person", "rows": 2, "noise": "worn"},
    display="none",
)
print(log.status, log.eval.task, log.results.scores[0].metrics["recall"].value)
"""


def test_inspect_finds_it_by_its_entry_point(tmp_path):
    """As ``leakbench/find_personal``, with the arguments of a spec, wherever it is started."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [sys.executable, "-c", BY_NAME],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["success", "leakbench/find_personal", "0.0"]
