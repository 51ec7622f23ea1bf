"""The outcome of a gate as Markdown, for a pull request."""

from collections.abc import Iterable, Sequence

from leakbench.benchmarks.gating.gate import Case, is_loss
from leakbench.benchmarks.statistics.comparison import Difference
from leakbench.generator.plurals import counted

_FIGURES = ("metric", "label", "support", "base", "head", "difference", "95% interval", "p (Holm)")


def gate_summary(cases: Sequence[Case], notes: Sequence[str] = ()) -> str:
    """Say what is worse first, then everything, folded.

    Args:
        cases: What was compared.
        notes: What was not, and why; one sentence each.
    """
    worse = [case for case in cases if case.is_regression()]
    blind = [(case, why) for case in cases if (why := case.blindness()) is not None]
    said = verdict(cases)
    parts = ["## leakbench gate", f"**{said}**" if worse or blind else said]
    parts.extend(f"Cannot tell: {_title(case)}: {why}." for case, why in blind)
    for case in worse:
        losses = case.losses()
        parts.append(f"### {_title(case)}")
        if case.failure is not None:
            parts.append(f"It fails: {case.failure}")
        if losses:
            parts.append(_figures(losses))
        if case.is_slower():
            parts.append(f"It is slower: {_speed(case)}.")
    timed = [case for case in cases if case.speed is not None]
    if timed:
        rows = [[case.detector, case.corpus, _speed(case), speed_verdict(case)] for case in timed]
        parts += ["### Throughput", _table(["detector", "corpus", "head ÷ base", "verdict"], rows)]
    parts.extend(
        f"<details><summary>Recall and precision of {_title(case)}</summary>\n\n"
        f"{_figures(case.differences, case)}\n\n</details>"
        for case in cases
        if case.differences
    )
    if notes:
        parts.append("\n".join(f"- {note}" for note in notes))
    return "\n\n".join(parts) + "\n"


def verdict(cases: Sequence[Case]) -> str:
    """What comes of all cases, in a sentence."""
    worse = sum(case.is_regression() for case in cases)
    blind = sum(case.blindness() is not None for case in cases)
    made = counted(len(cases), "comparison")
    if worse:
        return f"{worse} of {made} {'is' if worse == 1 else 'are'} worse than base."
    if blind:
        return f"No answer: {blind} of {made} cannot tell a loss."
    return f"No regression in {made}."


def speed_verdict(case: Case) -> str:
    """The cell on the throughput of a case."""
    if case.is_slower():
        return "worse"
    return "unclear: the machine was too noisy" if case.is_unclear() else "ok"


def _title(case: Case) -> str:
    return f"{case.detector} on {case.corpus}, {counted(case.rows, 'record')}"


def _speed(case: Case) -> str:
    if case.speed is None:
        return "not timed"
    ratio, (low, high) = case.speed
    return f"{ratio:.3f} ({low:.3f}–{high:.3f})"


def _figures(differences: Iterable[Difference], case: Case | None = None) -> str:
    """A table; with a case, its losses are marked."""
    rows = []
    for one in differences:
        row = [one.metric, one.label, f"{one.support:,}", _share(one.a), _share(one.b)]
        if one.difference is None or one.interval is None:
            row += ["–", "–", "–"]
        else:
            low, high = one.interval
            row += [f"{one.difference:+.4f}", f"{low:+.4f} to {high:+.4f}", _p(one.p_adjusted)]
        if case is not None:
            row.append(_mark(worse=is_loss(one, case.thresholds)))
        rows.append(row)
    return _table([*_FIGURES, *([] if case is None else [""])], rows)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, [":--" for _ in head], *rows]
    return "\n".join(f"| {' | '.join(_plain(cell) for cell in line)} |" for line in lines)


def _plain(cell: str) -> str:
    """A cell that ends no table."""
    return " ".join(cell.replace("|", r"\|").split())


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.4f}"


def _p(value: float | None) -> str:
    return "–" if value is None else f"{value:.4f}"


def _mark(*, worse: bool) -> str:
    return "worse" if worse else ""
