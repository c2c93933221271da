"""The openings of a table of contents → where each stands in a copy; and of those that do not, why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quizgen.book.book_text import Flow, name_place
from quizgen.book.positions import CopyPosition, CopySpan, copy_span
from quizgen.copies.copy import Copy
from quizgen.model.book import Book, Chapter, Section
from quizgen.model.diagnostics import CodedFinding, Finding, Route, counted
from quizgen.text.fuzzy_search import NearIndex, Wanted, find_one
from quizgen.text.scripts import count_unspaced
from quizgen.text.tokens import Index
from quizgen.text.word_diff import Weight, compare, room_for_edits, show


@dataclass(frozen=True, slots=True)
class Opening:
    """A part of the table of contents, and the words that it opens with."""

    chapter: Chapter
    section: Section | None
    route: Route

    @property
    def opens(self) -> str:
        return (self.section.opens if self.section else self.chapter.opens) or ""

    @property
    def closes(self) -> str | None:
        return self.section.closes if self.section else self.chapter.closes

    @property
    def label(self) -> str:
        """How messages name the part: ``ch. 1``, ``ch. 1 §2``."""
        return name_place(self.chapter, self.section)


@dataclass(frozen=True, slots=True)
class Found(Opening):
    """An opening with the position of its first word, and what the copy has where its words differ."""

    word: CopyPosition
    stands: str = ""


@dataclass(frozen=True, slots=True)
class Absent(Opening):
    """An opening that stands in no place of the copy, or in several: in ``candidates``."""

    candidates: tuple[CopyPosition, ...] = ()


def list_openings(book: Book) -> Iterator[Opening]:
    """The parts of the table of contents, in the book's order."""
    for number, chapter in enumerate(book.chapters):
        route: Route = ("chapters", number)
        if chapter.opens is not None:
            yield Opening(chapter, None, route)
        for order, section in enumerate(chapter.sections):
            yield Opening(chapter, section, (*route, "sections", order))


def find_openings(book: Book, flow: Flow, index: Index[CopyPosition]) -> list[Found | Absent]:
    """Each opening of the book, in its order."""
    near = NearIndex(Index(flow.tokens.words))
    return [_find(opening, flow, index, near) for opening in list_openings(book)]


def _find(opening: Opening, flow: Flow, index: Index[CopyPosition], near: NearIndex) -> Found | Absent:
    part = (opening.chapter, opening.section, opening.route)
    found = tuple(index.find(flow.tokens.rule.split(opening.opens)))
    if len(found) == 1:
        return Found(*part, _from_whole_word(found[0], flow))
    if not found and (span := _find_near(opening.opens, near, flow, copy_span(0, flow.end))) is not None:
        stands = re.sub(r"\s+", " ", flow.text[slice(*flow.tokens.extent(*span))])
        return Found(*part, _from_whole_word(span[0], flow), stands)
    return Absent(*part, found)


def why_absent(opening: Absent, flow: Flow, copy: Copy) -> CodedFinding:
    """What is wrong with an opening, without what it costs."""
    route = (*opening.route, "opens")
    if opening.candidates:
        places = ", ".join(_place(word, flow, copy) for word in opening.candidates[:5])
        message = (
            f"the opening words “{opening.opens}” stand in {len(opening.candidates)} places of the copy ({places})"
        )
        return "opens-ambiguous", Finding(route, message, "Give a word or two more.")
    message = f"the copy does not contain the opening words “{opening.opens}”"
    size = "8 to 12 characters" if count_unspaced(opening.opens) else "4 to 6 words"
    hint = f"Take the first {size} of this part from the copy, letter by letter. Is it a copy of this book?"
    return "opens-not-found", Finding(route, message, hint)


def tell_differing(openings: Sequence[Found], count: int, flow: Flow, copy: Copy) -> Iterator[CodedFinding]:
    """All openings that stand in other words, as one finding."""
    if not openings:
        return
    first = openings[0]
    shown = [f"“{each.stands}” ({_place(each.word, flow, copy)})" for each in openings[:3]]
    more = ", …" if len(openings) > len(shown) else ""
    stand = "stands" if len(openings) == 1 else "stand"
    message = f"{len(openings)} of {counted(count, 'opening')} {stand} in this copy in other words: "
    message += f"{', '.join(shown)}{more}"
    changes = show(first.opens, first.stands, "book.yaml", flow.tokens.rule)
    hint = f"The first has {changes}. Is it another edition, or a slip in book.yaml?"
    yield "opens-differs", Finding((*first.route, "opens"), message, hint)


def _place(word: CopyPosition, flow: Flow, copy: Copy) -> str:
    return copy.place(flow.lines[flow.line_of(word)] + 1)


def find_closing(opening: Found, limit: CopyPosition, index: Index[CopyPosition], flow: Flow) -> CopyPosition | None:
    """The position behind the words of ``closes``, if they stand in the part; the last place counts."""
    if opening.closes is None:
        return limit
    run = flow.tokens.rule.split(opening.closes)
    inside = [at for at in index.find(run) if opening.word <= at and at + len(run) <= limit]
    if inside:
        return _to_whole_word(CopyPosition(inside[-1] + len(run)), flow)
    near = _find_near(opening.closes, NearIndex(Index(flow.tokens.words)), flow, (opening.word, limit))
    return None if near is None else _to_whole_word(near[1], flow)


def _find_near(words: str, near: NearIndex, flow: Flow, within: CopySpan) -> CopySpan | None:
    """Where words stand that this copy has otherwise, if there is one such place that is unmistakable."""
    rule = flow.tokens.rule
    run = rule.split(words)
    place = find_one(near, [Wanted(run, room_for_edits(run))], len(flow.tokens), *within)
    if place is None:
        return None
    first, last = copy_span(place[0].first, place[0].last)
    start, end = flow.tokens.extent(first, last)
    before = flow.text[max(0, start - 20) : start]
    difference = compare(words, flow.text[start:end], before, flow.counts.__getitem__, rule)
    return None if difference.weight is Weight.CONTRARY else (first, last)


def _from_whole_word(first: CopyPosition, flow: Flow) -> CopyPosition:
    """The first of the words that are written as one with a word, as those of ``3½`` are: a part has all or none."""
    return flow.tokens.first_from(flow.tokens.bounds(first)[0])


def _to_whole_word(last: CopyPosition, flow: Flow) -> CopyPosition:
    """The position behind all words that are written as one with the last of a part."""
    _, end = flow.tokens.extent(CopyPosition(last - 1), last)
    return flow.tokens.first_from(end)
