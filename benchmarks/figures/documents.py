"""Figures of documents: of sweeps, throughput, validity and realism, from their JSON alone.

Who measures and who writes a paper later draw the same figure from the same document.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from leakbench.benchmarks.figures.agreement import AgreementPanel, Scored, draw_agreement
from leakbench.benchmarks.figures.caption_words import Captioned
from leakbench.benchmarks.figures.captions import agreement_caption, dots_caption, lines_caption
from leakbench.benchmarks.figures.dots import Dot, DotPanel, draw_dots
from leakbench.benchmarks.figures.lines import Line, LinePanel, Scale, draw_lines
from leakbench.benchmarks.figures.style import Language, Width, word
from leakbench.benchmarks.running.memory_copy import MEMORY_COPY

Document = Mapping[str, Any]

LOSSES: Final = (
    "by_values",
    "by_contexts_of_generated_values",
    "by_values_in_real_contexts",
    "by_contexts",
)
"""By other values in generated and in real sentences, and by other sentences around generated and
around real values; each way round makes up the whole."""


def figures_of(
    document: Document, *, width: Width = "double", language: Language = "en"
) -> dict[str, Captioned]:
    """Draw a document that is a sweep, a throughput session, or on validity or realism.

    Args:
        document: As it is written to disk.
        width: Of the figures.
        language: Of the axes.

    Returns:
        Figures by what a file is to be called; none where nothing was measured.
    """
    match document["kind"]:
        case "sweep":
            stem = f"robustness-{document['axis']['name']}-{document['corpus']}"
            panels, scale, note = *sweep_panels(document), ""
        case "throughput":
            stem = f"scaling-{document['corpus']['name']}"
            panels, scale, note = session_panels(document)
        case "realism":
            return _realism(document, width, language)
        case _:
            return {
                **_agreement(document, width, language),
                **_overstatement(document, width, language),
            }
    if not panels:
        return {}
    drawn = draw_lines(panels, scale, note, width=width, language=language)
    return {stem: Captioned(drawn, lines_caption(panels, scale, language))}


def sweep_panels(document: Document) -> tuple[list[LinePanel], Scale]:
    """A panel for each metric that some detector has."""
    places = document["places"]
    names = dict.fromkeys(one["name"] for place in places for one in place["detectors"])
    panels = []
    for metric in ("recall", "precision"):
        lines = [line for name in names if (line := _swept(places, name, metric)) is not None]
        subtitle = (
            f"{document['corpus']}, {document['rows']:,} rows, {document['track']} track; "
            "95% intervals"
        )
        if lines:
            panels.append(LinePanel(f"strict {metric}", subtitle, metric, lines))
    ticks = {place["at"]: place["name"] for place in places}
    return panels, Scale(axis=document["axis"]["title"], ticks=ticks, log=False)


def _swept(places: Iterable[Document], name: str, metric: str) -> Line | None:
    scored = [
        (place["at"], one["scores"])
        for place in places
        for one in place["detectors"]
        if one["name"] == name and one["scores"].get(f"{metric}_low") is not None
    ]
    if not scored:
        return None
    y, low, high = (
        [scores[f"{metric}{end}"] for _, scores in scored] for end in ("", "_low", "_high")
    )
    return Line(name, [at for at, _ in scored], y, low, high)


def session_panels(document: Document) -> tuple[list[LinePanel], Scale, str]:
    """A panel for each number of threads in which something was measured, and what is noted."""
    panels = []
    for threads in document["plan"]["threads"]:
        lines = [
            line
            for one in document["contenders"]
            if (line := _timed(one["name"], one["cells"], threads)) is not None
        ]
        if lines:
            title = "one thread" if threads == 1 else f"{threads} threads of one process"
            subtitle = (
                f"{document['corpus']['name']}, {document['track']} track; "
                "medians, bars from min to max"
            )
            panels.append(LinePanel(title, subtitle, "rate", lines))
    ticks = {rows: f"{rows:,}" for rows in document["plan"]["batch_rows"]}
    note = "; ".join([str(document["environment"].get("cpu")), *document["warnings"]])
    return panels, Scale(axis="rows of a batch", ticks=ticks, log=True), note


def _timed(name: str, cells: Iterable[Document], threads: int) -> Line | None:
    timed = [
        (cell["batch_rows"], cell["summary"])
        for cell in cells
        if cell["threads"] == threads and cell["summary"]["mb_per_s"]
    ]
    if not timed:
        return None
    y, low, high = (
        [summary[f"mb_per_s{end}"] for _, summary in timed] for end in ("", "_min", "_max")
    )
    return Line(name, [rows for rows, _ in timed], y, low, high, reference=name == MEMORY_COPY)


def _agreement(document: Document, width: Width, language: Language) -> dict[str, Captioned]:
    """F1 on real text against that on generated text."""
    note = "*: learnt from generated text. Small dots are unions of two detectors."
    shown: dict[str, list[AgreementPanel]] = {}
    for panel in agreement_panels(document):
        shown.setdefault(_stem("agreement", panel.title, width), []).append(panel)
    return {
        stem: Captioned(
            draw_agreement(panels, note, width=width, language=language),
            agreement_caption(panels, language),
        )
        for stem, panels in shown.items()
    }


def _overstatement(document: Document, width: Width, language: Language) -> dict[str, Captioned]:
    """How much more the second is; documents of version 1 do not tell."""
    note = "95% intervals over records. *: learnt from generated text."
    shown: dict[str, dict[str, list[Dot]]] = {}
    for one in document.get("overstatement", ()):
        title = f"{one['corpus']}: {one['label']}"
        ends = one["overstated_low"], one["overstated_high"]
        dot = Dot(one["detector"], one["overstated"], *ends, trained=one["trained"])
        panels = shown.setdefault(_stem("overstatement", title, width), {})
        panels.setdefault(title, []).append(dot)
    return {
        stem: _dotted(
            [DotPanel(title, tuple(dots)) for title, dots in panels.items()],
            "overstated",
            note,
            (width, language),
        )
        for stem, panels in shown.items()
    }


def _dotted(
    panels: Sequence[DotPanel], measure: str, note: str, look: tuple[Width, Language]
) -> Captioned:
    width, language = look
    drawn = draw_dots(panels, measure, note, width=width, language=language)
    return Captioned(drawn, dots_caption(panels, measure, language))


def _stem(kind: str, title: str, width: Width) -> str:
    """Across two columns a figure for each real corpus, in one column for each of its labels."""
    corpus, _, label = title.partition(": ")
    return f"{kind}-{corpus}" + (f"-{label}" if width == "single" else "")


def agreement_panels(document: Document) -> list[AgreementPanel]:
    """F1 of everybody who is ranked, by real corpus and label; above it how far rankings agree."""
    by_f1 = [one for one in document["agreement"] if one["metric"] == "f1"]
    without = {(one["corpus"], one["label"]): one for one in by_f1 if not one["trained"]}
    points: dict[tuple[str, str], list[Document]] = {}
    for one in document["points"]:
        points.setdefault((one["corpus"], one["label"]), []).append(one)
    return [
        _panel(one, without.get((one["corpus"], one["label"])), mine)
        for one in by_f1
        if one["trained"] and (mine := points.get((one["corpus"], one["label"])))
    ]


def _panel(
    agreement: Document, without: Document | None, points: Sequence[Document]
) -> AgreementPanel:
    subtitle = f"tau {_tau(agreement)}, {agreement['detectors']} detectors"
    if without is not None and without["detectors"]:
        subtitle += f"\ntau {_tau(without)}, {without['detectors']} that learnt elsewhere"
    return AgreementPanel(
        f"{agreement['corpus']}: {agreement['label']}",
        subtitle,
        tuple(
            Scored(
                one["detector"],
                one["generated"],
                one["real"],
                trained=one["trained"],
                named=not one["union"],
            )
            for one in points
        ),
    )


def _tau(row: Document) -> str:
    if row["tau"] is None:
        return "–"
    if row["tau_records_low"] is None:
        return f"{row['tau']:.2f}"
    return f"{row['tau']:.2f} [{row['tau_records_low']:.2f}, {row['tau_records_high']:.2f}]"


def _realism(document: Document, width: Width, language: Language) -> dict[str, Captioned]:
    """A figure for each corpus, a panel in it for each label."""
    note = "*: learnt from generated text. Below the line generated text overstates."
    shown: dict[str, list[AgreementPanel]] = {}
    for corpus, panel in realism_panels(document):
        shown.setdefault(f"realism-{document['real']['name']}-{corpus}", []).append(panel)
    figures = {
        stem: Captioned(
            draw_agreement(panels, note, width=width, language=language),
            agreement_caption(panels, language),
        )
        for stem, panels in shown.items()
    }
    note = "95% intervals over records. *: learnt from generated text."
    for corpus, losses in transplant_panels(document, language).items():
        stem = f"transplant-{document['real']['name']}-{corpus}"
        figures[stem] = _dotted(losses, "lost", note, (width, language))
    return figures


def transplant_panels(document: Document, language: Language = "en") -> dict[str, list[DotPanel]]:
    """What every detector loses by values and by contexts, by corpus, label and sentences."""
    dots: dict[str, dict[tuple[str, str], list[Dot]]] = {}
    for one in document["scores"]:
        for loss in LOSSES:
            if f"{loss}_low" in one:
                ends = one[f"{loss}_low"], one[f"{loss}_high"]
                dot = Dot(one["detector"], one[loss], *ends, trained=one["trained"])
                panels = dots.setdefault(one["corpus"], {})
                panels.setdefault((one["label"], loss), []).append(dot)
    return {
        corpus: [
            DotPanel(f"{label}: {word(loss, language)}", tuple(mine))
            for (label, loss), mine in panels.items()
        ]
        for corpus, panels in dots.items()
    }


def realism_panels(document: Document) -> list[tuple[str, AgreementPanel]]:
    """F1 of every detector on generated and on real text, by corpus and label of it."""
    values = {(one["corpus"], one["label"]): one for one in document["values"]}
    points: dict[tuple[str, str], list[Scored]] = {}
    for one in document["scores"]:
        scored = Scored(
            one["detector"], one["generated"], one["real"], trained=one["trained"], named=True
        )
        points.setdefault((one["corpus"], one["label"]), []).append(scored)
    return [
        (corpus, AgreementPanel(f"{corpus}: {label}", _told(values[corpus, label]), tuple(mine)))
        for (corpus, label), mine in points.items()
    ]


def _told(values: Document) -> str:
    return (
        f"values told apart: AUC {values['auc']:.2f}, halves {values['auc_real_halves']:.2f}\n"
        f"shapes covered: {values['shapes_covered']:.1%}, by real half "
        f"{values['shapes_of_real_half']:.1%}"
    )
