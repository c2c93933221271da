"""``quizgen new``."""

from __future__ import annotations

import click

from quizgen.cli.options import TEXT
from quizgen.cli.output import from_here, stop_if_errors
from quizgen.cli.project import open_book


@click.command()
@click.argument("chapter", required=False, metavar="CHAPTER")
@click.option("--kind", default="choice", show_default=True, metavar="KIND", help="The kind of question.")
@click.option("--book", type=TEXT, metavar="B", help="The book's folder below questions/, if there are several.")
def new(chapter: str | None, kind: str, book: str | None) -> None:
    """Append a skeleton of a question to a chapter's file, with a fresh id."""
    from quizgen import api
    from quizgen.kinds import KINDS
    from quizgen.kinds.synonyms import KIND_SYNONYMS
    from quizgen.text.spelling import find_meant

    if kind not in KINDS:
        meant = find_meant(kind, KINDS, KIND_SYNONYMS)
        known = f"there is no kind `{kind}`; the kinds are: {', '.join(KINDS)}"
        raise click.BadParameter(f"{known}. {meant.hint}" if meant else known, param_hint="--kind")
    opened = open_book(book)
    bank = opened.bank
    if bank.book.record is None or chapter is None or bank.book.record.chapter(chapter) is None:
        stop_if_errors(bank.book.diagnostics)
        keys = ", ".join(each.key for each in bank.book.record.chapters) if bank.book.record else ""
        if chapter is None:
            raise click.UsageError(f"say for which chapter, by its key: {keys}")
        raise click.BadParameter(f"the book has no chapter `{chapter}`; its chapters are: {keys}", param_hint="CHAPTER")
    appended = api.append_question(opened, chapter, kind)
    stop_if_errors(appended.diagnostics)
    click.echo(f"{from_here(appended.place)}: a draft with the id `{appended.id}`")
    click.echo("Fill it in, give it an id that says what is asked, and remove `draft: true`; then run `quizgen check`.")
