"""``quizgen release``."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import click

from quizgen.cli.options import SOURCE
from quizgen.cli.output import exit_code, print_diagnostics, stop_if_errors
from quizgen.cli.project import make_request


@click.command()
@click.argument("recipes", nargs=-1, metavar="[RECIPE]...")
@SOURCE
def release(recipes: tuple[str, ...], source: Path | None) -> None:
    """Publish the decks: build them without passages into decks/, and write released.lock."""
    from quizgen.pipeline.release_decks import release as release_decks
    from quizgen.project.request import build_time

    built, faults = build_time(time.time())
    stop_if_errors(faults)
    result = release_decks(make_request(source), recipes, built)
    print_diagnostics(result.diagnostics)
    if not result.is_built:
        click.echo("Nothing was released." if result.diagnostics else "No recipe asks for a deck.", err=True)
        sys.exit(exit_code(result.diagnostics))
    for name, changes in result.changes:
        counts = (("added", changes.added), ("edited", changes.edited), ("retired", changes.retired))
        click.echo(f"{result.out}/{name}.apkg: " + ", ".join(f"{len(ids)} {what}" for what, ids in counts))
        for what, ids in counts[1:]:
            for question_id in ids:
                click.echo(f"  {what}: {question_id}")
