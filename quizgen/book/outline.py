"""A copy and its headings → a proposed table of contents, with notes on what to review."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise
from statistics import median

from quizgen.book.book_text import Flow
from quizgen.book.headings import Heading, Rank, find_headings, names_a_part, tidy_title
from quizgen.book.positions import CopyPosition
from quizgen.book.structure import read_flow
from quizgen.copies.copy import Copy
from quizgen.text.tokens import Index

TODO = "TODO"


@dataclass(frozen=True, slots=True)
class Note:
    """Something to review, and the line of the copy (from 1) that it is about, if any."""

    text: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class ProposedPart:
    """A chapter or section: the words it opens with (none if its first section opens it), and notes on it.

    ``line`` is where it opens in the copy; ``words`` is its length up to the opening of the next part.
    """

    title: str
    opens: str | None
    line: int
    words: int
    number: int | None = None
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class ProposedChapter:
    key: str
    part: ProposedPart
    sections: tuple[ProposedPart, ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """A valid table of contents, and notes on the whole of it."""

    title: str
    author: str
    chapters: tuple[ProposedChapter, ...]
    notes: tuple[Note, ...] = ()


def propose_outline(copy: Copy, title: str | None = None, author: str | None = None) -> Outline | None:
    """Propose a chapter or section for every heading with text below it; ``None`` for a copy without words.

    Each opens with the fewest words, at least five, that occur only once in the copy.
    """
    flow = read_flow(copy)
    if not flow.tokens.words:
        return None
    named, by = _front(copy.lines)
    found = find_headings(copy.lines, copy.headings)
    headings = [each for each in found if not named or each.title.casefold() != named.casefold()]
    opened, notes = _open(headings, flow)
    if not opened:
        whole = Heading(Rank.CHAPTER, 1, TODO, 1, flow.lines[0] + 1)
        opened, _ = _open([whole], flow, len(flow.tokens))
        notes = (Note("No headings were found in this copy: add the chapters, with the first words of each."),)
    elif (before := _first_word(opened[0].heading.line, flow)) >= _MIN_PART_WORDS:
        notes = (
            Note(f"The first {before:,} words of the copy, before this place, are in no part.", opened[0].heading.line),
            *notes,
        )
    return Outline(title or named or TODO, author or by or TODO, tuple(_chapters(opened, len(flow.tokens))), notes)


_TITLE_LINES = 10
_BY = re.compile(r"by\s+(\S.{2,60})", re.IGNORECASE)


def _front(lines: Sequence[str]) -> tuple[str | None, str | None]:
    """The title and author on the first lines of a copy, if it begins with them."""
    first = [line.strip() for line in lines if line.strip()][:_TITLE_LINES]
    author = next((found[1] for line in first if (found := _BY.fullmatch(line))), None)
    if not first or len(first[0]) > 60 or names_a_part(first[0]) or first[0].endswith((".", ",", ";")):
        return None, author
    return tidy_title(first[0].lstrip("# ")), author


# --- where each part opens --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Opened:
    """A heading, the position of the first word of its text, and the words that it opens with."""

    heading: Heading
    word: CopyPosition
    opens: str


_MIN_OPENING_WORDS, _MAX_OPENING_WORDS = 5, 14
# Only words are compared, and an opening may cut a pair of quotes or brackets in half: that would look like a typo.
_PAIRED = re.compile(r"(?<!\w)[\"“”«»„()\[\]]|[\"“”«»„()\[\]](?!\w)")


def _open(
    headings: Sequence[Heading], flow: Flow, most: int = _MAX_OPENING_WORDS
) -> tuple[list[_Opened], tuple[Note, ...]]:
    """The headings whose text has a unique opening, and notes on the others."""
    index = Index(flow.tokens.words)
    opened: list[_Opened] = []
    notes: list[Note] = []
    for heading in headings:
        word = _first_word(heading.text, flow)
        opens = _opening(word, flow, index, most)
        if opens is None:
            message = f"What follows “{heading.title}” stands in the copy twice; it is left out."
            notes.append(Note(message, heading.line))
        else:
            opened.append(_Opened(heading, word, opens))
    return opened, tuple(notes)


def _first_word(line: int, flow: Flow) -> CopyPosition:
    """The position of the first word on or below a line of the copy (from 1)."""
    return flow.first_word(bisect_left(flow.lines, line - 1))


def _opening(word: CopyPosition, flow: Flow, index: Index, most: int) -> str | None:
    """The fewest words from a position on that occur only there; ``None`` if even ``most`` words occur elsewhere."""
    words = flow.tokens
    size = _MIN_OPENING_WORDS
    while size <= most or size == _MIN_OPENING_WORDS:
        run = words.words[word : word + size]
        if len(list(islice(index.find(run), 2))) == 1:
            written = flow.text[slice(*words.extent(word, CopyPosition(word + len(run))))]
            return " ".join(_PAIRED.sub("", written).split())
        size = size + 1 if size < _MAX_OPENING_WORDS else min(2 * size, max(most, size + 1))
    return None


# --- chapters and sections --------------------------------------------------------------------


@dataclass
class _Draft:
    """A chapter whose sections are still being collected."""

    number: int | None
    heading: Heading
    opened: _Opened | None
    notes: list[Note] = field(default_factory=list)
    sections: list[_Opened] = field(default_factory=list)


def _chapters(opened: Sequence[_Opened], end: int) -> Iterator[ProposedChapter]:
    drafts = _drafts(opened)
    starts = sorted({each.word for each in opened})
    size = {start: limit - start for start, limit in pairwise([*starts, end])}
    usual = median(size.values())
    keys = _keys(drafts)
    for before, draft, key in zip([None, *drafts], drafts, keys, strict=False):
        notes = list(draft.notes)
        last = before.number if before else 0
        if draft.number and last is not None and draft.number > last + 1:
            notes.append(Note(_missing("chapter", last + 1, draft.number - 1), draft.heading.text))
        if draft.number and key != str(draft.number):
            notes.append(Note(f"There is another chapter {draft.number}.", draft.heading.text))
        own, left_out = _own_text(draft, size)
        notes += left_out
        words = size[own.word] if own else 0
        notes += [Note(each, draft.heading.text) for each in (_size_notes(words, usual) if own else ())]
        opens = own.opens if own else None
        part = ProposedPart(draft.heading.title or TODO, opens, draft.heading.text, words, notes=tuple(notes))
        yield ProposedChapter(key, part, tuple(_sections(draft.sections, size, usual)))


def _own_text(draft: _Draft, size: Mapping[int, int]) -> tuple[_Opened | None, tuple[Note, ...]]:
    """A chapter's text above its first section, if any; a short one is left out with a note."""
    own = draft.opened
    if own is None or not draft.sections:
        return own, ()
    if own.word == draft.sections[0].word:
        return None, ()
    if size[own.word] < _MIN_OWN_WORDS:
        message = f"{size[own.word]} words above the first section are left out: are they text?"
        return None, (Note(message, own.heading.text),)
    return own, ()


_MIN_OWN_WORDS = 100
"""Fewer words than this between a chapter's heading and its first section are often a list of contents or a motto."""


def _drafts(opened: Sequence[_Opened]) -> list[_Draft]:
    """Group sections under their chapters; where section numbers restart, add a chapter whose heading is missing."""
    drafts: list[_Draft] = []
    numbers = {each.heading.number for each in opened if each.heading.rank is Rank.CHAPTER}
    seen_chapter = False
    for each in opened:
        heading = each.heading
        if heading.rank is Rank.CHAPTER or (not seen_chapter and heading.number is None):
            seen_chapter = seen_chapter or heading.rank is Rank.CHAPTER
            drafts.append(_Draft(heading.number, heading, each))
            continue
        last = max((section.heading.number or 0 for section in drafts[-1].sections), default=0) if drafts else 0
        if not drafts or (heading.number is not None and heading.number <= last and heading.number == 1):
            number = (drafts[-1].number or 0) + 1 if drafts else 1
            lost = Heading(Rank.CHAPTER, number if number not in numbers else None, "", heading.line, heading.text)
            message = "Sections begin anew here, and no heading of a chapter stands above them."
            drafts.append(_Draft(lost.number, lost, None, [Note(message, heading.line)]))
        drafts[-1].sections.append(each)
    return drafts


def _sections(opened: Sequence[_Opened], size: Mapping[int, int], usual: float) -> Iterator[ProposedPart]:
    last = 0
    for each in opened:
        heading = each.heading
        notes = list(_size_notes(size[each.word], usual))
        if heading.number is not None:
            if heading.number > last + 1:
                notes.append(_missing("section", last + 1, heading.number - 1))
            elif heading.number <= last:
                notes.append(f"Its number is {heading.number}, and the one before it has {last}.")
            last = heading.number
        number = heading.number or None
        marked = tuple(Note(note, heading.text) for note in notes)
        yield ProposedPart(heading.title or TODO, each.opens, heading.text, size[each.word], number, marked)


def _missing(what: str, first: int, last: int) -> str:
    which = f"{what} {first}" if first == last else f"{what}s {first} to {last}"
    return f"No heading of {which} was found: it belongs before this one."


_MIN_PART_WORDS = 40
_LONG_PART_RATIO = 4
_MIN_LONG_PART_WORDS = 3_000


def _size_notes(words: int, usual: float) -> Iterator[str]:
    if words < _MIN_PART_WORDS:
        yield f"It has {words} words: is it text?"
    elif words > max(_MIN_LONG_PART_WORDS, _LONG_PART_RATIO * usual):
        yield f"It has {words:,} words, much more than others: is a heading in it lost?"


_SHORT_KEYS = {"introduction": "intro"}


def _keys(drafts: Sequence[_Draft]) -> list[str]:
    """A unique key for each chapter: its number, words of its title, or its position if no chapter has a number."""
    are_numbered = any(draft.number for draft in drafts)
    keys: list[str] = []
    for order, draft in enumerate(drafts, 1):
        key = _key(draft, are_numbered) or str(order)
        candidates = (key, *(f"{key}-{count}" for count in range(2, len(drafts) + 2)))
        keys.append(next(each for each in candidates if each not in keys))
    return keys


def _key(draft: _Draft, are_numbered: bool) -> str:
    title = draft.heading.title
    if draft.number:
        return str(draft.number)
    if not are_numbered and not names_a_part(title):
        return ""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    words: list[str] = re.findall(r"[a-z0-9]+", plain.casefold())
    is_named = bool(words) and names_a_part(words[0])
    return _SHORT_KEYS.get(words[0], words[0]) if is_named else "-".join(words[:3])
