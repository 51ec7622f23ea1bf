"""Exit codes: 0 ok, 1 failure or bad data, 2 usage, 3 regression.

An error is always one line, never a traceback.
"""

# ruff: noqa: PLC0415 - what is slow to import waits until it is needed

import sys
from collections.abc import Sequence
from typing import Any

import click

FAILURE = 1
USAGE = 2
REGRESSION = 3


class Group(click.Group):
    """A group whose errors are one line on stderr and an exit code."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,  # noqa: FBT001, FBT002 - click's own signature
        **extra: Any,
    ) -> Any:
        """Run the command line; see click."""
        if not standalone_mode:
            return super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
        try:
            code = super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
        except click.exceptions.NoArgsIsHelpError as error:
            click.echo(error.format_message(), err=True)
            sys.exit(USAGE)
        except click.Abort:
            _complain("stopped")
            sys.exit(FAILURE)
        except click.ClickException as error:
            _complain(error.format_message())
            sys.exit(error.exit_code)
        except Exception as error:
            code = exit_code(error)
            if code is None:
                raise
            _complain(str(error))
            sys.exit(code)
        sys.exit(code if isinstance(code, int) else 0)


def _complain(message: str) -> None:
    click.echo(f"Error: {' '.join(message.split())}", err=True)


def exit_code(error: Exception) -> int | None:
    """The exit code of an error that a user can mend; None is a fault of leakbench's own."""
    # Imported only when something went wrong: ``leakbench --help`` is to be quick.
    from leakbench.benchmarks.figures.style import MissingFontError
    from leakbench.benchmarks.gating.gate import ThresholdError
    from leakbench.benchmarks.gating.revisions import RevisionError
    from leakbench.benchmarks.page.document import ReportPackageError
    from leakbench.benchmarks.running.predictions import PredictionsError
    from leakbench.benchmarks.running.stored_runs import ComparisonError
    from leakbench.benchmarks.scoring.labels import (
        ContradictoryLabelError,
        UnknownLabelError,
        UnmappedLabelError,
    )
    from leakbench.benchmarks.sources.labelled_file import LabelledFileError
    from leakbench.benchmarks.sources.opening import NoSuchFileError, SameNameError
    from leakbench.benchmarks.sources.source import TrackError
    from leakbench.benchmarks.sources.source_checks import EmptyCorpusError, OverlappingTruthError
    from leakbench.benchmarks.store.results import ResultError
    from leakbench.benchmarks.tracks.lists import ListError
    from leakbench.benchmarks.validity.rankings import NoStandInError, TooFewValuesError
    from leakbench.detectors.contract import SpanError
    from leakbench.detectors.registry import (
        DetectorArgumentError,
        UnavailableDetectorError,
        UnknownDetectorError,
    )
    from leakbench.generator.corpus import UnknownCorpusError
    from leakbench.generator.datasets.manifest import DatasetError
    from leakbench.generator.datasets.outputs import OutputExistsError

    match error:
        case (
            ContradictoryLabelError()
            | DetectorArgumentError()
            | NoStandInError()
            | NoSuchFileError()
            | OutputExistsError()
            | SameNameError()
            | ThresholdError()
            | TooFewValuesError()
            | TrackError()
            | UnknownCorpusError()
            | UnknownDetectorError()
            | UnknownLabelError()
        ):
            return USAGE
        case (
            ComparisonError()
            | DatasetError()
            | EmptyCorpusError()
            | LabelledFileError()
            | ListError()
            | MissingFontError()
            | OSError()
            | OverlappingTruthError()
            | PredictionsError()
            | ReportPackageError()
            | ResultError()
            | RevisionError()
            | SpanError()
            | UnavailableDetectorError()
            | UnmappedLabelError()
        ):
            return FAILURE
        case _:
            return None
