"""``quizgen build``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quizgen.cli.options import DOCX, NO_PDF, PAPER, PDF, SOURCE, out_option, tell_without_effect
from quizgen.cli.output import exit_code, print_diagnostics
from quizgen.cli.project import refuse_missing_source, track
from quizgen.project.find_project import find_project

if TYPE_CHECKING:
    from quizgen.outputs.pdf import Paper


@click.command()
@click.argument("recipes", nargs=-1, metavar="[RECIPE]...")
@out_option("build", "The folder to write into.")
@click.option("--public", is_flag=True, help="A site for students: without the book's passages, and without keys.")
@click.option("--keys", is_flag=True, help="With --public: the keys too, in a folder of their own.")
@click.option("--keep-going", is_flag=True, help="Leave questions with errors out, and name them.")
@click.option("--always-update", is_flag=True, help="Let Anki update every note, also those that did not change.")
@PDF
@DOCX
@PAPER
@SOURCE
def build(
    recipes: tuple[str, ...],
    out: Path,
    public: bool,
    keys: bool,
    keep_going: bool,
    always_update: bool,
    pdf: bool,
    docx: bool,
    paper: Paper,
    source: Path | None,
) -> None:
    """Check, then write decks, worksheets, keys and an index page."""
    from quizgen import api

    refuse_missing_source(source)
    if not (pdf or docx):
        tell_without_effect("paper", NO_PDF)
    elif public:
        tell_without_effect("paper", "the PDFs of a public site are for both, A4 and Letter.")
    if not public:
        tell_without_effect("keys", "without --public the keys are beside their sheets.")
    result = api.build(
        find_project(),
        recipes=recipes,
        out=out,
        public=public,
        keys=keys,
        keep_going=keep_going,
        paper=paper if pdf else None,
        docx=paper if docx else None,
        always_update=always_update,
        source=source,
        track=track,
    )
    print_diagnostics(result.diagnostics)
    if not result.made:
        click.echo(f"Nothing was built, and {out} is as it was.", err=True)
        sys.exit(exit_code(result.diagnostics))
    for line in result.made:
        click.echo(line)
