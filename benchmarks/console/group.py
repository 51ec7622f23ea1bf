"""Groups of commands: each is imported when it is called, and an error is one line and a code.

Exit codes: 0 ok, 1 failure or bad data, 2 usage, 3 regression.
"""

import sys
from collections.abc import Sequence
from contextlib import suppress
from errno import EPIPE
from importlib import import_module
from typing import Any, Final

import click

from leakbench.benchmarks.console.index import index_of
from leakbench.benchmarks.console.progress import note
from leakbench.benchmarks.console.streams import flush, give_up, not_utf8, write_anything
from leakbench.generator.errors import FAILURE, USAGE, LeakbenchError, hint, nearest

REGRESSION: Final = 3


class Group(click.Group):
    """A group whose errors are one line on stderr and an exit code."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,  # noqa: FBT001, FBT002 - click's own signature
        **extra: Any,
    ) -> Any:
        """Run the command line; see click."""
        if not standalone_mode:
            return super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
        write_anything()
        try:
            code = super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
            flush()
        except click.exceptions.NoArgsIsHelpError as error:
            click.echo(error.format_message(), err=True)
            sys.exit(USAGE)
        except click.Abort:
            _complain("stopped")
            sys.exit(FAILURE)
        except click.ClickException as error:
            _complain(_said(error))
            sys.exit(error.exit_code)
        except LeakbenchError as error:
            _complain(str(error))
            sys.exit(error.exit_code)
        except UnicodeEncodeError as error:
            if not not_utf8(error.object):
                raise
            _complain(f"{error.object!r} is not UTF-8: that is no name for what was asked")
            sys.exit(USAGE)
        except OSError as error:  # a full disk, a file that may not be read
            give_up()
            if error.errno != EPIPE:  # whoever read along has ended, and knows it
                _complain(_told(error))
            sys.exit(FAILURE)
        sys.exit(code if isinstance(code, int) else 0)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that arguments begin with; of a wrong one the nearest is named."""
        names = self.list_commands(ctx)
        if not ctx.resilient_parsing and args[0] not in names and not args[0].startswith("-"):
            raise click.UsageError(f"no such command {args[0]!r}; {hint(args[0], names)}", ctx)
        return super().resolve_command(ctx, args)


class FolderGroup(Group):
    """A group of one command a module of a package, each imported when it is asked for.

    The package's ``index.toml`` says what the help shows of them, and which other names they had.

    Args:
        package: The package's dotted name. A command is called like its module.
    """

    def __init__(self, *arguments: Any, package: str, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._package = package

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, in the order of the help."""
        del ctx
        return list(index_of(self._package).commands)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name; None if there is none."""
        if cmd_name not in self.list_commands(ctx):
            return None
        module = import_module(f"{self._package}.{cmd_name}")
        return next(
            one
            for one in vars(module).values()
            if isinstance(one, click.Command) and one.name == cmd_name
        )

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that arguments begin with; what has another name now is told it."""
        args, renamed = index_of(self._package).as_now(args)
        if not ctx.resilient_parsing:
            for old, new in renamed.items():
                note(f"{old} is called {new} now: {ctx.command_path} {args[0]} --help")
        return super().resolve_command(ctx, args)

    def shell_complete(
        self, ctx: click.Context, incomplete: str
    ) -> list["click.shell_completion.CompletionItem"]:
        """Commands with their lines, and options; imports no command."""
        from click.shell_completion import CompletionItem  # noqa: PLC0415 - of completion alone

        commands = index_of(self._package).commands.items()
        return [
            *(CompletionItem(name, help=told) for name, told in commands
              if name.startswith(incomplete)),
            *click.Command.shell_complete(self, ctx, incomplete),
        ]  # fmt: skip

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the groups of commands, each with its line; imports none of them."""
        del ctx
        groups = index_of(self._package).groups
        width = max(len(name) for group in groups.values() for name in group)
        for title, commands in groups.items():
            with formatter.section(title):
                formatter.write_dl([(name.ljust(width), told) for name, told in commands.items()])


def _said(error: click.ClickException) -> str:
    """What a usage error says; of an option that there is not, the nearest that there is."""
    if not isinstance(error, click.NoSuchOption):
        return error.format_message()
    context = error.ctx
    parameters = [] if context is None else context.command.get_params(context)
    names = [name for one in parameters if isinstance(one, click.Option) for name in one.opts]
    close = nearest(error.option_name, names)
    where = "" if context is None else f"; {context.command_path} --help lists them"
    ending = where if close is None else f"; did you mean {close}?"
    return f"no such option {error.option_name!r}{ending}"


def _told(error: OSError) -> str:
    """What the system says, without its number."""
    said = str(error) if error.strerror is None else error.strerror
    return said if error.filename is None else f"{error.filename}: {said}"


def _complain(message: str) -> None:
    with suppress(OSError):  # stderr may be what is full
        click.echo(f"Error: {' '.join(message.split())}", err=True)
