"""Groups of commands that load only when they are called."""

from __future__ import annotations

import importlib
import keyword
from collections.abc import Mapping
from typing import Any

import click
from click.shell_completion import CompletionItem

from generator.terminal import safe
from generator.volume import add_options


class LazyGroup(click.Group):
    """A group whose commands are modules of a package, imported when they are called.

    `lines` has a line of help for each: `--help` and a shell's completion of names import none of them.
    """

    def __init__(self, *args: Any, package: str, lines: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._package = package
        self._named = {name: click.Command(name, help=line) for name, line in lines.items()}

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; what Click will say of a mistake may quote what steers a terminal."""
        try:
            return super().invoke(ctx)
        except click.ClickException as error:
            vars(error)["message"] = safe(error.message)
            raise

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in the order given."""
        return list(self._named)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command."""
        if cmd_name not in self._named:
            return None
        module = f"{self._package}.{cmd_name}{'_' * keyword.iskeyword(cmd_name)}"
        found = importlib.import_module(module).command
        if not isinstance(found, click.Command):
            raise TypeError(f"{module}.command is not a command")
        return add_options(found)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands as Click does, by their lines."""
        room = formatter.width - 6 - max(map(len, self._named))
        with formatter.section("Commands"):
            formatter.write_dl(
                [(name, command.get_short_help_str(room)) for name, command in self._named.items()]
            )

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Complete names as Click does, by their lines; and options."""
        return [
            *(
                CompletionItem(name, help=command.get_short_help_str())
                for name, command in self._named.items()
                if name.startswith(incomplete)
            ),
            *click.Command.shell_complete(self, ctx, incomplete),
        ]
