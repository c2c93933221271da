"""``quizgen init``."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import click

from quizgen.cli.options import FILE
from quizgen.cli.output import exit_code, print_diagnostics


@click.command()
@click.argument("folder", type=FILE)
def init(folder: Path) -> None:
    """Begin a project in a new folder: a short book, questions of every kind, and a recipe."""
    from quizgen import api

    faults = api.init_project(folder)
    if faults:
        print_diagnostics(faults)
        sys.exit(exit_code(faults))
    click.echo(f"Made a small project in {folder}: a short book, a question of every kind about it, and a recipe.")
    click.echo("Look at its files, and try:")
    change = [] if folder.resolve() == Path().resolve() else [f"cd {shlex.quote(str(folder))}"]
    for command in (*change, "quizgen build", "quizgen check", 'quizgen find "honest gate"'):
        click.echo(f"    {command}")
