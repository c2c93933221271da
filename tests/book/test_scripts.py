"""Scripts without blanks between words, and letters with marks: they are read, cited and searched like any other."""

from __future__ import annotations

import re

import pytest

from quizgen.book.book_text import BookText
from quizgen.book.structure import read_structure
from quizgen.citations.locate import locate
from quizgen.citations.outcome import Located, Malformed, NotFound
from quizgen.citations.passages import read_passage
from quizgen.citations.search import search
from quizgen.copies.copy import Copy
from quizgen.model.book import Book, Chapter
from quizgen.model.citation import Citation
from quizgen.reports.structure import structure_as_text
from quizgen.verify.lock import lock_head

LINES = (
    "第一章",
    "",
    "灯塔建于一八七四年。每天晚上看守人点亮油灯，灯光照到十海",
    "里以外的船上。他说：「窗子要擦干净。」冬天的夜里一盏灯要",
    "烧四升油。透镜有十六块玻璃，每八秒钟转一圈。",
    "　　油是船运来的，一年两次。Fresnel 的透镜不用油。",
)


def read(lines: tuple[str, ...], opens: str, language: str) -> BookText:
    chapter = Chapter(key="1", title="1", opens=opens)
    book = Book(title="T", author="A", year=1911, language=language, chapters=(chapter,))
    text, findings = read_structure(Copy("copy.txt", "0" * 64, lines), book)
    assert not findings
    assert text is not None
    return text


@pytest.fixture(scope="module")
def text() -> BookText:
    return read(LINES, "灯塔建于一八七四年", "zh")


def passage(text: BookText, cite: str) -> str:
    found = locate(Citation(text=cite), text, "1")
    assert isinstance(found, Located), found
    return read_passage(text, found).text


def test_each_letter_is_a_word(text: BookText) -> None:
    letters = re.findall(r"[^\W\da-zA-Z]|[a-zA-Z]+", "".join(LINES[2:]))
    assert len(text.chapters["1"].words) == len(letters)
    head = lock_head(text)
    assert (head.words, head.structure[0].words) == (2, len(letters))
    assert lock_head(read(("One two three four.", "Five."), "One two three four", "en")).words == 1


def test_a_line_end_parts_no_letters(text: BookText) -> None:
    assert passage(text, "灯光照到十海里以外") == "每天晚上看守人点亮油灯，灯光照到十海里以外的船上。"
    assert passage(text, "冬天的夜里一 … 灯要烧四升油") == "冬天的夜里一盏灯要烧四升油。"


def test_a_wide_indent_begins_a_paragraph(text: BookText) -> None:
    assert [text.paragraph_text(each)[:4] for each in text.chapters["1"].paragraphs] == ["灯塔建于", "油是船运"]


def test_words_between_blanks_are_words_in_a_mixed_text(text: BookText) -> None:
    assert passage(text, "Fresnel 的透镜不用油") == "Fresnel 的透镜不用油。"
    assert text.rule.count("Fresnel 的透镜不用油") == 4


@pytest.mark.parametrize(
    ("cite", "size"),
    [
        ("灯光照到十海里", "7 characters; a phrase has 8 to 16"),
        ("灯光照到十 … 以外的船上。他", "5 characters; each end has 6 to 12"),
        ("每天晚上看守人点亮油灯，灯光照到十", "16"),
        ("每天晚上看守人点亮油灯，灯光照到十海", "17 characters; a phrase has 8 to 16"),
        ("Fresnel 的", "3 characters; a phrase has 8 to 16, where a word between blanks counts as two"),
    ],
)
def test_citations_are_measured_in_letters(text: BookText, cite: str, size: str) -> None:
    found = locate(Citation(text=cite), text, "1")
    if size == "16":
        assert isinstance(found, Located)
    else:
        assert isinstance(found, Malformed)
        assert found.reason.endswith(f" has {size}")


def test_a_misread_letter_is_near_and_another_figure_is_not(text: BookText) -> None:
    found = locate(Citation(text="透镜有十六块坡璃"), text, "1")
    assert isinstance(found, Located)
    assert [near.stands for near in found.differences] == ["透镜有十六块玻璃"]
    found = locate(Citation(text="透镜有十七块玻璃"), text, "1")
    assert isinstance(found, NotFound)
    assert "“六” where it has “七”" in found.reason
    assert isinstance(locate(Citation(text="透镜的不用油Fresnel"), text, "1"), NotFound)


def test_a_phrase_is_searched_by_its_letters(text: BookText) -> None:
    hits = list(search("透镜", text, list(text.chapters.values())))
    assert [hit.cite for hit in hits] == ["透镜有十六块玻璃，每八秒钟转一圈", "Fresnel 的透镜不用油"]


def test_a_run_of_letters_is_as_long_as_their_words_would_be(text: BookText) -> None:
    assert text.runs.limit == 25
    run = "每天晚上看守人点亮油灯灯光照到十海里以外的船上他说"
    assert list(text.runs.find(f"据说{run[:25]}")) == []
    assert list(text.runs.find(f"据说{run}窗")) == [" ".join(f"{run}窗")]


def test_an_opening_that_is_not_there_is_asked_for_in_letters() -> None:
    chapter = Chapter(key="1", title="1", opens="完全没有的一句话")
    book = Book(title="T", author="A", language="zh", chapters=(chapter,))
    text, ((code, finding),) = read_structure(Copy("copy.txt", "0" * 64, LINES), book)
    assert (text, code) == (None, "opens-not-found")
    assert "first 8 to 12 characters" in finding.hint


def test_points_may_be_left_out() -> None:
    arabic = read(("كَتَبَ المُعَلِّمُ الدَّرسَ عَلَى اللَّوحِ.", "ثم خرج."), "كتب المعلم الدرس على", "ar")
    assert passage(arabic, "كتب المعلم الدرس على اللوح") == "كَتَبَ المُعَلِّمُ الدَّرسَ عَلَى اللَّوحِ."
    assert isinstance(locate(Citation(text="ثم خرج"), arabic, "1"), Malformed)
    plain = read(("كتب المعلم الدرس على اللوح.",), "كَتَبَ المعـــلم الدَّرس على", "ar")
    assert passage(plain, "كَتَبَ المُعَلِّمُ الدَّرسَ عَلَى") == "كتب المعلم الدرس على اللوح."
    hebrew = read(("שָׁלוֹם לְכָל הַיְלָדִים בַּגַּן.",), "שלום לכל הילדים", "he")
    assert len(hebrew.chapters["1"].words) == 4


def test_vowel_signs_belong_to_their_letters() -> None:
    hindi = read(("चक्की नदी के किनारे खड़ी है।", "पानी पहिया घुमाता है।"), "चक्की नदी के किनारे", "hi")
    assert len(hindi.chapters["1"].words) == 10
    assert passage(hindi, "पानी पहिया घुमाता है") == "पानी पहिया घुमाता है।"


def test_a_script_without_words_and_sentences_says_so(text: BookText) -> None:
    thai = read(("โรงโม่ตั้งอยู่ริมแม่น้ำ น้ำหมุนกังหันทั้งวัน",), "โรงโม่ตั้งอยู่", "th")
    assert passage(thai, "น้ำหมุนกังหัน") == "โรงโม่ตั้งอยู่ริมแม่น้ำ น้ำหมุนกังหันทั้งวัน"
    assert "a passage is its whole paragraph" in structure_as_text(thai)
    assert "6 to 12 at each end" in structure_as_text(text)
    assert "whole paragraph" not in structure_as_text(text)
