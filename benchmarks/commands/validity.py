"""``leakbench validity``: do detectors rank on real text as on generated text?"""

# ruff: noqa: PLC0415 - what is slow to import waits until it is needed

from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from leakbench.benchmarks.console.choices import not_one_of
from leakbench.benchmarks.console.options import (
    force_option,
    format_option,
    map_option,
    out_option,
    pack_option,
    rows_option,
    split_option,
)
from leakbench.benchmarks.console.output import emit_json, emit_tables
from leakbench.benchmarks.console.progress import note, progress
from leakbench.benchmarks.console.seeds import seed_option
from leakbench.benchmarks.console.subjects import detectors_option, real_option
from leakbench.benchmarks.running.isolation_options import isolation_options
from leakbench.generator.spec import NOISES, Noise, Spec, Split

if TYPE_CHECKING:
    from leakbench.benchmarks.running.detector_process import Limits
    from leakbench.benchmarks.validity.rankings import Generated
    from leakbench.generator.packs import Pack

ROWS = 2_000


@click.command(
    epilog="Example: leakbench validity --real real/crosswoz_val.jsonl --real real/msra.toml "
    "--out out/validity",
)
@real_option(multiple=True)
@click.option(
    "--synthetic",
    "generated",
    multiple=True,
    callback=lambda _context, _option, values: [_generated(value) for value in values],
    metavar="CORPUS[/NOISE]",
    help="Generated text that stands for every label; repeat for more. By default what is "
    "declared for each label.",
)
@detectors_option(
    help="A detector; repeat for more. By default all that are available, and unions of two."
)
@rows_option(default=ROWS, help="Records of each generated corpus.")
@isolation_options
@seed_option
@split_option
@pack_option()
@map_option
@out_option(required=False, help="Where documents and figures go; none are written without it.")
@force_option
@format_option
def validity(  # noqa: PLR0913 - one argument an option
    *,
    real: tuple[str, ...],
    generated: "list[Generated]",
    detectors: tuple[str, ...],
    rows: int,
    limits: "Limits | None",
    seed: int,
    split: Split,
    pack: "Pack | None",
    mapping: dict[str, str],
    out: Path | None,
    force: bool,
    form: str,
) -> None:
    """Rank detectors on labelled corpora and on the generated text that stands for their labels.

    For each label: Kendall's tau-b of the two rankings, with 95% bootstrap intervals over records
    and over detectors, of all and of those that did not learn from generated text; tau over the
    pairs of detectors whose order is sure on both sides; every pair that changes places; and by how
    much generated text overstates each detector's F1.
    """
    from leakbench.benchmarks.console.extras import need_figures
    from leakbench.benchmarks.console.filling import filling_if_asked
    from leakbench.benchmarks.running.inquiry import listings
    from leakbench.benchmarks.sources.opening import open_sources
    from leakbench.benchmarks.validity.detector_panel import DetectorPanel
    from leakbench.benchmarks.validity.document import Measured, to_json
    from leakbench.benchmarks.validity.plan import panel_names, plan
    from leakbench.benchmarks.validity.rankings import validate
    from leakbench.benchmarks.validity.reading import tables
    from leakbench.benchmarks.validity.report import write_validity

    if out is not None:
        need_figures("leakbench validity --out")
    spec = Spec(corpus="", seed=seed, split=split, pack=pack)
    sources = open_sources(real, spec)
    for source in sources:
        if source.noise is not None:
            raise click.UsageError(f"{source.name} is generated; --synthetic takes such corpora")
    declared = plan()
    with filling_if_asked(out, force=force) as folder:
        there = [one.name for one in listings() if one.template is None and one.available]
        panel = DetectorPanel(detectors or panel_names(there, declared.unions), limits=limits)
        found = validate(
            sources, panel, declared, spec, rows, mapping=mapping, generated=generated,
            watch=progress,
        )  # fmt: skip
        document = to_json(Measured(found, sources, panel, declared, spec, rows))
        written = [] if folder is None else write_validity(document, folder)
    for path in written:
        note(f"{out}/{path.name}")
    if form == "json":
        emit_json(document)
    else:
        emit_tables(tables(document))
    for name, reason in panel.failures.items():
        note(f"{name} failed: {reason}")


def _generated(value: str) -> "Generated":
    from leakbench.generator.corpus import load_corpus

    corpus, _, noise = value.partition("/")
    if (noise or "clean") not in NOISES:
        raise click.BadParameter(f"{value!r}: {not_one_of(noise, [*NOISES])}")
    return load_corpus(corpus).name, cast("Noise", noise or "clean")
