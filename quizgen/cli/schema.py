"""``quizgen schema``."""

from __future__ import annotations

import click


@click.command()
def schema() -> None:
    """Print the JSON Schema of a bank, for editors."""
    from quizgen.reports.schema import write_schema

    click.echo(write_schema(), nl=False)
