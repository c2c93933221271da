"""``quizgen find``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quizgen.cli.options import SOURCE, STRUCTURE_FORMAT, TEXT
from quizgen.cli.project import choose_chapters, open_book, read_text_or_stop

if TYPE_CHECKING:
    from quizgen.book.book_text import BookText
    from quizgen.citations.search import Hit


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--book", type=TEXT, metavar="B", help="The book's folder below questions/, if there are several.")
@click.option("--chapter", type=TEXT, metavar="K", help="Only this chapter.")
@STRUCTURE_FORMAT
@SOURCE
def find(words: tuple[str, ...], book: str | None, chapter: str | None, form: str, source: Path | None) -> None:
    """Print where words stand in your copy, with a `cite:` ready to paste."""
    import json
    from dataclasses import asdict

    from quizgen import api
    from quizgen.citations.search import nearest

    opened = open_book(book, source)
    text = read_text_or_stop(opened)
    wanted, chapters = " ".join(words), choose_chapters(text, chapter)
    if not any(character.isalnum() for character in wanted):
        raise click.BadParameter("give some words of the book", param_hint="WORDS")
    hits = api.find(opened, wanted, chapter=chapter)
    if form == "json":
        click.echo(json.dumps({"hits": [asdict(hit) for hit in hits]}, ensure_ascii=False, indent=2))
    for hit in hits if form == "text" else ():
        click.echo(_hit(hit, text) + "\n")
    if not hits:
        click.echo(f"“{wanted}” stands nowhere in {'this chapter' if chapter else 'this copy'}.", err=True)
        for place, missing in nearest(wanted, text, chapters):
            if missing.near is not None:
                click.echo(f"    {place}, {text.copy.place(missing.near.line)}, has “{missing.near.stands}”.", err=True)
        sys.exit(1)


def _hit(hit: Hit, text: BookText) -> str:
    import json
    import textwrap

    passage = "\n".join(
        textwrap.fill(each, 96, initial_indent="  ", subsequent_indent="  ") for each in hit.passage.text.split("\n\n")
    )
    # A JSON string is a YAML string, whatever quotes it has inside.
    cite = (
        f"  cite: {json.dumps(hit.cite, ensure_ascii=False)}"
        if hit.cite
        else "  (no short citation fits this place only)"
    )
    return f"{hit.place}, paragraph {hit.paragraph} ({text.copy.place(hit.line)})\n{passage}\n{cite}"
