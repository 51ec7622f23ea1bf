"""Every figure of the scorer against a plain count, and planted bugs that this must notice."""

import re
import sys
from collections import Counter
from importlib import import_module
from pathlib import Path
from types import ModuleType, SimpleNamespace

import numpy as np
import pyarrow as pa
import pytest

from leakbench.benchmarks.scoring.chunks import Chunk
from leakbench.benchmarks.scoring.labels import DEPTHS, LabelSpace
from leakbench.benchmarks.scoring.scorer import Scorer
from leakbench.detectors.contract import spans_from
from leakbench.generator.entities import coarse, entities
from leakbench.generator.schema import DECOYS, TEXT_SPANS

SPACE = LabelSpace.of_registry()
LABELS = ["PERSON_NAME", "MOBILE", "LANDLINE", "COMPANY"]
DECLARED = ["MOBILE", "PERSON"]
LENGTH = 60

# In the order of their imports; each is loaded anew, on top of those before it.
MODULES = [
    "spans", "matching", "alignment", "characters", "breakdowns", "modes", "counts", "declared",
    "value_breakdowns", "subjects", "false_alarms", "scorer",
]  # fmt: skip

MUTANTS = [
    ("matching", "tier = np.int64(ignored[i]) << 1 | inexact", "tier = np.int64(inexact)"),
    ("matching", "(_LONGEST - overlap) << 2", "np.int64(overlap) << 2"),
    ("matching", "0 if label == other else 1 if", "0 if label != other else 1 if"),
    ("matching", "if overlap > 0:", "if overlap > 1:"),
    ("matching", "predicted.start[j] < end:", "predicted.start[j] < start:"),
    ("matching", "if found.prediction[i] == MISSED and", "if"),
    ("matching", "if touches_ignored and not touches_counted:", "if touches_ignored:"),
    ("matching", "found.truth[j] = DROPPED\n            continue", "pass\n            continue"),
    ("matching", "and next_j == j + 1 and", "and"),
    ("alignment", "ignored = quality != 0", "ignored = quality == 2"),
    ("alignment", "quality = quality[place]", "quality = quality"),
    ("characters", "counts[row, side] += end - fresh", "counts[row, side] += end - start"),
    ("characters", "max(0, min(end, frontier[row, 1 - side]) - fresh)", "end - fresh"),
    ("characters", "fresh = max(start, frontier[row, side])", "fresh = start"),
    ("characters", "_close_gaps(_sorted(predicted), blanked)", "_sorted(predicted)"),
    ("scorer", "state |= _WRONG[0] | _WRONG[1] | _WRONG[2]", "state |= _WRONG[0]"),
    ("scorer", "if families[label] != families[other]:", "if label != other:"),
    ("scorer", "alone[0, label] += 1", "alone[1, label] += 1"),
    ("scorer", "if matching.truth[j] != DROPPED:", "if True:"),
    ("scorer", "if exact:\n                pairs[_IG", "if j >= 0:\n                pairs[_IG"),
    ("scorer", "_EXACT if exact else _OVERLAP", "_EXACT"),
    ("scorer", "(pairs[_OVERLAP] * ~same)", "(pairs[_OVERLAP] * same)"),
    ("scorer", "+ alone[_MISSED]", "+ 0"),
    ("declared", "fine | fine[space.families]", "fine"),
    ("value_breakdowns", "- truth.start[i], _LONGEST", "- truth.start[i] + 1, _LONGEST"),
    ("value_breakdowns", "np.searchsorted([1,", "np.searchsorted([2,"),
    ("value_breakdowns", "if quality[i] != 0:", "if quality[i] == 1:"),
    ("value_breakdowns", "and label == predicted.label[j]", ""),
    ("value_breakdowns", "aligned.of_truth(form)", "form[: len(aligned.quality)]"),
    ("subjects", "aligned.ignored | ~aligned.of_truth(direct)", "aligned.ignored"),
    ("subjects", "aligned.ignored | ~", "~"),
    ("subjects", "or people[i] == NOBODY", ""),
    ("subjects", "np.bitwise_or.reduceat(bits, first)", "bits[first]"),
    ("subjects", 'order = np.argsort(people, kind="stable")', "order = np.arange(len(people))"),
    ("subjects", "bits[count - 1] |= state", "bits[count - 1] = state"),
    ("false_alarms", "if partner[j] != SPURIOUS:", "if False:"),
    ("false_alarms", "most, which = overlap, kind[d]", "which = kind[d]"),
    ("false_alarms", "touched[d] = True", "pass"),
    ("false_alarms", "free & flagged", "flagged"),
]  # fmt: skip


def drawn(seed, records=40):
    """Records of (truth, predictions, decoys): crowded, so that everything happens."""
    random = np.random.default_rng(seed)

    def span(most):
        start = int(random.integers(0, LENGTH - most))
        return start, start + int(random.integers(1, most))

    def record():
        own = int(random.integers(0, 30))
        truth = [
            (*span(random.choice([6, 45])), str(random.choice(LABELS)),
             str(random.choice(["exact", "exact", "exact", "masked", "damaged"])),
             random.choice([None, own, own, own, 7]), str(random.choice(["plain", "spaced"])))
            for _ in range(random.integers(0, 5))
        ]  # fmt: skip
        copies = [
            (start + int(random.integers(0, 5) == 0), end + int(random.integers(0, 5) == 0),
             str(random.choice([label, label, label, *LABELS, "PHONE"])))
            for start, end, label, *_ in truth
            if random.random() < 0.8 and end > start + 1
        ]  # fmt: skip
        more = [(*span(6), str(random.choice(LABELS))) for _ in range(random.integers(0, 4))]
        found = [one for one in copies + more if random.random() < 0.9]
        decoys = [
            (*span(6), str(random.choice(["order", "shop"]))) for _ in range(random.integers(0, 9))
        ]
        again = [(*one[:2], str(random.choice(LABELS))) for one in found if random.random() < 0.2]
        return truth, found + again, decoys

    return [record() for _ in range(records)]


def scored(records, scorer):
    """What a scorer counts, in two batches."""
    names = ("start", "end", "label", "quality", "subject", "form")
    for part in (records[: len(records) // 3], records[len(records) // 3 :]):
        truth = pa.array(
            [[dict(zip(names, one, strict=True)) for one in truth] for truth, _, _ in part],
            TEXT_SPANS,
        )
        decoys = pa.array(
            [
                [dict(zip(("start", "end", "kind"), one, strict=True)) for one in decoys]
                for _, _, decoys in part
            ],
            DECOYS,
        )
        strings = pa.RecordBatch.from_pydict({"text": ["甲" * LENGTH] * len(part)})
        found = spans_from((row, 0, one) for row, (_, found, _) in enumerate(part) for one in found)
        scorer.add(truth, found, Chunk(strings, truth, decoys))
    return scorer.counts().to_json()


def matched(truth, found):
    """Partners of truth and of predictions by the documented order; None, or -2 if dropped."""
    codes = {label: code for code, label in enumerate(SPACE.labels)}

    def overlap(one, other):
        return min(one[1], other[1]) - max(one[0], other[0])

    def place(pair):
        true, other = truth[pair[0]], found[pair[1]]
        unlike = (true[2] != other[2], coarse(true[2]) != coarse(other[2]))
        spans = [(one[0], one[1], codes[one[2]]) for one in (true, other)]
        return true[3] != "exact", true[:2] != other[:2], -overlap(true, other), unlike, *spans

    pairs = [
        (i, j) for i in range(len(truth)) for j in range(len(found))
        if overlap(truth[i], found[j]) > 0
    ]  # fmt: skip
    partner, owner = {}, {}
    for i, j in sorted(pairs, key=place):
        if i not in partner and j not in owner:
            partner[i], owner[j] = j, i
    for j, span in enumerate(found):
        touched = {one[3] == "exact" for one in truth if overlap(one, span) > 0}
        if truth[owner[j]][3] != "exact" if j in owner else touched == {False}:
            owner[j] = -2
    return partner, owner


GROUP = {"fine": str, "coarse": coarse, "any": lambda _: "ANY"}
CLASSES = ((1, "1"), (2, "2"), (3, "3"), (4, "4"), (8, "5-8"), (16, "9-16"), (32, "17-32"))


def counted(records):  # noqa: C901, PLR0912, PLR0915 - everything that is counted, spelled out
    """The document of ``scored``, by plain loops and sets."""
    tables = {depth: Counter() for depth in DEPTHS}
    forms, lengths, qualities, decoys = (Counter() for _ in range(4))
    people, missed = set(), {depth: set() for depth in DEPTHS}
    declared, right_records = Counter(), Counter()
    scored_records = free = flagged = 0
    for truth, found, shown in records:
        partner, owner = matched(truth, found)
        wrong = set()
        exact_truth = [one for one in truth if one[3] == "exact"]
        for i, (start, end, label, quality, subject, form) in enumerate(truth):
            other = found[partner[i]] if i in partner else None
            exact = other is not None and other[:2] == (start, end)
            right = {depth: exact and GROUP[depth](other[2]) == GROUP[depth](label)
                     for depth in DEPTHS}  # fmt: skip
            if quality != "exact":
                qualities[label, quality, 0] += 1
                qualities[label, quality, 1] += right["fine"]
            else:
                wrong |= {depth for depth in DEPTHS if not right[depth]}
                length = next((name for most, name in CLASSES if end - start <= most), "33+")
                for table, key in ((forms, form), (lengths, length)):
                    table[label, key, 0] += 1
                    table[label, key, 1] += right["fine"]
                if subject is not None and entities()[label].identifier == "direct":
                    people.add(subject)
                    for depth in DEPTHS:
                        missed[depth] |= set() if right[depth] else {subject}
            for depth in DEPTHS:
                name = GROUP[depth](label)
                if quality != "exact":
                    tables[depth][name, "ignored"] += 1
                    tables[depth][name, "ignored_found"] += right[depth]
                    continue
                same = other is not None and GROUP[depth](other[2]) == name
                fate = f"{'exact' if exact else 'overlap'}_{'same' if same else 'other'}"
                tables[depth][name, "missed" if other is None else fate] += 1
                known = label in DECLARED or (depth != "fine" and coarse(label) in DECLARED)
                declared[depth, 0] += known
                declared[depth, 1] += known and right[depth]
        counting = [j for j in range(len(found)) if owner.get(j) != -2]
        touched = set()
        for j in counting:
            start, end, label = found[j]
            for depth in DEPTHS:
                tables[depth][GROUP[depth](label), "predicted"] += 1
                tables[depth][GROUP[depth](label), "spurious"] += j not in owner
            if j not in owner:
                shares = [min(end, e) - max(start, s) for s, e, _ in shown]
                touched |= {at for at, share in enumerate(shares) if share > 0}
                best = max(shares, default=0)
                decoys[shown[shares.index(best)][2] if best > 0 else "none", 2] += 1
        for at, (_, _, kind) in enumerate(shown):
            decoys[kind, 0] += 1
            decoys[kind, 1] += at in touched
        blanked = {at for one in truth if one[3] != "exact" for at in range(*one[:2])}
        for depth in DEPTHS:
            sides = [
                {(GROUP[depth](one[2]), at) for one in spans for at in range(*one[:2])
                 if at not in blanked} for spans in (exact_truth, found)
            ]  # fmt: skip
            for name, side in zip(
                ("truth", "predicted", "both"), (*sides, sides[0] & sides[1]), strict=True
            ):
                for label, _ in side:
                    tables[depth][label, f"{name}_characters"] += 1
            right_records[depth] += bool(exact_truth) and depth not in wrong
        scored_records += bool(exact_truth)
        free += not truth
        flagged += not truth and bool(counting)
    return SimpleNamespace(
        tables=tables,
        records={"scored": scored_records} | {depth: right_records[depth] for depth in DEPTHS},
        forms=forms,
        lengths=lengths,
        qualities=qualities,
        decoys=decoys,
        subjects={depth: [len(people), len(people - missed[depth])] for depth in DEPTHS},
        declared={depth: [declared[depth, 0], declared[depth, 1]] for depth in DEPTHS},
        text=[LENGTH * len(records), free, flagged],
    )


def flattened(nested, *group):
    """A nested document of counts as a counter by group and place."""
    if isinstance(nested, list):
        return Counter({(*group, place): count for place, count in enumerate(nested)})
    found = Counter()
    for part, inner in nested.items():
        found += flattened(inner, *group, part)
    return found


def differences(document, expected):
    """The names of the figures that are not those of the plain count."""
    breakdowns = document["breakdowns"]
    pairs = {
        depth: (
            {(name, column): count for name, counts in document[depth].items()
             for column, count in counts.items()},
            {key: count for key, count in expected.tables[depth].items() if count},
        )
        for depth in DEPTHS
    }  # fmt: skip
    pairs["records"] = (document["records"], expected.records)
    for name in ("forms", "lengths", "qualities", "decoys"):
        pairs[name] = (flattened(breakdowns[name]), +getattr(expected, name))
    for name in ("subjects", "declared", "text"):
        pairs[name] = (breakdowns[name], getattr(expected, name))
    return [name for name, (ours, theirs) in pairs.items() if ours != theirs]


@pytest.mark.parametrize("seed", range(5))
def test_every_figure_equals_a_plain_count(seed):
    """Modes, depths, characters, records and all breakdowns of crowded records."""
    records = drawn(seed)
    assert differences(scored(records, Scorer(SPACE, DECLARED)), counted(records)) == []


@pytest.fixture(scope="module")
def cases():
    """Records with their plain counts."""
    return [(records, counted(records)) for records in map(drawn, range(3))]


def loaded(monkeypatch, mutated=None, old="", new=""):
    """The scorer's modules anew and uncompiled, one of them with a line changed.

    Numbers are wide, since without compilation small ones would overflow.
    """
    plain = ModuleType("leakbench.generator.engine.compiled")
    plain.compiled = lambda function: function
    monkeypatch.setitem(sys.modules, plain.__name__, plain)
    for name in MODULES:
        full = f"leakbench.benchmarks.scoring.{name}"
        path = Path(import_module(full).__file__)
        # What Arrow's offsets are stays.
        source = re.sub(r"(?<!offsets, )np\.int32", "np.int64", path.read_text("utf-8"))
        if name == mutated:
            assert source.count(old) == 1, f"{old!r} is not one place of {name}"
            source = source.replace(old, new)
        module = ModuleType(full)
        module.__file__ = str(path)
        monkeypatch.setitem(sys.modules, full, module)
        exec(compile(source, path, "exec"), module.__dict__)  # noqa: S102 - our own source
    return sys.modules["leakbench.benchmarks.scoring.scorer"].Scorer


def noticed(scorer, cases):
    """Whether any figure of any case is wrong."""
    return any(
        differences(scored(records, scorer(SPACE, DECLARED)), expected)
        for records, expected in cases
    )


def test_the_scorer_as_it_is_passes_uncompiled(monkeypatch, cases):
    """Loading the modules anew changes nothing: what mutants fail, they fail by their bug."""
    assert not noticed(loaded(monkeypatch), cases)


@pytest.mark.slow
@pytest.mark.parametrize(("module", "old", "new"), MUTANTS)
def test_a_planted_bug_is_noticed(monkeypatch, cases, module, old, new):
    """Each changes a figure."""
    assert noticed(loaded(monkeypatch, module, old, new), cases)
