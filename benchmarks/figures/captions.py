"""What is seen in a figure, in sentences made of what is drawn in it."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from leakbench.benchmarks.figures.agreement import AgreementPanel
from leakbench.benchmarks.figures.bars import BarPanel
from leakbench.benchmarks.figures.caption_words import Teller, amount, capital, score
from leakbench.benchmarks.figures.curves import ScoreCurve
from leakbench.benchmarks.figures.dots import DotPanel
from leakbench.benchmarks.figures.lines import Line, LinePanel, Scale
from leakbench.benchmarks.figures.pareto import COST, SPEED, Panel, Trade, border
from leakbench.benchmarks.figures.standings import StandingRow
from leakbench.benchmarks.figures.style import Language, word

_TRADES: Final = {SPEED: "speed", COST: "cost"}


def bars_caption(panels: Sequence[BarPanel], measure: str, language: Language = "en") -> str:
    """Who is highest in each panel, by how much, and who of this house."""
    tell = Teller(language)
    parts = []
    for panel in panels:
        ranked = sorted((bar for bar in panel.bars if not bar.ours), key=lambda bar: -bar.value)
        if len(ranked) > 1:
            first, second = ranked[:2]
            told = {"value": score(first.value), "gap": score(first.value - second.value)}
            told |= {"first": first.detector, "second": second.detector}
            parts.append(tell("bars_panel", title=panel.title, **told))
        elif ranked:
            value = score(ranked[0].value)
            told = {"first": ranked[0].detector, "value": value}
            parts.append(tell("bars_alone", title=panel.title, **told))
    return tell.told(
        tell("bars", measure=capital(word(measure, language))), parts, _house(panels, tell)
    )


def _house(panels: Sequence[BarPanel], tell: Teller) -> str:
    """The detector of this house that is highest in most panels, and where it ends."""
    best = [
        max(ours, key=lambda bar: bar.value)
        for panel in panels
        if (ours := [bar for bar in panel.bars if bar.ours])
    ]
    if not best:
        return ""
    names = [bar.detector for bar in best]
    name = max(sorted(set(names)), key=names.count)
    mine = [bar.value for panel in panels for bar in panel.bars if bar.detector == name]
    return tell("bars_house", name=name, low=score(min(mine)), high=score(max(mine)))


def trade_caption(panels: Sequence[Panel], trade: Trade = SPEED, language: Language = "en") -> str:
    """Who is highest, who is fastest or cheapest, and how many stand on the border."""
    tell = Teller(language)
    kind = _TRADES.get(trade, "price")
    parts = []
    for panel in panels:
        ranked = [point for point in panel.points if not point.ours]
        if not ranked:
            continue
        best = max(ranked, key=lambda point: point.y)
        first = (min if trade.cheap else max)(ranked, key=lambda point: point.x)
        told = {
            "best": _flat(best.label),
            "score": score(best.y),
            "first": _flat(first.label),
            "quickest": tell("cheaper" if trade.cheap else "faster"),
            "x": tell(f"unit_{kind}", x=amount(first.x)),
            "count": len(border(panel, cheap=trade.cheap)),
            "all": len(ranked),
        }
        parts.append(tell("trade_panel", title=panel.title, **told))
    house = any(point.ours for panel in panels for point in panel.points)
    return tell.told(tell(f"trade_{kind}"), parts, tell("trade_house") if house else "")


def curves_caption(curves: Sequence[ScoreCurve], title: str, language: Language = "en") -> str:
    """Who finds most, and whose scores mean most and least; of those that are ranked."""
    tell = Teller(language)
    if not curves:
        return tell("curves", title=title)
    most = max(curves, key=lambda curve: curve.recall[-1])
    told = {"recall": score(most.recall[-1]), "precision": score(most.precision[-1])}
    parts = [tell("curves_most", name=most.detector, **told)]
    off = {
        curve.detector: float(np.abs(np.subtract(curve.score, curve.right)).mean())
        for curve in curves
        if len(curve.score)
    }
    if len(off) > 1:
        near, far = min(off, key=lambda name: off[name]), max(off, key=lambda name: off[name])
        told = {"near": near, "least": score(off[near]), "far": far, "most": score(off[far])}
        parts.append(tell("curves_told", **told))
    return tell.told(tell("curves", title=title), parts)


def heatmap_caption(
    detectors: Sequence[str],
    labels: Sequence[str],
    values: NDArray[np.float64],
    title: str,
    language: Language = "en",
) -> str:
    """Who of the ranked is highest on most labels, and which label is the hardest."""
    tell = Teller(language)
    asked = np.flatnonzero(~np.isnan(values).all(0)) if len(detectors) else ()
    if not len(asked):
        return tell("heatmap", measure=capital(word("recall", language)), title=title)
    top = np.nanmax(values[:, asked], 0)
    wins = (values[:, asked] == top).sum(1)
    hard = int(top.argmin())
    named = detectors[int(np.nanargmax(values[:, asked[hard]]))]
    label = labels[asked[hard]].lower().replace("_", " ")
    best = {"name": detectors[int(wins.argmax())], "count": int(wins.max()), "all": len(asked)}
    parts = [
        tell("heatmap_best", **best),
        tell("heatmap_hard", label=label, name=named, value=score(float(top[hard]))),
    ]
    return tell.told(tell("heatmap", measure=capital(word("recall", language)), title=title), parts)


def lines_caption(panels: Sequence[LinePanel], scale: Scale, language: Language = "en") -> str:
    """Who loses most and least along an axis; of throughput, who is fastest."""
    tell = Teller(language)
    parts = []
    for panel in panels:
        lines = [line for line in panel.lines if not line.reference]
        if scale.log:
            parts.append(_fastest(lines, panel.title, tell))
        elif lines:
            most, least = (pick(lines, key=_loss) for pick in (max, min))
            told = {"most": most.name, "from_": score(most.y[0]), "to": score(most.y[-1])}
            told |= {"least": least.name, "from_2": score(least.y[0]), "to_2": score(least.y[-1])}
            parts.append(tell("sweep_panel", title=panel.title, **told))
    if scale.log:
        return tell.told(tell("session"), parts)
    axis = word(scale.axis, language)
    return tell.told(tell("sweep", axis=axis, subtitle=panels[0].subtitle), parts)


def _loss(line: Line) -> float:
    return line.y[0] - line.y[-1]


def _fastest(lines: Sequence[Line], title: str, tell: Teller) -> str:
    order = sorted(lines, key=lambda line: -max(line.y))
    if len(order) < 2:
        return ""
    first, second = (max(line.y) for line in order[:2])
    told = {"first": order[0].name, "value": amount(first), "second": order[1].name}
    return tell("session_panel", title=title, times=f"{first / second:.1f}", **told)


def agreement_caption(panels: Sequence[AgreementPanel], language: Language = "en") -> str:
    """Who is farthest from the line in each panel."""
    tell = Teller(language)
    parts = []
    for panel in panels:
        named = [point for point in panel.points if point.named]
        if named:
            far = max(named, key=lambda point: abs(point.generated - point.real))
            told = {"generated": score(far.generated), "real": score(far.real)}
            parts.append(tell("agreement_panel", title=panel.title, name=far.detector, **told))
    return tell.told(tell("agreement"), parts)


def dots_caption(panels: Sequence[DotPanel], measure: str, language: Language = "en") -> str:
    """Who differs most in each panel, and how many do not differ for sure."""
    tell = Teller(language)
    parts = []
    for panel in panels:
        far = max(panel.dots, key=lambda dot: abs(dot.value))
        zero = sum(dot.low <= 0 <= dot.high for dot in panel.dots)
        told = {"name": far.detector, "value": f"{far.value:+.2f}"}
        parts.append(tell("dots_panel", title=panel.title, count=zero, all=len(panel.dots), **told))
    return tell.told(tell("dots", measure=capital(word(measure, language))), parts)


def dumbbell_caption(rows: Sequence[StandingRow], language: Language = "en") -> str:
    """Who is highest on either side, and whom generated lists flatter most."""
    tell = Teller(language)
    ranked = [row for row in rows if not row.ours]
    parts = []
    if ranked:
        real, made = (
            max(ranked, key=lambda row: row.sides[side].value) for side in ("real", "generated")
        )
        told = {"real": real.name, "value": score(real.sides["real"].value)}
        told |= {"made": made.name, "value_2": score(made.sides["generated"].value)}
        parts.append(tell("dumbbell_best", **told))
    gaps = {row.name: row.sides["generated"].value - row.sides["real"].value for row in rows}
    name = max(gaps, key=lambda one: gaps[one])
    if gaps[name] > 0:
        parts.append(tell("dumbbell_gap", name=name, gap=score(gaps[name])))
    house = any(row.ours for row in rows)
    return tell.told(tell("dumbbell"), parts, tell("dumbbell_house") if house else "")


def _flat(label: str) -> str:
    return label.replace("\n", ", ")
