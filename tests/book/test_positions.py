"""mypy refuses a chapter's position for one of the copy; were one accepted, its `ignore` would be unused."""

from __future__ import annotations

from quizgen.book.book_text import BookText
from quizgen.book.positions import ChapterPosition, CopyPosition, chapter_span, copy_span
from quizgen.citations.outcome import Located
from quizgen.citations.passages import read_extent


def test_each_position_of_a_chapter_is_one_of_the_copy(lighthouse: BookText) -> None:
    for chapter in lighthouse.chapters.values():
        positions = [chapter.in_copy(ChapterPosition(at)) for at in range(len(chapter.words))]
        assert [lighthouse.flow.tokens.words[at] for at in positions] == [*chapter.words]
        assert chapter.span_in_copy(chapter_span(0, 3)) == (positions[0], positions[2] + 1)


def test_positions_of_the_two_kinds_are_not_mixed_up(lighthouse: BookText) -> None:
    chapter = next(iter(lighthouse.chapters.values()))
    in_chapter, in_copy = ChapterPosition(1), CopyPosition(1)
    lighthouse.where(in_chapter)  # type: ignore[arg-type]
    lighthouse.at(in_chapter)  # type: ignore[arg-type]
    lighthouse.written(*chapter_span(0, 3))  # type: ignore[arg-type]
    lighthouse.flow.tokens.bounds(in_chapter)  # type: ignore[arg-type]
    lighthouse.flow.line_of(in_chapter)  # type: ignore[arg-type]
    chapter.in_copy(in_copy)  # type: ignore[arg-type]
    chapter.part_at(in_copy)  # type: ignore[arg-type]
    chapter.paragraph_at(in_chapter)  # type: ignore[arg-type]
    chapter.span_in_copy(copy_span(0, 3))  # type: ignore[arg-type]
    read_extent(lighthouse, chapter, copy_span(0, 3))  # type: ignore[arg-type]
    Located(chapter, copy_span(0, 3), "ch. 1")  # type: ignore[arg-type]
    assert (type(in_chapter), type(in_copy)) == (int, int), "at run time both are whole numbers, and cost nothing"
