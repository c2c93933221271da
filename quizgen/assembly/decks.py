"""Questions and a recipe → an Anki deck."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from quizgen.assembly.quiz import Deck, Item, Subdeck
from quizgen.assembly.selection import select
from quizgen.kinds import kind_of
from quizgen.model.book import Book
from quizgen.model.deck_name import SEPARATOR
from quizgen.model.recipe import Recipe
from quizgen.project.published_decks import WHOLE_BOOK, PublishedDecks
from quizgen.verify.deck_names import name_subdecks

_NONE = PublishedDecks()


def assemble_deck(
    name: str, recipe: Recipe, book_key: str, book: Book, items: Sequence[Item], decks: PublishedDecks = _NONE
) -> Deck | None:
    """The Anki deck of a recipe, or None; it keeps retired questions for readers who already have them.

    ``decks`` that were published keep their names, and what their subdecks are made by.
    """
    if recipe.anki is None:
        return None
    chosen = [
        item
        for item in in_book_order(select(items, recipe.anki), book)
        if not item.question.draft and (recipe.anki.essays or not kind_of(item.question).is_for_paper)
    ]
    published = decks.of_recipe(name)
    title = published.name if published else decks.name_of(recipe.anki.deck)
    by = published.by if published else recipe.anki.by
    if by == "none":
        subdecks: tuple[Subdeck, ...] = (Subdeck(title, tuple(chosen)),)
    else:
        subdecks = tuple(_by_chapter(title, book, chosen, decks))
    has_passages = any(item.has_passages for item in chosen)
    return Deck(name, title, book_key, book, subdecks, has_passages, tuple(sorted(recipe.words.items())))


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


def _by_chapter(title: str, book: Book, items: Sequence[Item], decks: PublishedDecks) -> Iterator[Subdeck]:
    chapters: dict[str, list[Item]] = {}
    for item in items:
        chapters.setdefault(item.chapter.key if item.chapter else WHOLE_BOOK, []).append(item)
    for chapter, name in name_subdecks(book, decks.of_chapters(title)).items():
        if chapter in chapters:
            yield Subdeck(f"{title}{SEPARATOR}{name}", tuple(chapters[chapter]))
