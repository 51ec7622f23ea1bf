"""Generated records beside a labelled real file: values, sentences, and detectors on both."""

from collections.abc import Mapping
from dataclasses import dataclass

from leakbench.benchmarks.realism.agreed_labels import Sides
from leakbench.benchmarks.realism.records import Records, read_records
from leakbench.benchmarks.realism.steps import Ladder, Steps
from leakbench.benchmarks.realism.value_comparison import ValueComparison, compare_values
from leakbench.benchmarks.realism.value_pools import Pair, ValuePools
from leakbench.benchmarks.realism.variety import Variety, characters, masked_texts, variety
from leakbench.benchmarks.running.runner import Watch, unwatched
from leakbench.benchmarks.scoring.labels import LabelSpace
from leakbench.benchmarks.sources.source_checks import check_source
from leakbench.benchmarks.statistics.bootstrap import REPLICATES
from leakbench.benchmarks.validity.detector_panel import DetectorPanel
from leakbench.generator.entities import coarse
from leakbench.generator.plurals import counted


@dataclass(frozen=True, slots=True)
class CorpusRealism:
    """One generated corpus beside the real file.

    Attributes:
        corpus: Its name.
        values: Its values, label by label.
        variety: Of its sentences.
        real_variety: Of as many characters of the real ones.
        ladders: Scores, label by label; none without detectors.
    """

    corpus: str
    values: tuple[ValueComparison, ...]
    variety: Variety
    real_variety: Variety
    ladders: tuple[Ladder, ...]


@dataclass(frozen=True, slots=True)
class Realism:
    """Everything measured.

    Attributes:
        sides: The real file and the corpora, and which labels they have in common.
        corpora: The corpora that share a label with the file.
        too_few: Different values, by source and coarse label, of what was left out for that.
    """

    sides: Sides
    corpora: tuple[CorpusRealism, ...]
    too_few: Mapping[tuple[str, str], int]


def compare_realism(
    sides: Sides,
    panel: DetectorPanel,
    rows: int,
    *,
    show: bool = False,
    replicates: int = REPLICATES,
    watch: Watch = unwatched,
) -> Realism:
    """Compare corpora with a labelled file.

    Args:
        sides: The file, of which every record counts, and the corpora.
        panel: The detectors; without any, values and sentences are compared all the same.
        rows: At most so many records of each corpus.
        show: Whether examples of real values are kept.
        replicates: Of the records, for the intervals.
        watch: Shows progress.

    Raises:
        TooFewToCompareError: No corpus has enough values of a label.
        OverlappingTruthError: Two values of the file have one coarse label and overlap.
        RealismPackageError: scikit-learn is not installed.
    """
    file, common = sides.real, sides.common
    wanted = sorted(set().union(*common.values()))
    read = read_records(file, sides.labels.families.get, wanted, file.rows)
    check_source(read.source, LabelSpace(wanted, only=wanted), "text")
    made = {}
    for source in sides.generated:
        if common[source.name]:
            count = rows if source.rows is None else min(rows, source.rows)
            with watch(f"{source.name}: {counted(count, 'row')}", count) as advance:
                made[source.name] = read_records(source, coarse, wanted, count)
                advance(count)
    kinds = {source.name: source.labels() for source in sides.generated}
    pools = ValuePools(read, made, common, kinds)
    values = {
        name: _values(name, pairs, show=show, watch=watch) if pairs else ()
        for name, pairs in pools.pairs.items()
    }
    steps = Steps(panel, read, wanted, replicates, watch) if panel.names else None
    found = []
    for seed, (name, records) in enumerate(made.items(), 1):
        ladders = steps.ladders(records, pools.pairs[name], seed) if steps else ()
        found.append(CorpusRealism(name, values[name], *_varieties(records, read), ladders))
    return Realism(sides, tuple(found), pools.too_few)


def _values(
    name: str, pairs: Mapping[str, Pair], *, show: bool, watch: Watch
) -> tuple[ValueComparison, ...]:
    found = []
    with watch(f"{name}: values of {counted(len(pairs), 'label')}", len(pairs)) as advance:
        for label, pair in pairs.items():
            found.append(compare_values(pair.generated, pair.real, label, show=show))
            advance(1)
    return tuple(found)


def _varieties(generated: Records, real: Records) -> tuple[Variety, Variety]:
    """Of both at as many characters as the shorter has."""
    texts = [masked_texts(one) for one in (generated, real)]
    budget = min(map(characters, texts))
    one, other = (variety(some, budget) for some in texts)
    return one, other
