"""A script without blanks: with a rule of its own, a book in it is read, cited and searched like any other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from quizgen.book.book_text import BookText
from quizgen.book.structure import read_structure
from quizgen.citations.locate import locate
from quizgen.citations.outcome import Located, NotFound
from quizgen.citations.passages import read_passage
from quizgen.citations.search import search
from quizgen.copies.copy import Copy
from quizgen.model.book import Book, Chapter
from quizgen.model.citation import Citation
from quizgen.text.words import SPACED_WORDS
from quizgen.verify.lock import lock_head

_CHARACTER = re.compile(r"[a-z0-9]+|[^\W_]", re.IGNORECASE)


def split(text: str) -> tuple[str, ...]:
    return tuple(word.lower() for word in _CHARACTER.findall(text))


def place(line: str, _: Sequence[str]) -> Iterator[tuple[int, int]]:
    return (found.span() for found in _CHARACTER.finditer(line))


CHARACTERS = replace(
    SPACED_WORDS,
    version=1001,
    split=split,
    split_lines=lambda lines: map(split, lines),
    place=place,
    count=lambda text: len(split(text)),
)
"""Each character is a word, but for Latin ones and digits, which are divided by blanks."""

LINES = (
    "第一章",
    "",
    "灯塔建于一八七四年。每天晚上看守人点亮油灯，灯光照到十海里以外的船上。",
    "冬天的夜里一盏灯要烧四升油。透镜有十六块玻璃，每八秒钟转一圈。",
)


@pytest.fixture(scope="module")
def text() -> BookText:
    chapter = Chapter(key="1", title="灯塔", opens="灯塔建于一八")
    book = Book(title="看守人", author="无名氏", year=1911, language="zh", chapters=(chapter,), verbatim=6)
    read, findings = read_structure(Copy("copy.txt", "0" * 64, LINES), book, CHARACTERS)
    assert not findings
    assert read is not None
    return read


def test_its_words_are_counted_by_the_rule(text: BookText) -> None:
    assert len(text.chapters["1"].words) == len(re.findall(r"\w", "".join(LINES[2:])))
    head = lock_head(text)
    assert (head.words, head.structure[0].words) == (1001, len(text.chapters["1"].words))


def test_a_citation_is_found_and_its_sentence_read(text: BookText) -> None:
    found = locate(Citation(text="一盏灯 … 四升油"), text, "1")
    assert isinstance(found, Located)
    assert read_passage(text, found).cited == "一盏灯要烧四升油"
    assert isinstance(locate(Citation(text="一盏灯 … 五升油"), text, "1"), NotFound)
    assert [hit.cite for hit in search("十六块玻璃", text, list(text.chapters.values()))] == ["透镜有 … 转一圈"]


def test_a_misread_character_is_near(text: BookText) -> None:
    found = locate(Citation(text="透镜有十六块坡璃"), text, "1")
    assert isinstance(found, Located)
    assert [near.stands for near in found.differences] == ["透镜有十六块玻璃"]


def test_a_run_of_its_words_is_found(text: BookText) -> None:
    assert list(text.runs.find("据说灯光照到十海里以外")) == ["灯 光 照 到 十 海 里 以 外"]
