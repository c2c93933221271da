"""A book's coverage → a page with a map of the book, its figures and, given a copy, the whole text shaded."""

from __future__ import annotations

import textwrap
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import count, islice

from markupsafe import Markup

from quizgen.book.book_text import BookText, ChapterText
from quizgen.book.coverage import LONG, Cited, Coverage, Measure, PartCoverage, Run
from quizgen.book.positions import ChapterPosition, CopyPosition, CopySpan
from quizgen.kinds import kind_of
from quizgen.kinds.question import Question
from quizgen.model.book import Book
from quizgen.outputs.html.templates import render_page
from quizgen.outputs.languages import Words, choose_words
from quizgen.outputs.markup import escaped, plain
from quizgen.outputs.whole_build import Source

SHADES = 3
"""The number of shades: words cited more often than this look the same."""

_MAX_PROMPT = 110
"""Maximum characters of a prompt."""

_MAX_IDS = 3
"""Maximum ids in the title of shaded words; the notes beside the text have all."""


@dataclass(frozen=True, slots=True)
class Note:
    """A question at one of its passages; ``number`` is the passage's number in the book, or 0 for a whole section."""

    number: int
    question_id: str
    kind: str
    prompt: str
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A part as the page shows it. ``bars`` are SVG paths of the runs cited once, twice, or more often, in words.

    ``gap`` is the anchor of its largest uncited stretch, if that is long; ``reading`` makes the HTML of its text.
    """

    anchor: str
    label: str
    title: str
    measure: Measure
    bars: tuple[str, ...]
    gap: str = ""
    wholes: tuple[Note, ...] = ()
    reading: Callable[[], Markup] = Markup


@dataclass(frozen=True, slots=True)
class Group:
    """A chapter and its parts; ``is_one`` if it has no sections."""

    anchor: str
    heading: str
    measure: Measure
    rows: tuple[Row, ...]
    is_one: bool

    @property
    def gap(self) -> str:
        return next((row.gap for row in self.rows if row.measure.gap == self.measure.gap), "")


def render_coverage(
    book: Book,
    coverage: Coverage,
    text: BookText | None,
    questions: Mapping[str, Question],
    sources: Mapping[str, Source],
) -> bytes:
    """Render the page: map, figures and, given the text that was measured, all of it; without, only the first two.

    Questions beside the text lead to their ``sources``.
    """
    words = choose_words(book.language)
    passages = _passages(coverage, questions, sources)
    groups = []
    for number, covered in enumerate(coverage.chapters, 1):
        chapter, anchor = covered.chapter, f"c{number}"
        cited = passages.get(chapter.key, ())
        shaded = ShadedChapter(text, text.chapters[chapter.key], cited, words) if text else None
        rows = tuple(
            _row(f"{anchor}-{index}" if chapter.sections else anchor, part, shaded, index, words)
            for index, part in enumerate(covered.parts)
        )
        groups.append(Group(anchor, chapter.heading, covered.measure, rows, not chapter.sections))
    return render_page(
        "coverage.html",
        words=words,
        language=book.language,
        styles=("page.css", "coverage.css"),
        script="coverage.js" if text else None,
        book=book,
        measure=coverage.measure,
        groups=groups,
        objectives=coverage.objectives,
        told=_told,
        longest=max((row.measure.words for group in groups for row in group.rows), default=0),
        shades=SHADES,
        has_text=text is not None,
        long=LONG,
    )


def _passages(
    coverage: Coverage, questions: Mapping[str, Question], sources: Mapping[str, Source]
) -> dict[str, list[tuple[Cited, Note]]]:
    """All cited passages with their notes, by chapter."""
    found: dict[str, list[tuple[Cited, Note]]] = {}
    numbers = count(1)
    for cited in coverage.cited:
        question = questions[cited.question_id]
        number, source = 0 if cited.is_section else next(numbers), sources.get(question.id)
        note = Note(number, question.id, question.kind, _short(question), source)
        found.setdefault(cited.chapter, []).append((cited, note))
    return found


def _short(question: Question) -> str:
    """What is asked, shortened to a line or two."""
    said = " ".join(plain(kind_of(question).stem(question, "[…]")).split())
    return said if len(said) <= _MAX_PROMPT else textwrap.shorten(said, _MAX_PROMPT, placeholder="\u00a0…")


def _row(anchor: str, part: PartCoverage, shaded: ShadedChapter | None, index: int, words: Words) -> Row:
    section, chapter = part.size.section, part.size.chapter
    label = f"§{section.number}" if section and section.number else ""
    title = (
        section.title if section else words["coverage_opening"] if chapter.sections and chapter.opens else chapter.title
    )
    wholes = shaded.wholes(part) if shaded else ()
    reading = partial(shaded.reading, part, index, anchor) if shaded else Markup
    largest = max(part.long_gaps, key=lambda run: run.words, default=None) if shaded else None
    gap = _gap_anchor(anchor, largest.start) if largest else ""
    return Row(anchor, label, title, part.measure, _bars(part), gap, wholes, reading)


def _gap_anchor(part: str, start: int) -> str:
    return f"{part}-gap-{start}"


def _bars(part: PartCoverage) -> tuple[str, ...]:
    """SVG paths, one per shade, in a box as wide as the part has words and ``SHADES + 1`` high."""
    return tuple(
        "".join(
            f"M{run.start - part.start} {SHADES - times}h{run.words}v{times + 1}h-{run.words}z"
            for run in part.runs
            if min(run.times, SHADES) == times
        )
        for times in range(1, SHADES + 1)
    )


class ShadedChapter:
    """The text of a chapter, cut where a cited passage begins or ends.

    Its HTML is made here because a template takes six times as long for the thousands of passages of a book.
    """

    def __init__(
        self, text: BookText, chapter: ChapterText, passages: Iterable[tuple[Cited, Note]], words: Words
    ) -> None:
        self._text = text
        self._chapter = chapter
        self._words = words
        self._wholes: dict[ChapterPosition, list[Note]] = {}
        self._starts: dict[ChapterPosition, list[Note]] = {}
        ends: dict[ChapterPosition, list[Note]] = {}
        for cited, note in passages:
            first, behind = cited.span
            if cited.is_section:
                self._wholes.setdefault(first, []).append(note)
            else:
                self._starts.setdefault(first, []).append(note)
                ends.setdefault(behind, []).append(note)
        self._cuts = sorted({ChapterPosition(0), *self._starts, *ends})
        self._marks = list(self._sweep(ends))

    def _sweep(self, ends: Mapping[ChapterPosition, Sequence[Note]]) -> Iterator[str]:
        """The opening tag for the words from each cut to the next; empty if they are not cited.

        Its class is the number of passages with these words, its title names some of the questions.
        """
        citing: dict[int, str] = {}
        cited_by = escaped(self._words["coverage_cited_by"])
        for cut in self._cuts:
            for note in ends.get(cut, ()):
                del citing[note.number]
            for note in self._starts.get(cut, ()):
                citing[note.number] = note.question_id
            if citing:
                more = f" + {len(citing) - _MAX_IDS}" if len(citing) > _MAX_IDS else ""
                ids = ", ".join(islice(citing.values(), _MAX_IDS)) + more
                yield f'<mark class="c{min(len(citing), SHADES)}" title="{cited_by} {escaped(ids)}">'
            else:
                yield ""

    def wholes(self, part: PartCoverage) -> tuple[Note, ...]:
        return tuple(self._wholes.get(part.start, ()))

    def reading(self, part: PartCoverage, index: int, anchor: str) -> Markup:
        """The paragraphs of a part, the one at ``index`` in its chapter, each with its notes beside it."""
        shift = self._chapter.parts[index].span[0] - part.start
        gaps = {run.start: self._uncited(run, anchor, shift) for run in part.long_gaps}
        start, written = part.start, []
        for in_copy in self._chapter.parts[index].paragraphs:
            end = ChapterPosition(start + in_copy[1] - in_copy[0])
            cut, behind = bisect_right(self._cuts, start), bisect_left(self._cuts, end)
            edges, marks = [start, *self._cuts[cut:behind], end], self._marks[cut - 1 : behind]
            is_unasked = end - start > LONG and marks == [""]
            notes = [note for edge in edges[:-1] if edge not in gaps for note in self._starts.get(edge, ())]
            written.append('<div class="row"><p class="unasked">' if is_unasked else '<div class="row"><p>')
            written += self._pieces(edges, marks, in_copy, gaps)
            written.append("</p>")
            written += ['<ul class="notes">\n', *map(self._beside, notes), "</ul>"] if notes else ()
            written.append("</div>\n")
            start = end
        return Markup("".join(written))  # noqa: S704 (texts of the book and the bank are escaped)

    def _uncited(self, run: Run, anchor: str, shift: int) -> str:
        """The label before a long uncited stretch: its number of words, and its place in the copy."""
        place = self._text.where(CopyPosition(run.start + shift))
        uncited = escaped(self._words["coverage_gap"].format(words=self._words.language.number(run.words)))
        return f'<span class="gap" id="{_gap_anchor(anchor, run.start)}" title="{escaped(place)}">{uncited}</span> '

    def _pieces(
        self,
        edges: Sequence[ChapterPosition],
        marks: Sequence[str],
        in_copy: CopySpan,
        gaps: Mapping[ChapterPosition, str],
    ) -> Iterator[str]:
        """The words between each two edges, preceded by the label or numbers of what begins there.

        Punctuation belongs to the word that it touches; the space between two shaded words is shaded.
        """
        at, bottom = self._text.flow.paragraph_offsets(in_copy)
        shift = in_copy[0] - edges[0]
        end = self._closes(CopyPosition(in_copy[1] - 1), bottom) if marks[-1] else bottom
        cuts = [(at, at), *(self._cut(CopyPosition(edge + shift)) for edge in edges[1:-1]), (end, bottom)]
        for index, mark in enumerate(marks):
            first, opens = edges[index], max(at, cuts[index][1])
            yield self._written(at, opens)
            yield gaps[first] if first in gaps else "".join(map(self._number, self._starts.get(first, ())))
            closes, next_opens = cuts[index + 1]
            is_last_marked = mark and not any(marks[index + 1 : index + 2])
            at = max(opens, closes if is_last_marked else next_opens)
            words = self._written(opens, at)
            yield f"{mark}{words}</mark>" if mark and words else words
        yield self._written(at, bottom)

    def _cut(self, word: CopyPosition) -> tuple[int, int]:
        """Where to cut before a word: the end offset of the word before it, and its own start offset.

        Both include punctuation: they are at the first and the last space between the two words, if there is any.
        """
        end, start = self._text.flow.tokens.between(word)
        between = self._text.flow.text[end:start]
        pieces = between.split()
        if not pieces or pieces == [between]:
            return end, start
        before = 0 if between[0].isspace() else len(pieces[0])
        behind = 0 if between[-1].isspace() else len(pieces[-1])
        return end + before, start - behind

    def _closes(self, word: CopyPosition, bottom: int) -> int:
        """The end offset of a paragraph's last word, including the punctuation up to the next space, if any."""
        _, end = self._text.flow.tokens.bounds(word)
        behind = self._text.flow.text[end:bottom]
        return end + len(behind.split()[0]) if behind and not behind[0].isspace() else end

    def _written(self, start: int, end: int) -> str:
        return escaped(self._text.running(start, end)) if start < end else ""

    def _number(self, note: Note) -> str:
        """The number at the start of a cited passage, linked to its question."""
        label = escaped(self._words["coverage_to_question"].format(number=note.number))
        return (
            f'<a class="number" id="p{note.number}" href="#n{note.number}" aria-label="{label}"'
            f' title="{escaped(note.question_id)}">{note.number}</a>'
        )

    def _beside(self, note: Note) -> str:
        """A question, listed beside the paragraph where its passage begins."""
        label = escaped(self._words["coverage_to_passage"].format(number=note.number))
        return (
            f'<li id="n{note.number}"><a href="#p{note.number}" aria-label="{label}">{note.number}</a>'
            f" {_told(note)}</li>\n"
        )


def _told(note: Note) -> Markup:
    """A question's id, kind and prompt, and the link to its place in the bank."""
    told = f"<b>{escaped(note.question_id)}</b> <i>{note.kind}</i> {escaped(note.prompt)}"
    if note.source is not None:
        place = escaped(f"{note.source.name}:{note.source.line}")
        url = escaped(note.source.url)
        told += f' <a class="file" href="{url}">{place}</a>' if url else f' <span class="file">{place}</span>'
    return Markup(f"<span>{told}</span>")  # noqa: S704 (texts of the bank are escaped)
