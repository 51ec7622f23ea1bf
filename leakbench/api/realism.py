"""``realism``: how far generated records are from a labelled file of real text."""

# ruff: noqa: PLC0415 - what is slow to import waits until it is needed

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, Final

from leakbench.api.arguments import Corpora, Detectors, listed
from leakbench.api.tables import Table, table_of
from leakbench.generator.spec import Noise, Spec, Split

_VALUES: Final = (
    "corpus",
    "label",
    "auc",
    "auc_real_halves",
    "shapes_covered",
    "shapes_of_real_half",
)
_SCORES: Final = (
    "corpus",
    "label",
    "detector",
    "generated",
    "transplanted",
    "real",
    "overstated",
)


class Realism:
    """Generated corpora beside real text."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._document = document

    def values(self) -> Table:
        """One row a corpus and coarse label: how well values are told apart, and their shapes.

        ``auc`` is .5 where a classifier cannot tell generated values from real ones and 1 where it
        always can, ``auc_real_halves`` what it does with two halves of the real ones.
        ``shapes_covered`` is the share of real values whose shape generated ones have,
        ``shapes_of_real_half`` of those whose shape the other half of the real ones has, out of as
        many values.
        """
        return self._table("values", _VALUES)

    def features(self) -> Table:
        """One row a feature by which values are told apart, the weightiest of a label first."""
        return self._table("features")

    def missing_shapes(self) -> Table:
        """One row a shape of real values that no generated one has, the most frequent first."""
        return self._table("missing_shapes")

    def variety(self) -> Table:
        """Two rows a corpus: how varied its sentences are, and as many characters of real ones."""
        return self._table("variety")

    def scores(self) -> Table:
        """One row a corpus, coarse label and detector: strict F1 on every step, and losses.

        ``generated`` records, these with real values (``transplanted``), ``real`` sentences, these
        with generated values (``reversed``). ``by_values`` is what the first has more than the
        second, ``by_contexts`` the second than the third, ``overstated`` the first than the third;
        each with ``_low`` and ``_high`` of a 95% interval over records.
        """
        return self._table("scores", _SCORES)

    def swaps(self) -> Table:
        """One row two detectors that change places with real values, or on real text."""
        return self._table("swaps")

    def failures(self) -> dict[str, str]:
        """Who failed, and with what kind of error; with ``show`` also what it said."""
        return dict(self._document["failures"])

    def to_json(self) -> dict[str, Any]:
        """The document that ``leakbench realism --format json`` prints."""
        return dict(self._document)

    def write(self, out: Path | str) -> list[Path]:
        """Write ``realism.json``, ``realism.md`` and figures into a directory; give their paths."""
        from leakbench.api.benchmark import write_realism

        return write_realism(self._document, Path(out))

    def __repr__(self) -> str:
        """The values, within 80 columns, and who failed."""
        failed = [f"{name} failed: {reason}" for name, reason in self.failures().items()]
        return "\n".join([repr(self.values()), *failed])

    def _repr_html_(self) -> str:
        """The values, for a notebook."""
        return self.values()._repr_html_()

    def _table(self, name: str, shown: Collection[str] | None = None) -> Table:
        rows = self._document[name]
        if not rows:
            return table_of([], None, [])
        return table_of(rows, None, list(rows[0] if shown is None else shown))


def realism(  # noqa: PLR0913 - what is compared, and options that have defaults
    real: str | Path,
    corpora: Corpora,
    *,
    detectors: Detectors = (),
    rows: int = 2_000,
    noise: Noise = "clean",
    seed: int = 0,
    split: Split = "test",
    labels: Collection[str] | None = None,
    mapping: Mapping[str, str] | None = None,
    show: bool = False,
) -> Realism:
    """Compare generated corpora with a labelled file of real text, label by label.

    Labels are compared coarsely where both sides have 50 different values of them.

    Args:
        real: The labelled file (``.jsonl``, CoNLL, brat, Parquet), or the card of one.
        corpora: Names, specs or directories of datasets.
        detectors: As ``evaluate`` takes them; without any, nothing is scored.
        rows: At most so many records of each corpus; of the real file all count.
        noise: How values of named corpora are written.
        seed: The population of named corpora.
        split: The vocabulary of named corpora.
        labels: Only these, by the file's names or the registry's.
        mapping: What further names of labels of the file mean.
        show: Whether some real values are kept, of which no generated one has the shape. Nothing
            else of this tells any.

    Raises:
        RealismPackageError: scikit-learn is not installed.
        LabelledFileError: The file breaks its format.
        NoCommonLabelError: No corpus has a label of the file.
        TooFewToCompareError: None has enough values of one.
        UnknownNameError: No corpus or detector has a name; the likely one is told.
    """
    from leakbench.api.benchmark import (
        DetectorPanel,
        MeasuredRealism,
        agreed_sides,
        compare_realism,
        open_source,
        realism_json,
    )
    from leakbench.api.entrants import entrants
    from leakbench.api.records import sources

    base = Spec("", seed=seed, split=split)
    source = open_source(str(real), base)
    generated = sources(listed(corpora), base, [noise], rows)
    only = None if labels is None else listed(labels)
    sides = agreed_sides(source, generated, only=only, mapping=mapping)
    panel = DetectorPanel([], entrants(detectors))
    found = compare_realism(sides, panel, rows, show=show)
    return Realism(realism_json(MeasuredRealism(found, panel, rows, show)))
