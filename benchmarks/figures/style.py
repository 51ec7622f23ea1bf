"""The style of all figures: widths of columns, marks, fonts, words, and saving."""

import tomllib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any, Literal, get_args

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_pdf import FigureCanvasPdf
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.font_manager import findSystemFonts, fontManager, get_font_names

from leakbench.benchmarks.figures.identities import Identity
from leakbench.generator.datasets.outputs import replacing
from leakbench.generator.errors import LeakbenchError

Width = Literal["single", "double"]
Language = Literal["en", "zh"]
WIDTHS: tuple[Width, ...] = get_args(Width)
LANGUAGES: tuple[Language, ...] = get_args(Language)
INCHES: dict[Width, float] = {"single": 3.45, "double": 7.1}

INK, SOFT, FAINT = "#222222", "#6B6B6B", "#E4E4E4"
SHADE = "#1F4E79"  # the fullest of a heat map, which is nobody's colour
CJK_FONTS = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
    "Microsoft YaHei",
    "PingFang SC",
    "SimHei",
)
_BOLD = {"bold", 700}
LEGEND_LINE = 0.17  # inches
DPI = 300
_CANVASES: dict[str, Any] = {
    "pdf": FigureCanvasPdf,
    "svg": FigureCanvasSVG,
    "png": FigureCanvasAgg,
}
# Neither the day nor the version of matplotlib: the same results give the same file.
_METADATA: dict[str, dict[str, str | None]] = {
    "png": {"Software": None},
    "svg": {"Date": None, "Creator": None},
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
}
FORMS = tuple(_CANVASES)


class MissingFontError(LeakbenchError):
    """Chinese labels are asked for and no Chinese font is installed."""

    def __init__(self) -> None:
        super().__init__(
            "no Chinese font found for the labels: install the package fonts-noto-cjk or "
            f"fonts-wqy-microhei, or one of {', '.join(CJK_FONTS)}"
        )


def mark_of(look: Identity, points: float) -> dict[str, Any]:
    """What matplotlib is told of a detector's mark, so large: full of its colour, or hollow."""
    filled = look.mark.filled
    return {
        "marker": look.mark.matplotlib,
        "color": look.colour,
        "markersize": points if filled else points - 0.5,
        "markerfacecolor": look.colour if filled else "none",
        "markeredgecolor": "white" if filled else look.colour,
        "markeredgewidth": 0.6 if filled else 1.1,
    }


@cache
def chinese_fonts() -> tuple[str, ...]:
    """The Chinese fonts there are, also those installed since matplotlib made its list."""
    known = {entry.fname for entry in fontManager.ttflist}
    for path in findSystemFonts():
        if path not in known:
            with suppress(RuntimeError):  # a file that is no font that matplotlib can read
                fontManager.addfont(path)
    names = set(get_font_names())
    found = tuple(name for name in CJK_FONTS if name in names)
    for name in found:
        _stand_in_for_bold(name)
    return found


def _stand_in_for_bold(name: str) -> None:
    """Let a font that has no bold weight be its own.

    Matplotlib would draw the same letters, and complain of every figure with a bold title.
    """
    entries = [entry for entry in fontManager.ttflist if entry.name == name]
    if not any(entry.weight in _BOLD for entry in entries):
        fontManager.ttflist.append(replace(entries[0], weight=700))


@contextmanager
def styled(language: Language = "en") -> Iterator[None]:
    """Matplotlib's settings for every figure; fonts are embedded whole, so that PDF finds words.

    Raises:
        MissingFontError: Chinese is asked for, and no Chinese font is installed.
    """
    chinese = chinese_fonts()
    if language == "zh" and not chinese:
        raise MissingFontError
    with rc_context(
        {
            "font.family": ["DejaVu Sans", *chinese],
            "font.size": 8,
            "axes.labelsize": 8,
            "axes.titlesize": 9,
            "xtick.labelsize": 7.5,
            "ytick.labelsize": 7.5,
            "legend.fontsize": 7.5,
            "pdf.fonttype": 42,
            "ps.fonttype": 42,
            "svg.fonttype": "path",
            "svg.hashsalt": "leakbench",
            "axes.edgecolor": SOFT,
            "axes.linewidth": 0.8,
            "text.color": INK,
            "axes.labelcolor": INK,
            "xtick.color": SOFT,
            "ytick.color": SOFT,
        }
    ):
        yield


@cache
def _words() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("leakbench.benchmarks.figures").joinpath("words.toml").read_text())


def word(key: str, language: Language = "en") -> str:
    """What a figure says for a key; keys without a translation speak for themselves."""
    return _words()[language].get(key, key)


def plain_frame(axes: Axes, title: str = "", subtitle: str = "") -> None:
    """Light grid, two spines, a title at the left with a line of small print under it."""
    axes.grid(which="major", color=FAINT, linewidth=0.8)
    axes.set_axisbelow(True)
    axes.tick_params(which="both", length=0)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    if title:
        axes.set_title(
            title, loc="left", fontweight="bold", pad=6 + 10 * len(subtitle.splitlines())
        )
    if subtitle:
        axes.annotate(
            subtitle,
            (0, 1),
            (0, 5),
            xycoords="axes fraction",
            textcoords="offset points",
            fontsize=7,
            color=SOFT,
        )


def save(figure: Figure, out: Path, stem: str, language: Language = "en") -> list[Path]:
    """Write a figure as PDF, SVG and PNG, each whole or not at all.

    Returns:
        The files written.
    """
    written = []
    with styled(language):
        # Laid out once: savefig would find the same places anew for each form, twice.
        before, figure.dpi = figure.dpi, DPI  # where words are as wide as in a PDF
        figure.draw_without_rendering()
        figure.set_layout_engine("none")
        for form, canvas in _CANVASES.items():
            figure.dpi = DPI
            path = out / f"{stem}.{form}"
            drawn = BytesIO()  # matplotlib breaks in its own way over a file that cannot be written
            printed = getattr(canvas(figure), f"print_{form}")
            printed(drawn, metadata=_METADATA[form])
            figure.dpi = before
            with replacing(path) as temporary:
                temporary.write_bytes(drawn.getvalue())
            written.append(path)
    return written
