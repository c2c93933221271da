"""A copy → the book's title, author and language: from the format's metadata, else from the first lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from quizgen.book.heading import tidy_title
from quizgen.book.heading_labels import Form, read_label
from quizgen.book.language_guess import guess_language
from quizgen.copies.copy import Copy
from quizgen.copies.formats.extract import Unit

TODO = "TODO"


@dataclass(frozen=True, slots=True)
class Note:
    """Something to review, and the line of the copy (from 1) that it is about, if any."""

    text: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Front:
    """What a copy says of the book, empty where it does not, and notes on what is a guess."""

    title: str
    author: str
    language: str
    translator: str
    notes: tuple[Note, ...] = ()


_TITLE_LINES = 10
_AUTHOR_LINES = 25
_MAX_TITLE_LETTERS = 60
_BY = re.compile(r"(?:by|par|von|di|por|door|af|av)\s+(\S.{2,60})", re.IGNORECASE)
_WITH_ADDRESS = re.compile(r"(\S[^<>@]{2,60}?)\s*<[^<>\s]+@[^<>\s]+>")
_NAME = re.compile(r"[^\W\d_]+\.?(?:[ '’-]+[^\W\d_]+\.?){1,3}")
_CREATOR = re.compile(r"(?:authors?|editors?|autor(?:es|en|in)?|auteurs?|autore|автор)\s*:\s*(.{0,80})", re.IGNORECASE)
_MIN_CENTRED_INDENT = 8
_RIGHTS = re.compile(r"(?:©|copyright\s*\(c\))\s*[\d\s,–—-]+(?:by\s+)?([^\W\d_][^,;.<>(]{2,60})", re.IGNORECASE)


def read_front(copy: Copy) -> Front:
    """What is said of the book; the holder of its copyright counts as the author where nobody else is named."""
    said = copy.metadata
    first = [line for line in copy.lines if re.search(r"[^\W\d_]", line)][:_AUTHOR_LINES]
    title = said.title if _may_be_title(said.title) else ""
    title = title or _first_heading(copy) or _first_line(copy, first)
    notes: list[Note] = []
    author = said.author or _author(first, title)
    if not author and (found := next((match for line in first if (match := _RIGHTS.search(line))), None)):
        author = found[1].strip()
        notes.append(Note(f"No author is named: {author} holds the copyright."))
    language = said.language or guess_language(copy.lines)
    if not language:
        notes.append(Note("The copy does not say in which language it is, and it was not guessed: `en` is written."))
    return Front(title, author, language, said.translator, tuple(notes))


def _may_be_title(title: str) -> bool:
    """Whether a title is one of a book: the first page of a folder may be a chapter, or its list of contents."""
    return bool(title) and read_label(title).form not in (Form.CHAPTER, Form.ASIDE, Form.NAMED)


def _first_heading(copy: Copy) -> str:
    """The first marked heading, if no other has its level and none a higher one."""
    if not copy.headings:
        return ""
    first = min(copy.headings)
    level = copy.headings[first]
    counts = Counter(copy.headings.values())
    is_highest = level == min(counts) and len(copy.headings) > 1
    is_highest = is_highest and (counts[level] == 1 or _is_on_title_page(copy.lines[first + 1 : first + 4]))
    title = copy.lines[first].strip()
    return tidy_title(title) if is_highest and _may_be_title(title) else ""


_CREDIT = re.compile(
    r"(?:(?:by|authors?|editors?|edited by|version|revision|copyright|last updated?|date)\b|©).{0,80}"
    r"|[A-Z][a-z]{2,8} \d{1,2}, \d{4}",
    re.IGNORECASE,
)


def _is_on_title_page(below: Sequence[str]) -> bool:
    """Whether the lines below a heading have the date, the version or the authors of a book."""
    return any(_CREDIT.fullmatch(line.strip()) for line in below)


def _first_line(copy: Copy, first: Sequence[str]) -> str:
    line = first[0].strip().lstrip("# ") if first else ""
    is_heading = copy.unit is not Unit.LINE and line in {copy.lines[index].strip() for index in copy.headings}
    is_label = bool(line) and read_label(" ".join(line.split())).form is not Form.TITLE
    if not line or len(line) > _MAX_TITLE_LETTERS or is_heading or is_label or line.endswith((".", ",", ";")):
        return ""
    return tidy_title(line) if re.search(r"\w", line) else ""


def _author(first: Sequence[str], title: str) -> str:
    lines = [line.strip() for line in first]
    if found := next((match for line in lines[:_TITLE_LINES] if (match := _BY.fullmatch(line))), None):
        return tidy_title(found[1])
    if (found := next((match for line in lines if (match := _CREATOR.fullmatch(line))), None)) is not None:
        below = lines[lines.index(found[0]) + 1 :]
        names = [line for line in below[:2] if _NAME.fullmatch(line)]
        if found[1] or names:
            return found[1] or ", ".join(names)
    for line in first:
        if (found := _WITH_ADDRESS.fullmatch(line.strip())) and _is_name(found[1]):
            return found[1].strip(" ,")
        is_centred = line.startswith(" " * _MIN_CENTRED_INDENT) and line.strip().casefold() != title.casefold()
        if line in first[:_TITLE_LINES] and is_centred and _NAME.fullmatch(line.strip()) and _is_name(line):
            return line.strip()
    return ""


def _is_name(line: str) -> bool:
    return all(word[0].isupper() for word in line.split())
