"""``quizgen coverage``."""

from __future__ import annotations

from pathlib import Path

import click

from quizgen.cli.options import SOURCE, STRUCTURE_FORMAT, out_option
from quizgen.cli.output import stop_if_errors
from quizgen.cli.project import open_book


@click.command()
@click.argument("book", required=False)
@STRUCTURE_FORMAT
@out_option("build", "The folder for coverage.html.")
@click.option("--public", is_flag=True, help="Leave the book's text out of the page.")
@SOURCE
def coverage(book: str | None, form: str, out: Path, public: bool, source: Path | None) -> None:
    """Print what share of each section some question cites, and make a page of it."""
    from quizgen import api
    from quizgen.reports.coverage import coverage_as_json, coverage_as_text

    measured, faults = api.measure_coverage(open_book(book, source), out=out, public=public)
    stop_if_errors(faults)
    assert measured is not None
    click.echo(coverage_as_json(measured) if form == "json" else coverage_as_text(measured))
    if form == "text":
        click.echo(f"\nThe page: {out / 'coverage.html'}")
