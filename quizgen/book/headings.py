"""The lines of a copy → its headings: their rank, number and title, and where the text below each begins."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from quizgen.book.heading import Heading, Rank, tidy_title
from quizgen.book.heading_labels import Form, read_label
from quizgen.book.running_headers import MIN_REPEATS, find_running_headers, is_separator
from quizgen.copies.formats.extract import Unit
from quizgen.text.words import count_words


class _Kind(IntEnum):
    """The form of a line, from one that surely begins a chapter to one that is merely short."""

    PART = 0  # Book the First, above chapters
    CHAPTER = 1  # Chapter 3
    NAMED = 2  # Introduction
    NUMBER = 3  # 3., or 3. The Lamp
    TITLE = 4  # The Lamp
    DEEPER = 5  # 3.1.2 Wicks
    ASIDE = 6  # Contents


@dataclass(frozen=True, slots=True)
class _Sign:
    """A line that may be a heading, or a part of one.

    A line that ``goes_on`` continues the title above.
    ``is_second``: numbered as ``3.1``.
    """

    kind: _Kind
    line: int
    number: int | None = None
    title: str = ""
    is_roman: bool = False
    goes_on: bool = False
    is_second: bool = False


@dataclass(frozen=True, slots=True)
class _Block:
    """Consecutive headings and other short lines, and the line (from 1) at which the text after them begins."""

    signs: tuple[_Sign, ...]
    text: int


_MIN_TEXT_WORDS = 12
"""The words that must follow a heading to count as its text; a table of contents has none between its entries."""
_MAX_HEADING_LETTERS = 80


def guess_headings(lines: Sequence[str], unit: Unit = Unit.LINE) -> tuple[Heading, ...]:
    """The headings of a copy whose format marks none, in its order.

    Entries of a table of contents are not headings: no text follows them.
    """
    blocks = tuple(_blocks(lines, unit))
    rank_of = _ranks(blocks)
    return tuple(heading for block in blocks for heading in _read_block(block, rank_of))


# --- lines ------------------------------------------------------------------------------------


def _blocks(lines: Sequence[str], unit: Unit) -> Iterator[_Block]:
    """Runs of possible headings, each with the text below; a run with too little text below joins the next run."""
    furniture = find_running_headers(lines, unit) - _chapter_lines(lines)
    kept = [n for n, line in enumerate(lines) if line.strip() and n not in furniture and not is_separator(line)]
    page = _Page(lines, kept)
    signs: list[_Sign] = []
    text, words = 0, 0
    for position, index in enumerate(kept):
        sign = page.sign_at(position, signs[-1] if signs and not words else None)
        if sign is None:
            text = text if words else index + 1
            words += count_words(lines[index])
            continue
        if signs and words >= _MIN_TEXT_WORDS:
            yield _Block(tuple(signs), text)
            signs = []
        signs.append(sign)
        words = 0
    if signs and words >= _MIN_TEXT_WORDS:
        yield _Block(tuple(signs), text)


def _chapter_lines(lines: Sequence[str]) -> set[int]:
    """Lines such as ``Chapter 3`` that are no running headers: only one repeated with the same number is."""
    found = {index: line.strip().casefold() for index, line in enumerate(lines) if _is_chapter(line)}
    counts = Counter(found.values())
    return {index for index, line in found.items() if counts[line] < MIN_REPEATS}


_MAX_LINE_LETTERS = 200


def _is_chapter(line: str) -> bool:
    line = line.strip()
    return 0 < len(line) < _MAX_LINE_LETTERS and read_label(line).form in (Form.CHAPTER, Form.PART)


_CLOSING = r"[\"'”’»)\]*]*$"
_ENDS = re.compile(r"[.!…:;,\-–—]" + _CLOSING)
_STOPPED = re.compile("[.…:;]" + _CLOSING)
_QUESTION = re.compile("[!?]" + _CLOSING)
_SENTENCE = re.compile("[.!?…:]" + _CLOSING)
_MIN_CAPITALISED_LETTERS = 4
"""Shorter words may be written in lower case in titles."""


_MIN_BLANKS = 3
_MIN_SET_OFF = 5
"""So many lines in capitals with so many blank lines above mark the chapters, and no other titles do."""


class _Page:
    """The lines of a copy, of which ``kept`` are neither blank nor page furniture; decides which may be headings."""

    def __init__(self, lines: Sequence[str], kept: Sequence[int]) -> None:
        self._lines = lines
        self._kept = kept
        widths = sorted(len(lines[index].strip()) for index in kept)
        self._is_spaced = sum(map(self._is_set_off, range(len(kept)))) >= _MIN_SET_OFF
        self._short = min(_MAX_HEADING_LETTERS, 0.75 * widths[len(widths) * 9 // 10]) if widths else 0

    def sign_at(self, position: int, above: _Sign | None) -> _Sign | None:
        """A line as a sign, if it may be a heading; ``above`` is the sign of the line before it, if that was one."""
        index = self._kept[position]
        line = " ".join(self._lines[index].split())
        sign = _read_sign(line, index + 1)
        if self._may_be(sign, line, position):
            return sign
        is_ended = _QUESTION.search(line) and not (self._is_blank(index + 1) or line.isupper())
        if above is not None and len(line) < self._short and not is_ended and not _STOPPED.search(line):
            # Below a heading, a short line that ends no sentence continues it, or is an entry of a table of contents.
            return _Sign(_Kind.TITLE, index + 1, None, line, goes_on=_goes_on(above.title, line))
        return None

    def _may_be(self, sign: _Sign, line: str, position: int) -> bool:
        """Whether the position and the wording of a line fit a heading of its kind."""
        index = self._kept[position]
        below = self._line(position + 1)
        title = sign.title
        if self._is_spaced and sign.kind is _Kind.TITLE:
            return self._is_set_off(position)
        if len(line) > _MAX_HEADING_LETTERS or _ENDS.search(title) or re.match("[a-zß-ÿ(]", title):
            return False
        has_blank_above, has_blank_below = self._is_blank(index - 1), self._is_blank(index + 1)
        if sign.kind is _Kind.CHAPTER and not title:
            return not below[:1].islower()
        if sign.kind is _Kind.NUMBER and not title:
            # A number alone on its line belongs to a title below it, or, between blank lines, to the text below it.
            is_above_title = line.endswith(".") and len(below) < _MAX_HEADING_LETTERS and not below[:1].islower()
            return is_above_title or (has_blank_above and has_blank_below)
        if sign.kind is not _Kind.TITLE and len(line) < self._short:
            return has_blank_above or not self._goes_on(position)
        is_alone = has_blank_above and (has_blank_below or self._is_last(position + 1))
        if sign.kind is not _Kind.TITLE:
            return is_alone
        return is_alone and len(line) < self._short and _is_capitalised(title) and not self._goes_on(position)

    def _is_set_off(self, position: int) -> bool:
        """Whether a line in capitals has the blank lines above it that only chapters have."""
        index = self._kept[position]
        line = self._lines[index].strip()
        above = self._lines[max(0, index - _MIN_BLANKS) : index]
        is_blank = len(above) == _MIN_BLANKS and not any(map(str.strip, above))
        return is_blank and self._is_blank(index + 1) and line.isupper() and len(line) <= _MAX_HEADING_LETTERS

    def _is_last(self, position: int) -> bool:
        """Whether a line is the short second line of a two-line title."""
        line = self._line(position)
        return 0 < len(line) < self._short and not _ENDS.search(line) and self._is_blank(self._kept[position] + 1)

    def _goes_on(self, position: int) -> bool:
        """Whether a line continues the one above, which is full and does not end a sentence."""
        above = self._line(position - 1)
        return len(above) >= self._short and not _SENTENCE.search(above)

    def _line(self, position: int) -> str:
        return self._lines[self._kept[position]].strip() if 0 <= position < len(self._kept) else ""

    def _is_blank(self, index: int) -> bool:
        return not 0 <= index < len(self._lines) or not self._lines[index].strip()


def _goes_on(title: str, line: str) -> bool:
    """Whether a title continues in the next line."""
    return bool(title) and (line[0].islower() or title.endswith((",", "-")) or (title.isupper() and line.isupper()))


def _is_capitalised(title: str) -> bool:
    """Whether most words of a title begin with capitals, not counting the short ones."""
    long = [word for word in re.findall(r"[^\W\d_]+", title) if len(word) >= _MIN_CAPITALISED_LETTERS]
    return bool(long) and sum(word[0].isupper() for word in long) > 0.7 * len(long)


_KINDS = {
    Form.PART: _Kind.PART,
    Form.CHAPTER: _Kind.CHAPTER,
    Form.NAMED: _Kind.NAMED,
    Form.NUMBER: _Kind.NUMBER,
    Form.TITLE: _Kind.TITLE,
    Form.ASIDE: _Kind.ASIDE,
}


def _read_sign(line: str, number: int) -> _Sign:
    if len(line) > _MAX_LINE_LETTERS:
        return _Sign(_Kind.TITLE, number, None, line)
    label = read_label(line)
    kind = _KINDS[label.form]
    if kind is _Kind.NAMED or kind is _Kind.ASIDE:
        return _Sign(kind, number, None, tidy_title(line))
    depth = len(label.path) + bool(label.letter)
    if kind is _Kind.NUMBER and depth > 2:
        kind = _Kind.DEEPER
    is_second = kind is _Kind.NUMBER and depth == 2
    return _Sign(kind, number, label.number, label.title, label.is_roman, is_second=is_second)


# --- blocks -----------------------------------------------------------------------------------


def _ranks(blocks: Sequence[_Block]) -> dict[object, Rank]:
    """Which signs mark chapters in this copy, and which sections: by their kind and the style of their numbers."""
    signs = [sign for block in blocks for sign in block.signs]
    has_chapters = any(sign.kind is _Kind.CHAPTER for sign in signs)
    first = [sign for sign in signs if sign.kind is _Kind.NUMBER and not sign.is_second]
    is_roman = sum(sign.is_roman for sign in first) > 1
    has_numbers = bool(first)
    return {
        _Kind.PART: Rank.CHAPTER,
        _Kind.CHAPTER: Rank.CHAPTER,
        _Kind.NAMED: Rank.CHAPTER,
        (_Kind.NUMBER, True): Rank.SECTION if has_chapters else Rank.CHAPTER,
        (_Kind.NUMBER, False): Rank.SECTION if has_chapters or is_roman else Rank.CHAPTER,
        _Kind.TITLE: Rank.SECTION if has_chapters or has_numbers else Rank.CHAPTER,
        _Kind.ASIDE: Rank.ASIDE,
    }


def _read_block(block: _Block, rank_of: dict[object, Rank]) -> Iterator[Heading]:
    """The chapter and section that the text below begins: the last of each, as a table of contents may precede."""
    signs = [sign for sign in block.signs if sign.kind is not _Kind.DEEPER]
    if not signs:
        return
    *_, strongest = [sign for sign in signs if not _is_loose(sign)] or signs
    if strongest.kind is _Kind.ASIDE:
        yield _heading(Rank.ASIDE, strongest, (), block)
        return
    signs = [sign for sign in signs if sign.kind is not _Kind.ASIDE]
    ranked = [(_rank(sign, rank_of), sign) for sign in signs]
    chapters = [at for at, (rank, sign) in enumerate(ranked) if rank is Rank.CHAPTER and not _is_loose(sign)]
    first = chapters[-1] if chapters else None
    below = ranked[first + 1 :] if first is not None else ranked
    sections = [at for at, (_, sign) in enumerate(below) if not _is_loose(sign)]
    last = sections[-1] if sections else None
    if first is not None:
        loose = [sign for _, sign in (below[: sections[0]] if sections else below)]
        yield _heading(Rank.CHAPTER, signs[first], loose, block)
    if last is not None:
        yield _heading(Rank.SECTION, below[last][1], [sign for _, sign in below[last + 1 :]], block)
    elif first is None:
        start = max((at for at, sign in enumerate(signs) if not sign.goes_on), default=0)
        yield _heading(ranked[start][0], signs[start], signs[start + 1 :], block)


def _rank(sign: _Sign, rank_of: dict[object, Rank]) -> Rank:
    if sign.is_second:
        return Rank.SECTION
    return rank_of[(sign.kind, sign.is_roman) if sign.kind is _Kind.NUMBER else sign.kind]


def _is_loose(sign: _Sign) -> bool:
    """Whether a line is merely short: after a number it is its title, otherwise probably no heading of its own."""
    return sign.kind is _Kind.TITLE


def _heading(rank: Rank, sign: _Sign, behind: Sequence[_Sign], block: _Block) -> Heading:
    """A heading, whose title may continue or stand in the lines after it."""
    titles = [sign.title] if sign.title else []
    for other in behind:
        if titles and not other.goes_on:
            break
        titles.append(other.title)
    return Heading(rank, sign.number, tidy_title(" ".join(titles)), sign.line, block.text)
