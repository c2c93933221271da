"""``quizgen release``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from quizgen.cli.options import SOURCE
from quizgen.cli.output import exit_code, print_diagnostics
from quizgen.cli.project import refuse_missing_source, track
from quizgen.project.find_project import find_project


@click.command()
@click.argument("recipes", nargs=-1, metavar="[RECIPE]...")
@click.option("--rename-decks", is_flag=True, help="Give published decks the names that they would have today.")
@SOURCE
def release(recipes: tuple[str, ...], source: Path | None, rename_decks: bool) -> None:
    """Publish the decks: build them without passages into decks/, and write released.lock."""
    from quizgen import api

    refuse_missing_source(source)
    result = api.release(find_project(), recipes=recipes, source=source, rename_decks=rename_decks, track=track)
    print_diagnostics(result.diagnostics)
    if not result.made:
        click.echo("Nothing was released." if result.diagnostics else "No recipe asks for a deck.", err=True)
        sys.exit(exit_code(result.diagnostics))
    for line in result.made:
        click.echo(line)
