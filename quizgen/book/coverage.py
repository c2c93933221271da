"""The sizes of a book's parts and the passages that questions cite → how much of each is cited, and how often."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby, pairwise
from typing import TypeAlias

from quizgen.book.book_text import BookText
from quizgen.book.objectives import ChapterObjectives
from quizgen.book.positions import ChapterPosition, ChapterSpan, chapter_span
from quizgen.kinds.question import Question
from quizgen.kinds.texts import citations_of
from quizgen.model.book import Book, Chapter, Section
from quizgen.project.locks import Head

LONG = 40
"""An uncited stretch or paragraph of more words than this is worth a question."""

LineAt: TypeAlias = Callable[[str, ChapterPosition], tuple[int, str]]
"""A chapter's key and a word's position in it → its line in the copy (from 1), and how messages name that line."""


@dataclass(frozen=True, slots=True)
class PartSize:
    """The number of words in a section, or in a chapter outside its sections; with a copy, also in each paragraph."""

    chapter: Chapter
    section: Section | None
    words: int
    paragraphs: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Cited:
    """The words of a chapter that a question cites, or a section that it cites as a whole."""

    question_id: str
    chapter: str
    span: ChapterSpan
    is_section: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive words of a chapter, from ``start`` up to but not including ``end``, that are cited equally often."""

    start: ChapterPosition
    end: ChapterPosition
    times: int

    @property
    def words(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Gap:
    """The length of an uncited stretch; with a copy, also its first line, and how messages name that line."""

    words: int
    line: int | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """The number of paragraphs longer than ``LONG`` words, and how many of them are cited at least in part."""

    long: int
    cited: int


@dataclass(frozen=True, slots=True)
class Measure:
    """The coverage figures of a part, a chapter or a book.

    ``questions`` is the number of questions that cite words in it. ``wholes`` is the number that cite a whole section
    of it; these do not make its words count as cited. A question that cites twice counts once. ``paragraphs`` is set
    only with a copy.
    """

    words: int
    cited: int
    questions: int
    wholes: int
    gap: Gap | None
    paragraphs: Paragraphs | None

    @property
    def share(self) -> float:
        return self.cited / self.words if self.words else 0.0

    @property
    def per_1000(self) -> float:
        """Questions per 1,000 words."""
        return 1000 * self.questions / self.words if self.words else 0.0


@dataclass(frozen=True, slots=True)
class PartCoverage:
    """A part's coverage; ``start`` is its first word's position in the chapter, ``runs`` cover its words in order."""

    size: PartSize
    start: ChapterPosition
    runs: tuple[Run, ...]
    measure: Measure

    @property
    def long_gaps(self) -> Iterator[Run]:
        return (run for run in self.runs if not run.times and run.words > LONG)


@dataclass(frozen=True, slots=True)
class ChapterCoverage:
    chapter: Chapter
    parts: tuple[PartCoverage, ...]
    measure: Measure


@dataclass(frozen=True, slots=True)
class Coverage:
    """The coverage of every chapter, in the book's order, and everything that is cited, sorted by place.

    ``objectives`` are the chapters that have objectives or core questions, with the number of questions of each.
    """

    chapters: tuple[ChapterCoverage, ...]
    cited: tuple[Cited, ...]
    measure: Measure
    objectives: tuple[ChapterObjectives, ...] = ()


# --- parts and citations ----------------------------------------------------------------------


def parts_of_text(text: BookText) -> tuple[PartSize, ...]:
    return tuple(
        PartSize(part.chapter, part.section, part.words, tuple(end - start for start, end in part.paragraphs))
        for chapter in text.chapters.values()
        for part in chapter.parts
    )


def parts_of_head(head: Head, book: Book) -> tuple[PartSize, ...] | None:
    """The parts recorded in the lock's head, or ``None`` if those of ``book.yaml`` have changed since."""
    if [size.key for size in head.structure] != [chapter.key for chapter in book.chapters]:
        return None
    parts: list[PartSize] = []
    for chapter, size in zip(book.chapters, head.structure, strict=True):
        if [section.label for section in size.sections] != [section.label for section in chapter.sections]:
            return None
        if chapter.opens is not None:
            parts.append(PartSize(chapter, None, size.words - sum(section.words for section in size.sections)))
        sections = zip(chapter.sections, size.sections, strict=True)
        parts += (PartSize(chapter, section, sized.words) for section, sized in sections)
    return tuple(parts)


def cited_by(question: Question, spans: Iterable[tuple[str, int, int]]) -> tuple[Cited, ...]:
    """What a question cites; drafts and retired questions count as citing nothing.

    ``spans`` has, for each of its citations in order: the chapter, the first word, and the word after the last.
    """
    if not question.is_live:
        return ()
    return tuple(
        Cited(question.id, chapter, chapter_span(first, last), cite.section is not None)
        for (_, cite), (chapter, first, last) in zip(citations_of(question), spans, strict=False)
    )


# --- the measure ------------------------------------------------------------------------------


def measure_text(text: BookText, cited: Sequence[Cited]) -> Coverage:
    """Measure the coverage with a copy, whose paragraphs and lines are known."""

    def line_at(chapter: str, word: ChapterPosition) -> tuple[int, str]:
        line, _ = text.at(text.chapters[chapter].in_copy(word))
        return line, text.copy.place(line)

    return measure(parts_of_text(text), cited, line_at)


def measure(parts: Sequence[PartSize], cited: Sequence[Cited], line_at: LineAt | None = None) -> Coverage:
    """Measure the coverage, in time linear in the number of words plus citations (not in their product)."""
    sizes = {key: tuple(group) for key, group in groupby(parts, key=lambda part: part.chapter.key)}
    by_chapter: dict[str, list[Cited]] = {key: [] for key in sizes}
    for each in cited:
        # A lock's lines may be older than its head: skip citations outside the book as it is now.
        if each.chapter in sizes and 0 <= each.span[0] < each.span[1] <= sum(p.words for p in sizes[each.chapter]):
            by_chapter[each.chapter].append(each)
    for found in by_chapter.values():
        found.sort(key=lambda each: (each.span, each.question_id))
    chapters = tuple(_measure_chapter(sizes[key], by_chapter[key], line_at) for key in sizes)
    kept = tuple(each for found in by_chapter.values() for each in found)
    return Coverage(chapters, kept, _sum([chapter.measure for chapter in chapters], kept))


def _measure_chapter(sizes: Sequence[PartSize], cited: Sequence[Cited], line_at: LineAt | None) -> ChapterCoverage:
    bounds = list(accumulate((size.words for size in sizes), initial=0))
    runs = _runs(bounds, [each.span for each in cited if not each.is_section])
    inside: list[list[Cited]] = [[] for _ in sizes]
    for each in cited:
        index = bisect_right(bounds, each.span[0]) - 1
        while index < len(sizes) and bounds[index] < each.span[1]:
            inside[index].append(each)
            index += 1
    parts = tuple(
        PartCoverage(size, ChapterPosition(start), part_runs, _measure_part(size, part_runs, found, line_at))
        for size, start, part_runs, found in zip(sizes, bounds, runs, inside, strict=False)
    )
    return ChapterCoverage(sizes[0].chapter, parts, _sum([part.measure for part in parts], cited))


def _runs(bounds: Sequence[int], spans: Iterable[ChapterSpan]) -> list[tuple[Run, ...]]:
    """The runs of each part of a chapter, by summing +1 at the start of each span and -1 at its end."""
    changes: Counter[int] = Counter()
    for span in spans:
        changes[span[0]] += 1
        changes[span[1]] -= 1
    edges = sorted({*bounds, *(at for at, change in changes.items() if change)})
    found: list[list[Run]] = [[] for _ in bounds[1:]]
    times = part = 0
    for first, last in pairwise(edges):
        while bounds[part + 1] <= first:
            part += 1
        times += changes[first]
        found[part].append(Run(*chapter_span(first, last), times))
    return [tuple(runs) for runs in found]


def _measure_part(size: PartSize, runs: Sequence[Run], cited: Iterable[Cited], line_at: LineAt | None) -> Measure:
    largest = max((run for run in runs if not run.times), key=lambda run: run.words, default=None)
    gap = None
    if largest is not None:
        gap = Gap(largest.words, *(line_at(size.chapter.key, largest.start) if line_at else ()))
    covered = sum(run.words for run in runs if run.times)
    return Measure(size.words, covered, *_askers(cited), gap, _paragraphs(size, runs))


def _paragraphs(size: PartSize, runs: Sequence[Run]) -> Paragraphs | None:
    if not size.paragraphs:
        return None
    starts = [run.start for run in runs]
    long = cited = 0
    for start, end in pairwise(accumulate(size.paragraphs, initial=int(starts[0]))):
        if end - start > LONG:
            run = runs[bisect_right(starts, start) - 1]
            long += 1
            cited += run.times > 0 or run.end < end  # the run after an uncited one is cited
    return Paragraphs(long, cited)


def _sum(measures: Sequence[Measure], cited: Iterable[Cited]) -> Measure:
    gaps = [measure.gap for measure in measures if measure.gap]
    known = [measure.paragraphs for measure in measures if measure.paragraphs]
    return Measure(
        sum(measure.words for measure in measures),
        sum(measure.cited for measure in measures),
        *_askers(cited),
        max(gaps, key=lambda gap: gap.words, default=None),
        Paragraphs(sum(each.long for each in known), sum(each.cited for each in known)) if known else None,
    )


def _askers(cited: Iterable[Cited]) -> tuple[int, int]:
    """The number of questions that cite words, and the number that cite a whole section."""
    found = {(each.question_id, each.is_section) for each in cited}
    wholes = sum(is_section for _, is_section in found)
    return len(found) - wholes, wholes
