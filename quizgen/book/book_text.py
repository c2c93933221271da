"""The text of a book in one copy: its words, chapters, parts and paragraphs."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, chain, pairwise
from operator import itemgetter

from quizgen.book.positions import ChapterPosition, ChapterSpan, CopyPosition, CopySpan, chapter_span, copy_span
from quizgen.book.word_weights import WordWeights
from quizgen.copies.copy import Copy
from quizgen.model.book import Book, Chapter, Section
from quizgen.text.figure import Evidence
from quizgen.text.figures import evidence_of, figures_among
from quizgen.text.fuzzy_search import NearIndex
from quizgen.text.names import fold_tokens
from quizgen.text.note_marks import Unmarked, leave_out_note_marks
from quizgen.text.scripts import count_unspaced
from quizgen.text.shared_runs import Runs, read_runs
from quizgen.text.stems import stemmer_for
from quizgen.text.tokens import Index, Tokens
from quizgen.text.words import LETTER_WORDS, WordRule


@dataclass(frozen=True)
class Flow:
    """A copy's lines without its page furniture, as one text.

    Lines are separated by a line feed, or by nothing where a word was divided at the line's end.
    ``lines[i]`` is the index in the copy of the ``i``-th line kept, ``starts[i]`` its offset in the text.
    """

    tokens: Tokens[CopyPosition]
    lines: Sequence[int]
    starts: Sequence[int]
    indents: Sequence[int]

    @cached_property
    def counts(self) -> Counter[str]:
        """How often the copy has each word."""
        return Counter(self.tokens.words)

    @cached_property
    def letters_per_word(self) -> int:
        """2 in a text in a script without blanks, each letter of which is a word; else 1."""
        is_by_letters = self.tokens.rule is LETTER_WORDS
        return 2 if is_by_letters and 2 * count_unspaced(self.text) > len(self.tokens) else 1

    @property
    def text(self) -> str:
        return self.tokens.text

    def line_of(self, word: CopyPosition) -> int:
        """The index in ``lines`` of the line that a word begins on."""
        start, end = self.tokens.line_around(word)
        line = bisect_right(self.starts, start) - 1
        if line + 1 < len(self.starts) and self.starts[line + 1] < end:  # lines that a divided word joins
            line = bisect_right(self.starts, self.tokens.bounds(word)[0]) - 1
        return line

    def first_word(self, line: int) -> CopyPosition:
        """The first word that begins on or behind the ``line``-th line."""
        return self.tokens.first_from(self.starts[line]) if line < len(self.starts) else self.end

    @property
    def end(self) -> CopyPosition:
        """The position behind the last word."""
        return CopyPosition(len(self.tokens))

    def paragraph_offsets(self, paragraph: CopySpan) -> tuple[int, int]:
        """A paragraph's extent in the text, with the punctuation before its first and behind its last word."""
        first, last = paragraph
        line, below = self.line_of(first), self.line_of(CopyPosition(last - 1)) + 1
        start = self.starts[line]
        if first and (self._is_joined(line) or self.first_word(line) < first):
            start = max(start, self.tokens.between(first)[0])
        while self._is_joined(below):  # its last word may go on there
            below += 1
        end = self.starts[below] if below < len(self.starts) else len(self.text)
        if last < len(self.tokens) and self.first_word(below) > last:
            end = min(end, self.tokens.bounds(last)[0])
        return start, end

    def _is_joined(self, line: int) -> bool:
        """Whether a line is joined to the one above, which ends with a hyphen."""
        return 0 < line < len(self.starts) and self.text[self.starts[line] - 1] != "\n"

    def line_texts(self, top: int, bottom: int) -> list[str]:
        """The lines from one on and before another."""
        end = self.starts[bottom] if bottom < len(self.starts) else len(self.text)
        return [self.text[first:last].rstrip("\n") for first, last in pairwise([*self.starts[top:bottom], end])]


@dataclass(frozen=True, slots=True)
class Part:
    """A section, or a chapter without sections: its words and paragraphs in the copy.

    ``is_merged``: it has the words of several sections, as the openings of all but the first are not in this copy; it
    is named by its chapter.
    """

    chapter: Chapter
    section: Section | None
    span: CopySpan
    paragraphs: tuple[CopySpan, ...]
    is_merged: bool = False

    @property
    def words(self) -> int:
        return self.span[1] - self.span[0]

    @property
    def place(self) -> str:
        """How a citation names it: ``ch. 1 §2``, ``Introduction``, ``ch. 9, Opening``."""
        return name_place(self.chapter, self.section)


def name_place(chapter: Chapter, section: Section | None) -> str:
    if section is None:
        return chapter.label
    separator = ", " if section.number is None else " "
    return f"{chapter.label}{separator}{section.label}"


@dataclass(frozen=True, slots=True)
class Lost:
    """A part whose place in this copy is unknown, and ``reason``, why.

    It may have any of the words ``around``, which ``paragraphs`` divide: likely those from ``likely`` on. The chapter
    ``before`` has those that are not its own. With ``has_start`` it is only unknown where it ends. A section that
    follows another of its chapter loses only its name (``is_merged``): its words count as the chapter's.
    """

    chapter: Chapter
    section: Section | None
    reason: str
    around: CopySpan
    likely: CopyPosition
    paragraphs: tuple[CopySpan, ...] = ()
    before: Chapter | None = None
    has_start: bool = False
    is_merged: bool = False


@dataclass(frozen=True)
class Doubt:
    """Words of which it is unknown whether they are a chapter's, and why.

    ``around`` are all of them and what is before them, ``start`` is the first of them. If ``is_bounded``, the chapter
    has no other unknown words.
    """

    reason: str
    around: ChapterText
    start: CopyPosition
    is_bounded: bool


class ChapterText:
    """A chapter's words in a row, whatever stands between its parts in the copy."""

    def __init__(self, chapter: Chapter, parts: tuple[Part, ...], flow: Flow, doubts: tuple[Doubt, ...] = ()) -> None:
        self.chapter = chapter
        self.parts = parts
        self.doubts = doubts
        self._flow, words = flow, flow.tokens.words
        self.words = tuple(chain.from_iterable(words[first:last] for first, last in (part.span for part in parts)))
        # One for each chapter: in one for a whole book, the places of a word lie too far apart for the processor.
        self.index = Index[ChapterPosition](self.words)
        self._bounds = list(accumulate((part.words for part in parts), initial=0))

    @property
    def letters_per_word(self) -> int:
        """How many of its words are as long as one between blanks: 2 if most are single letters, else 1."""
        return self._flow.letters_per_word

    @cached_property
    def tokens(self) -> Tokens[ChapterPosition]:
        """The words in the chapter's running text, its paragraphs separated by an empty line."""
        return self._flow.tokens.reflowed(
            (paragraph, self._flow.paragraph_offsets(paragraph)) for paragraph in self.paragraphs
        )

    @cached_property
    def evidence(self) -> Evidence:
        """What the chapter's figures bear out."""
        return evidence_of(figures_among(self.tokens))

    @cached_property
    def folded(self) -> frozenset[str]:
        """The chapter's words as names are compared."""
        return fold_tokens(self.tokens)

    @cached_property
    def near(self) -> NearIndex:
        return NearIndex(self.index)

    @cached_property
    def unmarked(self) -> Unmarked | None:
        """The chapter's words without the marks of notes, if it has some."""
        return leave_out_note_marks(self.tokens)

    def forget(self) -> None:
        """Let go of what is found out anew where it is needed again: in which places each word stands."""
        self.index = Index[ChapterPosition](self.words)
        self.__dict__.pop("near", None)
        self.__dict__.pop("unmarked", None)

    def part_at(self, position: ChapterPosition) -> Part:
        """The part that the chapter's word at ``position`` belongs to."""
        return self.parts[self._part_index(position)]

    def in_copy(self, position: ChapterPosition) -> CopyPosition:
        """The position in the copy of the chapter's word at ``position``."""
        index = self._part_index(position)
        return CopyPosition(self.parts[index].span[0] + position - self._bounds[index])

    def span_in_copy(self, span: ChapterSpan) -> CopySpan:
        """The words of the copy from the first to the last of a span."""
        first, last = span
        return copy_span(self.in_copy(first), self.in_copy(ChapterPosition(last - 1)) + 1)

    def span_of_copy(self, span: CopySpan) -> ChapterSpan:
        """The words of the chapter from the first to the last of a span of the copy, which has to lie in one part."""
        first, last = span
        index = next(i for i, part in enumerate(self.parts) if part.span[0] <= first < part.span[1])
        offset = self._bounds[index] - self.parts[index].span[0]
        return chapter_span(first + offset, last + offset)

    def _part_index(self, position: ChapterPosition) -> int:
        return min(bisect_right(self._bounds, position) - 1, len(self.parts) - 1)

    @cached_property
    def paragraphs(self) -> tuple[CopySpan, ...]:
        return tuple(paragraph for part in self.parts for paragraph in part.paragraphs)

    @cached_property
    def _in_copy_order(self) -> tuple[CopySpan, ...]:
        return tuple(sorted(self.paragraphs))

    def paragraph_at(self, word: CopyPosition) -> CopySpan:
        """The paragraph with a word of the chapter, by its position in the copy."""
        return self._in_copy_order[bisect_right(self._in_copy_order, word, key=itemgetter(0)) - 1]

    @cached_property
    def _numbers(self) -> dict[CopySpan, int]:
        return {paragraph: number for number, paragraph in enumerate(self.paragraphs)}

    def paragraph_number(self, word: CopyPosition) -> int:
        """The number from 0 in ``paragraphs`` of the paragraph with a word of the chapter."""
        return self._numbers[self.paragraph_at(word)]


class BookText:
    """The text of a book in one copy of it."""

    def __init__(
        self, book: Book, copy: Copy, flow: Flow, parts: tuple[Part, ...], lost: tuple[Lost, ...] = ()
    ) -> None:
        """``parts`` are those that were found, in the order of the book, and ``lost`` the others."""
        self.book = book
        self.copy = copy
        self.flow = flow
        self.parts = parts
        self.lost = lost
        self._sentences: dict[CopySpan, tuple[int, ...]] = {}

    @cached_property
    def chapters(self) -> dict[str, ChapterText]:
        return {chapter.key: self._chapter(chapter) for chapter in self.book.chapters}

    def _chapter(self, chapter: Chapter) -> ChapterText:
        parts = tuple(part for part in self.parts if part.chapter is chapter)
        return ChapterText(chapter, parts, self.flow, tuple(self._doubts(chapter)))

    def _doubts(self, chapter: Chapter) -> Iterator[Doubt]:
        for lost in self.lost:
            if not lost.is_merged and chapter in (lost.chapter, lost.before):
                around = ChapterText(chapter, (Part(chapter, None, lost.around, lost.paragraphs),), self.flow)
                yield Doubt(lost.reason, around, lost.likely, lost.has_start or chapter is lost.before)

    @cached_property
    def counts(self) -> Counter[str]:
        """How often the chapters have each word."""
        return Counter(chain.from_iterable(chapter.words for chapter in self.chapters.values()))

    @cached_property
    def words_by_stem(self) -> Mapping[str, Sequence[str]]:
        """The words of the chapters by their stems."""
        stem, by_stem = stemmer_for(self.book.language), defaultdict[str, list[str]](list)
        for word in self.counts:
            by_stem[stem(word)].append(word)
        by_stem.default_factory = None
        return by_stem

    @property
    def is_whole(self) -> bool:
        """Whether every part of the book was found in the copy."""
        return not self.lost

    @property
    def rule(self) -> WordRule:
        """What counts as a word of this book."""
        return self.flow.tokens.rule

    @cached_property
    def weights(self) -> WordWeights:
        words = self.flow.tokens.words
        paragraphs = {
            key: [words[first:last] for first, last in chapter.paragraphs] for key, chapter in self.chapters.items()
        }
        return WordWeights(self.rule, stemmer_for(self.book.language), paragraphs)

    @cached_property
    def runs(self) -> Runs:
        limit, is_default = self.book.verbatim, "verbatim" not in self.book.model_fields_set
        return read_runs(self.flow.tokens, limit * 5 // 2 if is_default and self.flow.letters_per_word > 1 else limit)

    def at(self, word: CopyPosition) -> tuple[int, int]:
        """Line and column (from 1) in the copy of a word."""
        line = self.flow.line_of(word)
        column = self.flow.tokens.bounds(word)[0] - self.flow.starts[line] + self.flow.indents[line]
        return self.flow.lines[line] + 1, column + 1

    def where(self, word: CopyPosition) -> str:
        """Where a word stands in the copy, as a reader of it finds it: ``line 288``, ``page 12``."""
        return self.copy.place(self.flow.lines[self.flow.line_of(word)] + 1)

    def written(self, first: CopyPosition, last: CopyPosition) -> str:
        """The copy's own words from one position to another, as running text."""
        if first >= last:
            return ""
        return self.between(*self.flow.tokens.extent(first, last))

    def between(self, start: int, end: int) -> str:
        """The text between two offsets of the flow, its lines joined."""
        return " ".join(self.rule.join(self.flow.text, start, end).split())

    def _spaced(self, start: int, end: int) -> str:
        """The text between two offsets with a space for every line end and tab."""
        return _one_spaced(self.flow.text[start:end])

    def running(self, start: int, end: int) -> str:
        """As ``between``, with the spaces at both ends."""
        text = _one_spaced(self.rule.join(self.flow.text, start, end))
        return _SPACES.sub(" ", text) if "  " in text else text

    def sentences(self, paragraph: CopySpan) -> tuple[int, ...]:
        """The offsets in the flow at which a paragraph's sentences begin, and the one behind the last."""
        found = self._sentences.get(paragraph)
        if found is None:
            from sentencex import segment

            start, end = self.flow.paragraph_offsets(paragraph)
            sentences = segment(self.book.language, self._spaced(start, end))
            found = self._sentences[paragraph] = tuple(accumulate(map(len, sentences), initial=start))
        return found

    def paragraph_text(self, paragraph: CopySpan) -> str:
        return self.between(*self.flow.paragraph_offsets(paragraph))


def _one_spaced(text: str) -> str:
    text = text.replace("\n", " ")
    return text if text.isprintable() else _OTHER_SPACE.sub(" ", text)


_OTHER_SPACE = re.compile(r"[^\S ]")


_SPACES = re.compile("  +")
