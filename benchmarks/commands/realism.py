"""``leakbench realism``: how far generated text is from real text, and what that costs."""

# ruff: noqa: PLC0415 - what is slow to import waits until it is needed

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from leakbench.benchmarks.console.options import (
    force_option,
    format_option,
    labels_option,
    map_option,
    out_option,
    population_options,
    rows_option,
)
from leakbench.benchmarks.console.output import emit_json, emit_tables
from leakbench.benchmarks.console.progress import note, progress
from leakbench.benchmarks.console.subjects import corpora_option, detectors_option, real_option
from leakbench.benchmarks.running.isolation_options import isolation_options
from leakbench.generator.plurals import counted
from leakbench.generator.spec import Spec

if TYPE_CHECKING:
    from leakbench.benchmarks.realism.document import Measured
    from leakbench.benchmarks.running.detector_process import Limits

ROWS = 2_000


@click.command(
    epilog="Example: leakbench realism --real real/crosswoz_val.jsonl --corpus exam_roster "
    "--corpus chat_messages --detector native --detector regex --out out/realism",
)
@real_option(multiple=False)
@corpora_option(metavar="NAME|DIR", help="A corpus or a dataset's directory; repeat for more.")
@detectors_option()
@rows_option(default=ROWS, help="Records of each corpus; of the real text all.")
@isolation_options
@population_options
@labels_option
@map_option
@click.option(
    "--show",
    is_flag=True,
    help="Show real values, too: some whose shape no generated value has. Nothing else ever does.",
)
@out_option(
    required=False, help="Where realism.json, realism.md and the figure go; none without it."
)
@force_option
@format_option
def realism(  # noqa: PLR0913 - one argument an option
    *,
    real: str,
    corpora: tuple[str, ...],
    detectors: tuple[str, ...],
    rows: int,
    limits: "Limits | None",
    labels: tuple[str, ...] | None,
    mapping: dict[str, str],
    show: bool,
    out: Path | None,
    force: bool,
    form: str,
    **chosen: Any,
) -> None:
    """Compare corpora with a labelled file of real text, label by label.

    Says how well a classifier tells generated values from real ones and by what, how many real
    values have a shape that generated ones have, how varied the sentences are, and what every
    detector scores on generated records, on the same with real values, on real sentences, and on
    these with generated values: so what it loses by values and what by contexts.

    Labels are compared coarsely (MOBILE and LANDLINE are PHONE) where both sides have 50 different
    values. Needs scikit-learn: pip install 'leakbench[realism]'.
    """
    from leakbench.benchmarks.console.extras import need_figures
    from leakbench.benchmarks.console.filling import filling_if_asked
    from leakbench.benchmarks.realism.agreed_labels import agreed_sides
    from leakbench.benchmarks.realism.comparison import compare_realism
    from leakbench.benchmarks.realism.document import Measured
    from leakbench.benchmarks.running.inquiry import listings
    from leakbench.benchmarks.sources.opening import open_source, open_sources
    from leakbench.benchmarks.validity.detector_panel import DetectorPanel

    if out is not None:
        need_figures("leakbench realism --out")
    if not corpora:
        raise click.UsageError("name a corpus to compare with: --corpus NAME")
    spec = Spec(corpus="", **chosen)
    source, generated = open_source(real, spec), open_sources(corpora, spec)
    sides = agreed_sides(source, generated, only=labels, mapping=mapping)
    with filling_if_asked(out, force=force) as folder:
        there = [one.name for one in listings() if one.template is None and one.available]
        panel = DetectorPanel(detectors or there, limits=limits)
        found = compare_realism(sides, panel, rows, show=show, watch=progress)
        written = _tell(Measured(found, panel, rows, show), form, folder)
    for name in written:
        note(f"{out}/{name}")
    if panel.failures:
        raise click.ClickException(f"{counted(len(panel.failures), 'detector')} failed")


def _tell(measured: "Measured", form: str, folder: Path | None) -> list[str]:
    """Print what was found, and write it; gives the names of the files."""
    from leakbench.benchmarks.realism.document import to_json
    from leakbench.benchmarks.realism.reading import tables
    from leakbench.benchmarks.realism.report import left_out, write_realism

    document = to_json(measured)
    if form == "json":
        emit_json(document)
    else:
        emit_tables(tables(document))
    for line in left_out(document):
        note(line)
    return [] if folder is None else [path.name for path in write_realism(document, folder)]
