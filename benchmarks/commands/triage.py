"""``leakbench triage``: how many people lists are about, and what they count for in law."""

# ruff: noqa: PLC0415 - what is slow to import waits until it is needed

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from leakbench.benchmarks.commands.columns import complain
from leakbench.benchmarks.console.options import (
    detectors_option,
    force_option,
    format_option,
    out_option,
    population_options,
)
from leakbench.benchmarks.console.output import emit
from leakbench.benchmarks.console.progress import progress
from leakbench.benchmarks.running.isolation_options import isolation_options
from leakbench.generator.spec import Spec

if TYPE_CHECKING:
    from leakbench.benchmarks.running.detector_process import Limits
    from leakbench.benchmarks.running.entrants import Entrant
    from leakbench.benchmarks.triage.lists import RecordList

SHOWN_OF_A_PATH: tuple[str, ...] = (
    "path", "detector", "lists", "rows", "people", "true_people", "records", "by_tiers",
    "lower_sum", "lower", "upper_sum", "upper", "names_alone",
)  # fmt: skip
SHOWN_OF_FOLDERS: tuple[str, ...] = (
    "detector", "folders", "rows", "people_error", "people_error_p90", "people_error_max",
    "within_2", "within_10", "lower_right", "upper_right", "verdict_right", "tier_error",
)  # fmt: skip


@click.command(
    epilog="Example: leakbench triage seized/ --detector native --format json",
    short_help="Count people and legal tiers of lists.",
)
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@click.option(
    "--simulate",
    type=click.IntRange(1),
    metavar="N",
    help="Measure detectors on N made-up folders of lists instead of reading PATH.",
)
@detectors_option(
    help="A detector; repeat for more. By default native for a PATH, and every available one that "
    "takes no argument with --simulate."
)
@isolation_options
@population_options
@out_option(
    required=False,
    help="Where triage.json and .md go, with --simulate folders.csv too; nothing is written "
    "without it.",
)
@force_option
@format_option
def triage(  # noqa: PLR0913 - one argument an option
    *,
    paths: tuple[Path, ...],
    simulate: int | None,
    detectors: tuple[str, ...],
    limits: "Limits | None",
    out: Path | None,
    force: bool,
    form: str,
    **chosen: Any,
) -> None:
    """Count the natural persons in lists, and their records by the thresholds of the law.

    PATH is a list (a dataset's directory, a .csv or .parquet file) or a folder of lists, counted
    together: whoever stands in several counts once, and so does a record. lower and upper are what
    法释〔2017〕10号 article 5 makes of it where every record is taken at its mildest and at its
    harshest tier: below, serious, or especially serious. They are arithmetic, no legal advice.

    --noise, --split, --seed and --reference-date say how made-up folders are made.
    """
    from leakbench.benchmarks.running.choice import choose
    from leakbench.benchmarks.triage.export import write_triage
    from leakbench.generator.datasets.outputs import refuse_non_empty

    of_folders = tuple(name for name in chosen if name != "pack")  # datasets may need it, too
    _refuse_contradictions(paths, simulate, of_folders)
    if out is not None and not force:
        refuse_non_empty(out)
    collections = _collections(paths)
    built = choose(detectors or (("native",) if paths else ()), limits)
    if simulate is None:
        about: dict[str, Any] = {}
        records = _of_paths(collections, built)
        shown = SHOWN_OF_A_PATH
    else:
        about = {"noise": chosen["noise"], "split": chosen["split"], "seed": chosen["seed"]}
        records = _of_folders(simulate, Spec(corpus="", **chosen), built)
        shown = SHOWN_OF_FOLDERS
    emit(records, form, shown)
    if out is not None:
        write_triage(records, about, out, shown)
    complain(records)


def _refuse_contradictions(
    paths: tuple[Path, ...], simulate: int | None, of_folders: tuple[str, ...]
) -> None:
    if bool(paths) == (simulate is not None):
        raise click.UsageError("give either a PATH or --simulate")
    context = click.get_current_context()
    for name in of_folders:
        if paths and context.get_parameter_source(name) is ParameterSource.COMMANDLINE:
            option = "--" + name.replace("_", "-")
            raise click.UsageError(f"{option} says how made-up folders are made: use --simulate")


def _collections(paths: tuple[Path, ...]) -> "dict[Path, list[RecordList]]":
    from leakbench.benchmarks.triage.lists import read_lists

    return {path: read_lists(path) for path in paths}


def _of_paths(
    collections: "dict[Path, list[RecordList]]", detectors: "list[Entrant]"
) -> list[dict[str, Any]]:
    from leakbench.benchmarks.triage.summary import summarise

    rows = sum(one.strings.num_rows for lists in collections.values() for one in lists)
    title = f"{rows:,} rows, {len(detectors)} detectors"
    with progress(title, len(collections) * len(detectors)) as advance:
        return [
            record
            for path, lists in collections.items()
            for record in summarise(str(path), lists, detectors, advance)
        ]


def _of_folders(count: int, spec: Spec, detectors: "list[Entrant]") -> list[dict[str, Any]]:
    from leakbench.benchmarks.triage.track import run_triage

    title = f"{count} folders, {len(detectors)} detectors"
    with progress(title, count * len(detectors)) as advance:
        return run_triage(count, spec, detectors, advance)
