"""The group of all commands."""

from __future__ import annotations

import click


class OrderedGroup(click.Group):
    """Commands in the order of a day's work, not of the alphabet."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)
