"""Tests of LaTeX that others compile, whatever stands in names."""

import re
import shutil
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.benchmarks.reports.latex import PREAMBLE, Sheet, escaped, figure, table

HOSTILE = (
    r"\input{/etc/passwd}", r"\write18{ls}", "100% & more_of #1 $x^2$ ~ {} \\",
    "line\nbreak\r\n\n\tand more", "检测器 甲", "a--b \"q\" `c` 'd' <e> |f|", "^^41 \x00\x1b",
    "\\end{tabular}\\end{table}", "É ñ ß", "x" * 60,
)  # fmt: skip
# What LaTeX acts upon, unless a backslash that is not itself escaped stands before it.
COMMANDS = {
    "textbackslash", "textasciicircum", "textasciitilde", "textless", "textgreater", "textbar",
    "char", "ldots", "ifdefined", "Umathchar", "else", "fi",
}  # fmt: skip


@given(st.one_of(st.text(), st.sampled_from(HOSTILE)))
def test_names_are_no_commands(text):
    """No other command than those that print a character, no bare special one, on one line."""
    tex = escaped(text)
    assert "\n" not in tex
    assert set(re.findall(r"\\([a-zA-Z]+)", tex)) <= COMMANDS
    bare = re.sub(r"\\(?:[a-zA-Z]+(?:\d+)?|[{}_%&#$])", "", tex).replace("{}", "")
    assert not set(bare) & set("\\{}_%&#$^~")


def test_plain_names_stay():
    """What is no danger is written as it is."""
    assert escaped("lac 0.5, fool (x)") == "lac 0.5, fool (x)"


def test_rows_of_ours_stand_below_a_rule():
    """One rule between the parts, and none where a part is empty."""
    both = table(Sheet("lr", [r"a & b \\"], [["x", "1"]], [["y", "2"]]), "c", "tab:x", wide=False)
    assert both.count(r"\midrule") == 2
    one = table(Sheet("lr", [r"a & b \\"], [], [["y", "2"]]), "c", "tab:x", wide=True)
    assert one.count(r"\midrule") == 1
    assert r"\begin{table*}" in one
    assert r"\begin{table}" in both


def _compiled(body, folder):
    """Compile a paper of two columns; gives its log. Without shell, as no paper needs one."""
    engine = shutil.which("pdflatex")
    if engine is None:
        pytest.skip("no TeX installed: apt-get install texlive-latex-recommended")
    head = r"\documentclass[twocolumn]{article}" + PREAMBLE.removeprefix("% ")
    (folder / "paper.tex").write_text(
        f"{head}\n\\begin{{document}}\n{body}\n\\end{{document}}\n", "utf-8"
    )
    done = subprocess.run(
        [engine, "-no-shell-escape", "-interaction=nonstopmode", "-halt-on-error", "paper.tex"],
        cwd=folder, capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    log = (folder / "paper.log").read_text("latin-1")
    assert done.returncode == 0, log[-2000:]
    return log


@pytest.mark.slow
@pytest.mark.parametrize("wide", [True, False])
def test_tables_of_hostile_names_compile_and_fit(tmp_path, wide):
    """With any engine, in their column: nothing is overfull, and nobody's file is read."""
    rows = [[rf"\texttt{{{escaped(name)}}}", *["0.123 [.111, .222]"] * 6] for name in HOSTILE]
    sheet = Sheet("lrrrrrr", [r"a & b & c & d & e & f & g \\"], rows, rows[:1])
    tex = table(sheet, " ".join(HOSTILE[:-1]), "tab:" + HOSTILE[0], wide=wide)
    log = _compiled(tex, tmp_path)
    assert "Overfull" not in log.replace("Overfull \\vbox", "")
    assert "(/etc/passwd" not in re.sub(r"\s", "", log)


@pytest.mark.slow
@pytest.mark.parametrize("wide", [True, False])
def test_seventeen_rows_fit_without_being_made_smaller(tmp_path, wide):
    """In a column with one interval, across two with six, nothing is smaller than 7 points."""
    scored = r"\textbf{0.123}\rlap{$^\dagger$} {\scriptsize [.111, .222]}"
    cells = [scored] * 6 if wide else ["0.123", "0.123", scored, "12.3"]
    rows = [[r"\texttt{hyperscan\_scan}", *cells]] * 17
    heads = r" & ".join(["head"] * (1 + len(cells))) + r" \\"
    sheet = Sheet("l" + "r" * len(cells), [heads], rows, [])
    tex = table(sheet, "caption", "tab:some", wide=wide)
    free = re.sub(r"\\resizebox.*%", "{%", tex)
    assert free != tex
    assert "Overfull" not in _compiled(free, tmp_path)


@pytest.mark.slow
def test_figures_compile(tmp_path):
    """With the caption as it is."""
    from matplotlib.figure import Figure  # noqa: PLC0415 - only this test draws

    Figure(figsize=(2, 1)).savefig(tmp_path / "some-double.pdf")
    _compiled(figure("some-double", "100% of a_b, & 甲", wide=True), tmp_path)
