"""``evaluate``: detectors on records, scored and timed in one call."""

# ruff: noqa: PLC0415 - what is slow to import waits until it is needed

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, overload

from leakbench.api.arguments import Corpora, Detectors, OneCorpus, OneDetector, listed
from leakbench.api.results import Result, Results
from leakbench.generator.errors import UnknownNameError
from leakbench.generator.spec import Noise, Spec, Split

if TYPE_CHECKING:
    from leakbench.api.benchmark import Track

TRACKS: Final = ("text", "table")


@overload
def evaluate(
    detectors: OneDetector,
    on: OneCorpus,
    *,
    rows: int | None = None,
    noise: Noise = "clean",
    track: "Track" = "text",
    seed: int = 0,
    split: Split = "test",
    labels: Collection[str] | None = None,
    out: Path | str | None = None,
    in_process: bool = False,
) -> Result: ...


@overload
def evaluate(
    detectors: Detectors,
    on: Corpora,
    *,
    rows: int | None = None,
    noise: Noise | Sequence[Noise] = "clean",
    track: "Track" = "text",
    seed: int = 0,
    split: Split = "test",
    labels: Collection[str] | None = None,
    out: Path | str | None = None,
    in_process: bool = False,
) -> Results: ...


def evaluate(  # noqa: PLR0913 - what is evaluated, and options that have defaults
    detectors: Detectors,
    on: Corpora,
    *,
    rows: int | None = None,
    noise: Noise | Sequence[Noise] = "clean",
    track: "Track" = "text",
    seed: int = 0,
    split: Split = "test",
    labels: Collection[str] | None = None,
    out: Path | str | None = None,
    in_process: bool = False,
) -> Results:
    """Run detectors on records, all on the same ones in turn; score and time them.

    A detector that raises has the reason in the ``failure`` of its result, and the others go on.

    Args:
        detectors: A detector, a list of some, or a dictionary that gives them names. A detector is
            a registered name (``native``, ``union:regex+lac``), an object with ``detect`` over
            Arrow batches, or a function of one string that gives ``(start, end, label)`` or
            ``(start, end, label, score)`` in code points.
        on: What they answer, one or a list: the name of a corpus, a ``Spec``, the directory of a
            dataset, or a labelled file (``.jsonl``, CoNLL, brat, Parquet, or the card of one).
        rows: At most so many records of each; by default 2,000 of a corpus, and all of a dataset
            or a file.
        noise: How the values of named corpora are written, one way or several: ``clean``,
            ``worn``, ``evasive``.
        track: ``text`` for running text, ``table`` for the columns of the lists.
        seed: The population of named corpora.
        split: The vocabulary of named corpora: ``train``, ``dev`` or ``test``.
        labels: What objects and functions find that have no ``labels`` of their own. Without them
            every label counts that they report. Usual names (``PER``) mean the registry's.
        out: A directory that takes results and raw answers, as ``leakbench run --out``; nothing in
            it is overwritten.
        in_process: To debug: whether registered detectors work in this process. Otherwise each has
            one of its own, and one that crashes, hangs or eats memory fails alone. Objects and
            functions always work here.

    Returns:
        A ``Result`` for one detector on one kind of records, else ``Results``: source by source,
        detectors in the order given.

    Raises:
        UnknownNameError: No corpus, detector or track has a name; the likely one is told.
        UnavailableDetectorError: The package of a registered detector is not installed.
        NotADetectorError: Something cannot detect.
        SameDetectorError: Two detectors have one name.
        SameNameError: The same records are given twice.
        UnmappedLabelError: A label is not in the registry, and nothing maps it.
        LabelledFileError: A file that breaks its format.
        TrackError: A labelled file has texts only.
        ValueError: ``rows`` is not positive, a list is empty, or the noise or split is none of
            those there are.
    """
    from leakbench.api.benchmark import Scoring
    from leakbench.api.entrants import entrants
    from leakbench.api.records import sources
    from leakbench.api.session import results_of

    if track not in TRACKS:
        raise UnknownNameError("track", track, TRACKS)
    entered = entrants(detectors, labels, in_process=in_process)
    opened = sources(listed(on), Spec("", seed=seed, split=split), listed(noise), rows)
    if not entered or not opened:
        raise ValueError("nothing to evaluate: name a detector, a corpus and a noise")
    scoring = Scoring(track=track)
    found = list(results_of(opened, entered, scoring, None if out is None else Path(out)))
    several = (
        isinstance(detectors, Mapping),
        *(listed(one) != [one] for one in (detectors, on, noise)),
    )
    return Results(found) if any(several) else found[0]
