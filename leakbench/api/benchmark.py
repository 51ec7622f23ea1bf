"""All that the API uses of the benchmark: the one place that knows where in it things stand."""

from leakbench.benchmarks.console.output import cell
from leakbench.benchmarks.console.progress import note, on_terminal, progress
from leakbench.benchmarks.detection.findings import FINDINGS, findings
from leakbench.benchmarks.error_analysis.error_table import error_table
from leakbench.benchmarks.error_analysis.writing import of_label
from leakbench.benchmarks.realism.agreed_labels import agreed_sides
from leakbench.benchmarks.realism.comparison import compare_realism
from leakbench.benchmarks.realism.document import Measured as MeasuredRealism
from leakbench.benchmarks.realism.document import to_json as realism_json
from leakbench.benchmarks.realism.report import write_realism
from leakbench.benchmarks.reports.headline import headline
from leakbench.benchmarks.reports.headline_text import headline_text
from leakbench.benchmarks.running.answering import answers
from leakbench.benchmarks.running.choice import build_all
from leakbench.benchmarks.running.detector_process import Limits
from leakbench.benchmarks.running.entrants import Entrant, LocalEntrant
from leakbench.benchmarks.running.inquiry import listings
from leakbench.benchmarks.running.isolation import IsolatedEntrant
from leakbench.benchmarks.running.predictions import stored_answers
from leakbench.benchmarks.running.runner import Scoring, run
from leakbench.benchmarks.running.stored_runs import ComparisonError, difference_of_runs, pair
from leakbench.benchmarks.scoring.chunks import Chunk, Sizes, Track
from leakbench.benchmarks.scoring.counts import RATIOS
from leakbench.benchmarks.scoring.units import UNITS, Units
from leakbench.benchmarks.sources.opening import (
    SameNameError,
    open_path,
    open_source,
)
from leakbench.benchmarks.sources.source import CorpusSource, Source
from leakbench.benchmarks.statistics.bootstrap import METRICS
from leakbench.benchmarks.statistics.comparison import ALL, ALPHA, adjusted, too_few
from leakbench.benchmarks.store.directory import add_result, raw_folder
from leakbench.benchmarks.store.personal_sums import PERSONAL, personal_scores
from leakbench.benchmarks.store.predictions_hash import check_predictions
from leakbench.benchmarks.store.results import Result as StoredResult
from leakbench.benchmarks.validity.detector_panel import DetectorPanel
from leakbench.detectors.label_aliases import UnmappedLabelError

__all__ = [
    "ALL",
    "ALPHA",
    "FINDINGS",
    "METRICS",
    "PERSONAL",
    "RATIOS",
    "UNITS",
    "Chunk",
    "ComparisonError",
    "CorpusSource",
    "DetectorPanel",
    "Entrant",
    "IsolatedEntrant",
    "Limits",
    "LocalEntrant",
    "MeasuredRealism",
    "SameNameError",
    "Scoring",
    "Sizes",
    "Source",
    "StoredResult",
    "Track",
    "Units",
    "UnmappedLabelError",
    "add_result",
    "adjusted",
    "agreed_sides",
    "answers",
    "build_all",
    "cell",
    "check_predictions",
    "compare_realism",
    "difference_of_runs",
    "error_table",
    "findings",
    "headline",
    "headline_text",
    "listings",
    "note",
    "of_label",
    "on_terminal",
    "open_path",
    "open_source",
    "pair",
    "personal_scores",
    "progress",
    "raw_folder",
    "realism_json",
    "run",
    "stored_answers",
    "too_few",
    "write_realism",
]
