"""External validity: do detectors rank on real text as they rank on generated text?

For each label of each labelled corpus the detectors that declare it are ranked by their strict
score there, and by the pooled one on the generated text that stands for the label. Detectors whose
scores are equal on both sides are one, or copies of a detector would make any agreement good.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from leakbench.benchmarks.running.runner import Scoring, Watch, unwatched
from leakbench.benchmarks.scoring.labels import LabelSpace
from leakbench.benchmarks.sources.source import CorpusSource, Source
from leakbench.benchmarks.sources.source_checks import check_source
from leakbench.benchmarks.statistics.bootstrap import REPLICATES
from leakbench.benchmarks.validity.agreement import METRICS, Agreement, Comparison
from leakbench.benchmarks.validity.detector_panel import DetectorPanel
from leakbench.benchmarks.validity.plan import Plan, StandIn
from leakbench.benchmarks.validity.scores import LabelScores, measure
from leakbench.generator.entities import coarse
from leakbench.generator.errors import USAGE, LeakbenchError
from leakbench.generator.plurals import counted
from leakbench.generator.spec import Noise, Spec

FEWEST_VALUES: Final = 30  # of a label in generated text; the order by fewer is chance

Generated = tuple[str, Noise]


class NoStandInError(LeakbenchError, LookupError):
    """No label of the labelled corpora has generated text that stands for it.

    Attributes:
        labels: The coarse labels that the corpora have.
    """

    exit_code = USAGE

    def __init__(self, labels: Iterable[str], known: Iterable[str]) -> None:
        self.labels = tuple(sorted(labels))
        super().__init__(
            f"none of the labels {', '.join(self.labels)} has generated text that stands for it; "
            f"these have: {', '.join(sorted(known))}"
        )


class TooFewValuesError(LeakbenchError, ValueError):
    """What stands for a label has hardly any values of it.

    Attributes:
        label: The coarse label.
    """

    exit_code = USAGE

    def __init__(self, label: str, generated: Iterable[str], rows: int) -> None:
        self.label = label
        super().__init__(
            f"fewer than {FEWEST_VALUES} values of {label} in {rows:,} rows of "
            f"{', '.join(generated)}: rank on more rows, or on another corpus"
        )


@dataclass(frozen=True, slots=True)
class Validity:
    """Everything measured.

    Attributes:
        real: Scores by labelled corpus and its own label.
        families: The coarse label that each of these means.
        generated: Scores by generated source (``corpus/noise``) and coarse label.
        stand_ins: What stood for each coarse label.
        agreements: Of each real label with its stand-in.
        single: Of each real label with each generated source by itself, by F1.
        incomparable: Detectors that do not declare a label, by real corpus and label.
    """

    real: Mapping[tuple[str, str], LabelScores]
    families: Mapping[tuple[str, str], str]
    generated: Mapping[tuple[str, str], LabelScores]
    stand_ins: Mapping[str, StandIn]
    agreements: tuple[Agreement, ...]
    single: tuple[Agreement, ...]
    incomparable: Mapping[tuple[str, str], tuple[str, ...]]


def validate(  # noqa: PLR0913 - what is compared, with what, and how it is watched
    real: Sequence[Source],
    panel: DetectorPanel,
    plan: Plan,
    spec: Spec,
    rows: int,
    *,
    mapping: Mapping[str, str] | None = None,
    generated: Sequence[Generated] = (),
    replicates: int = REPLICATES,
    watch: Watch = unwatched,
) -> Validity:
    """Measure a panel on labelled corpora and on generated text, and compare the rankings.

    Args:
        real: Labelled corpora.
        panel: The detectors.
        plan: What stands for which label, and who learnt from generated text.
        spec: Seed and split of the generated text.
        rows: Records of each generated source.
        mapping: Further names of labels of the labelled corpora.
        generated: Corpora and noises that stand for every label, in the place of the plan's.
        replicates: Of the records, for the intervals.
        watch: Shows progress.

    Raises:
        EmptyCorpusError: A corpus has no records.
        OverlappingTruthError: Two of its spans have one label, as scored, and overlap.
        UnmappedLabelError: A label of a corpus means nothing in the registry.
        NoStandInError: Nothing stands for any label that the corpora have.
        TooFewValuesError: What stands for a label has hardly any values of it.
    """
    scoring = Scoring(mapping=dict(mapping or {}))
    spaces = {source.name: scoring.space(source) for source in real}
    for source in real:
        check_source(source, spaces[source.name], "text")
    families = {
        (source.name, label): coarse(spaces[source.name].meaning(label))
        for source in real
        for label in sorted(source.labels())
    }
    stand_ins = _stand_ins(frozenset(families.values()), plan, generated)
    others = () if generated else plan.others
    made = _measure_generated(stand_ins, others, panel, _Sampling(spec, rows, replicates), watch)
    found = _measure_real(real, panel, spaces, replicates, watch)
    comparison = Comparison(found, made, panel, plan)
    compared = {place: family for place, family in families.items() if family in stand_ins}
    agreements: list[Agreement] = []
    single: list[Agreement] = []
    for place, family in compared.items():
        alone = [name for name, label in made if label == family]
        together = [name for name in map(_name, stand_ins[family].sources) if name in alone]
        for trained in (True, False):
            agreements += [
                comparison.of(place, family, together, metric, trained=trained)
                for metric in METRICS
            ]
            single += [
                comparison.of(place, family, [name], METRICS[0], trained=trained) for name in alone
            ]
    return Validity(
        real=found,
        families=families,
        generated=made,
        stand_ins=stand_ins,
        agreements=tuple(agreements),
        single=tuple(single),
        incomparable={
            place: tuple(name for name in panel.names if family not in panel.families(name))
            for place, family in compared.items()
        },
    )


def _stand_ins(
    families: frozenset[str], plan: Plan, generated: Sequence[Generated]
) -> dict[str, StandIn]:
    if generated:
        return {label: StandIn(tuple(generated), "as was asked for") for label in sorted(families)}
    found = {label: one for label, one in plan.stand_ins.items() if label in families}
    if not found:
        raise NoStandInError(families, plan.stand_ins)
    return found


def _name(generated: Generated) -> str:
    return "/".join(generated)


class _Sampling(NamedTuple):
    """How much generated text there is, and how often its records are drawn again."""

    spec: Spec
    rows: int
    replicates: int


def _measure_generated(
    stand_ins: Mapping[str, StandIn],
    others: Sequence[Generated],
    panel: DetectorPanel,
    sampling: _Sampling,
    watch: Watch,
) -> dict[tuple[str, str], LabelScores]:
    """Scores by source and coarse label, where a source has enough such values."""
    spec, rows, replicates = sampling
    labels = sorted(stand_ins)
    wanted = dict.fromkeys(one for some in stand_ins.values() for one in some.sources)
    wanted |= dict.fromkeys(others)
    space = LabelSpace(labels, only=labels)
    found: dict[tuple[str, str], LabelScores] = {}
    for seed, one in enumerate(wanted, 1):
        source = CorpusSource(replace(spec, corpus=one[0], noise=one[1]))
        with watch(
            f"{_name(one)}: {counted(rows, 'row')}, {counted(len(panel.names), 'detector')}", rows
        ) as advance:
            scores = measure(
                source,
                panel,
                space,
                labels,
                rows,
                seed=seed,
                replicates=replicates,
                advance=advance,
            )
        found |= {
            (_name(one), label): some
            for label, some in scores.items()
            if some.support >= FEWEST_VALUES
        }
    for label, some in stand_ins.items():
        names = [_name(one) for one in some.sources]
        if not any((name, label) in found for name in names):
            raise TooFewValuesError(label, names, rows)
    return found


def _measure_real(
    real: Sequence[Source],
    panel: DetectorPanel,
    spaces: Mapping[str, LabelSpace],
    replicates: int,
    watch: Watch,
) -> dict[tuple[str, str], LabelScores]:
    """Scores by labelled corpus and its own label."""
    found: dict[tuple[str, str], LabelScores] = {}
    for source in real:
        labels, rows = sorted(source.labels()), source.rows or 0
        title = f"{source.name}: {counted(rows, 'row')}, {counted(len(panel.names), 'detector')}"
        with watch(title, rows) as advance:
            space = spaces[source.name]
            scores = measure(
                source, panel, space, labels, rows, replicates=replicates, advance=advance
            )
        found |= {(source.name, label): some for label, some in scores.items()}
    return found
