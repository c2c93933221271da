"""A citation without an exact match → its one unambiguous approximate match in the chapter."""

from __future__ import annotations

from dataclasses import dataclass

from quizgen.book.book_text import BookText, ChapterText
from quizgen.book.positions import ChapterSpan, chapter_span
from quizgen.text.fuzzy_search import Place, Resemblance, Wanted, find_one
from quizgen.text.word_diff import FEWEST_INTACT, Difference, Weight, compare, room_for_edits

Run = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Anchor:
    """One end of a citation, or a whole phrase: as written, and its normalised words."""

    written: str
    words: Run


@dataclass(frozen=True, slots=True)
class NearEnd:
    """The place of an anchor that the copy words differently, and the difference."""

    anchor: Anchor
    span: ChapterSpan
    difference: Difference


@dataclass(frozen=True, slots=True)
class NearPlace:
    """The place that a citation resembles, and those of its anchors that differ there."""

    span: ChapterSpan
    ends: tuple[NearEnd, ...]

    @property
    def other_figure(self) -> NearEnd | None:
        """The first anchor whose figure differs there."""
        return next((end for end in self.ends if end.difference.figure is not None), None)


def find_near(anchors: tuple[Anchor, ...], text: BookText, chapter: ChapterText, limit: int) -> NearPlace | None:
    """The unambiguous place of a phrase, or of a start and an end within ``limit`` words, if there is one.

    A place where a figure differs is returned too, so that a message can name it.
    """
    wanted = [Wanted(anchor.words, room_for_edits(anchor.words)) for anchor in anchors]
    place = find_one(chapter.near, wanted, limit)
    return None if place is None else _accepted(anchors, place, text, chapter)


def _accepted(anchors: tuple[Anchor, ...], place: Place, text: BookText, chapter: ChapterText) -> NearPlace | None:
    ends = tuple(
        NearEnd(anchor, _span(found, found), _difference(anchor, found, text, chapter))
        for anchor, found in zip(anchors, place, strict=True)
        if found.edits
    )
    near = NearPlace(_span(place[0], place[-1]), ends)
    if not ends:
        return None
    weights = [end.difference.weight for end in ends if end.difference.figure is None]
    if Weight.CONTRARY in weights or weights.count(Weight.WORDING) > 1:
        return None
    founds = [found for found in place if found.edits]
    is_lone = all(_is_alone(end, found, text, chapter) for end, found in zip(ends, founds, strict=True))
    return near if is_lone else None


def _is_alone(end: NearEnd, found: Resemblance, text: BookText, home: ChapterText) -> bool:
    """Whether the match of an anchor cannot be chance.

    A mere misspelling is enough evidence. Where another word replaces one of the anchor's, either enough of its words
    must be intact (for a slip), or no other wording in the whole copy may come near the anchor.
    """
    weight = end.difference.weight
    if weight <= Weight.SPELLING or end.difference.figure is not None:
        return True
    if weight is Weight.SLIP and end.difference.intact >= FEWEST_INTACT:
        return True
    most = found.edits + 1 if weight is Weight.SLIP else 2 * found.edits + 1
    words = home.words[found.first : found.last]
    return all(
        chapter.words[other.first : other.last] == words
        for chapter in text.chapters.values()
        for other in chapter.near.find(end.anchor.words, most)
    )


def _difference(anchor: Anchor, found: Resemblance, text: BookText, chapter: ChapterText) -> Difference:
    start, end = text.flow.tokens.extent(*chapter.span_in_copy(_span(found, found)))
    before = text.flow.text[max(0, start - 20) : start]
    return compare(anchor.written, text.flow.text[start:end], before, text.counts.__getitem__, text.rule)


def _span(first: Resemblance, last: Resemblance) -> ChapterSpan:
    return chapter_span(first.first, last.last)
