"""Everything that a paper takes from results: figures in both widths, tables, and how to cite."""

from collections.abc import Iterator, Mapping, Sequence
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
from leakbench.benchmarks.reports.paper_figures import group_figures, headline_figures, stem_of
from leakbench.benchmarks.reports.paper_index import Shown, html_index, markdown_index
from leakbench.benchmarks.reports.paper_tables import csv_table
from leakbench.benchmarks.store.directory import latest
from leakbench.benchmarks.store.pooling import groups_of
from leakbench.benchmarks.store.results import Result
from leakbench.generator.datasets.outputs import write_text
from leakbench.generator.errors import LeakbenchError


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
    tables = {"headline": headline_table(first)} if (*first.ranked, *first.ours) else {}
    for end, groups in sides.items():
        tables |= group_tables(groups, end, {title: stem_of(title) for title in groups})
    shown = [
        Shown(stem, "table", table.caption, (f"{stem}.tex",)) for stem, table in tables.items()
    ]
    texts = {f"{stem}.tex": table.tex for stem, table in tables.items()}
    written: list[Path] = []
    blocks = [PREAMBLE]
    for width in WIDTHS:
        for stem, (drawn, caption) in _drawn(sides, first, documents, (width, language)):
            name = f"{stem}-{width}"
            written += save(drawn, folder, name, language)
            shown.append(Shown(name, width, caption, tuple(f"{name}.{form}" for form in FORMS)))
            blocks.append(figure(name, caption, wide=width == "double"))
    others = {
        "index.html": html_index(shown),
        "index.md": markdown_index(shown),
        "figures.tex": "\n".join(blocks),
        "scores.csv": csv_table([*sides.values()]),
        "leakbench.bib": bibtex(),
    }
    for name, text in (others | texts).items():
        write_text(folder / name, text)
    return [*(folder / name for name in (*others, *texts)), *written]


def _drawn(
    sides: Mapping[str, Mapping[str, Sequence[Result]]],
    first: Headline,
    documents: Sequence[Document],
    look: tuple[Width, Language],
) -> Iterator[tuple[str, Captioned]]:
    """All figures of one width, made as they are asked for: together they take much memory."""
    yield from headline_figures(first, *look).items()
    for end, groups in sides.items():
        yield from group_figures(groups, end, *look).items()
    yield from _of_documents(documents, *look)


def _sides(chosen: Sequence[Result]) -> dict[str, dict[str, list[Result]]]:
    """Groups of generated lists and those of real text, by what their shared files end in."""
    lists = [one for one in chosen if one.noise is not None]
    real = [one for one in chosen if one.noise is None]
    both = bool(lists and real)
    sides = {"": lists, "-real": real} if both else {"": lists or real}
    return {end: groups_of(some, most=3) for end, some in sides.items()}


def _of_documents(
    documents: Sequence[Document], width: Width, language: Language
) -> Iterator[tuple[str, Captioned]]:
    for document in documents:
        try:
            yield from figures_of(document, width=width, language=language).items()
        except (LeakbenchError, OSError):
            raise
        except BROKEN as error:
            raise BrokenDocumentError(document["kind"], error) from None
