"""The table of contents finds every part in a copy, and nothing but the book's text is in them."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.book.book_text import BookText
from quizgen.book.positions import CopyPosition
from quizgen.book.structure import read_structure
from quizgen.copies.copy import Copy
from quizgen.model.book import Book, Chapter
from quizgen.text.words import split_words
from tests.conftest import ROOT
from tests.samples import BOOK

LABELS = ROOT / "tests" / "labels" / "revolution-betrayed.json"

# Words as counted in the copy whose hash the labels name: a part that grows or shrinks has moved.
WORDS = {
    "Introduction": 1014,
    "ch. 1 §1": 1156, "ch. 1 §2": 1915, "ch. 1 §3": 1528,
    "ch. 2 §1": 3363, "ch. 2 §2": 3667,
    "ch. 3 §1": 1212, "ch. 3 §2": 856, "ch. 3 §3": 1115, "ch. 3 §4": 1150, "ch. 3 §5": 1331,
    "ch. 4 §1": 1151, "ch. 4 §2": 1692, "ch. 4 §3": 1021, "ch. 4 §4": 2055,
    "ch. 5 §1": 2424, "ch. 5 §2": 3159, "ch. 5 §3": 2128,
    "ch. 6 §1": 2343, "ch. 6 §2": 1794, "ch. 6 §3": 1948, "ch. 6 §4": 1685,
    "ch. 7 §1": 4397, "ch. 7 §2": 2836, "ch. 7 §3": 5074,
    "ch. 8 §1": 2331, "ch. 8 §2": 3241, "ch. 8 §3": 3352, "ch. 8 §4": 2869, "ch. 8 §5": 2532,
    "ch. 9, Opening": 3333, "ch. 9 §1": 898, "ch. 9 §2": 852, "ch. 9 §3": 870,
    "ch. 10 §1": 1122, "ch. 10 §2": 1553, "ch. 10 §3": 2152,
    "ch. 11 §1": 1274, "ch. 11 §2": 1657, "ch. 11 §3": 1891,
    "Appendix, Opening": 3098, "Appendix §1": 2221,
    "Postscript": 63,
}  # fmt: skip


def test_every_chapter_and_section_of_the_first_book(book_text: BookText) -> None:
    assert {part.place: part.words for part in book_text.parts} == WORDS


def test_the_first_book_has_its_own_order(book_text: BookText) -> None:
    keys = [chapter.key for chapter in book_text.book.chapters]
    assert keys == ["intro", *map(str, range(1, 12)), "appendix", "postscript"]
    intro, postscript = book_text.parts[0], book_text.parts[-1]
    assert intro.span[1] <= postscript.span[0] < book_text.parts[1].span[0], (
        "the copy prints it behind the introduction"
    )


def test_no_heading_or_furniture_is_left_and_no_line_of_text_lost(book_text: BookText) -> None:
    labels = json.loads(LABELS.read_text())
    assert labels["copy_sha256"] == book_text.copy.sha256, "the labels are of another copy"
    furniture = {line for first, last in labels["furniture"] for line in range(first, last + 1)}
    expected = {number for number, line in enumerate(book_text.copy.lines, 1) if line.strip()} - furniture
    flow = book_text.flow
    found = {
        flow.lines[line] + 1
        for part in book_text.parts
        for line in range(flow.line_of(part.span[0]), flow.line_of(CopyPosition(part.span[1] - 1)) + 1)
    }
    assert found - expected == set(), "furniture among the text"
    assert expected - found == set(), "lines of text that are in no part"


def copy_of(text: str) -> Copy:
    return Copy("copy.txt", "0" * 64, tuple(text.split("\n")))


TEXT = """\
THE LAMP
This small book was written by the keeper of a lamp, who had time enough for it.
OIL
A lamp burns four litres of oil a night, and the keeper carries all of them up.
GLASS
The lens has sixteen panels, and every one of them has to be clean at dusk."""


def words_of(text: BookText, part: int) -> str:
    return text.written(*text.parts[part].span)


def test_parts_without_headings_between_them() -> None:
    lines = [line for line in TEXT.split("\n") if not line.isupper()]
    text, _ = read_structure(copy_of("\n".join(lines)), BOOK)
    assert text is not None
    assert [words_of(text, part).split()[-1] for part in range(3)] == ["it", "up", "dusk"]


def test_headings_between_parts_are_no_text() -> None:
    text, _ = read_structure(copy_of(TEXT), BOOK)
    assert text is not None
    assert [words_of(text, part).split()[-1] for part in range(3)] == ["it", "up", "dusk"]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("A lamp burns four litres", "A lamp burns five litres", "opens-not-found"),
        ("panels, and", "panels. The lens has sixteen panels, and", "opens-ambiguous"),
    ],
)
def test_an_opening_that_is_absent_or_doubled(old: str, new: str, code: str) -> None:
    _, findings = read_structure(copy_of(TEXT.replace(old, new)), BOOK)
    assert [found for found, _ in findings] == [code]
    _, finding = findings[0]
    assert finding.route[:2] == ("chapters", 1)
    assert finding.route[-1] == "opens"
    assert finding.hint


def with_closes(words: str) -> Book:
    chapters = [chapter.model_dump() for chapter in BOOK.chapters]
    chapters[0]["closes"] = words
    return Book.model_validate({**BOOK.model_dump(), "chapters": chapters})


def test_closes_ends_a_part_and_has_to_be_there() -> None:
    text, _ = read_structure(copy_of(TEXT), with_closes("the keeper of a lamp"))
    assert text is not None
    assert words_of(text, 0).endswith("a lamp")
    text, findings = read_structure(copy_of(TEXT), with_closes("the wreck of a ship"))
    assert text is not None
    assert not text.chapters["intro"].parts
    assert [code for code, _ in findings] == ["closes-not-found"]


def divided(text: str, width: int) -> str:
    """A text in lines of at most so many letters, words divided where they do not fit."""
    lines = [""]
    for word in text.split():
        room = width - len(lines[-1]) - 2
        if len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] = f"{lines[-1]} {word}".strip()
        elif 3 <= room <= len(word) - 3 and word.isalpha():
            lines[-1] += f" {word[:room]}-"
            lines.append(word[room:])
        else:
            lines.append(word)
    return "\n".join(lines)


STEMS = ["lighthouse", "harbour", "schoolchildren", "predecessor", "the", "of", "barrels", "in", "lit", "weight"]


@given(st.lists(st.sampled_from(STEMS), max_size=120), st.integers(20, 90), st.sampled_from(["\n", "\n\n", "\n\f"]))
def test_printing_at_another_width_loses_and_adds_no_word(words: list[str], width: int, between: str) -> None:
    whole = " ".join(STEMS)
    paragraphs = [" ".join(words[at : at + 40]) + "." for at in range(0, len(words), 40)]
    printed = between.join(divided(paragraph, width) for paragraph in paragraphs)
    text, _ = read_structure(copy_of(f"{TEXT}\n{whole}\n{printed}\n{whole}."), BOOK)
    assert text is not None
    read = text.parts[2]
    expected = split_words(f"{TEXT.splitlines()[-1]} {whole} {' '.join(words)} {whole}")
    assert text.flow.tokens.words[read.span[0] : read.span[1]] == expected
    paragraphed = [word for each in read.paragraphs for word in split_words(text.paragraph_text(each))]
    assert tuple(paragraphed) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("keepers work indus-\ntriously by an industriously kept clock", "work industriously"),
        ("it is an up-\nright thing and upright", "an upright thing"),
        ("a well-\nknown man is well known", "a well-known man"),
        ("a half\u00ad\nhour and half an hour", "a halfhour and"),
    ],
)
def test_words_divided_at_a_line_end(lines: str, expected: str) -> None:
    text, _ = read_structure(copy_of(f"{TEXT}\n{lines}."), BOOK)
    assert text is not None
    assert expected in words_of(text, 2)


def test_a_paragraph_ends_with_all_of_its_last_word() -> None:
    marked = TEXT.rstrip() + "\n\nThe boat came in winter, and with it the predeces-\nsor.”\n\nHe stayed for a night.\n"
    text, _ = read_structure(copy_of(marked), BOOK)
    assert text is not None
    *_, before, last = map(text.paragraph_text, text.parts[2].paragraphs)
    assert (before[-15:], last) == ("e predecessor.”", "He stayed for a night.")


def test_no_part_begins_or_ends_inside_of_a_written_word() -> None:
    chapter = Chapter(key="1", title="One", opens="2 miles of sea lie", closes="not more than 3 1")
    book = Book(title="Lamps", author="Nobody", year=1911, language="en", chapters=(chapter,))
    text, _ = read_structure(
        copy_of("Of the light.\n\n3½ miles of sea lie around it, not more than 3½ in all.\n"), book
    )
    assert text is not None
    assert text.chapters["1"].tokens.text == "3½ miles of sea lie around it, not more than 3½ "[:-1]
    assert text.chapters["1"].tokens.words == text.chapters["1"].words
