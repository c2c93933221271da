"""A citation → the one place where it stands, or why it stands nowhere."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TypeAlias

from quizgen.book.structure import BookText, ChapterText, Span
from quizgen.citations.near_match import Anchor, find_near
from quizgen.model.citation import Citation, Passage
from quizgen.text.words import count_words, split_words

MAX_WORDS = 120
MAX_WORDS_ESSAY = 400
ANCHOR_WORDS = (3, 6)
PHRASE_WORDS = (4, 8)
NEAR_ENOUGH = 87.5
"""rapidfuzz's score from which an absent anchor is a near miss; unrelated words reach 81 in a chapter."""
WORTH_COMPARING = 70
"""From here on it is one if all its words but one stand there, and at least three."""

_ELLIPSIS = re.compile(r"…|\.\.\.+")


@dataclass(frozen=True, slots=True)
class Near:
    """A place that an absent anchor resembles: what was written, and what the copy has there."""

    written: str
    stands: str
    line: int


@dataclass(frozen=True, slots=True)
class Located:
    """The passage: words ``span`` of a chapter; a citation of a whole section has no words of its own.

    ``differences`` are the anchors that this copy has in other words; nearly always there are none.
    """

    chapter: ChapterText
    span: Span
    place: str
    is_section: bool = False
    differences: tuple[Near, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """What is cited, normalised."""
        return self.chapter.words[slice(*self.span)]


@dataclass(frozen=True, slots=True)
class NotFound:
    """No place: ``reason`` says which part is missing, ``elsewhere`` is a place in another chapter that has it all."""

    reason: str
    near: Near | None = None
    elsewhere: str | None = None
    elsewhere_key: str | None = None


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Several places: their lines in the copy, and for each a citation that has only that one."""

    lines: tuple[int, ...]
    longer: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Malformed:
    """A citation that cannot be looked for: too short, too long, two ellipses, no such section."""

    reason: str
    hint: str


Outcome: TypeAlias = Located | NotFound | Ambiguous | Malformed


def locate(citation: Citation, text: BookText, home: str | None, limit: int = MAX_WORDS) -> Outcome:
    """Find a citation in its chapter: ``home``, unless it names another; ``limit`` is its passage's most words."""
    key = citation.chapter or home
    if key is None:
        return Malformed("it names no chapter", 'A question on the whole book cites `{chapter: 4, text: "…"}`.')
    chapter = text.chapters.get(key)
    if chapter is None:
        return Malformed(f"book.yaml has no chapter `{key}`", f"Its chapters are: {', '.join(text.chapters)}.")
    if citation.section is not None:
        return _locate_section(citation.section, chapter)
    assert citation.text is not None
    anchors = parse_anchors(citation.text)
    if isinstance(anchors, Malformed):
        return anchors
    spans = distinct_spans(find_spans(anchors, chapter, limit), text, chapter)
    if len(spans) == 1:
        return Located(chapter, spans[0], chapter.part_at(spans[0][0]).place)
    if spans:
        lines = tuple(text.at(chapter.in_copy(first))[0] for first, _ in spans)
        longer = tuple(found for span in spans[:3] if (found := propose_near(text, chapter, span)) is not None)
        return Ambiguous(lines, longer)
    if _stands_elsewhere(anchors, text, chapter, limit) is not None:
        return why_not_found(anchors, text, chapter, limit)
    near = find_near(_written_anchors(citation.text), text, chapter, limit)
    if near is None:
        return why_not_found(anchors, text, chapter, limit)
    if (end := near.other_figure) is not None and end.difference.figure is not None:
        reason = _figure_differs(*end.difference.figure)
        return NotFound(reason, _as_near(end.anchor, end.span, text, chapter))
    differences = tuple(_as_near(each.anchor, each.span, text, chapter) for each in near.ends)
    return Located(chapter, near.span, chapter.part_at(near.span[0]).place, differences=differences)


def _written_anchors(citation: str) -> tuple[Anchor, ...]:
    return tuple(Anchor(end, split_words(end)) for end in split_ends(citation))


def _as_near(anchor: Anchor, span: Span, text: BookText, chapter: ChapterText) -> Near:
    first, last = chapter.in_copy(span[0]), chapter.in_copy(span[1] - 1)
    return Near(anchor.written, text.written(first, last + 1), text.at(first)[0])


def _figure_differs(written: str, stands: str) -> str:
    if not written:
        return f"the nearest place has a figure that it has not, “{stands}”"
    return (
        f"the nearest place has “{stands}” where it has “{written}”"
        if stands
        else f"the nearest place has no “{written}”"
    )


@dataclass(frozen=True, slots=True)
class Anchors:
    """The normalised words a citation begins and ends with; a phrase has no ``end``."""

    start: tuple[str, ...]
    end: tuple[str, ...]


def split_ends(text: str) -> list[str]:
    """The first and the last words of a citation as they are written, or its phrase."""
    return [end.strip() for end in _ELLIPSIS.split(text.strip())]


def parse_anchors(text: str) -> Anchors | Malformed:
    ends = split_ends(text)
    if len(ends) > 2:
        return Malformed(
            "it has more than one ellipsis",
            "Give the first words, one `…`, and the last words; or a list of citations.",
        )
    if len(ends) == 1:
        return _sized(
            ends, PHRASE_WORDS, "a phrase", "Or give the first and last 3 to 6 words of a passage, with `…` between."
        )
    return _sized(
        ends, ANCHOR_WORDS, "each end", "Longer passages need no longer ends: what is between them belongs to it."
    )


def _sized(ends: list[str], sizes: tuple[int, int], what: str, hint: str) -> Anchors | Malformed:
    low, high = sizes
    runs = [split_words(end) for end in ends]
    for end, run in zip(ends, runs, strict=True):
        count = len(run) if end.isascii() and "-" not in end else count_words(end)
        if not low <= count <= high:
            hint = hint if count > high else "Give a few words more, as they stand in the copy."
            return Malformed(f"“{end}” has {count} word{'' if count == 1 else 's'}; {what} has {low} to {high}", hint)
    return Anchors(runs[0], runs[1] if len(runs) > 1 else ())


def find_spans(anchors: Anchors, chapter: ChapterText, limit: int) -> tuple[Span, ...]:
    """Every place of a phrase; or every start with every later end within ``limit`` words."""
    if not anchors.end:
        return tuple((at, at + len(anchors.start)) for at in chapter.index.find(anchors.start))
    starts = tuple(chapter.index.find(anchors.start))
    ends = tuple(chapter.index.find(anchors.end)) if starts else ()
    return tuple(
        (first, last + len(anchors.end))
        for first in starts
        for last in ends
        if first + len(anchors.start) <= last and last + len(anchors.end) - first <= limit
    )


def distinct_spans(spans: tuple[Span, ...], text: BookText, chapter: ChapterText) -> tuple[Span, ...]:
    """Of places whose sentences are the same word for word (a copy that prints a passage twice), only the first."""
    if len(spans) < 2:
        return spans
    by_words: dict[tuple[tuple[str, ...], ...], Span] = {}
    for span in spans:
        passage = read_passage(text, Located(chapter, span, ""))
        words = (split_words(passage.before), chapter.words[slice(*span)], split_words(passage.after))
        by_words.setdefault(words, span)
    return tuple(by_words.values())


def propose_citation(text: BookText, chapter: ChapterText, span: Span) -> str | None:
    """The shortest citation that stands for exactly this span, if one does; in the copy's own spelling."""
    first, last = span

    def written(start: int, end: int) -> str:
        return text.written(chapter.in_copy(start), chapter.in_copy(end - 1) + 1)

    phrase = written(first, last)
    if PHRASE_WORDS[0] <= count_words(phrase) <= PHRASE_WORDS[1]:
        candidates: Iterator[str] = iter((phrase,))
    else:
        low, high = ANCHOR_WORDS
        candidates = (
            f"{written(first, first + size + more)} … {written(last - size - less, last)}"
            for size in range(low, 2 * high)
            for more, less in ((0, 0), (1, 0), (0, 1))
            if first + size + more <= last - size - less
        )
    for candidate in candidates:
        anchors = parse_anchors(candidate)
        if isinstance(anchors, Anchors):
            spans = find_spans(anchors, chapter, MAX_WORDS_ESSAY)
            if distinct_spans(spans, text, chapter) == (span,):
                return candidate
    return None


def propose_near(text: BookText, chapter: ChapterText, span: Span) -> str | None:
    """A citation of a span, or if none stands for it alone, of one that has up to four words more.

    Words of the same sentence are added rather than those of the next one, which would be cited with it.
    """
    first, last = span
    low, high = sentences_around(text, chapter, span)
    wider = [(first - left, last + right) for more in range(5) for left, right in ((0, more), (more, 0))]
    inside = [each for each in wider if each[0] >= 0 and each[1] <= len(chapter.words)]
    inside.sort(key=lambda each: each[0] < low or each[1] > high)
    return next((found for each in inside if (found := propose_citation(text, chapter, each)) is not None), None)


def sentences_around(text: BookText, chapter: ChapterText, span: Span) -> Span:
    """The words of the whole sentences around a span."""
    passage = read_passage(text, Located(chapter, span, chapter.part_at(span[0]).place))
    before, after = len(split_words(passage.before)), len(split_words(passage.after))
    return max(0, span[0] - before), min(len(chapter.words), span[1] + after)


def correct_citation(written: str, located: Located, text: BookText) -> str | None:
    """A citation with the copy's words in place of those that differ from it; or one that stands for the same place."""
    stands = {near.written: near.stands for near in located.differences}
    corrected = " … ".join(stands.get(end, end) for end in split_ends(written))
    anchors = parse_anchors(corrected)
    if isinstance(anchors, Anchors):
        spans = distinct_spans(find_spans(anchors, located.chapter, MAX_WORDS_ESSAY), text, located.chapter)
        if spans == (located.span,):
            return corrected
    return propose_near(text, located.chapter, located.span)


def _locate_section(name: str, chapter: ChapterText) -> Outcome:
    start = 0
    for part in chapter.parts:
        section = part.section
        if section is not None and name in (section.title, str(section.number)):
            return Located(chapter, (start, start + part.words), part.place, is_section=True)
        start += part.words
    names = [part.section.label for part in chapter.parts if part.section is not None]
    hint = f"Its sections are: {', '.join(names)}." if names else "The chapter has no sections: cite its words."
    return Malformed(f"{chapter.chapter.label} has no section `{name}`", hint)


def why_not_found(anchors: Anchors, text: BookText, chapter: ChapterText, limit: int) -> NotFound:
    """Which part of a citation is missing from a chapter, what resembles it there, and which chapter has it."""
    place = key = None
    if (elsewhere := _stands_elsewhere(anchors, text, chapter, limit)) is not None:
        place, key = elsewhere[0].part_at(elsewhere[1]).place, elsewhere[0].chapter.key
    starts = list(chapter.index.find(anchors.start))
    ends = list(chapter.index.find(anchors.end)) if anchors.end else []
    if not anchors.end:
        return NotFound("the phrase does not stand there", _nearest(anchors.start, text, chapter), place, key)
    if starts and ends:
        first, last = (text.where(chapter.in_copy(at)) for at in (starts[0], ends[-1]))
        if max(ends) < min(starts) + len(anchors.start):
            return NotFound(f"its last words stand before its first ones ({last}, and {first})", None, place, key)
        reason = f"its first words ({first}) and its last ones ({last}) are more than {limit} words apart"
        return NotFound(reason, None, place, key)
    if starts and (other := _chapter_with(anchors.end, text, chapter)):
        return NotFound(f"its last words stand in {other}, and its first ones here", None, place, key)
    if starts:
        return NotFound("its last words do not stand there", _nearest(anchors.end, text, chapter), place, key)
    which = "its first words do not stand there" if ends else "neither its first nor its last words stand there"
    return NotFound(which, _nearest(anchors.start, text, chapter), place, key)


def _stands_elsewhere(
    anchors: Anchors, text: BookText, home: ChapterText, limit: int
) -> tuple[ChapterText, int] | None:
    """The first other chapter that has all of a citation, and where there."""
    if not text.counts.keys() >= {*anchors.start, *anchors.end}:
        return None  # and no chapter has to be indexed for that
    others = (other for other in text.chapters.values() if other is not home)
    return next(((other, spans[0][0]) for other in others if (spans := find_spans(anchors, other, limit))), None)


def _chapter_with(run: tuple[str, ...], text: BookText, home: ChapterText) -> str | None:
    others = (other for other in text.chapters.values() if other is not home)
    return next((other.chapter.label for other in others if next(other.index.find(run), None) is not None), None)


def _nearest(run: tuple[str, ...], text: BookText, chapter: ChapterText) -> Near | None:
    from rapidfuzz.fuzz import partial_ratio_alignment  # 50 ms to import, for messages only

    wanted = " ".join(run)
    joined = " ".join(chapter.words)
    found = partial_ratio_alignment(wanted, joined, score_cutoff=WORTH_COMPARING)
    if found is None:
        return None
    first, last = _whole_words(joined, found.dest_start, found.dest_end)
    if found.score < NEAR_ENOUGH and _words_in_common(run, chapter.words[first:last]) < max(3, len(run) - 1):
        return None
    line, _ = text.at(chapter.in_copy(first))
    return Near(wanted, text.written(chapter.in_copy(first), chapter.in_copy(last - 1) + 1), line)


def _whole_words(joined: str, start: int, end: int) -> Span:
    """The words that a stretch of characters stands for: those of which it has at least half."""
    opening = joined.rfind(" ", 0, start + 1) + 1
    opening_end = joined.find(" ", opening) if " " in joined[opening:] else len(joined)
    first = joined.count(" ", 0, opening) + (2 * (opening_end - start) < opening_end - opening)
    closing = joined.rfind(" ", 0, end) + 1
    closing_end = joined.find(" ", closing) if " " in joined[closing:] else len(joined)
    last = joined.count(" ", 0, closing) + (2 * (end - closing) >= closing_end - closing)
    return first, max(last, first + 1)


def _words_in_common(one: Sequence[str], other: Sequence[str]) -> int:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks())


def read_passage(text: BookText, located: Located, *, whole_section: bool = False) -> Passage:
    """The whole sentences around a place, with what is cited marked; a section has only its place, or all its text."""
    if located.is_section and not whole_section:
        return Passage(located.place, "", "", "")
    chapter = located.chapter
    first, last = located.span
    start, end = chapter.in_copy(first), chapter.in_copy(last - 1)
    cited = text.flow.words.bounds(start)[0], text.flow.words.bounds(end)[1]
    paragraphs = _paragraphs(chapter, start, end)
    before, after = _sentences_around(text, paragraphs, cited)
    return Passage(
        located.place,
        text.running(before, cited[0]),
        _cited(text, chapter, paragraphs, cited),
        text.running(cited[1], after),
    )


def read_extent(text: BookText, located: Located) -> Span:
    """The words of the whole sentences around a place, by their positions in the copy."""
    chapter, words = located.chapter, text.flow.words
    start, end = chapter.in_copy(located.span[0]), chapter.in_copy(located.span[1] - 1)
    paragraphs = _paragraphs(chapter, start, end)
    before, after = _sentences_around(text, paragraphs, (words.bounds(start)[0], words.bounds(end)[1]))
    return words.first_from(before), words.first_from(after)


def _paragraphs(chapter: ChapterText, first: int, last: int) -> tuple[Span, Span]:
    """Those of two words of the copy; mostly it is one."""
    opening = chapter.paragraph_at(first)
    return opening, opening if opening[0] <= last < opening[1] else chapter.paragraph_at(last)


def _sentences_around(text: BookText, paragraphs: tuple[Span, Span], cited: Span) -> Span:
    """Where in the flow the first sentence of a place begins, and where its last one ends; ``cited`` is its extent."""
    before, _ = _sentence_bounds(text, paragraphs[0], cited[0])
    _, after = _sentence_bounds(text, paragraphs[1], cited[1] - 1)
    return before, after


def _cited(text: BookText, chapter: ChapterText, paragraphs: tuple[Span, Span], cited: Span) -> str:
    """The cited words, its paragraphs separated by an empty line, headings in between left out."""
    first, last = paragraphs
    if first == last:
        return text.running(*cited)
    pieces = []
    for paragraph in chapter.paragraphs:
        if first <= paragraph <= last:
            low, high = text.paragraph_offsets(paragraph)
            pieces.append(text.running(max(low, cited[0]), min(high, cited[1])).strip())
    return "\n\n".join(pieces)


def _sentence_bounds(text: BookText, paragraph: Span, offset: int) -> Span:
    """The offsets of the sentence of a paragraph that an offset lies in."""
    starts = text.sentences(paragraph)
    index = max(bisect_right(starts, offset) - 1, 0)
    if index + 1 >= len(starts):
        return starts[-1], text.paragraph_offsets(paragraph)[1]
    start = starts[index]
    sentence = text.flow.text[start : starts[index + 1]]
    return start + len(sentence) - len(sentence.lstrip()), start + len(sentence.rstrip())
