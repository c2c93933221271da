"""Questions and a recipe → an Anki deck."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from quizgen.assembly.quiz import Deck, Item, Subdeck
from quizgen.assembly.selection import select
from quizgen.kinds import kind_of
from quizgen.model.book import Book
from quizgen.model.recipe import Recipe


def assemble_deck(name: str, recipe: Recipe, book_key: str, book: Book, items: Sequence[Item]) -> Deck | None:
    """The Anki deck of a recipe, or None; it keeps retired questions for readers who already have them."""
    if recipe.anki is None:
        return None
    chosen = [
        item
        for item in in_book_order(select(items, recipe.anki), book)
        if not item.question.draft and (recipe.anki.essays or not kind_of(item.question).is_for_paper)
    ]
    title = recipe.anki.deck
    if recipe.anki.by == "none":
        subdecks: tuple[Subdeck, ...] = (Subdeck(title, tuple(chosen)),)
    else:
        subdecks = tuple(_by_chapter(title, book, chosen))
    return Deck(name, title, book_key, book, subdecks, any(item.has_passages for item in chosen))


def in_book_order(items: Sequence[Item], book: Book) -> list[Item]:
    """Sort by chapter, keeping the written order within each; questions on the whole book come last."""
    return sorted(items, key=lambda item: book.position(item.chapter.key if item.chapter else None))


def in_chapters(items: Sequence[Item]) -> Mapping[str, list[Item]]:
    """The questions of each chapter, by its key, without those on the whole book."""
    chapters: dict[str, list[Item]] = {}
    for item in items:
        if item.chapter is not None:
            chapters.setdefault(item.chapter.key, []).append(item)
    return chapters


def _by_chapter(title: str, book: Book, items: Sequence[Item]) -> Iterator[Subdeck]:
    # Anki sorts decks by name; a prefixed number keeps the book's order, and agrees with the chapters' own numbers.
    first = 1 if book.chapters[0].is_numbered else 0
    chapters = in_chapters(items)
    for position, chapter in enumerate(book.chapters):
        if inside := chapters.get(chapter.key):
            name = (chapter.title or chapter.label).replace("::", ": ").replace('"', "")
            yield Subdeck(f"{title}::{position + first:02d} {name}", tuple(inside))
    if whole := tuple(item for item in items if item.chapter is None):
        yield Subdeck(f"{title}::{len(book.chapters) + first:02d} The Whole Book", whole)
