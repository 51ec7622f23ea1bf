"""What an evaluation gives: scores as tables, every error as a row, documents to keep."""

# ruff: noqa: PLC0415 - what is slow to import waits until it is needed

from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Any, Final, overload

import pyarrow as pa

from leakbench.api.layout import WIDTH
from leakbench.api.scores import HOW_TO_READ, OF, differing, label_table, reasons, score_table
from leakbench.api.tables import Table
from leakbench.generator.errors import LeakbenchError, UnknownNameError

if TYPE_CHECKING:
    from leakbench.api.benchmark import Scoring, Source, StoredResult

_ERRORS_SHOWN: Final = ("error", "row", "label", "form", "value", "found", "text")


class NoAnswersError(LeakbenchError, ValueError):
    """A detector failed, or has no label in common with the records: there is nothing to look at.

    Attributes:
        detector: Its name.
    """

    def __init__(self, result: "Result") -> None:
        self.detector = result.detector
        why = result.not_comparable or f"failed: {result.failure}"
        super().__init__(f"{result.detector} has no scores on {result.corpus}: {why}")


class Results(Sequence["Result"]):
    """Results of several detectors, or on several kinds of records."""

    def __init__(self, members: Sequence["Result"]) -> None:
        self._members = tuple(members)

    @overload
    def __getitem__(self, key: int) -> "Result": ...
    @overload
    def __getitem__(self, key: slice) -> "Results": ...
    def __getitem__(self, key: int | slice) -> "Result | Results":
        """One result by its place, or some of them."""
        found = list(self)[key]
        return found if isinstance(found, Result) else Results(found)

    def __len__(self) -> int:
        """How many results there are."""
        return len(self._members)

    def __iter__(self) -> Iterator["Result"]:
        """Every result, in order."""
        return iter(self._members)

    def select(
        self, *, detector: str | None = None, corpus: str | None = None, noise: str | None = None
    ) -> "Results":
        """The results of one detector, on one corpus, in one writing, or all of these.

        Raises:
            UnknownNameError: No result has such a one.
        """
        chosen = list(self)
        for kind, name in zip(OF, (detector, corpus, noise), strict=True):
            if name is not None:
                known = dict.fromkeys(str(getattr(one, kind)) for one in chosen)
                chosen = [one for one in chosen if getattr(one, kind) == name]
                if not chosen:
                    raise UnknownNameError(kind, name, known)
        return Results(chosen)

    def table(self) -> Table:
        """One row a result: what it is of, its scores, its speed.

        ``personal_f1``, ``personal_precision`` and ``personal_recall`` are of personal values at
        coarse depth, as ``leakbench run`` and ``headline`` rank. Recall, precision, f1 and f2 are
        over all labels, and count spans whose boundaries and exact label are right; ``f1_low`` and
        ``f1_high`` are a 95% interval over records. ``recall_any`` is the share of the
        characters of labelled values that was found under whatever label, ``recall_declared`` is
        of the detector's own labels only. A score is null for 0/0, and where a detector failed.
        """
        return score_table([one.stored for one in self])

    def headline(self) -> str:
        """The table that ``leakbench run`` prints: personal values, coarse labels, ours apart."""
        from leakbench.api.benchmark import headline, headline_text

        return headline_text(headline(one.stored for one in self))

    def by_label(self) -> Table:
        """One row a result and label: how many values there are (``support``), strict scores."""
        return label_table([one.stored for one in self])

    def misses(
        self,
        *,
        detector: str | None = None,
        corpus: str | None = None,
        noise: str | None = None,
        label: str | None = None,
    ) -> Table:
        """One row a miss or false alarm, with the whole text and exact offsets.

        Args:
            detector: Only this one's; everyone's by default.
            corpus: Only on this one.
            noise: Only in this writing.
            label: Only missed values and false alarms of this label, as ``errors --label``.

        Returns:
            ``error`` is ``missed`` or ``false alarm``; ``row`` counts from the first record;
            ``column`` is ``text``, or on the table track the header, and ``text`` that whole cell;
            ``start`` and ``end`` are code points in it, half open. ``form`` and ``quality`` say how
            a missed value was written, ``found`` and ``found_label`` what was found in its place.
            Masked and damaged values are told, too, but count in no score: of the scores are those
            whose ``quality`` is ``exact``.

        Raises:
            UnknownNameError: No result has such a detector, corpus or noise.
            UnmappedLabelError: The label means nothing.
            NoAnswersError: None of the detectors has answers that can be scored.
        """
        chosen = self.select(detector=detector, corpus=corpus, noise=noise)
        answered = [one for one in chosen if one.counts is not None]
        if not answered:
            raise NoAnswersError(chosen[0])
        shown = [*differing([one.stored for one in answered]), *_ERRORS_SHOWN]
        return Table(pa.concat_tables([one.errors(label) for one in answered]), shown)

    def to_json(self) -> Any:
        """The documents of all results as JSON values, as ``leakbench run --out`` writes them."""
        return [one.stored.to_json() for one in self]

    def __repr__(self) -> str:
        """Their table within 80 columns, how it is read, and why some have no scores."""
        notes = [line for told in self._notes() for line in wrap(told, WIDTH)]
        return "\n".join([repr(self.table()), *notes])

    def _repr_html_(self) -> str:
        """Their table for a notebook, how it is read, and why some have no scores."""
        notes = "".join(f"<p>{escape(told)}</p>" for told in self._notes())
        return f"{self.table()._repr_html_()}{notes}"

    def _notes(self) -> list[str]:
        return [HOW_TO_READ, *reasons([one.stored for one in self])]


class Result(Results):
    """What one detector did on one kind of records; ``Results`` with one member.

    Attributes:
        stored: All counts, raw timings and what pins the records.
        source: The records.
        scoring: What was scored.
    """

    def __init__(
        self, stored: "StoredResult", source: "Source", scoring: "Scoring", keeps: object
    ) -> None:
        """Take what a run gave.

        Args:
            stored: Its result, raw answers beside it.
            source: The records that were answered, with an end.
            scoring: What was scored.
            keeps: The owner of the raw answers, which are there as long as it is.
        """
        self.stored = stored
        self.source = source
        self.scoring = scoring
        self._keeps = keeps

    def __len__(self) -> int:
        """One."""
        return 1

    def __iter__(self) -> Iterator["Result"]:
        """It alone."""
        yield self

    @property
    def detector(self) -> str:
        """The detector's name."""
        return self.stored.detector

    @property
    def version(self) -> str:
        """Of the package that did the work."""
        return self.stored.version

    @property
    def corpus(self) -> str:
        """What the records are called."""
        return self.stored.corpus

    @property
    def noise(self) -> str | None:
        """How a corpus's values are written; None of real text."""
        return self.stored.noise

    @property
    def track(self) -> str:
        """``text`` or ``table``."""
        return self.stored.track

    @property
    def rows(self) -> int:
        """How many records there were."""
        return self.stored.rows

    @property
    def counts(self) -> Any:
        """All counts of the scorer; None after a failure, and where nothing is comparable."""
        return self.stored.counts

    @property
    def recall(self) -> float | None:
        """The share of the values found with their boundaries and label; None for 0/0."""
        return self._score("recall")

    @property
    def precision(self) -> float | None:
        """The share of the predictions that are right in boundaries and label; None for 0/0."""
        return self._score("precision")

    @property
    def f1(self) -> float | None:
        """The harmonic mean of both; None for 0/0."""
        return self._score("f1")

    @property
    def failure(self) -> str | None:
        """Why the detector came to no end; None if it did."""
        return self.stored.failure

    @property
    def not_comparable(self) -> str | None:
        """Why its scores would mean nothing; None if they mean something."""
        return self.stored.not_comparable

    def answers(self) -> Path:
        """The file of the raw answers, which is there as long as this result is.

        Raises:
            NoAnswersError: There are none that can be scored.
            AlteredPredictionsError: It was written again since.
        """
        from leakbench.api.benchmark import check_predictions

        if self.stored.raw is None or self.counts is None:
            raise NoAnswersError(self)
        name = f"the result of {self.detector} on {self.corpus}"
        check_predictions(self.stored.raw, self.stored.predictions, name)
        return self.stored.raw

    def errors(self, label: str | None = None) -> pa.Table:
        """The table behind ``misses``, as Arrow.

        Args:
            label: Only of this one.

        Raises:
            UnmappedLabelError: The label means nothing.
            NoAnswersError: The detector has no answers that can be scored.
        """
        from leakbench.api.benchmark import error_table, of_label, stored_answers

        answers = stored_answers(self.source, self.answers(), self.scoring.track, self.rows)
        space = self.scoring.space(self.source)
        table = of_label(error_table(answers, space), space, label)
        of = [pa.repeat(pa.scalar(getattr(self, kind), pa.string()), len(table)) for kind in OF]
        return pa.Table.from_arrays([*of, *table.columns], [*OF, *table.column_names])

    def to_json(self) -> dict[str, Any]:
        """The document as JSON values, as ``leakbench run --out`` writes it."""
        return self.stored.to_json()

    def _score(self, name: str) -> float | None:
        value: float | None = self.stored.summary()[name]
        return value
