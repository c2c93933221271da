"""The packages that were released → the names of their decks, for a lock from before it had them."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from quizgen.model.deck_name import SEPARATOR, chapter_of_tag
from quizgen.model.identity import guid_of
from quizgen.project.package_file import NoPackageError, open_package
from quizgen.project.published_decks import WHOLE_BOOK, PublishedDeck, PublishedDecks, PublishedSubdeck, merged

_DEFAULT_DECK = "1"


@dataclass(frozen=True, slots=True)
class _Package:
    """The names of all decks, the tags of the notes in each that has some, and the guids of all notes."""

    names: frozenset[str]
    tags: dict[str, set[str]]
    guids: frozenset[str]


def read_released_packages(folder: Path, book_key: str, questions: Collection[str]) -> PublishedDecks:
    """The decks of the packages in a folder that have notes of a book; ``questions`` are the ids that were published.

    What is no package of quizgen's says nothing.
    """
    lines: list[PublishedDeck | PublishedSubdeck] = []
    guids = {guid_of(book_key, question) for question in questions}
    for file in sorted(folder.glob("*.apkg")):
        try:
            package = _read(file)
        except NoPackageError:
            continue
        if not guids.isdisjoint(package.guids):
            lines += _lines(package, file.stem, book_key)
    return merged(lines)


def _lines(package: _Package, recipe: str, book_key: str) -> Iterator[PublishedDeck | PublishedSubdeck]:
    title = min(package.names, key=len, default="")
    if package.names == {title} and title in package.tags:
        yield PublishedDeck(recipe, title, "none", book_key, title, "none", 0)
        return
    if not all(name == title or name.startswith(title + SEPARATOR) for name in package.names):
        return
    yield PublishedDeck(recipe, title, "chapter", book_key, title, "chapter", 0)
    for name, tags in sorted(package.tags.items()):
        subdeck = name.removeprefix(title + SEPARATOR)
        for tag in sorted(tags):
            if (chapter := chapter_of_tag(tag)) is not None:
                yield PublishedSubdeck.named(title, chapter or WHOLE_BOOK, subdeck, subdeck, 0)


def _read(file: Path) -> _Package:
    with open_package(file) as connection:
        (column,) = connection.execute("SELECT decks FROM col").fetchone()
        names = {str(key): str(deck["name"]) for key, deck in json.loads(column).items() if key != _DEFAULT_DECK}
        rows = connection.execute("SELECT DISTINCT cards.did, notes.tags FROM cards JOIN notes ON notes.id = cards.nid")
        tags: dict[str, set[str]] = {}
        for deck, written in rows:
            tags.setdefault(names[str(deck)], set()).update(str(written).split())
        guids = frozenset(str(row[0]) for row in connection.execute("SELECT guid FROM notes"))
        return _Package(frozenset(names.values()), tags, guids)
