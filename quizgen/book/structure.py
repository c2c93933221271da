"""A copy and the table of contents → the book's text: its paragraphs, by chapter and section."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial
from itertools import accumulate, pairwise
from typing import cast

from quizgen.book.book_text import BookText, Flow, Part
from quizgen.book.inline_page_numbers import find_inline_page_numbers, may_number_pages
from quizgen.book.lost_parts import Extents, find_losses
from quizgen.book.openings import Absent, Found, find_closing, find_openings, tell_differing, why_absent
from quizgen.book.paragraphs import Gap, Line, find_paragraphs, gaps_of_pages
from quizgen.book.positions import CopyPosition, CopySpan, copy_span
from quizgen.book.running_headers import find_running_headers, is_separator
from quizgen.copies.copy import Copy
from quizgen.copies.formats.extract import SET_IN, Unit
from quizgen.model.book import Book
from quizgen.model.diagnostics import CodedFinding
from quizgen.text.tokens import Index, Tokens, read_tokens
from quizgen.text.words import WordRule, choose_rule, in_letters


def read_structure(
    copy: Copy, book: Book, rule: WordRule | None = None
) -> tuple[BookText | None, tuple[CodedFinding, ...]]:
    """Find every part of the table of contents in a copy.

    What is not found costs its own part (`Lost`), and is a finding with a route in ``book.yaml``: ``opens-not-found``,
    ``opens-ambiguous`` or ``closes-not-found``. Without any part there is no text. With one there may be
    ``opens-differs``, a warning.
    """
    lettered = replace(copy, lines=tuple(map(in_letters, copy.lines)))
    rule = rule or choose_rule(copy.lines)
    flow, gaps = _flow(lettered, rule)
    index = _telling_index(flow.tokens, book)
    if glued := find_inline_page_numbers(index, map(rule.split, _names_on_pages(book))):
        flow, gaps = _flow(replace(lettered, lines=_unglued(lettered.lines, flow, glued)), rule)
        index = _telling_index(flow.tokens, book)
    openings = find_openings(book, flow, index)
    found = [opening for opening in openings if isinstance(opening, Found)]
    if not found:
        return None, tuple(why_absent(opening, flow, copy) for opening in openings if isinstance(opening, Absent))
    found.sort(key=lambda opening: opening.word)
    limits = {opening: after.word for opening, after in pairwise(found)} | {found[-1]: flow.end}
    closings = {each: find_closing(each, limits[each], index, flow) for each in found if each.closes}
    losses = find_losses(openings, Extents(flow, copy, limits, closings, partial(_paragraphs, flow, gaps)))
    titles = _Titles(book, rule)
    parts = []
    for opening in openings:
        if isinstance(opening, Absent) or closings.get(opening, opening.word) is None:
            continue
        end = closings.get(opening)
        if end is None:
            limit = losses.cuts.get(opening, limits[opening])
            end = _trimmed(flow, opening.word, limit, titles, gaps, copy)
        is_merged = opening in losses.merged
        section = None if is_merged else opening.section
        span, paragraphs = (opening.word, end), _paragraphs(flow, gaps, opening.word, end)
        parts.append(Part(opening.chapter, section, span, paragraphs, is_merged))
    differing = tell_differing([each for each in found if each.stands], len(openings), flow, copy)
    text = BookText(book, copy, flow, tuple(parts), tuple(losses.lost)) if parts else None
    return text, (*losses.findings, *differing)


def _names_on_pages(book: Book) -> Iterator[str]:
    """What running titles are made of."""
    yield from (book.title, book.author)
    for chapter in book.chapters:
        titles = (chapter.title, *(section.title for section in chapter.sections))
        yield from filter(None, (chapter.heading if chapter.title else "", *titles))


def _unglued(lines: Sequence[str], flow: Flow, glued: Sequence[CopySpan]) -> tuple[str, ...]:
    """A copy's lines without the page numbers and running titles inside of its sentences; a form feed is left."""
    unglued = list(lines)
    for first, last in reversed(glued):
        for line in range(flow.line_of(first), flow.line_of(CopyPosition(last - 1)) + 1):
            words = range(max(first, flow.first_word(line)), min(last, flow.first_word(line + 1)))
            number, shift = flow.lines[line], flow.indents[line] - flow.starts[line]
            raw = unglued[number]
            start, end = flow.tokens.extent(*copy_span(words[0], words[-1] + 1))
            before = _SET_OFF_BEFORE.sub("", raw[: start + shift])
            after = _SET_OFF_BEHIND.sub("", raw[end + shift :])
            if not before.strip() and not after.strip():
                unglued[number] = "\f"
            elif _DIVIDED.search(before.rstrip()) and after.lstrip()[:1].islower():
                unglued[number] = before.rstrip()[:-1] + after.lstrip()
            else:
                unglued[number] = before + " " * (len(raw) - len(before) - len(after)) + after
    return tuple(unglued)


_SET_OFF_BEFORE = re.compile(r"(?:(?<=\s)|^)[-–—|\[(]\s?$")


_SET_OFF_BEHIND = re.compile(r"^\s?[-–—|\])](?=\s|$)")


def read_flow(copy: Copy) -> Flow:
    """A copy's lines without page furniture, before anything is known of its parts."""
    return _flow(copy, choose_rule(copy.lines))[0]


def _flow(copy: Copy, rule: WordRule) -> tuple[Flow, dict[int, Gap]]:
    """The text lines as one text, and what stands above each of them (by its index in the copy)."""
    is_lines, has_paragraphs = copy.unit is Unit.LINE, copy.unit is Unit.PARAGRAPH
    furniture = find_running_headers(copy.lines, copy.unit)
    stripped = list(map(str.strip, copy.lines))
    gaps: dict[int, Gap] = {}
    gap = Gap.NOTHING
    for number, (raw, line) in enumerate(zip(copy.lines, stripped, strict=True)):
        if number in furniture or "\f" in raw[:1]:
            gap = Gap.PAGE if gap is not Gap.SEPARATOR else gap
        if number in furniture:
            continue
        if not line:
            gap = Gap.BLANK if gap is Gap.NOTHING else gap
            continue
        if is_separator(line):
            gap = Gap.SEPARATOR
            continue
        if is_lines and gap is Gap.NOTHING and raw[:1] == " " != raw[1:2]:
            gap = Gap.PAGE  # the single space that is left of a page break where its blank lines were lost
        if raw[:1] == "\u3000" or has_paragraphs:
            gap = Gap.SEPARATOR  # an indent of a letter's width, or the format, says where paragraphs end
        gaps[number] = gap
        gap = Gap.NOTHING
    kept = array("I", gaps)
    if copy.unit is Unit.PAGE:
        gaps = gaps_of_pages(gaps, frozenset(number for number in kept if SET_IN in copy.lines[number][:3]))
    texts = [stripped[number] for number in kept]
    if has_paragraphs:
        pieces = [f"{line}\n" for line in texts]
    else:
        vocabulary = _Vocabulary(texts)
        pieces = [_joined_to(line, below, vocabulary) for line, below in zip(texts, [*texts[1:], ""], strict=False)]
    starts = array("I", accumulate(map(len, pieces), initial=0))[:-1]
    indents = array("I", [len(raw) - len(raw.lstrip()) for raw in map(copy.lines.__getitem__, kept)])
    tokens = cast("Tokens[CopyPosition]", read_tokens("".join(pieces), rule))
    return Flow(tokens, kept, starts, indents), gaps


_HYPHENS = ("-", "\u00ad", "‐")


_DIVIDED = re.compile(r"([^\W\d_]+)([-\u00ad‐])$")


_CONTINUED = re.compile(r"[^\W\d_]+")


class _Vocabulary:
    """The words of a copy; the halves of divided words are none. A copy that divides no word needs it not."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines

    @cached_property
    def words(self) -> frozenset[str]:
        words: set[str] = set()
        is_divided = False
        for line in self._lines:
            found = _CONTINUED.findall(line.casefold())
            first = 1 if is_divided and line[:1].islower() else 0
            is_divided = _DIVIDED.search(line) is not None
            words.update(found[first : -1 if is_divided else None])
        return frozenset(words)


def _joined_to(line: str, below: str, vocabulary: _Vocabulary) -> str:
    """The line as it stands before the next: the hyphen of a divided word dropped, that of a compound kept.

    It was a compound if both halves are words of the copy and the whole is not.
    """
    if line[-1:] not in _HYPHENS:
        return line + "\n"
    divided, continued = _DIVIDED.search(line), _CONTINUED.match(below)
    if not divided or not continued or not below[0].islower():
        return line if line.endswith("-") and below[:1].isalnum() else line + "\n"
    first, second = divided[1].casefold(), continued[0].casefold()
    words = vocabulary.words
    if first + second not in words and first in words and second in words and divided[2] != "\u00ad":
        return line
    return line[: divided.start(2)]


def _telling_index(tokens: Tokens[CopyPosition], book: Book) -> Index[CopyPosition]:
    """A copy's words that tell where parts and pages begin; it takes a while to go through all of them."""
    telling = frozenset(_telling_words(book, tokens.rule))
    return Index(tokens.words, may_number_pages(tokens.vocabulary) | telling)


def _telling_words(book: Book, rule: WordRule) -> Iterator[str]:
    """One word of each anchor, the longest: it hardly stands elsewhere."""
    for chapter in book.chapters:
        written = [chapter.opens, chapter.closes]
        written += [words for section in chapter.sections for words in (section.opens, section.closes)]
        yield from (max(rule.split(words), key=len, default="") for words in written if words)


_TERMINAL = re.compile(r"[.!?…。．！？।॥؟۔။។][\"'”’»)\]*」』）】》〉〕]*$")


_SECTION_NUMBER = re.compile(r"[\divxlc]+[.)]?", re.IGNORECASE)


_SHORT = 0.75


_SHORT_PARAGRAPH = 60
"""Letters; where a line is a paragraph, the longest one says nothing about what is short."""


_LIKE_A_TITLE = 75


class _Titles:
    """The titles of a book and its parts: to tell a heading from a last line."""

    def __init__(self, book: Book, rule: WordRule) -> None:
        titles = [book.title, book.author]
        for chapter in book.chapters:
            titles += [chapter.title, *(section.title for section in chapter.sections)]
        self._split = rule.split
        self._titles = [f" {' '.join(rule.split(title))} " for title in titles]

    def contain(self, line: str) -> bool:
        """Whether a line is a part of a title, or much like one: contents lists have their own wording."""
        words = self._split(line)
        written = f" {' '.join(words)} "
        return len(words) > 1 and any(written in title or _are_alike(written, title) for title in self._titles)


def _are_alike(line: str, title: str) -> bool:
    if 200 * min(len(line), len(title)) < _LIKE_A_TITLE * (len(line) + len(title)):
        return False  # whatever their letters
    from rapidfuzz.fuzz import ratio  # 50 ms to import

    return ratio(line, title) >= _LIKE_A_TITLE


def _trimmed(
    flow: Flow, first: CopyPosition, limit: CopyPosition, titles: _Titles, gaps: Mapping[int, Gap], copy: Copy
) -> CopyPosition:
    """Where a part's text ends, given where the next one opens: before the headings, contents lists and navigation.

    Going back from the next opening, a line is passed over if it is a heading, part of a title, a number, or
    short without ending a sentence; but not one that goes on from a full line directly above it.
    """
    top = flow.line_of(first)
    bottom = flow.line_of(limit) if limit < len(flow.tokens) else len(flow.lines)
    if limit < len(flow.tokens) and flow.first_word(bottom) < limit:
        return limit  # the next part opens in the middle of a line
    lines = list(map(str.strip, flow.line_texts(top, bottom)))
    short = max(map(len, lines), default=0) * _SHORT
    if copy.unit is Unit.PARAGRAPH:
        short = min(short, _SHORT_PARAGRAPH)
    while len(lines) > 1:
        line, above = lines[-1], lines[-2]
        gap = gaps[flow.lines[bottom - 1]]
        goes_on = gap in (Gap.NOTHING, Gap.JOINED) and len(above) >= short and not _TERMINAL.search(above)
        if goes_on and (gap is Gap.JOINED or line[:1].islower()):
            break  # the page's layout, or the sentence, says so, whatever title the line is like
        if not (
            flow.lines[bottom - 1] in copy.headings
            or titles.contain(line)
            or _SECTION_NUMBER.fullmatch(line)
            or (len(line) < short and not _TERMINAL.search(line) and not goes_on)
        ):
            break
        lines.pop()
        bottom -= 1
    return flow.first_word(bottom)


def _paragraphs(flow: Flow, gaps: Mapping[int, Gap], first: CopyPosition, last: CopyPosition) -> tuple[CopySpan, ...]:
    if first >= last:
        return ()
    top, bottom = flow.line_of(first), flow.line_of(CopyPosition(last - 1)) + 1
    lines = list(map(Line, flow.line_texts(top, bottom), map(gaps.__getitem__, flow.lines[top:bottom])))
    starts = [first, *(flow.first_word(top + line) for line in find_paragraphs(lines) if line > 0), last]
    return tuple((start, end) for start, end in pairwise(starts) if start < end)
