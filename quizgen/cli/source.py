"""``quizgen source``."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import click

from quizgen.cli.options import SOURCE, STRUCTURE_FORMAT, TEXT
from quizgen.cli.output import print_diagnostics, stop_if_errors
from quizgen.cli.project import choose_chapters, open_book, read_text_or_stop


@click.group()
def source() -> None:
    """Your copy of a book."""


class _AddCommand(click.Command):
    """``source add``, whose help lists the registered formats: they are imported for nothing else."""

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        from quizgen.copies.formats.registry import FORMATS, name_formats

        super().format_help_text(ctx, formatter)
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(f"A copy is {name_formats(FORMATS)}.")


@source.command("add", cls=_AddCommand)
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@click.option("--book", "key", type=TEXT, required=True, metavar="KEY", help="The book's folder below questions/.")
def source_add(file: Path, key: str) -> None:
    """Put your copy of a book where quizgen finds it."""
    from quizgen import api
    from quizgen.model.diagnostics import counted
    from quizgen.project.find_project import find_project
    from quizgen.project.layout import find_banks
    from quizgen.project.request import BANKS, BOOK_FILE
    from quizgen.reports.structure import tell_counting

    if key not in [folder.name for folder in find_banks(find_project()) if (folder / BOOK_FILE).exists()]:
        known = ", ".join(folder.name for folder in find_banks(find_project())) or "none"
        proposed = f"`quizgen source outline {shlex.quote(str(file))}` proposes one"
        raise click.UsageError(f"there is no {BANKS}/{key}/{BOOK_FILE} here (the books here: {known}); {proposed}")
    book = open_book(key, file)
    text = read_text_or_stop(book)
    added = api.add_copy(book)
    stop_if_errors(added.diagnostics)
    words = sum(len(chapter.words) for chapter in text.chapters.values())
    chapters = counted(sum(bool(chapter.parts) for chapter in text.chapters.values()), "chapter")
    size = f"{chapters}, {words:,} word{'' if words == 1 else 's'}"
    click.echo(f"{text.book.title}: {size}, kept in {added.path}")
    for told in tell_counting(text):
        click.echo(told)
    for earlier, now in added.moved:
        click.echo(f"An earlier copy was moved aside: {earlier} is now {now}")
    if any(book.bank.entries):
        click.echo("Now `quizgen check` holds the questions against it, and `quizgen build` prints its passages.")
    else:
        chapter = shlex.quote(next(iter(text.chapters)))
        which = f" --book {key}" if len(find_banks(find_project())) > 1 else ""
        click.echo(
            f"Now `quizgen new {chapter}{which}` begins a question, `quizgen find WORDS{which}` finds its passage,"
        )
        click.echo(f"and a recipe `decks/{key}.yaml` says what is made of them.")


@source.command("show")
@click.argument("book", required=False)
@STRUCTURE_FORMAT
@SOURCE
def source_show(book: str | None, form: str, source: Path | None) -> None:
    """Print the chapters and sections found in a copy, with their sizes."""
    from quizgen.reports.structure import structure_as_json, structure_as_text

    text = read_text_or_stop(open_book(book, source))
    click.echo(structure_as_json(text) if form == "json" else structure_as_text(text))


@source.command("text")
@click.argument("book", required=False)
@click.option("--chapter", type=TEXT, metavar="K", help="Only this chapter.")
@SOURCE
def source_text(book: str | None, chapter: str | None, source: Path | None) -> None:
    """Print a copy's clean text, one paragraph a block."""
    from quizgen.reports.structure import text_of

    text = read_text_or_stop(open_book(book, source))
    click.echo("\n\n".join(text_of(text, each) for each in choose_chapters(text, chapter)))


@source.command("outline")
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@click.option("--title", help="The book's title.")
@click.option("--author", help="Who wrote it.")
def source_outline(file: Path, title: str | None, author: str | None) -> None:
    """Propose a book.yaml from the headings of a copy."""
    from quizgen.book.outline import propose_outline
    from quizgen.copies.copy import read_copy
    from quizgen.model.identity import draw_identity
    from quizgen.reports.outline import outline_as_yaml, outline_in_short

    copy, faults = read_copy(file)
    print_diagnostics(faults)
    if copy is None:
        sys.exit(1)
    outline = propose_outline(copy, title, author)
    if outline is None:
        click.echo(f"There are no words in {file}.", err=True)
        sys.exit(1)
    click.echo(outline_as_yaml(outline, copy, draw_identity()), nl=False)
    click.echo(outline_in_short(outline, copy), err=True)
    click.echo("Look it through, and save it as questions/KEY/book.yaml, with a KEY of your own. Then:", err=True)
    click.echo(f"    quizgen source add {shlex.quote(str(file))} --book KEY", err=True)


@source.command("doctor")
@click.argument("book", required=False)
@STRUCTURE_FORMAT
@SOURCE
def source_doctor(book: str | None, form: str, source: Path | None) -> None:
    """List what looks damaged in a copy, and the questions that stand on it."""
    from quizgen import api
    from quizgen.reports.damage import damage_as_json, damage_as_text

    opened = open_book(book, source)
    text = read_text_or_stop(opened)
    found = api.diagnose_copy(opened)
    click.echo((damage_as_json if form == "json" else damage_as_text)(text, found.damage, found.citing))
    stop_if_errors(found.diagnostics)  # questions that could not be read are missing in the list above
