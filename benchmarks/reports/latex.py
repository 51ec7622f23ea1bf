"""LaTeX of tables and figures: what stands in names is text there, and a table fits its column.

Needs the packages booktabs and graphicx, and compiles with any engine: where one has no Chinese
letters, as pdfLaTeX, their code points stand instead.
"""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

_SPECIAL: Final = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "_": r"\_",
    "%": r"\%",
    "&": r"\&",
    "#": r"\#",
    "$": r"\$",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\char34{}",
    "`": r"\char96{}",
    "'": r"\char39{}",
    "-": "-{}",  # two hyphens are no dash
    "–": "--",
    "…": r"\ldots{}",
}
# pdfLaTeX knows the letters of Latin scripts only; the test is of a primitive that it lacks.
_FOREIGN: Final = re.compile("[\u0250-\U0010ffff]+")
# Shrinks what is wider than its column, and nothing else.
_FIT: Final = r"\resizebox{\ifdim\width>\linewidth\linewidth\else\width\fi}{!}{%"
PREAMBLE: Final = r"% \usepackage{booktabs,graphicx}"


def escaped(text: str) -> str:
    """Text as LaTeX that prints it, whatever stands in it; line breaks become spaces."""
    flat = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    plain = "".join(_SPECIAL.get(character, character) for character in flat)
    return _FOREIGN.sub(_by_engine, plain)


def _by_engine(found: re.Match[str]) -> str:
    points = " ".join(f"U+{ord(character):04X}" for character in found[0])
    return rf"\ifdefined\Umathchar {found[0]}\else {points}\fi{{}}"


class Sheet(NamedTuple):
    """A table as it is printed, all of it LaTeX.

    Attributes:
        columns: Letters of the columns, such as ``lrr``.
        heads: Lines above, without their ends.
        ranked: Rows of cells.
        ours: Rows below a rule.
    """

    columns: str
    heads: Sequence[str]
    ranked: Sequence[Sequence[str]]
    ours: Sequence[Sequence[str]]


def table(sheet: Sheet, caption: str, label: str, *, wide: bool) -> str:
    r"""A ``table``, or a ``table*`` across two columns, no wider than the column.

    Args:
        sheet: What stands in it.
        caption: Plain text, above it.
        label: Plain text, for ``\ref``.
        wide: Whether it goes across two columns.
    """
    kind = "table*" if wide else "table"
    rows = [[r" & ".join(row) + r" \\" for row in rows] for rows in (sheet.ranked, sheet.ours)]
    body = [*rows[0], *([r"\midrule"] if all(rows) else []), *rows[1]]
    return "\n".join(
        [
            PREAMBLE,
            rf"\begin{{{kind}}}",
            r"\centering\footnotesize\setlength{\tabcolsep}{2.5pt}",
            rf"\caption{{{escaped(caption)}}}",
            rf"\label{{{_key(label)}}}",
            r"\smallskip",
            "",
            _FIT,
            rf"\begin{{tabular}}{{@{{}}{sheet.columns}@{{}}}}",
            r"\toprule",
            *sheet.heads,
            r"\midrule",
            *body,
            r"\bottomrule",
            r"\end{tabular}}",
            rf"\end{{{kind}}}",
            "",
        ]
    )


def figure(stem: str, caption: str, *, wide: bool) -> str:
    """A ``figure``, or a ``figure*`` across two columns, of a file beside the document."""
    kind = "figure*" if wide else "figure"
    return "\n".join(
        [
            rf"\begin{{{kind}}}",
            r"\centering",
            rf"\includegraphics[width=\linewidth]{{{stem}.pdf}}",
            rf"\caption{{{escaped(caption)}}}",
            rf"\label{{{_key('fig:' + stem)}}}",
            rf"\end{{{kind}}}",
            "",
        ]
    )


def _key(text: str) -> str:
    """A label of letters that mean nothing to LaTeX."""
    return "".join(c if c.isascii() and (c.isalnum() or c in ":-.") else "-" for c in text)
