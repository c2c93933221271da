"""``quizgen sheet``."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click
from click.core import ParameterSource

from quizgen.cli.options import DOCX, NO_PDF, PAPER, PDF, SOURCE, TEXT, out_option, tell_without_effect
from quizgen.cli.output import exit_code, print_diagnostics, stop_if_errors
from quizgen.cli.project import open_book

if TYPE_CHECKING:
    from quizgen.model.book import Book
    from quizgen.outputs.pdf import Paper


class _SheetCommand(click.Command):
    """``sheet``, which tells what a word without an option may have been meant for."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            if "unexpected extra argument" not in error.message:
                raise
            from quizgen.kinds import KINDS

            words = error.message.partition("(")[2].removesuffix(")").split()
            meant = " ".join(f"--kind {word}" if word in KINDS else f"--chapter {word}" for word in words)
            raise click.UsageError(f"{error.message}. Did you mean `quizgen sheet {meant}`?", ctx) from None


_ALTERNATES = "For so many sittings, each with other questions of the same make-up."


@click.command(cls=_SheetCommand)
@click.option(
    "--chapter", "chapters", type=TEXT, multiple=True, metavar="K", help="From this chapter; may be given again."
)
@click.option("--count", default=12, show_default=True, type=click.IntRange(1, 500), help="How many questions.")
@click.option("--kind", "kinds", type=TEXT, multiple=True, metavar="KIND", help="Only this kind; may be given again.")
@click.option("--tag", "tags", type=TEXT, multiple=True, metavar="TAG", help="Only with this tag; may be given again.")
@click.option("--mix", type=TEXT, metavar="MIX", help='How many of each sort, as in a recipe: "choice: 8, essay: 1".')
@click.option("--points", type=TEXT, metavar="POINTS", help='What each sort is worth: "choice: 1, essay: 6".')
@click.option("--objective", "objectives", type=TEXT, multiple=True, metavar="ID", help="Only of this objective.")
@click.option("--core", is_flag=True, help="Only the core.")
@click.option(
    "--stimuli",
    type=click.Choice(["whole", "part"]),
    default="whole",
    show_default=True,
    help="Questions that share a stimulus: all of them or none, or each by itself.",
)
@click.option("--versions", default=1, show_default=True, type=click.IntRange(1, 26), help="A, B, C, …")
@click.option("--alternates", default=1, show_default=True, type=click.IntRange(1, 9), help=_ALTERNATES)
@click.option("--language", type=TEXT, metavar="TAG", help="The words around the questions in this language: de.")
@click.option("--seed", default="", help="Another seed chooses other questions.")
@click.option("--title", type=TEXT, help="What stands above the questions.")
@click.option(
    "--key",
    type=click.Choice(["full", "brief", "end", "none"]),
    default="full",
    show_default=True,
    help="The key: all about every answer, a page of answers, at the end of the sheet, or none.",
)
@click.option("--answer-sheet", is_flag=True, help="With a page of circles to fill in.")
@click.option("--large-print", is_flag=True, help="With a second file in large letters.")
@click.option("--no-answers", is_flag=True, help="A sheet for paper only: no answers inside its file.")
@PDF
@DOCX
@PAPER
@click.option("--book", type=TEXT, metavar="B", help="The book's folder below questions/, if there are several.")
@out_option("build/sheet", "The folder to write into.")
@click.option("--public", is_flag=True, help="Leave the book's passages out, also where there is a copy.")
@SOURCE
def sheet(
    chapters: tuple[str, ...],
    count: int,
    kinds: tuple[str, ...],
    tags: tuple[str, ...],
    mix: str | None,
    points: str | None,
    objectives: tuple[str, ...],
    core: bool,
    stimuli: Literal["whole", "part"],
    versions: int,
    alternates: int,
    language: str | None,
    seed: str,
    title: str | None,
    key: Literal["full", "brief", "end", "none"],
    answer_sheet: bool,
    large_print: bool,
    no_answers: bool,
    pdf: bool,
    docx: bool,
    paper: Paper,
    book: str | None,
    out: Path,
    public: bool,
    source: Path | None,
) -> None:
    """Make one worksheet and its key, without a recipe, and print the line of a recipe that makes the same.

    Without --mix it has what a worksheet usually has: most of it choices and the like, a few answers of a word or two,
    one essay at most, the core first, and questions from all sections.
    """
    from quizgen import api
    from quizgen.model.recipe import WorksheetRecipe
    from quizgen.project.sheet_options import read_sheet_options

    asked = {"mix": mix, "points": points, "language": language}
    given, faults = read_sheet_options({field: text for field, text in asked.items() if text is not None})
    stop_if_errors(faults)
    if click.get_current_context().get_parameter_source("count") is not ParameterSource.DEFAULT:
        given["count"] = count
    if not (pdf or docx):
        tell_without_effect("paper", NO_PDF)
    opened = open_book(book, source)
    name = "-".join(["sheet", *(key for key in chapters if key.isalnum())])
    wanted = WorksheetRecipe(
        name=name, title=title or _sheet_title(opened.book.record, chapters), chapters=chapters, kinds=kinds, tags=tags,
        objectives=objectives, core=core, stimuli=stimuli, versions=versions, alternates=alternates,
        seed=seed, key=key, answer_sheet=answer_sheet, large_print=large_print, docx=docx, spread=True,
        answers="none" if no_answers else "inside", **given,
    )  # fmt: skip
    result = api.build_sheet(
        opened, wanted, out=out, public=public, paper=paper if pdf else None, docx=paper if docx else None
    )
    print_diagnostics(result.diagnostics)
    if not result.made:
        click.echo(f"Nothing was made, and {out} is as it was.", err=True)
        sys.exit(exit_code(result.diagnostics))
    for line in result.made:
        click.echo(line)


def _sheet_title(book: Book | None, chapters: Sequence[str]) -> str:
    if book is None:
        return "Quiz"
    named = [chapter.heading for key in chapters if (chapter := book.chapter(key)) is not None]
    return named[0] if len(named) == 1 else book.title
