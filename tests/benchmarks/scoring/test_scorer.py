import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nervaluate import Evaluator

from leakbench.benchmarks.scoring.labels import DEPTHS, LabelSpace, UnmappedLabelError
from leakbench.benchmarks.scoring.scorer import Scorer, score_batch
from leakbench.detectors.contract import SPANS
from leakbench.generator.schema import CELL_SPANS, TEXT_SPANS

pytestmark = pytest.mark.slow

# A first call compiles the kernels, which no deadline allows for.
COMPILED = settings(deadline=None)

LABELS = ["PERSON_NAME", "MOBILE", "LANDLINE", "COMPANY"]
REGISTRY = LabelSpace.of_registry()

SPAN = st.tuples(st.integers(0, 12), st.integers(1, 6), st.sampled_from(LABELS)).map(
    lambda drawn: (drawn[0], drawn[0] + drawn[1], drawn[2])
)
RECORDS = st.lists(
    st.tuples(
        st.lists(st.tuples(SPAN, st.sampled_from(["exact", "exact", "masked"])), max_size=5),
        st.lists(SPAN, max_size=5),
    ),
    min_size=1,
    max_size=5,
)


def text_spans(records):
    """Truth of the text track from lists of ((start, end, label), quality)."""
    return pa.array(
        [
            [
                {
                    "start": start, "end": end, "label": label, "subject": None,
                    "quality": quality, "form": "plain",
                }
                for (start, end, label), quality in record
            ]
            for record in records
        ],
        TEXT_SPANS,
    )  # fmt: skip


def answer(spans):
    """Predictions from (row, column, start, end, label) tuples."""
    columns = list(zip(*spans, strict=True)) or [[]] * 5
    fields = [
        pa.array(values, field.type) for values, field in zip(columns[:4], SPANS, strict=False)
    ]
    labels = pa.array(columns[4], pa.string()).dictionary_encode().cast(SPANS.field("label").type)
    scores = pa.array(np.ones(len(spans)), pa.float32())
    return pa.RecordBatch.from_arrays([*fields, labels, scores], schema=SPANS)


def listed(records):
    """Predictions of the text track, record by record."""
    return [(row, 0, *span) for row, (_, found) in enumerate(records) for span in found]


def scored(records, space=REGISTRY):
    """Score (truth, predictions) records of the text track."""
    return score_batch(text_spans([truth for truth, _ in records]), answer(listed(records)), space)


def exact(*spans):
    """Truth that survived its writing."""
    return [(span, "exact") for span in spans]


@COMPILED
@given(RECORDS)
def test_a_perfect_predictor_scores_one(records):
    """What predicts the truth has every ratio 1, or None where there is nothing."""
    counts = scored([(truth, [span for span, _ in truth]) for truth, _ in records])
    wanted = sum(quality == "exact" for truth, _ in records for _, quality in truth)
    for depth in DEPTHS:
        assert counts.support(depth) == wanted
        assert counts.records_found[depth] == counts.records
        for mode in counts.modes(depth).values():
            assert mode["recall"] == mode["f1"] == mode["precision"]
            assert mode["recall"] == (1.0 if wanted else None) or not mode.get("truth", True)


@COMPILED
@given(RECORDS)
def test_an_empty_predictor_finds_nothing(records):
    """Without predictions recall is 0 and precision None."""
    counts = scored([(truth, []) for truth, _ in records])
    summary = counts.summary()
    assert summary["precision"] is None
    assert summary["recall"] == (0.0 if counts.support() else None)
    assert counts.records_found["any"] == 0


@COMPILED
@given(RECORDS, st.randoms(use_true_random=False))
def test_order_of_predictions_does_not_matter(records, random):
    """Shuffled predictions give equal counts, also where overlaps conflict."""
    predictions = listed(records)
    before = scored(records)
    random.shuffle(predictions)
    truth = text_spans([truth for truth, _ in records])
    assert score_batch(truth, answer(predictions), REGISTRY) == before


@COMPILED
@given(RECORDS)
def test_everything_counts_once(records):
    """Correct and not correct make up the truth; correct and false make up the predictions."""
    counts = scored([(exact(*(span for span, _ in truth)), found) for truth, found in records])
    truth = [span[2] for truth, _ in records for span, _ in truth]
    found = [span[2] for _, found in records for span in found]
    for depth in DEPTHS:
        for name in ("strict", "exact", "partial", "type"):
            mode = counts.modes(depth)[name]
            matched = mode["correct"] + mode["incorrect"] + mode["partial"]
            assert matched + mode["missed"] == len(truth)
            assert matched + mode["spurious"] == len(found) == counts.count("predicted", depth)
    for label in LABELS:
        assert counts.support("fine", label) == truth.count(label)
        assert counts.count("predicted", "fine", label) == found.count(label)


@COMPILED
@given(RECORDS)
def test_batches_add_up(records):
    """Slices scored apart and added equal the whole."""
    truth = text_spans([truth for truth, _ in records])
    scorer = Scorer(REGISTRY)
    for row, (_, found) in enumerate(records):
        scorer.add(truth.slice(row, 1), answer([(0, 0, *span) for span in found]))
    assert scorer.counts() == scored(records)


@COMPILED
@given(RECORDS)
def test_depths_are_nested(records):
    """A pair right at fine depth is right at coarse depth, and at any."""
    counts = scored(records)
    fine, coarse, any_label = (counts.modes(depth) for depth in DEPTHS)
    for name in ("strict", "type"):
        assert fine[name]["correct"] <= coarse[name]["correct"] <= any_label[name]["correct"]
    assert any_label["strict"] == any_label["exact"] == fine["exact"] == coarse["exact"]


SLOT = 10
SLOTS = st.lists(
    st.lists(
        st.tuples(
            st.one_of(st.none(), st.tuples(st.integers(3, 5), st.integers(6, 8))),
            st.one_of(st.none(), st.tuples(st.integers(0, 5), st.integers(6, 10))),
            st.sampled_from(LABELS),
            st.sampled_from(LABELS),
        ),
        max_size=5,
    ),
    min_size=1,
    max_size=5,
)


def slotted(record):
    """A record in whose slots of ten characters at most one truth and one prediction stand."""
    truth, found = [], []
    for number, (true, predicted, label, other) in enumerate(record):
        base = SLOT * number
        if true:
            truth.append((base + true[0], base + true[1], label))
        if predicted:
            found.append((base + predicted[0], base + predicted[1], other))
    return truth, found


def entities_of(spans):
    """Spans in nervaluate's form, whose ends are inclusive."""
    return [{"start": start, "end": end - 1, "label": label} for start, end, label in spans]


@COMPILED
@given(SLOTS)
def test_counts_equal_those_of_nervaluate(slots):
    """Where no overlap conflicts, all four modes count as nervaluate counts."""
    records = [slotted(record) for record in slots]
    counts = scored([(exact(*truth), found) for truth, found in records])
    theirs = Evaluator(
        [entities_of(truth) for truth, _ in records],
        [entities_of(found) for _, found in records],
        tags=LABELS,
        loader="dict",
    ).evaluate()
    names = {"strict": "strict", "exact": "exact", "partial": "partial", "type": "ent_type"}
    for name, their_name in names.items():
        ours, other = counts.modes()[name], theirs["overall"][their_name]
        for key in ("correct", "incorrect", "partial", "missed", "spurious"):
            assert ours[key] == getattr(other, key)
        for key in ("recall", "precision", "f1"):
            assert (ours[key] or 0) == pytest.approx(getattr(other, key))
    for label, modes in theirs["entities"].items():
        ours = counts.summary()["by_label"][label]
        assert ours["support"] == modes["strict"].possible
        for key in ("recall", "precision", "f1"):
            assert (ours[key] or 0) == pytest.approx(getattr(modes["strict"], key))


def test_ignored_truth_counts_nowhere():
    """Masked and damaged values, and what is predicted on them, are neither right nor wrong."""
    truth = [((0, 3, "PERSON_NAME"), "exact"), ((4, 9, "MOBILE"), "masked"),
             ((10, 14, "MOBILE"), "damaged")]  # fmt: skip
    counts = scored([(truth, [(0, 3, "PERSON_NAME"), (4, 9, "MOBILE"), (11, 14, "MOBILE")])])
    assert counts.summary()["recall"] == counts.summary()["precision"] == 1.0
    assert counts.modes("any")["character"]["predicted"] == 3
    assert (counts.count("ignored"), counts.count("ignored_found")) == (2, 1)
    assert (counts.records, counts.records_found["fine"]) == (1, 1)


def test_a_record_of_ignored_spans_only_is_no_record_to_find():
    """Records are counted if they have a span that counts."""
    counts = scored([([((0, 3, "MOBILE"), "masked")], []), ([], []), (exact((0, 3, "MOBILE")), [])])
    assert (counts.records, counts.records_found["fine"]) == (1, 0)


def test_records_are_found_by_depth():
    """A record is found at the depths at which its every span is right."""
    record = exact((0, 3, "PERSON_NAME"), (4, 9, "MOBILE"))
    counts = scored([
        (record, [(0, 3, "PERSON_NAME"), (4, 9, "MOBILE")]),
        (record, [(0, 3, "PERSON_NAME"), (4, 9, "PHONE")]),
        (record, [(0, 3, "COMPANY"), (4, 9, "MOBILE")]),
        (record, [(0, 3, "PERSON_NAME"), (4, 8, "MOBILE")]),
        (record, [(0, 3, "PERSON_NAME")]),
    ])  # fmt: skip
    assert counts.records == 5
    assert counts.records_found == {"fine": 1, "coarse": 2, "any": 3}
    assert counts.summary()["recall_records"] == 0.2


def test_cells_are_apart_on_the_table_track():
    """The same offsets in another column are another place."""
    spans = [
        {"column": column, "start": 0, "end": 4, "label": label, "subject": 7, "quality": "exact",
         "form": "plain"}
        for column, label in ((0, "PERSON_NAME"), (3, "MOBILE"))
    ]  # fmt: skip
    truth = pa.array([spans, [], spans], CELL_SPANS)
    found = [(0, 0, 0, 4, "PERSON_NAME"), (0, 2, 0, 4, "MOBILE"), (2, 3, 0, 4, "MOBILE"),
             (1, 5, 0, 4, "MOBILE")]  # fmt: skip
    counts = score_batch(truth, answer(found), REGISTRY)
    strict = counts.modes()["strict"]
    assert (strict["correct"], strict["missed"], strict["spurious"]) == (2, 2, 2)
    assert (counts.records, counts.records_found["fine"]) == (2, 0)
    tail = score_batch(truth.slice(2), answer([(0, 3, 0, 4, "MOBILE")]), REGISTRY)
    assert tail.count("exact_same") == 1


def test_out_of_scope_is_dropped_before_matching():
    """A restriction leaves neither truth nor predictions of other labels behind."""
    space = LabelSpace.of_registry(["MOBILE"])
    counts = scored(
        [(exact((0, 3, "PERSON_NAME"), (4, 9, "MOBILE")),
          [(0, 3, "PERSON_NAME"), (3, 9, "COMPANY"), (4, 8, "MOBILE")])],
        space,
    )  # fmt: skip
    assert counts.labels_seen() == ["MOBILE"]
    partial = counts.modes("any")["partial"]
    assert (partial["partial"], partial["missed"], partial["spurious"]) == (1, 0, 0)


def test_an_external_corpus_is_reported_under_its_own_names():
    """Fine predictions are right where the corpus's label means their parent."""
    space = LabelSpace(["PER", "LOCATION"])
    truth = text_spans([exact((0, 3, "PER"), (4, 9, "LOCATION"), (10, 12, "PER"))])
    found = [(0, 0, 0, 3, "PERSON_NAME"), (0, 0, 4, 9, "ADDRESS"), (0, 0, 10, 12, "COMPANY")]
    counts = score_batch(truth, answer(found), space)
    by_label = counts.summary()["by_label"]
    assert by_label["PER"]["recall"] == 0.5
    assert by_label["LOCATION"]["recall"] == by_label["LOCATION"]["precision"] == 1.0
    assert by_label["COMPANY"] == {
        "support": 0, "recall": None, "precision": 0.0, "f1": 0.0, "f2": 0.0,
    }  # fmt: skip


def test_an_unmapped_truth_label_stops_the_scoring():
    """The message names the label."""
    with pytest.raises(UnmappedLabelError, match="'SPELL'"):
        score_batch(text_spans([exact((0, 3, "SPELL"))]), answer([]), REGISTRY)


def test_names_that_a_dictionary_does_not_use_are_no_concern():
    """A dictionary may hold names that no span has, on either side."""
    names = pa.array(["SPELL", "MOBILE"])
    found = answer([(0, 0, 0, 3, "MOBILE")])
    label = pa.DictionaryArray.from_arrays(pa.array([1], pa.int8()), names)
    found = found.set_column(4, SPANS.field("label"), label)
    truth = text_spans([exact((0, 3, "SPELL")), exact((0, 3, "MOBILE"))]).slice(1)
    assert score_batch(truth, found, REGISTRY).count("exact_same") == 1


def test_plain_strings_and_null_lists_are_truth_too():
    """Names need no dictionary, and a null list is an empty record."""
    kind = pa.list_(
        pa.struct([("start", pa.int32()), ("end", pa.int32()), ("label", pa.string()),
                   ("quality", pa.string())])
    )  # fmt: skip
    span = {"start": 0, "end": 3, "label": "MOBILE", "quality": "exact"}
    truth = pa.array([None, [span], [span | {"quality": "masked"}]], kind)
    counts = score_batch(truth, answer([(1, 0, 0, 3, "MOBILE")]), REGISTRY)
    assert (counts.count("exact_same"), counts.count("ignored"), counts.records) == (1, 1, 1)


def test_an_empty_batch_counts_nothing():
    """No records, no counts."""
    assert score_batch(text_spans([]), answer([]), REGISTRY) == Scorer(REGISTRY).counts()
