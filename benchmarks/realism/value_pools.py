"""The different values of each label on either side, and which labels have enough of them."""

from collections.abc import Collection, Iterable, Mapping
from typing import Final, NamedTuple

import pyarrow as pa

from leakbench.benchmarks.realism.finer_kinds import of_kinds
from leakbench.benchmarks.realism.records import Records
from leakbench.generator.errors import USAGE, LeakbenchError

FEWEST_VALUES: Final = 50  # different ones, on either side; fewer tell nothing of their kind


class TooFewToCompareError(LeakbenchError, ValueError):
    """No label has enough values to compare.

    Attributes:
        counts: How many different ones there are, by source and coarse label.
    """

    exit_code = USAGE

    def __init__(self, counts: Mapping[tuple[str, str], int]) -> None:
        self.counts = dict(counts)
        found = ", ".join(
            f"{count} of {label} in {name}" for (name, label), count in self.counts.items()
        )
        super().__init__(
            f"too few different values to compare, {FEWEST_VALUES} are needed on either side: "
            f"{found}"
        )


class Pair(NamedTuple):
    """Different values of one label, in a random order."""

    generated: pa.StringArray
    real: pa.StringArray


class ValuePools:
    """Values of a real file and of corpora.

    Attributes:
        pairs: The values of each label that has enough of them, by corpus and coarse label.
        too_few: How many there are where they do not suffice, by source and coarse label.
    """

    def __init__(
        self,
        real: Records,
        generated: Mapping[str, Records],
        common: Mapping[str, Iterable[str]],
        kinds: Mapping[str, Collection[str]],
    ) -> None:
        """Collect them.

        Args:
            real: The real records.
            generated: Those of each corpus.
            common: The labels that each corpus shares with the real file.
            kinds: The finer labels of each corpus: real values of others are left out.

        Raises:
            TooFewToCompareError: They suffice nowhere.
        """
        self.pairs: dict[str, dict[str, Pair]] = {name: {} for name in generated}
        self.too_few: dict[tuple[str, str], int] = {}
        known: dict[str, pa.StringArray] = {}
        for name, records in generated.items():
            for label in common[name]:
                if label not in known:
                    known[label] = real.distinct(label)
                alike = of_kinds(known[label], label, kinds[name])
                pair = Pair(records.distinct(label), alike)
                few = {
                    (source, label): len(values)
                    for source, values in zip((name, real.name), pair, strict=True)
                    if len(values) < FEWEST_VALUES
                }
                self.too_few |= few
                if not few:
                    self.pairs[name][label] = pair
        if not any(self.pairs.values()):
            raise TooFewToCompareError(self.too_few)
