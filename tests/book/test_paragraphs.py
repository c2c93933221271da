"""Paragraphs begin where the author began them, whatever the copy did to its blank lines."""

from __future__ import annotations

import textwrap
from collections import Counter
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from quizgen.book.book_text import BookText
from quizgen.book.paragraphs import Gap, Line, find_paragraphs
from quizgen.book.positions import CopyPosition
from quizgen.text.words import split_words
from tests.conftest import ROOT

LABELS = ROOT / "tests" / "labels" / "revolution-betrayed-breaks.tsv"

SENTENCE = "The keeper trims the wick at dusk and winds the clock that turns the lens above the sea. "


def paragraph(sentences: int) -> str:
    return (SENTENCE * sentences).strip() + " So it ends."


def lines_of(paragraphs: list[str], gap: Gap) -> tuple[list[Line], list[int]]:
    """Lines of 72 characters, a gap of this sort between the paragraphs, and where these begin."""
    lines: list[Line] = []
    starts = []
    for text in paragraphs:
        starts.append(len(lines))
        for number, line in enumerate(textwrap.wrap(text, 72)):
            lines.append(Line(line, gap if number == 0 and lines else Gap.NOTHING))
    return lines, starts


def test_clean_blank_lines_are_breaks() -> None:
    lines, starts = lines_of([paragraph(4), paragraph(3), paragraph(5)], Gap.BLANK)
    assert list(find_paragraphs(lines)) == starts


def test_stray_blank_lines_are_joined() -> None:
    lines, starts = lines_of([paragraph(6), paragraph(6), paragraph(6)], Gap.BLANK)
    stray = [
        Line(line.text, Gap.BLANK if number % 2 == 0 and line.gap is Gap.NOTHING else line.gap)
        for number, line in enumerate(lines)
    ]
    assert list(find_paragraphs(stray)) == starts


def test_a_paragraph_that_begins_behind_a_page_break_without_a_blank_line() -> None:
    lines, starts = lines_of([paragraph(4), paragraph(4)], Gap.PAGE)
    assert list(find_paragraphs(lines)) == starts


def test_a_page_break_in_mid_sentence_is_none() -> None:
    lines, starts = lines_of([paragraph(4)], Gap.BLANK)
    lines[2] = Line(lines[2].text, Gap.PAGE)
    assert list(find_paragraphs(lines)) == starts


def test_a_separator_is_always_a_break() -> None:
    lines, _ = lines_of([paragraph(4)], Gap.BLANK)
    lines[2] = Line(lines[2].text, Gap.SEPARATOR)
    assert list(find_paragraphs(lines)) == [0, 2]


@given(st.lists(st.tuples(st.text(alphabet='ab .:"—', min_size=1, max_size=80), st.sampled_from(Gap)), max_size=30))
def test_any_lines_give_ascending_starts(rows: list[tuple[str, Gap]]) -> None:
    starts = find_paragraphs([Line(text, gap) for text, gap in rows])
    assert list(starts) == sorted(set(starts))
    assert starts[:1] == ((0,) if rows else ())


def test_no_word_is_lost_or_added(lighthouse: BookText) -> None:
    for chapter in lighthouse.chapters.values():
        words = [word for each in chapter.paragraphs for word in split_words(lighthouse.paragraph_text(each))]
        assert tuple(words) == chapter.words


def _labels() -> list[tuple[int, str, str]]:
    rows = (line.split("\t") for line in LABELS.read_text().splitlines() if not line.startswith("#"))
    return [(int(line), label, situation) for line, label, situation in rows]


def test_labelled_breaks_of_the_first_book(book_text: BookText) -> None:
    starts = {book_text.at(first)[0] for part in book_text.parts for first, _ in part.paragraphs}
    counts: Counter[tuple[str, bool]] = Counter()
    for line, label, situation in _labels():
        if "lost" not in situation:
            counts[label, ("start" if line in starts else "join") == label] += 1
    joined, split = counts["join", True], counts["join", False]
    kept, lost = counts["start", True], counts["start", False]
    assert joined + split >= 300
    assert kept + lost >= 300
    assert joined / (joined + split) >= 0.99
    assert kept / (kept + lost) >= 0.95


def test_every_word_of_the_first_book_leads_back_to_its_line(book_text: BookText, library: Path) -> None:
    lines = (library / "revolution-betrayed.txt").read_text(encoding="utf-8").split("\n")
    words = book_text.flow.tokens
    for word in range(0, len(words), 7):
        line, column = book_text.at(CopyPosition(word))
        assert words.words[word].startswith(split_words(lines[line - 1][column - 1 :])[0][:3])
