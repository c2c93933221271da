"""A copy and its headings → a proposed table of contents, with notes on what to review."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import pairwise
from statistics import median

from quizgen.book.front_matter import TODO, Note, read_front
from quizgen.book.heading import Heading, Rank
from quizgen.book.heading_labels import Form, read_label
from quizgen.book.headings import guess_headings
from quizgen.book.marked_headings import find_in_contents, find_marked
from quizgen.book.numbered_headings import find_numbered, with_guesses
from quizgen.book.positions import CopyPosition
from quizgen.book.proposed_openings import Ends, Opened, first_word, open_headings, printable
from quizgen.book.structure import read_flow, read_structure
from quizgen.book.text_markup import find_text_markup
from quizgen.copies.copy import Copy
from quizgen.copies.formats.extract import Unit
from quizgen.model.book import Book
from quizgen.model.diagnostics import Route


class Witness(StrEnum):
    """What says which lines are headings, from the surest on."""

    CONTENTS = "the table of contents in the file"
    MARKUP = "the headings that the file marks"
    NUMBERS = "the numbers of the chapters, of which none is missing"
    TEXT = "guesses at the lines of the text"


@dataclass(frozen=True, slots=True)
class ProposedPart:
    """A chapter or section: the words it opens with (none if its first section opens it), and notes on it.

    It ends with the words of ``closes`` where the next part does not open behind it, but an index or a colophon.
    ``line`` is where it opens in the copy; ``words`` is its length up to the opening of the next part.
    """

    title: str
    opens: str | None
    line: int
    words: int
    number: int | None = None
    notes: tuple[Note, ...] = ()
    closes: str | None = None


@dataclass(frozen=True, slots=True)
class ProposedChapter:
    key: str
    part: ProposedPart
    sections: tuple[ProposedPart, ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """A valid table of contents, and notes on the whole of it; ``language`` is empty if nothing tells it."""

    title: str
    author: str
    chapters: tuple[ProposedChapter, ...]
    notes: tuple[Note, ...] = ()
    language: str = ""
    translator: str = ""
    witness: Witness = Witness.TEXT


def propose_outline(copy: Copy, title: str | None = None, author: str | None = None) -> Outline | None:
    """Propose a chapter or section for every heading with text below it; ``None`` for a copy without words.

    Each opens with the fewest words, at least five, that occur only once in the copy.
    """
    flow = read_flow(copy)
    if not flow.tokens.words:
        return None
    front = read_front(copy)
    found, witness = _headings(copy, {title or front.title, front.title, front.author} - {""})
    tried = list(open_headings([each for each in found if each.rank is not Rank.ASIDE], flow, copy))
    opened = [each for each in tried if isinstance(each, Opened)]
    notes = [*front.notes, *(_twice(each) for each in tried if isinstance(each, Heading))]
    if not opened:
        whole = Heading(Rank.CHAPTER, 1, title or front.title or TODO, 1, flow.lines[0] + 1)
        opened = [each for each in open_headings([whole], flow, copy, len(flow.tokens)) if isinstance(each, Opened)]
        notes = [Note("No headings were found in this copy: add the chapters, with the first words of each.")]
    elif (before := first_word(opened[0].heading.line, flow)) >= _MIN_PART_WORDS:
        message = f"The first {before:,} words of the copy, before this place, are in no part."
        notes.insert(0, Note(message, opened[0].heading.line))
    ends = Ends(flow, [first_word(each.line, flow) for each in found if each.rank is Rank.ASIDE])
    chapters = tuple(_chapters(opened, ends, is_marked=witness is not Witness.TEXT))
    named, by = title or front.title or TODO, author or front.author or TODO
    outline = Outline(named, by, chapters, tuple(notes), front.language, front.translator, witness)
    return _readable(outline, copy)


def _twice(heading: Heading) -> Note:
    return Note(f"What follows “{heading.title}” stands in the copy twice; it is left out.", heading.line)


_MAX_TRIES = 3


def _readable(outline: Outline, copy: Copy) -> Outline:
    """The outline without the parts that are not found again as they are written; there are hardly any."""
    for _ in range(_MAX_TRIES):
        _, findings = read_structure(copy, as_book(outline))
        lost = {finding.route[:-1] for code, finding in findings if code != "opens-differs"}
        if not lost:
            break
        chapters = tuple(_without(lost, outline.chapters))
        if not chapters:
            break
        message = f"{len(lost)} of the headings are left out: the words below them are not found again."
        outline = replace(outline, chapters=chapters, notes=(*outline.notes, Note(message)))
    return outline


def _without(lost: set[Route], chapters: Sequence[ProposedChapter]) -> Iterator[ProposedChapter]:
    for number, chapter in enumerate(chapters):
        at: Route = ("chapters", number)
        sections = tuple(
            section for order, section in enumerate(chapter.sections) if (*at, "sections", order) not in lost
        )
        part = replace(chapter.part, opens=None) if at in lost else chapter.part
        if part.opens or sections:
            yield replace(chapter, part=part, sections=sections)


def as_book(outline: Outline) -> Book:
    """The book that the outline describes, as it is written into ``book.yaml``."""
    chapters = [
        {"key": chapter.key, **_fields(chapter.part), "sections": tuple(map(_fields, chapter.sections))}
        for chapter in outline.chapters
    ]
    written = {"title": outline.title, "author": outline.author, "language": outline.language or "en"}
    return Book.model_validate({**written, "chapters": chapters})


def _fields(part: ProposedPart) -> dict[str, object]:
    fields = {"title": part.title, "opens": part.opens, "closes": part.closes, "number": part.number}
    return {name: value for name, value in fields.items() if value}


def _headings(copy: Copy, names: Set[str]) -> tuple[Sequence[Heading], Witness]:
    """The headings by the best witness with at least two chapters, else any; ``names`` are the title and the author."""
    lines, marked = (copy.lines, copy.headings) if copy.unit is not Unit.LINE else find_text_markup(copy.lines)
    found = [(find_in_contents(copy, names), Witness.CONTENTS), (find_marked(lines, marked, names), Witness.MARKUP)]
    for least in (2, 1):
        for headings, witness in found:
            if sum(each.rank is Rank.CHAPTER for each in headings) >= least:
                return headings, witness
        if least == 2 and not marked:
            folded = {name.casefold() for name in names}
            numbered = find_numbered(copy.lines) if copy.unit is not Unit.PARAGRAPH else ()
            in_text = list(guess_headings(copy.lines, copy.unit))
            if numbered:
                in_text = list(with_guesses(numbered, in_text, copy.lines))
            guessed = [each for each in in_text if each.number or each.title.casefold() not in folded]
            found.append((tuple(guessed), Witness.NUMBERS if numbered else Witness.TEXT))
    return found[-1]


# --- chapters and sections --------------------------------------------------------------------


@dataclass
class _Draft:
    """A chapter whose sections are still being collected."""

    number: int | None
    heading: Heading
    opened: Opened | None
    notes: list[Note] = field(default_factory=list)
    sections: list[Opened] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Extents:
    """The sizes of parts by where they open, and the words that they close with where it has to be said."""

    sizes: Mapping[CopyPosition, int]
    closes: Mapping[CopyPosition, str | None]
    usual: float

    def notes(self, start: CopyPosition) -> Iterator[str]:
        words = self.sizes[start]
        if words < _MIN_PART_WORDS:
            yield f"It has {words} words: is it text?"
        elif words > max(_MIN_LONG_PART_WORDS, _LONG_PART_RATIO * self.usual):
            yield f"It has {words:,} words, much more than others: is a heading in it lost?"


def _measure(opened: Sequence[Opened], ends: Ends) -> _Extents:
    starts = sorted({each.word for each in opened})
    found = {start: ends.closing(start, limit) for start, limit in pairwise([*starts, ends.end])}
    sizes = {start: end - start for start, (end, _) in found.items()}
    return _Extents(sizes, {start: closes for start, (_, closes) in found.items()}, median(sizes.values()))


def _chapters(opened: Sequence[Opened], ends: Ends, *, is_marked: bool) -> Iterator[ProposedChapter]:
    drafts = _drafts(opened, is_marked=is_marked)
    extents = _measure(opened, ends)
    keys = _keys(drafts)
    last = 0
    for draft, key in zip(drafts, keys, strict=True):
        notes = list(draft.notes)
        if draft.number and draft.number > last + 1:
            notes.append(Note(_missing("chapter", last + 1, draft.number - 1), draft.heading.text))
        last = draft.number or last
        if draft.number and key != str(draft.number):
            notes.append(Note(f"There is another chapter {draft.number}.", draft.heading.text))
        own, left_out = _own_text(draft, extents, _MIN_MARKED_WORDS if is_marked else _MIN_OWN_WORDS)
        notes += left_out
        words = extents.sizes[own.word] if own else 0
        if own and not draft.sections:
            notes += [Note(each, draft.heading.text) for each in extents.notes(own.word)]
        has_none = key.isdigit() and draft.opened is not None
        title = printable(draft.heading.title).strip() or ("" if has_none else TODO)
        opens, closes = (own.opens, extents.closes[own.word]) if own else (None, None)
        part = ProposedPart(title, opens, draft.heading.text, words, notes=tuple(notes), closes=closes)
        yield ProposedChapter(key, part, tuple(_sections(draft.sections, extents)))


def _own_text(draft: _Draft, extents: _Extents, least: int) -> tuple[Opened | None, tuple[Note, ...]]:
    """A chapter's text above its first section, if any; a short one is left out with a note."""
    own = draft.opened
    if own is None or not draft.sections:
        return own, ()
    if own.word == draft.sections[0].word:
        return None, ()
    if (words := extents.sizes[own.word]) < least:
        message = f"{words} words above the first section are left out: are they text?"
        return None, (Note(message, own.heading.text),)
    return own, ()


_MIN_OWN_WORDS = 100
"""Fewer words than this between a chapter's heading and its first section are often a list of contents or a motto."""
_MIN_MARKED_WORDS = 15
"""The same, where headings are marked: a list of contents would be too."""


def _drafts(opened: Sequence[Opened], *, is_marked: bool) -> list[_Draft]:
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
        begins_anew = heading.number is not None and heading.number <= last and heading.number == 1
        if not drafts or (begins_anew and not is_marked):
            number = (drafts[-1].number or 0) + 1 if drafts else 1
            lost = Heading(Rank.CHAPTER, number if number not in numbers else None, "", heading.line, heading.text)
            message = "Sections begin anew here, and no heading of a chapter stands above them."
            drafts.append(_Draft(lost.number, lost, None, [Note(message, heading.line)]))
        drafts[-1].sections.append(each)
    _number_first(drafts)
    return drafts


def _number_first(drafts: Sequence[_Draft]) -> None:
    """Give the number 1 to a chapter without a number directly before chapter 2, if there is no other with it."""
    numbers = [draft.number for draft in drafts]
    at = next((at for at, number in enumerate(numbers) if number), 0)
    before = drafts[at - 1] if at else None
    if before and numbers[at] == 2 and 1 not in numbers and not _names_itself(before.heading.title):
        before.number = 1
        before.notes.append(Note("It has no number, and the next one has 2: is it chapter 1?", before.heading.line))


def _names_itself(title: str) -> bool:
    return read_label(" ".join(title.split())).form is not Form.TITLE


def _sections(opened: Sequence[Opened], extents: _Extents) -> Iterator[ProposedPart]:
    last = 0
    for each in opened:
        heading = each.heading
        notes = list(extents.notes(each.word))
        if heading.number is not None:
            if heading.number > last + 1:
                notes.append(_missing("section", last + 1, heading.number - 1))
            elif heading.number <= last:
                notes.append(f"Its number is {heading.number}, and the one before it has {last}.")
            last = heading.number
        number = heading.number or None
        marked = tuple(Note(note, heading.text) for note in notes)
        title = printable(heading.title).strip() or ("" if number else TODO)
        yield ProposedPart(
            title, each.opens, heading.text, extents.sizes[each.word], number, marked, extents.closes[each.word]
        )


def _missing(what: str, first: int, last: int) -> str:
    which = f"{what} {first}" if first == last else f"{what}s {first} to {last}"
    return f"No heading of {which} was found: it belongs before this one."


_MIN_PART_WORDS = 40
_LONG_PART_RATIO = 4
_MIN_LONG_PART_WORDS = 3_000


_SHORT_KEYS = {"introduction": "intro"}


def _keys(drafts: Sequence[_Draft]) -> list[str]:
    """A unique key for each chapter: its number, words of its title, or its position if no chapter has a number."""
    are_numbered = any(draft.number for draft in drafts)
    taken = {str(draft.number) for draft in drafts if draft.number}
    letters = [draft.heading.letter for draft in drafts if draft.heading.letter]
    counts = Counter[str]()
    used: set[str] = set()
    keys: list[str] = []
    for order, draft in enumerate(drafts, 1):
        key = str(draft.number) if draft.number else _key(draft.heading, len(letters) > 1, are_numbered)
        if not key:
            key = f"unnumbered-{order}" if str(order) in taken else str(order)
        doubled = counts[key] = counts[key] + 1
        while (unique := key if doubled == 1 else f"{key}-{doubled}") in used:
            doubled += 1
        used.add(unique)
        keys.append(unique)
    return keys


def _key(heading: Heading, has_letters: bool, are_numbered: bool) -> str:
    if heading.letter:
        return f"appendix-{heading.letter.casefold()}" if has_letters else "appendix"
    is_named = _names_itself(heading.title)
    if not are_numbered and not is_named:
        return ""
    plain = unicodedata.normalize("NFKD", heading.title).encode("ascii", "ignore").decode()
    words: list[str] = re.findall(r"[a-z0-9]+", plain.casefold())
    written: list[str] = re.findall(r"[^\W_]+", heading.title.lower())
    if len("".join(words)) < len("".join(written)) / 2:
        words = written  # a script that has no letters in ASCII
    if is_named and words:
        return _SHORT_KEYS.get(words[0], words[0])
    return "-".join(words[:3])
