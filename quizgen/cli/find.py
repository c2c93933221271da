"""``quizgen find``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quizgen.cli.options import SOURCE, STRUCTURE_FORMAT, TEXT
from quizgen.cli.project import choose_chapters, open_book, read_text_or_stop

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from quizgen.book.book_text import BookText, ChapterText
    from quizgen.citations.search import Hit


@click.command()
@click.argument("words", nargs=-1, metavar="WORDS...")
@click.option("--book", type=TEXT, metavar="B", help="The book's folder below questions/, if there are several.")
@click.option("--chapter", type=TEXT, metavar="K", help="Only this chapter.")
@STRUCTURE_FORMAT
@SOURCE
def find(words: tuple[str, ...], book: str | None, chapter: str | None, form: str, source: Path | None) -> None:
    """Print where words stand in your copy, with a `cite:` ready to paste.

    If they stand nowhere as they are, the nearest places are shown: words in another order, with other endings or
    misspelt.
    """
    import json
    from dataclasses import asdict

    from quizgen import api
    from quizgen.citations.search import find_outside, recollect_hits

    if not words:
        raise click.UsageError('say which words of the book: quizgen find "productivity of labor"')
    opened = open_book(book, source)
    text = read_text_or_stop(opened)
    wanted, chapters = " ".join(words), choose_chapters(text, chapter)
    if not any(character.isalnum() for character in wanted):
        raise click.BadParameter("give some words of the book", param_hint="WORDS")
    hits = api.find(opened, wanted, chapter=chapter)
    outside = None if hits else find_outside(wanted, text)
    near = () if hits or outside else recollect_hits(wanted, text, chapters)
    if form == "json":
        found = {"hits": [asdict(hit) for hit in hits]} | ({"near": [asdict(hit) for hit in near]} if near else {})
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        for hit in hits:
            click.echo(_hit(hit, text) + "\n")
    if hits:
        return
    for line in _tell_absent(wanted, text, chapters, outside, near):
        click.echo(line, err=True)
    for hit in near if form == "text" else ():
        click.echo(_hit(hit, text, ", not word for word") + "\n")
    sys.exit(1)


def _tell_absent(
    wanted: str, text: BookText, chapters: Sequence[ChapterText], outside: str | None, near: Sequence[Hit]
) -> Iterator[str]:
    """What there is to say of words that stand in none of the chapters."""
    from quizgen.citations.named_places import explain_named_place
    from quizgen.citations.search import search

    is_part = len(chapters) < len(text.chapters)
    others = [chapter for chapter in text.chapters.values() if chapter not in chapters]
    elsewhere = next(iter(search(wanted, text, others)), None)
    if elsewhere is not None:
        yield f"“{wanted}” stands in {elsewhere.place} ({text.copy.place(elsewhere.line)}), and not in this chapter."
    elif outside is not None:
        yield f"“{wanted}” stands in this copy, but outside of every chapter: {outside}."
        yield "    Only the text of chapters can be cited; `opens` in book.yaml says where each part begins."
    else:
        yield f"“{wanted}” stands nowhere in {'this chapter' if is_part else 'this copy'}."
        if (named := explain_named_place(wanted)) is not None:
            yield f"    {named.hint}"
    if near:
        yield f"{'This place is' if len(near) == 1 else 'These places are'} like it, but not word for word:"


def _hit(hit: Hit, text: BookText, note: str = "") -> str:
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
    return f"{hit.place}, paragraph {hit.paragraph} ({text.copy.place(hit.line)}){note}\n{passage}\n{cite}"
