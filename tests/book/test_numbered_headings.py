"""Numbered chapters in a text without markup."""

from __future__ import annotations

import pytest

from quizgen.book.heading import Rank
from quizgen.book.numbered_headings import find_numbered
from tests.book.test_outline import filled


def chapters(skeleton: str) -> list[tuple[int | None, str]]:
    found = find_numbered(filled(skeleton).lines)
    return [(each.number, each.title) for each in found if each.rank is Rank.CHAPTER]


THREE = [(1, "Oil"), (2, "Glass"), (3, "The Clock")]


@pytest.mark.parametrize(
    "skeleton",
    [
        "CHAPTER I.\n\nOIL.\n\n...\n\nCHAPTER II.\n\nGLASS.\n\n...\n\nCHAPTER III.\n\nTHE CLOCK.\n\n...\n",
        "CHAPTER I.\n\nOil.\n\n...\n\nCHAPTER II.\n\nGlass.\n\n...\n\nCHAPTER III.\n\nThe Clock.\n\n...\n",
        "I. Oil.\n\n...\n\nII. Glass.\n\n...\n\nIII. The Clock.\n\n...\n",
        "I\n\nOIL\n\n...\n\nII\n\nGLASS\n\n...\n\nIII\n\nTHE CLOCK\n\n...\n",
        "1. Oil\n\n...\n\n2. Glass\n\n...\n\n3. The Clock\n\n...\n",
        "Chapter 1. Oil\n\n...\n\nChapter 2. Glass\n\n...\n\nChapter 2. Glass\n\n...\n\nChapter 3. The\nClock\n\n...\n",
    ],
    ids=["capitals", "lines below", "Roman", "Roman alone", "Arabic", "a running header, and a title in two lines"],
)
def test_a_title_on_the_line_or_below(skeleton: str) -> None:
    assert chapters(skeleton) == THREE


def test_a_list_of_contents_has_the_numbers_and_no_text() -> None:
    summary = "It burns all night, and the keeper sees that it does until the morning comes.\n\n"
    contents = "".join(f"CHAPTER {n}. {title}\n\n{summary}" for n, title in THREE)
    text = "".join(f"CHAPTER {n}.\n\n{title}\n\n{summary}...\n\n" for n, title in THREE)
    assert chapters(contents + text) == THREE
    found = find_numbered(filled(contents + text).lines)
    assert found[0].line > contents.count("\n")


def test_chapters_that_begin_anew_in_each_part() -> None:
    part = "CHAPTER I.\n\nOil.\n\n...\n\nCHAPTER II.\n\nGlass.\n\n...\n\n"
    assert [number for number, _ in chapters(f"PART ONE\n\n{part}PART TWO\n\n{part}")] == [1, 2, 1, 2]


def test_a_missing_number_leaves_the_text_to_guesses() -> None:
    assert chapters("Chapter 1\n\n...\n\nChapter 2\n\n...\n\nChapter 5\n\n...\n\nChapter 6\n\n...\n") == []


def test_verse_and_lists_in_a_text_are_no_chapters() -> None:
    verse = "I\n\nO lamp\n\nII\n\nO sea\n\n"
    steps = "1. Light it\n\n2. Trim it\n\n3. Leave it\n\n"
    assert chapters(f"CHAPTER I.\n\n...\n\n{verse}...\n\nCHAPTER II.\n\n...\n\n{steps}...\n") == [(1, ""), (2, "")]
    assert chapters(f"{steps}...\n") == []


def test_sections_are_those_of_their_chapter() -> None:
    found = find_numbered(
        filled(
            "Kapitel 1. Öl\n\n1.1. Fisch\n\n...\n\n"
            "1.1.1. Tran\n\n...\n\n2.1. Siehe dort\n\n1.2. Wal\n\n...\n\nKapitel 2. Glas\n\n...\n"
        ).lines
    )
    assert [(each.rank, each.number, each.title) for each in found] == [
        (Rank.CHAPTER, 1, "Öl"),
        (Rank.SECTION, 1, "Fisch"),
        (Rank.SECTION, 2, "Wal"),
        (Rank.CHAPTER, 2, "Glas"),
    ]


def test_a_preface_and_an_index_beside_the_chapters() -> None:
    found = find_numbered(filled("PREFACE\n\n...\n\nCHAPTER I.\n\n...\n\nCHAPTER II.\n\n...\n\nINDEX\n\n...\n").lines)
    assert [(each.rank, each.title) for each in found] == [
        (Rank.CHAPTER, "Preface"),
        (Rank.CHAPTER, ""),
        (Rank.CHAPTER, ""),
        (Rank.ASIDE, "Index"),
    ]
