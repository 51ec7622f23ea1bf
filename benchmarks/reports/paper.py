"""Everything that a paper takes from results: figures, tables, and how to cite."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, product
from pathlib import Path

from leakbench.benchmarks.console.filling import filling
from leakbench.benchmarks.figures.caption_words import Captioned
from leakbench.benchmarks.figures.documents import Document, figures_of
from leakbench.benchmarks.figures.style import FORMS, WIDTHS, Language, Width, save
from leakbench.benchmarks.reports.citation import bibtex
from leakbench.benchmarks.reports.documents import BROKEN, BrokenDocumentError
from leakbench.benchmarks.reports.headline import Headline, headline
from leakbench.benchmarks.reports.latex import PREAMBLE, figure
from leakbench.benchmarks.reports.latex_tables import group_tables, headline_table
from leakbench.benchmarks.reports.operating import Operating, operating
from leakbench.benchmarks.reports.paper_figures import (
    group_figures,
    headline_figures,
    score_figures,
)
from leakbench.benchmarks.reports.paper_index import Shown, html_index, markdown_index
from leakbench.benchmarks.reports.paper_tables import csv_table
from leakbench.benchmarks.reports.paper_words import TABLES, section_of
from leakbench.benchmarks.store.directory import latest
from leakbench.benchmarks.store.pooling import groups_of
from leakbench.benchmarks.store.results import Result
from leakbench.generator.datasets.outputs import write_text
from leakbench.generator.errors import LeakbenchError

Drawn = Iterator[tuple[str, Width, Captioned]]

WIDEST_FIRST: tuple[Width, ...] = WIDTHS[::-1]  # which the index shows


def write_paper(
    results: Sequence[Result],
    out: Path,
    *,
    documents: Sequence[Document] = (),
    language: Language = "en",
    force: bool = False,
) -> list[Path]:
    """Write figures (PDF, SVG, PNG), tables (LaTeX, CSV), captions, an index and BibTeX.

    ``index.html`` and ``index.md`` show all that there is; ``figures.tex`` has every figure with
    its caption, to be copied into a paper.

    Args:
        results: At least one; of several runs of one thing the last counts.
        out: The directory.
        documents: Of ``leakbench sweep``, ``throughput``, ``validity`` and ``realism``, for figures
            of robustness, scaling, rank agreement, overstatement and transplants.
        language: Of the figures and their captions.
        force: Write into a directory that is not empty; only these files are replaced.

    Returns:
        The files written, the index first.

    Raises:
        OutputExistsError: The directory is not empty, and ``force`` is not set.
        OutputInUseError: Another process writes there.
        MissingFontError: Chinese is asked for, and no Chinese font is installed.
        BrokenDocumentError: Something in a document is missing or of another type.
    """
    with filling(out, force=force) as folder:
        written = _written(latest(results), folder, documents, language)
    return [out / path.name for path in written]


def _written(
    chosen: Sequence[Result], folder: Path, documents: Sequence[Document], language: Language
) -> list[Path]:
    """Write all of it into a folder."""
    sides = _sides(chosen)
    first = headline(chosen)
    tables = {"headline": headline_table(first, language)} if (*first.ranked, *first.ours) else {}
    for end, groups in sides.items():
        tables |= group_tables(groups, end, language)
    shown = {
        stem: Shown(stem, TABLES, table.told, (f"{stem}.tex",)) for stem, table in tables.items()
    }
    texts = {f"{stem}.tex": table.tex for stem, table in tables.items()}
    written: list[Path] = []
    blocks = [PREAMBLE]
    points = operating(first, chosen)
    for stem, width, (drawn, caption) in chain(
        _of_results(sides, first, points, language), _of_documents(documents, language)
    ):
        name = f"{stem}-{width}"
        written += save(drawn, folder, name, language)
        before = shown[stem].files if stem in shown else ()
        files = (*before, *(f"{name}.{form}" for form in FORMS))
        shown[stem] = Shown(stem, section_of(stem), caption, files)
        blocks.append(figure(name, caption, wide=width == "double"))
    others = {
        "index.html": html_index([*shown.values()], language),
        "index.md": markdown_index([*shown.values()], language),
        "figures.tex": "\n".join(blocks),
        "scores.csv": csv_table([*sides.values()]),
        "leakbench.bib": bibtex(),
    }
    for name, text in (others | texts).items():
        write_text(folder / name, text)
    return [*(folder / name for name in (*others, *texts)), *written]


def _of_results(
    sides: Mapping[str, Mapping[str, Sequence[Result]]],
    first: Headline,
    points: Operating,
    language: Language,
) -> Drawn:
    """Figures of results, made as they are asked for: together they take much memory."""
    for width in WIDEST_FIRST:
        for stem, one in headline_figures(first, width, language):
            yield stem, width, one
        for stem, one in score_figures(points, width, language):
            yield stem, width, one
    for end, groups in sides.items():  # panels of all groups side by side need two columns
        for stem, one in group_figures(groups, end, language):
            yield stem, "double", one


def _sides(chosen: Sequence[Result]) -> dict[str, dict[str, list[Result]]]:
    """Groups of generated lists and those of real text, by what their shared files end in."""
    lists = [one for one in chosen if one.noise is not None]
    real = [one for one in chosen if one.noise is None]
    both = bool(lists and real)
    sides = {"": lists, "-real": real} if both else {"": lists or real}
    return {end: groups_of(some, most=3) for end, some in sides.items()}


def _of_documents(documents: Sequence[Document], language: Language) -> Drawn:
    """Of several documents on one corpus the later ones' figures are numbered."""
    times = Counter[tuple[str, Width]]()
    for document, width in product(documents, WIDEST_FIRST):
        try:
            for stem, one in figures_of(document, width=width, language=language).items():
                times[stem, width] += 1
                number = times[stem, width]
                yield f"{stem}-{number}" if number > 1 else stem, width, one
        except (LeakbenchError, OSError):
            raise
        except BROKEN as error:
            raise BrokenDocumentError(document["kind"], error) from None
