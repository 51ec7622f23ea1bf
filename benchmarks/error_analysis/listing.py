"""Errors on the terminal; the value stands between brackets, and in colour where there is one."""

# ruff: noqa: PLC0415 - what is slow to import waits until it is needed

import sys
from typing import TYPE_CHECKING

import click

from leakbench.benchmarks.console.output import WIDEST
from leakbench.benchmarks.error_analysis.analysis import ErrorAnalysis, Group, Trait
from leakbench.benchmarks.error_analysis.page import described, headline, instead

if TYPE_CHECKING:
    from rich.text import Text


def listing(analysis: ErrorAnalysis, title: str, top: int) -> None:
    """Print a title, all errors in one sentence, and the greatest groups with their examples.

    The row of an example is the one that ``leakbench show --row`` takes.
    """
    from rich.console import Console
    from rich.text import Text

    on_terminal = sys.stdout.isatty()
    console = Console(width=None if on_terminal else WIDEST, highlight=False)
    lines = [Text(title, "bold"), Text(headline(analysis))]
    for heading, trait, groups in analysis.sections():
        lines += [Text(), Text(heading, "bold")]
        for group in groups[:top]:
            lines += _lines(group, trait)
        if not groups:
            lines.append(Text("  none"))
        elif len(groups) > top:
            lines.append(Text(f"  and {len(groups) - top:,} groups more", "dim"))
    with console.capture() as captured:
        for line in lines:
            console.print(line, soft_wrap=True)
    click.echo(captured.get(), nl=False, color=on_terminal)


def _lines(group: Group, trait: Trait) -> "list[Text]":
    from rich.text import Text

    head = Text.assemble((f"{group.count:7,}  ", "bold"), (described(group, trait), "cyan"))
    if group.share is not None:
        head.append(f"  {group.share:.0%} of {group.of:,}")
    if group.found:
        head.append(f"  found: {instead(group)}", "dim")
    return [
        head,
        *(
            Text.assemble(
                f"         {one.before}",
                (f"【{one.value}】", "bold red"),
                one.after,
                (f"   {one.found}, row {one.row}", "dim"),
            )
            for one in group.examples
        ),
    ]
