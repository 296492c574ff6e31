"""Groups of commands that load only when they are called."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any

import click

from generator.terminal import safe
from generator.volume import add_options


class LazyGroup(click.Group):
    """A group whose commands are imported when they are needed (`--help` needs them all)."""

    def __init__(self, *args: Any, modules: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._modules = modules

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; what Click will say of a mistake may quote what steers a terminal."""
        try:
            return super().invoke(ctx)
        except click.ClickException as error:
            vars(error)["message"] = safe(error.message)
            raise

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in the order given."""
        return list(self._modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command."""
        if cmd_name not in self._modules:
            return None
        module, _, attribute = self._modules[cmd_name].partition(":")
        found = getattr(importlib.import_module(module), attribute)
        if not isinstance(found, click.Command):
            raise TypeError(f"{self._modules[cmd_name]} is not a command")
        return add_options(found)
