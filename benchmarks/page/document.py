"""The page itself: template, style, words, charting library, data and script in one file."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from leakbench.benchmarks.console.extras import MissingExtraError

PARTS = (
    *("scores.js", "charts.js", "tables.js", "headline.js", "levels.js", "operating.js"),
    "page.js",
)


def page(
    runs: Sequence[Mapping[str, Any]],
    sweeps: Sequence[Mapping[str, Any]] = (),
    examples: Sequence[Mapping[str, Any]] = (),
    realism: Sequence[Mapping[str, Any]] = (),
    headline: Mapping[str, Any] | None = None,
    operating: Mapping[str, Any] | None = None,
) -> str:
    """Write the page as one HTML text.

    Args:
        runs: At least one run, as of ``page_runs``.
        sweeps: Curves: ``axis``, ``corpus``, and ``points`` of ``x``, ``detector``, ``recall``,
            ``precision``.
        examples: Misses and false alarms in context, as of ``leakbench errors --format json``.
        realism: How real the values of corpora are, by label.
        headline: The first table, as of ``page_headline``, and under ``levels``, if there are
            some, the tables of ``page_levels``.
        operating: Curves and calibration of scores, as of ``page_operating``.

    Raises:
        MissingExtraError: The charting library is not installed.
    """
    try:
        import vl_convert  # noqa: F401, PLC0415 - 30 MB that only pages need
    except ImportError:
        raise MissingExtraError("the page", "vl-convert-python", "report") from None
    data = {
        "runs": list(runs),
        "sweeps": list(sweeps),
        "examples": list(examples),
        "realism": list(realism),
        "headline": headline,
        "operating": operating,
    }
    parts = {
        "style": _read("page.css"),
        "words": _embedded(_words()),
        "data": _embedded(data),
        "charting": _charting(),
        "script": "\n".join(_read(name) for name in PARTS),
    }
    before, *rest = _read("page.html").split("{{")
    pieces = [before]
    for piece in rest:
        name, _, text = piece.partition("}}")
        pieces += [parts[name], text]
    return "".join(pieces)


def _words() -> dict[str, dict[str, Any]]:
    """What the page says in each language; the known biases as the READMEs tell them."""
    words: dict[str, dict[str, Any]] = json.loads(_read("words.json"))
    for language, said in words.items():
        items = _read(f"biases.{language}.md").removeprefix("- ").split("\n- ")
        between = "" if language == "zh" else " "
        said["biasList"] = [item.replace("\n  ", between).strip() for item in items]
    return words


@cache
def _charting() -> str:
    """The charting library, which takes longer to bundle than all else on a page."""
    import vl_convert  # noqa: PLC0415 - as in ``page``

    return _inline(vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;"))


def _read(name: str) -> str:
    return files("leakbench.benchmarks.page").joinpath(name).read_text("utf-8")


def _inline(script: str) -> str:
    """A script in whose strings no closing tag ends the element."""
    return script.replace("</script", "<\\/script")


def _embedded(value: object) -> str:
    """JSON that cannot end the element in which it stands."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
