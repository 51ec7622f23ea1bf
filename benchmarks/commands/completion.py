"""``leakbench completion``: let a shell complete commands, options and names."""

# ruff: noqa: PLC0415 - what is slow to import waits until it is needed

from typing import Final

import click

from leakbench.benchmarks.console.choices import OneOf

SHELLS: Final = ("bash", "zsh", "fish")
_VARIABLE: Final = "_LEAKBENCH_COMPLETE"  # as click calls it


@click.command(epilog="Example: leakbench completion bash")
@click.argument("shell", type=OneOf(SHELLS))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print the script that lets SHELL complete commands, options, corpora, detectors and labels.

    \b
    bash  eval "$(leakbench completion bash)"      in ~/.bashrc
    zsh   eval "$(leakbench completion zsh)"       in ~/.zshrc, after compinit
    fish  leakbench completion fish | source       in ~/.config/fish/config.fish
    """  # noqa: D301 - click's own mark
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    assert kind is not None  # noqa: S101 - for the type checker: click has these
    root = context.find_root()
    click.echo(kind(root.command, {}, "leakbench", _VARIABLE).source())
