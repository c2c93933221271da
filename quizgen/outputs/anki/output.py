"""The output that makes an Anki package of a deck."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from quizgen.assembly.quiz import Deck
from quizgen.outputs.anki.earlier_package import NO_NOTES, read_earlier
from quizgen.outputs.anki.release import date_notes
from quizgen.outputs.output import Context, Output, OutputFile, Row
from quizgen.project.locks import ReleasedLock
from quizgen.project.write import Artifact

if TYPE_CHECKING:
    from quizgen.outputs.anki.notes import Note


def _files(deck: Deck) -> Iterator[OutputFile]:
    chapters = {item.chapter.heading for item in deck.asked if item.chapter}
    row = Row(
        "decks",
        deck.title,
        len(deck.asked),
        book=deck.book.title,
        chapters=tuple(each.heading for each in deck.book.chapters if each.heading in chapters),
        kinds=tuple(dict.fromkeys(item.question.kind for item in deck.asked)),
    )
    yield OutputFile(_path(deck), row)


def _path(deck: Deck) -> str:
    return f"{deck.name}.apkg"


def _render(deck: Deck, context: Context) -> Iterator[Artifact]:
    from quizgen.outputs.anki.notes import render_notes  # genanki takes 0.1 s to import
    from quizgen.outputs.anki.package import write_package

    notes: Iterable[Note] = render_notes(deck)
    times: dict[str, int] = {}
    released = context.released.get(deck.book_key, ReleasedLock())
    earlier = NO_NOTES if context.replaced is None else read_earlier(context.replaced / _path(deck))
    if released.lines or earlier:
        # The date of the package is that of its newest note, so all notes have to be rendered first.
        notes = tuple(notes)
        times = date_notes(notes, released, earlier, context.built, always=context.always_update)
    built = max(times.values(), default=context.built)
    yield Artifact(_path(deck), write_package(deck, notes, times, built, released))


ANKI_PACKAGE = Output(
    name="Anki package", source=Deck, files=_files, render=_render, module="quizgen.outputs.anki.package"
)
