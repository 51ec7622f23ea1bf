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

NARROW: Final = ("sweep", "throughput")  # kinds whose figures fit a column

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
        width: Of the figures; those on validity and realism, of panels side by side, need two
            columns.
        language: Of the axes.

    Returns:
        Figures by what a file is to be called; none where nothing was measured.
    """
    if width == "single" and document["kind"] not in NARROW:
        return {}
    match document["kind"]:
        case "sweep":
            stem = f"robustness-{document['axis']['name']}-{document['corpus']}"
            panels, scale, note = *sweep_panels(document, language), ""
        case "throughput":
            stem = f"scaling-{document['corpus']['name']}"
            panels, scale, note = session_panels(document, language)
        case "realism":
            return _realism(document, language)
        case _:
            return {**_agreement(document, language), **_overstatement(document, language)}
    if not panels:
        return {}
    drawn = draw_lines(panels, scale, note, width=width, language=language)
    return {stem: Captioned(drawn, lines_caption(panels, scale, language))}


def sweep_panels(document: Document, language: Language = "en") -> tuple[list[LinePanel], Scale]:
    """A panel for each metric that some detector has."""
    places = document["places"]
    names = dict.fromkeys(one["name"] for place in places for one in place["detectors"])
    panels = []
    for metric in ("recall", "precision"):
        lines = [line for name in names if (line := _swept(places, name, metric)) is not None]
        subtitle = word("about_sweep", language).format(
            corpus=document["corpus"],
            rows=f"{document['rows']:,}",
            track=word(document["track"], language),
        )
        if lines:
            panels.append(LinePanel(word(metric, language), subtitle, metric, lines))
    ticks = {place["at"]: place["name"] for place in places}
    key = f"axis_{document['axis']['name']}"
    axis = word(key, language)
    axis = document["axis"]["title"] if axis == key else axis
    return panels, Scale(axis=axis, ticks=ticks, log=False)


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


def session_panels(
    document: Document, language: Language = "en"
) -> tuple[list[LinePanel], Scale, str]:
    """A panel for each number of threads in which something was measured, and what is noted."""
    panels = []
    for threads in document["plan"]["threads"]:
        lines = [
            line
            for one in document["contenders"]
            if (line := _timed(one["name"], one["cells"], threads)) is not None
        ]
        if lines:
            key = "one_thread" if threads == 1 else "some_threads"
            title = word(key, language).format(threads=threads)
            subtitle = word("about_session", language).format(
                corpus=document["corpus"]["name"], track=word(document["track"], language)
            )
            panels.append(LinePanel(title, subtitle, "rate", lines))
    ticks = {rows: f"{rows:,}" for rows in document["plan"]["batch_rows"]}
    note = "; ".join([str(document["environment"].get("cpu")), *document["warnings"]])
    return panels, Scale(axis="batch", ticks=ticks, log=True), note


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


def _agreement(document: Document, language: Language) -> dict[str, Captioned]:
    """F1 on real text against that on generated text, a figure for each real corpus."""
    note = _noted("note_agreement", document, language)
    shown: dict[str, list[AgreementPanel]] = {}
    for panel in agreement_panels(document, language):
        shown.setdefault(_stem("agreement", panel.title), []).append(panel)
    return {
        stem: Captioned(
            draw_agreement(panels, note, language=language), agreement_caption(panels, language)
        )
        for stem, panels in shown.items()
    }


def _overstatement(document: Document, language: Language) -> dict[str, Captioned]:
    """How much more the second is; documents of version 1 do not tell."""
    note = _noted("note_dots", document, language)
    shown: dict[str, dict[str, list[Dot]]] = {}
    for one in document.get("overstatement", ()):
        title = f"{one['corpus']}: {one['label']}"
        ends = one["overstated_low"], one["overstated_high"]
        dot = Dot(one["detector"], one["overstated"], *ends, trained=one["trained"])
        panels = shown.setdefault(_stem("overstatement", title), {})
        panels.setdefault(title, []).append(dot)
    return {
        stem: _dotted(
            [DotPanel(title, tuple(dots)) for title, dots in panels.items()],
            "overstated",
            note,
            language,
        )
        for stem, panels in shown.items()
    }


def _dotted(panels: Sequence[DotPanel], measure: str, note: str, language: Language) -> Captioned:
    drawn = draw_dots(panels, measure, note, language=language)
    return Captioned(drawn, dots_caption(panels, measure, language))


def _noted(key: str, document: Document, language: Language) -> str:
    """A note, and of how many records the document is; older ones do not tell."""
    note = word(key, language)
    if rows := document.get("generated", {}).get("rows"):
        note += f" {word('note_rows', language).format(rows=f'{rows:,}')}"
    return note


def _stem(kind: str, title: str) -> str:
    """All labels of a real corpus are panels of one figure."""
    return f"{kind}-{title.partition(': ')[0]}"


def agreement_panels(document: Document, language: Language = "en") -> list[AgreementPanel]:
    """F1 of everybody who is ranked, by real corpus and label; above it how far rankings agree."""
    by_f1 = [one for one in document["agreement"] if one["metric"] == "f1"]
    without = {(one["corpus"], one["label"]): one for one in by_f1 if not one["trained"]}
    points: dict[tuple[str, str], list[Document]] = {}
    for one in document["points"]:
        points.setdefault((one["corpus"], one["label"]), []).append(one)
    return [
        _panel(one, without.get((one["corpus"], one["label"])), mine, language)
        for one in by_f1
        if one["trained"] and (mine := points.get((one["corpus"], one["label"])))
    ]


def _panel(
    agreement: Document, without: Document | None, points: Sequence[Document], language: Language
) -> AgreementPanel:
    told = {"tau": agreement}
    if without is not None and without["detectors"]:
        told["tau_elsewhere"] = without
    subtitle = "\n".join(
        word(key, language).format(tau=_tau(one), detectors=one["detectors"])
        for key, one in told.items()
    )
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


def _realism(document: Document, language: Language) -> dict[str, Captioned]:
    """A figure for each corpus, a panel in it for each label."""
    note = word("note_realism", language)
    shown: dict[str, list[AgreementPanel]] = {}
    for corpus, panel in realism_panels(document, language):
        shown.setdefault(f"realism-{document['real']['name']}-{corpus}", []).append(panel)
    figures = {
        stem: Captioned(
            draw_agreement(panels, note, language=language), agreement_caption(panels, language)
        )
        for stem, panels in shown.items()
    }
    note = word("note_dots", language)
    for corpus, losses in transplant_panels(document, language).items():
        stem = f"transplant-{document['real']['name']}-{corpus}"
        figures[stem] = _dotted(losses, "lost", note, language)
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


def realism_panels(
    document: Document, language: Language = "en"
) -> list[tuple[str, AgreementPanel]]:
    """F1 of every detector on generated and on real text, by corpus and label of it."""
    values = {(one["corpus"], one["label"]): one for one in document["values"]}
    points: dict[tuple[str, str], list[Scored]] = {}
    for one in document["scores"]:
        scored = Scored(
            one["detector"], one["generated"], one["real"], trained=one["trained"], named=True
        )
        points.setdefault((one["corpus"], one["label"]), []).append(scored)
    told = {place: _told(one, language) for place, one in values.items()}
    return [
        (corpus, AgreementPanel(f"{corpus}: {label}", told[corpus, label], tuple(mine)))
        for (corpus, label), mine in points.items()
    ]


def _told(values: Document, language: Language) -> str:
    apart = word("told_apart", language).format(auc=values["auc"], halves=values["auc_real_halves"])
    shapes = word("shapes", language).format(
        covered=values["shapes_covered"], by_half=values["shapes_of_real_half"]
    )
    return f"{apart}\n{shapes}"
