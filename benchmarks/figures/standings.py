"""A README's picture: who finds how much, on real text and beside it on generated lists."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke

from leakbench.benchmarks.figures.identities import Identity, identities
from leakbench.benchmarks.figures.style import Language, mark_of, styled, word


class Ground(NamedTuple):
    """What a picture is drawn on, and in.

    Attributes:
        paper: The colour behind it; the picture itself is transparent.
        ink: Of words.
        soft: Of what matters less.
        faint: Of lines behind.
    """

    paper: str
    ink: str
    soft: str
    faint: str


GROUNDS: Final[Mapping[str, Ground]] = {
    "light": Ground("#FFFFFF", "#222222", "#5F5F5F", "#E4E4E4"),
    "dark": Ground("#121212", "#F0F0F0", "#ABABAB", "#3A3A3A"),
}
INCHES: Final = 8.0  # 800 pixels as a browser counts them at 100 to the inch
ROW: Final = 0.29
APART: Final = 1.35  # lines between the ranked and those of this house, for their title
NAMES, GUTTER, EDGE = 0.315, 0.03, 0.015  # of the width: names, between the sides, at the right
FONT: Final = 11.5
SMALLEST: Final = 0.8  # of the font, for long names
BAR: Final = 0.62


class Scored(NamedTuple):
    """A score, and its interval if there is one."""

    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class StandingRow:
    """A detector, or several whose answers are the same.

    Attributes:
        name: All names.
        sides: Its score on each side that it was asked about, by the side's word.
        ours: Whether it is of this house: shown below, not ranked.
        best: The sides where nobody ranked is told apart as better.
    """

    name: str
    sides: Mapping[str, Scored]
    ours: bool = False
    best: frozenset[str] = frozenset()


def draw_standings(
    rows: Sequence[StandingRow], ground: str = "light", *, language: Language = "en"
) -> Figure:
    """Draw bars with intervals: a line a detector, a column a side.

    Args:
        rows: At least one, in the order of the lines; those of this house go below.
        ground: Of ``GROUNDS``: what it will stand on.
        language: Of the words.

    Returns:
        The figure, transparent; whoever saves it does so under ``styled()`` too.
    """
    inks = GROUNDS[ground]
    ranked, ours = ([row for row in rows if row.ours == house] for house in (False, True))
    sides = [side for side in ("real", "generated") if any(side in row.sides for row in rows)]
    places = [float(place) for place in range(len(ranked))]
    start = len(ranked) + APART - 0.35 if ranked else APART - 0.35
    places += [start + place for place in range(len(ours))]
    lines = places[-1] + 1
    looks = identities(row.name for row in rows)
    height = 0.74 + lines * ROW + 0.08
    with styled(language):
        figure = Figure(figsize=(INCHES, height))
        figure.patch.set_alpha(0)
        title = f"{word('f1_personal', language)}"
        figure.text(EDGE, 1 - 0.27 / height, title, fontsize=13, fontweight="bold", color=inks.ink)
        wide = (1 - NAMES - EDGE - GUTTER * (len(sides) - 1)) / len(sides)
        for place, side in enumerate(sides):
            left = NAMES + place * (wide + GUTTER)
            axes = figure.add_axes((left, 0.08 / height, wide, lines * ROW / height))
            _frame(axes, lines, inks)
            axes.set_title(word(side, language), loc="left", fontsize=FONT, color=inks.ink, pad=7)
            for at, row in zip(places, (*ranked, *ours), strict=True):
                _bar(axes, at, row, side, (looks[row.name], inks))
                if place == 0:
                    _name(axes, at, row, (looks[row.name], inks), wide)
            if place == 0 and ours:
                axes.annotate(
                    word("ours_below", language),
                    (0, start - 0.95),
                    (-NAMES * INCHES * 72 + EDGE * INCHES * 72, 0),
                    textcoords="offset points",
                    fontsize=FONT - 1,
                    fontstyle="italic",
                    color=inks.soft,
                    va="center",
                )
    return figure


def _frame(axes: Axes, lines: float, inks: Ground) -> None:
    axes.patch.set_alpha(0)
    axes.set_xlim(0, 1.16)
    axes.set_ylim(lines - 0.5, -0.5)
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1.0], [])
    axes.set_yticks([])
    axes.grid(axis="x", color=inks.faint, linewidth=0.8)
    axes.set_axisbelow(True)
    axes.tick_params(length=0)
    for side in axes.spines.values():
        side.set_visible(False)


def _bar(
    axes: Axes, at: float, row: StandingRow, side: str, drawn: tuple[Identity, Ground]
) -> None:
    look, inks = drawn
    scored = row.sides.get(side)
    if scored is None:
        axes.text(0.01, at, "–", va="center", fontsize=FONT, color=inks.soft)
        return
    colour = _colour(look, inks)
    inside = colour if look.mark.filled else "none"
    bars = axes.barh(at, scored.value, height=BAR, color=inside, linewidth=1.3)
    bars.patches[0].set_edgecolor(colour)
    end = scored.value
    if scored.low is not None and scored.high is not None:
        (line,) = axes.plot([scored.low, scored.high], [at, at], color=inks.ink, linewidth=1.6)
        line.set_path_effects([withStroke(linewidth=3.2, foreground=inks.paper)])
        end = max(end, scored.high)
    weight = "bold" if side in row.best else "normal"
    told = f"{scored.value:.2f}"
    axes.text(end + 0.02, at, told, va="center", fontsize=FONT, fontweight=weight, color=inks.ink)


def _name(
    axes: Axes, at: float, row: StandingRow, drawn: tuple[Identity, Ground], wide: float
) -> None:
    """Write a name left of its bars, and draw its mark between."""
    look, inks = drawn
    share = 1.16 / wide  # of the axis, for the whole width of the figure
    style = {**mark_of(look, 8), "color": _colour(look, inks), "markeredgewidth": 1.4}
    style["markeredgecolor"] = style["color"]
    style["markerfacecolor"] = style["color"] if look.mark.filled else "none"
    axes.plot([-0.018 * share], [at], clip_on=False, linestyle="", **style)
    text = axes.text(-0.036 * share, at, row.name, ha="right", va="center")
    text.set(fontsize=FONT, color=inks.ink)
    room = (NAMES - 0.036 - EDGE) * axes.bbox.width / wide
    # A long name is written smaller; what is still too long loses its end.
    text.set_fontsize(FONT * max(SMALLEST, min(1.0, 0.97 * room / text.get_window_extent().width)))
    kept = len(row.name)
    while text.get_window_extent().width > room:
        kept -= 1
        text.set_text(row.name[:kept] + "…")


def _colour(look: Identity, inks: Ground) -> str:
    return look.colour if inks is GROUNDS["light"] else look.dark
