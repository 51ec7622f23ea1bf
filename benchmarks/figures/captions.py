"""What is seen in a figure, in sentences made of what is drawn in it."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from leakbench.benchmarks.figures.agreement import AgreementPanel, Scored
from leakbench.benchmarks.figures.bars import Bar, BarPanel
from leakbench.benchmarks.figures.caption_words import Teller, amount, capital, score
from leakbench.benchmarks.figures.curves import CurvePanel
from leakbench.benchmarks.figures.dots import DotPanel
from leakbench.benchmarks.figures.lines import Line, LinePanel, Scale
from leakbench.benchmarks.figures.pareto import COST, SPEED, Panel, Trade, border
from leakbench.benchmarks.figures.reliability import ReliabilityPanel
from leakbench.benchmarks.figures.standings import StandingRow
from leakbench.benchmarks.figures.style import Language, word

_TRADES: Final = {SPEED: "speed", COST: "cost"}
SEVERAL: Final = 2  # panels of which each is told by itself; more are told together


def bars_caption(panels: Sequence[BarPanel], measure: str, language: Language = "en") -> str:
    """Who is highest, by how much, and who of this house."""
    tell = Teller(language)
    ranked = {
        panel.title: sorted((bar for bar in panel.bars if not bar.ours), key=lambda one: -one.value)
        for panel in panels
    }
    ranked = {title: bars for title, bars in ranked.items() if bars}
    parts = [_lead(title, bars, tell) for title, bars in ranked.items()]
    if len(ranked) > SEVERAL:
        clear = max(ranked, key=lambda title: _gap(ranked[title]))
        highest = tell.tally(bars[0].detector for bars in ranked.values())
        lead = _lead(clear, ranked[clear], tell)
        parts = [tell("highest", tally=highest), tell("clearest", lead=lead)]
    return tell.told(
        tell("bars", measure=capital(word(measure, language))), parts, _house(panels, tell)
    )


def _gap(ranked: Sequence[Bar]) -> float:
    return ranked[0].value - ranked[1].value if len(ranked) > 1 else 0.0


def _lead(title: str, ranked: Sequence[Bar], tell: Teller) -> str:
    first = ranked[0]
    told = {"first": first.detector, "value": score(first.value)}
    if len(ranked) == 1:
        return tell("bars_alone", title=title, **told)
    told |= {"second": ranked[1].detector, "gap": score(_gap(ranked))}
    return tell("bars_panel", title=title, **told)


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
    quickest = tell("cheaper" if trade.cheap else "faster")
    parts, best, first = [], [], []
    for panel in panels:
        ranked = [point for point in panel.points if not point.ours]
        if not ranked:
            continue
        best.append(max(ranked, key=lambda point: point.y))
        first.append((min if trade.cheap else max)(ranked, key=lambda point: point.x))
        told = {
            "best": _flat(best[-1].label),
            "score": score(best[-1].y),
            "first": _flat(first[-1].label),
            "quickest": quickest,
            "x": tell(f"unit_{kind}", x=amount(first[-1].x)),
            "count": len(border(panel, cheap=trade.cheap)),
            "all": len(ranked),
        }
        parts.append(tell("trade_panel", title=panel.title, **told))
    if len(parts) > SEVERAL:
        highest, quick = (tell.tally(_flat(one.label) for one in some) for some in (best, first))
        parts = [tell("highest", tally=highest), tell("first", quickest=quickest, tally=quick)]
    house = any(point.ours for panel in panels for point in panel.points)
    return tell.told(tell(f"trade_{kind}"), parts, tell("trade_house") if house else "")


def curves_caption(panels: Sequence[CurvePanel], language: Language = "en") -> str:
    """Who of the ranked finds most on each side."""
    tell = Teller(language)
    parts = []
    for panel in panels:
        ranked = [curve for curve in panel.curves if not curve.ours]
        if ranked:
            most = max(ranked, key=lambda curve: curve.recall[-1])
            told = {"recall": score(most.recall[-1]), "precision": score(most.precision[-1])}
            parts.append(tell("curves_panel", title=panel.title, name=most.detector, **told))
    return tell.told(tell("curves"), parts)


def reliability_caption(panels: Sequence[ReliabilityPanel], language: Language = "en") -> str:
    """Whose scores mean most and least on each side, of those that are ranked."""
    tell = Teller(language)
    parts = []
    for side in dict.fromkeys(side for panel in panels for side in panel.sides):
        off = {
            panel.detector: panel.sides[side].error
            for panel in panels
            if side in panel.sides and not panel.ours
        }
        if len(off) > 1:
            near, far = (pick(off, key=lambda name: off[name]) for pick in (min, max))
            told = {"near": near, "least": score(off[near]), "far": far, "most": score(off[far])}
            parts.append(tell("reliability_side", side=word(f"{side}_side", language), **told))
    return tell.told(tell("reliability"), parts)


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
    hardest = tell("heatmap_hard", label=label, name=named, value=score(float(top[hard])))
    if not top[hard]:
        hardest = tell("heatmap_none", label=label)
    parts = [tell("heatmap_best", **best), hardest]
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
    """Who is farthest from the line; of many panels, in the one where that is most."""
    tell = Teller(language)
    farthest = {
        panel.title: max(named, key=_distance)
        for panel in panels
        if (named := [point for point in panel.points if point.named])
    }
    if len(farthest) > SEVERAL:
        title = max(farthest, key=lambda one: _distance(farthest[one]))
        farthest = {title: farthest[title]}
    parts = []
    for title, far in farthest.items():
        told = {"generated": score(far.generated), "real": score(far.real)}
        parts.append(tell("agreement_panel", title=title, name=far.detector, **told))
    return tell.told(tell("agreement"), parts)


def _distance(point: Scored) -> float:
    return abs(point.generated - point.real)


def dots_caption(panels: Sequence[DotPanel], measure: str, language: Language = "en") -> str:
    """Who differs most, and how many do not differ for sure; many panels are told as one."""
    tell = Teller(language)
    parts = []
    farthest = {panel: max(panel.dots, key=lambda dot: abs(dot.value)) for panel in panels}
    if len(panels) > SEVERAL:
        most = max(farthest, key=lambda panel: abs(farthest[panel].value))
        dots = [dot for panel in panels for dot in panel.dots]
        farthest = {DotPanel(most.title, tuple(dots)): farthest[most]}
    for panel, far in farthest.items():
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
