"""The questions of a book and what its files say of each chapter → the pages of its study guide."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from quizgen.assembly.decks import in_book_order
from quizgen.assembly.quiz import Item, Theme
from quizgen.citations.passages import read_passage
from quizgen.kinds import response_of
from quizgen.kinds.response import Recall
from quizgen.model.book import Book, Chapter
from quizgen.model.citation import Passage
from quizgen.model.language import primary_tag
from quizgen.model.stimulus import Objective
from quizgen.project.images import Media
from quizgen.text.family_names import before_titles
from quizgen.text.years import Span, read_span
from quizgen.verify.guides import GuideVerdict


@dataclass(frozen=True, slots=True)
class Sense:
    """What a question says of a term or a person, and where the book does; in Markdown."""

    text: str
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A term or a person, with what the questions of the page say of it: most often one thing."""

    name: str
    senses: tuple[Sense, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """What happened, when, and where the book says so; ``span`` is None if no year can be read from the date."""

    date: str
    text: str
    places: tuple[str, ...]
    span: Span | None


@dataclass(frozen=True, slots=True)
class GuideText:
    """What the author says of a chapter: see `quizgen.model.guide.Guide`.

    ``passages`` are those of the reader's copy, none if the page must not quote it; ``places`` are theirs either way.
    """

    thesis: str = ""
    discuss: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = ()
    media: Mapping[str, Media] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StudyGuide:
    """A page of the study guide: of a chapter, or with None of the whole book. ``name`` is its file's stem.

    Terms and people of a chapter are in the order of its file, those of the whole book are sorted. ``items`` are the
    questions that they and the events are from. ``chapters`` are the pages of the chapters, on that of the whole
    book; on theirs ``whole`` is its name, empty if there is none.
    """

    name: str
    book: Book
    chapter: Chapter | None
    said: GuideText
    look: Theme
    objectives: tuple[Objective, ...] = ()
    terms: tuple[Entry, ...] = ()
    people: tuple[Entry, ...] = ()
    events: tuple[Event, ...] = ()
    items: tuple[Item, ...] = ()
    chapters: tuple[StudyGuide, ...] = ()
    whole: str = ""

    @property
    def has_passages(self) -> bool:
        return bool(self.said.passages)

    @property
    def is_empty(self) -> bool:
        said = self.said.thesis or self.said.discuss or self.said.places
        return not (said or self.objectives or self.terms or self.people or self.events or self.chapters)


def read_guide_text(verdict: GuideVerdict, *, with_passages: bool) -> GuideText:
    """What a guide that passed says; with its passages only on demand, and only if it is sound and there is a copy."""
    guide, text = verdict.entry.guide, verdict.text
    passages: tuple[Passage, ...] = ()
    if with_passages and text is not None and verdict.is_held and verdict.is_sound:
        passages = tuple(read_passage(text, located) for located in verdict.located)
    return GuideText(guide.thesis or "", guide.discuss, verdict.places, passages, verdict.media)


def assemble_guides(
    name: str,
    book: Book,
    items: Sequence[Item],
    said: Mapping[str | None, GuideText],
    objectives: Iterable[tuple[str | None, Objective]],
    look: Theme,
) -> tuple[StudyGuide, ...]:
    """The pages of a book's chapters, behind that of the whole book, which is made where there are two or more.

    ``name`` begins the names of all. ``said`` is by the keys of chapters; ``objectives`` have these too.
    """
    live = [item for item in in_book_order(items, book) if item.question.is_live]
    aims = tuple(objectives)

    def page(chapter: Chapter | None) -> StudyGuide:
        key = chapter.key if chapter else None
        own = live if chapter is None else [item for item in live if item.chapter is chapter]
        terms, people, dates = ([item for item in own if item.question.kind == kind] for kind in _KINDS)
        return StudyGuide(
            name if chapter is None else f"{name}-{chapter.key}",
            book,
            chapter,
            said.get(key, GuideText()),
            look,
            tuple(objective for of, objective in aims if of == key),
            _entries(terms, book.language, None if chapter else str),
            _entries(people, book.language, None if chapter else _family_name),
            _events(dates, book.language),
            (*terms, *people, *dates),
        )

    chapters = [made for chapter in book.chapters if not (made := page(chapter)).is_empty]
    whole = page(None)
    is_more = bool(whole.objectives) or None in said or any(item.chapter is None for item in whole.items)
    if len(chapters) < 2 and not is_more:
        return tuple(chapters)
    linked = tuple(replace(each, whole=whole.name) for each in chapters)
    return (replace(whole, chapters=linked), *linked)


_KINDS = ("term", "person", "date")


def _recalled(item: Item) -> Recall:
    response = response_of(item.question)
    assert isinstance(response, Recall)
    return response


def _entries(items: Iterable[Item], language: str, sort_by: Callable[[str], str] | None) -> tuple[Entry, ...]:
    """The entries of terms or people, sorted by what ``sort_by`` takes of a name; those of one name are one."""
    senses: dict[str, list[Sense]] = {}
    names: dict[str, str] = {}
    for item in items:
        response = _recalled(item)
        key = sort_key(response.term, language)
        names.setdefault(key, response.term)
        senses.setdefault(key, []).append(Sense(response.definition, item.places))
    found = [Entry(names[key], tuple(of_name)) for key, of_name in senses.items()]
    if sort_by is not None:
        found.sort(key=lambda entry: (sort_key(sort_by(entry.name), language), sort_key(entry.name, language)))
    return tuple(found)


def _family_name(person: str) -> str:
    """What people look a person up by: the last name before a comma, a bracket, “the” or a number; of two the first."""
    return (before_titles(person).split() or [person])[-1]


_ARTICLES: Mapping[str, str] = {
    "en": "the|an?",
    "de": "der|die|das|eine?",
    "fr": "les?|la|l['’]|une?|des",
    "es": "el|los?|las?|una?",
    "it": "il|lo|la|l['’]|gli|le|i|uno?|una",
}
"""The articles that a word may stand behind in a glossary, and which do not count for its place there."""


def sort_key(name: str, language: str) -> str:
    """What a name is sorted by: its letters without marks, capitals, Markdown and an article before them."""
    articles = _ARTICLES.get(primary_tag(language), "")
    words = re.sub(r"^[^\w]*", "", name)
    if articles:
        words = re.sub(rf"^(?:{articles})(?:\s+|(?<=['’]))(?=\w)", "", words, flags=re.IGNORECASE)
    apart = unicodedata.normalize("NFKD", words).casefold()
    return " ".join(re.sub(r"[^\w\s]", " ", "".join(c for c in apart if not unicodedata.combining(c))).split())


def _events(items: Iterable[Item], language: str) -> tuple[Event, ...]:
    """The events in the order of time; those whose year cannot be read come last."""
    read = [(_recalled(item), item.places) for item in items]
    events = [Event(each.term, each.definition, places, read_span(each.term, language)) for each, places in read]
    return tuple(sorted(events, key=lambda event: (event.span is None, event.span or (0, 0))))
