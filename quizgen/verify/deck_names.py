"""``book.yaml`` and ``released.lock`` → the names of the chapters' decks, which stay as they were published.

Anki finds a deck by its name and moves no card: under another name, a chapter's deck would come to students a second
time, empty but for what is new.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from quizgen.model.book import Book, Chapter
from quizgen.model.deck_name import as_part, name_key
from quizgen.model.diagnostics import CodedFinding, Finding
from quizgen.project.layout import Bank
from quizgen.project.published_decks import WHOLE_BOOK, PublishedSubdeck, number_of

KEPT = (
    "Anki finds decks by their names: renamed, it would come to students as a second deck beside the one that has "
    "their cards. `quizgen release` keeps the name, and says so once; `quizgen release --rename-decks` renames it."
)


@dataclass(frozen=True, slots=True)
class KeptName:
    """A published subdeck whose chapter would give it another name today, ``asked``."""

    chapter: str
    published: PublishedSubdeck
    asked: str

    @property
    def is_retitled(self) -> bool:
        """Whether the title changed, and not only the number before it."""
        return name_key(_title_of(self.asked)) != name_key(self.published.title)


def propose_names(book: Book) -> dict[str, str]:
    """What the subdecks of a book are called, by the keys of their chapters, if none was published.

    Anki sorts decks by name; a number in front keeps the book's order, and agrees with the chapters' own numbers.
    """
    first = 1 if book.chapters[0].is_numbered else 0
    last = len(book.chapters) + first
    digits = max(2, len(str(last)))
    titles = {chapter.key: _part(chapter) for chapter in book.chapters} | {WHOLE_BOOK: "The Whole Book"}
    return {key: f"{number:0{digits}d} {title}" for number, (key, title) in enumerate(titles.items(), first)}


def name_subdecks(book: Book, published: Mapping[str, PublishedSubdeck]) -> dict[str, str]:
    """The names of the subdecks of a book, by the keys of their chapters, in its order.

    One that was published keeps its name. A new one gets its number in the book if that sorts between its neighbours,
    else one between theirs: `02.1` behind `02`, `00` or `0` in front of all.
    """
    proposed = propose_names(book)
    names = {chapter: line.name for chapter, line in match_published(book, published).items()}
    for position, chapter in enumerate(order := list(proposed)):
        if chapter in names:
            continue
        before = next((names[key] for key in reversed(order[:position]) if key in names), None)
        after = next((names[key] for key in order[position + 1 :] if key in names), None)
        label, _, title = proposed[chapter].partition(" ")
        names[chapter] = f"{_label_between(_label_of(before), _label_of(after), label)} {title}"
    return {chapter: names[chapter] for chapter in order}


def match_published(book: Book, published: Mapping[str, PublishedSubdeck]) -> dict[str, PublishedSubdeck]:
    """The published subdeck of each chapter that has one.

    A chapter is known by its key; but where chapters were numbered anew, by its title.
    """
    titles = {key: name_key(_title_of(name)) for key, name in propose_names(book).items()}
    left = dict(published)
    found = {}
    for chapter, title in titles.items():
        if chapter in left and name_key(left[chapter].title) == title:
            found[chapter] = left.pop(chapter)
    for chapter, title in titles.items():
        same = [key for key, line in left.items() if chapter not in found and name_key(line.title) == title]
        if same:
            found[chapter] = left.pop(same[0])
    return found | {chapter: left[chapter] for chapter in titles if chapter not in found and chapter in left}


def find_kept_names(book: Book, published: Mapping[str, PublishedSubdeck]) -> Iterator[KeptName]:
    """The published subdecks that the book would call otherwise, in its order."""
    proposed = propose_names(book)
    matched = match_published(book, published)
    for chapter, asked in proposed.items():
        line = matched.get(chapter)
        if line is not None and name_key(line.name) != name_key(asked):
            yield KeptName(chapter, line, asked)


def tell_kept_names(bank: Bank) -> Iterator[CodedFinding]:
    """Warn of names of decks that ``book.yaml`` would change, unless the last release said so already."""
    book = bank.book.record
    if book is None:
        return
    for deck in bank.released.decks.names:
        kept = find_kept_names(book, bank.released.decks.of_chapters(deck))
        news = [each for each in kept if name_key(each.asked) != name_key(each.published.asked_name)]
        for each in news:
            if each.is_retitled:
                message = f"the deck of this chapter was published as `{each.published.name}`, and keeps that name"
                yield "deck-renamed", Finding(_route(book, each.chapter), message, KEPT)
        moved = [each for each in news if not each.is_retitled]
        if moved:
            shown = ", ".join(f"`{each.published.name}`" for each in moved[:3]) + (", …" if len(moved) > 3 else "")
            message = f"chapters have other numbers in the book now, and their decks keep theirs: {shown}"
            yield "deck-renamed", Finding(("chapters",), message, KEPT)


def _route(book: Book, key: str) -> tuple[str | int, ...]:
    for index, chapter in enumerate(book.chapters):
        if chapter.key == key:
            return ("chapters", index, "title") if chapter.title else ("chapters", index)
    return ("chapters",)


def _part(chapter: Chapter) -> str:
    return as_part(chapter.title) or as_part(chapter.label)


def _title_of(name: str) -> str:
    return name.removeprefix(number_of(name)).strip()


def _label_of(name: str | None) -> str | None:
    return (number_of(name) or None) if name else None


def _label_between(before: str | None, after: str | None, own: str) -> str:
    """A number that sorts between two others; ``own`` if it does, or if none can."""
    for label in (own, *_labels_behind(before), *_labels_in_front_of(after)):
        if (before is None or f"{before} " < f"{label} ") and (after is None or f"{label} " < f"{after} "):
            return label
    return own


def _labels_behind(label: str | None) -> Iterator[str]:
    if label is None:
        return
    stem, point, last = label.rpartition(".")
    if point and last.isdigit():
        yield from (f"{stem}.{number}" for number in range(int(last) + 1, 10))
    for zeros in ("", "0.", "0.0."):
        yield from (f"{label}.{zeros}{number}" for number in range(1, 10))


def _labels_in_front_of(label: str | None) -> Iterator[str]:
    if label is not None and label.isdigit() and int(label) > 0:
        yield f"{int(label) - 1:02d}"
    yield "0"
