"""Open the project, the book and its text for commands, or exit with a message."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quizgen.cli.output import stop_if_errors
from quizgen.project.find_project import find_project

if TYPE_CHECKING:
    from quizgen.book.book_text import BookText, ChapterText
    from quizgen.project.request import Each
    from quizgen.workspace.bank_workspace import BankWorkspace


_MIN_BAR_QUESTIONS = 500
"""With fewer questions to verify, no progress bar is shown."""


def refuse_missing_source(source: Path | None) -> None:
    """Wrong usage, if a copy was named for this run and is not there."""
    if source is not None and not source.exists():
        raise click.BadParameter(f"there is no `{source}`", param_hint="--source")


def track(done: Iterable[Each], total: int) -> Iterator[Each]:
    """Show a progress bar on a terminal if there is much to do."""
    if total < _MIN_BAR_QUESTIONS or not sys.stderr.isatty():
        yield from done
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(done, "Checking", total=total, console=Console(stderr=True), transient=True)


def open_book(key: str | None, source: Path | None = None) -> BankWorkspace:
    """The book of a key; without a key the only one."""
    from quizgen.api import open_project
    from quizgen.text.spelling import find_meant

    refuse_missing_source(source)
    workspace = open_project(find_project(), source=source, track=track)
    stop_if_errors([fault for fault in workspace.faults if fault.is_error])
    named = [book for name, book in workspace.books.items() if key in (None, name)]
    if len(named) != 1:
        known = ", ".join(workspace.books)
        what = f"there is no book `{key}`" if key else f"there are several books: name one {_how_to_name_book()}"
        meant = find_meant(key, workspace.books) if key else None
        raise click.UsageError(f"{what} (below questions/: {known})" + (f". {meant.hint}" if meant else ""))
    return named[0]


def _how_to_name_book() -> str:
    """How the command that runs is given a book: by an argument, or by an option."""
    context = click.get_current_context()
    is_argument = any(isinstance(each, click.Argument) and each.name == "book" for each in context.command.params)
    return f"behind `quizgen {context.info_name}`" if is_argument else "with `--book`"


def read_text_or_stop(book: BankWorkspace) -> BookText:
    """The book's text in the copy; exits with 1 if there is no copy, or with the copy's errors.

    Parts of the book that are not found are told, and stop nothing.
    """
    from quizgen.workspace.verified_bank import excuse_lost_parts

    stop_if_errors(book.book.diagnostics)
    text, faults = book.load_text()
    stop_if_errors(faults if text is None else excuse_lost_parts(faults))
    if text is None:
        click.echo(f"There is no copy of `{book.key}` here yet.", err=True)
        click.echo(f"    Add yours: quizgen source add FILE --book {book.key}", err=True)
        sys.exit(1)
    return text


def choose_chapters(text: BookText, key: str | None, given_as: str = "--chapter") -> list[ChapterText]:
    """The chapter of a key, or all; a key that there is not is wrong usage of what it was given as."""
    if key is not None and key not in text.chapters:
        known = ", ".join(text.chapters)
        raise click.BadParameter(f"the book has no chapter `{key}`; its chapters are: {known}", param_hint=given_as)
    return [chapter for name, chapter in text.chapters.items() if key in (None, name)]
