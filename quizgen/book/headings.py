"""The lines of a copy → its headings: their rank, number and title, and where the text below each begins."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from types import MappingProxyType

from quizgen.book.running_headers import MIN_REPEATS, find_running_headers, is_separator
from quizgen.text.words import count_words


class Rank(IntEnum):
    """The level of a heading in the book."""

    CHAPTER = 1
    SECTION = 2


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading in line ``line`` of the copy (from 1); the text below it begins in line ``text``."""

    rank: Rank
    number: int | None
    title: str
    line: int
    text: int


class _Kind(IntEnum):
    """The form of a line, from one that surely begins a chapter to one that is merely short."""

    CHAPTER = 1  # Chapter 3
    NAMED = 2  # Introduction
    NUMBER = 3  # 3., or 3. The Lamp
    TITLE = 4  # The Lamp


@dataclass(frozen=True, slots=True)
class _Sign:
    """A line that may be a heading, or a part of one.

    ``level`` is the depth that its markup gives it (0: none). A line that ``goes_on`` continues the title above.
    """

    kind: _Kind
    line: int
    number: int | None = None
    title: str = ""
    is_roman: bool = False
    level: int = 0
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class _Block:
    """Consecutive headings and other short lines, and the line (from 1) at which the text after them begins."""

    signs: tuple[_Sign, ...]
    text: int


_MIN_TEXT_WORDS = 12
"""The words that must follow a heading to count as its text; a table of contents has none between its entries."""
_MAX_HEADING_LETTERS = 80


def find_headings(lines: Sequence[str], marked: Mapping[int, int] = MappingProxyType({})) -> tuple[Heading, ...]:
    """The headings of a copy, in its order.

    ``marked`` maps the lines (by index) that the copy's format marks as headings to their levels (from 1); if there
    are any, no other line is taken for a heading. Entries of a table of contents are not headings: no text follows
    them.
    """
    blocks = tuple(_blocks(lines, marked))
    rank_of = _ranks(blocks)
    return tuple(heading for block in blocks for heading in _read_block(block, rank_of))


def names_a_part(line: str) -> bool:
    """Whether the first words of a line mark it as the heading of a part: ``Chapter 3``, ``Introduction``, ``3.``."""
    line = " ".join(line.split())
    return _read_sign(line, 0).kind is not _Kind.TITLE


# --- lines ------------------------------------------------------------------------------------

_NUMBER_WORDS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
# In ASCII alone: otherwise `ı` and `İ`, which recognised texts have for `i`, would match `i` in any case.
_NUMERAL = r"(?P<number>(?a:\d{1,3}|[IVXLC]{1,8}|" + "|".join(_NUMBER_WORDS) + r"))\b"
_CHAPTER = re.compile(
    rf"(?:chapter|chapitre|kapitel|cap[ií]tulo|capitolo|hoofdstuk|глава|part|book|lecture|lesson|letter)\s+{_NUMERAL}"
    r"(?P<after>[.:)\s–—-]*)(?P<title>.*)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"§?\s*(?P<number>\d{1,2}|[IVXL]{1,6})(?:(?:[.):]|\s*[–—-])\s+(?P<title>\S.*)|[.):]?)")
_NAMED = re.compile(
    r"(?:introduction|preface|foreword|prologue|epilogue|conclusion|afterword|postscript|appendix|introductory note)\b"
    r"(?:\s+[\dA-Z]\b)?[.:\s–—-]*(?P<title>.*)",
    re.IGNORECASE,
)


def _blocks(lines: Sequence[str], marked: Mapping[int, int]) -> Iterator[_Block]:
    """Runs of possible headings, each with the text below; a run with too little text below joins the next run."""
    furniture = find_running_headers(lines) - set(marked) - _chapter_lines(lines)
    kept = [n for n, line in enumerate(lines) if line.strip() and n not in furniture and not is_separator(line)]
    page = _Page(lines, kept, marked)
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
    found = {index: line.strip().casefold() for index, line in enumerate(lines) if _CHAPTER.fullmatch(line.strip())}
    counts = Counter(found.values())
    return {index for index, line in found.items() if counts[line] < MIN_REPEATS}


_CLOSING = r"[\"'”’»)\]*]*$"
_ENDS = re.compile(r"[.!…:;,\-–—]" + _CLOSING)
_STOPPED = re.compile("[.…:;]" + _CLOSING)
_QUESTION = re.compile("[!?]" + _CLOSING)
_SENTENCE = re.compile("[.!?…:]" + _CLOSING)
_MARKDOWN = re.compile(r"(#{1,6})\s+(.*?)\s*#*")
_MIN_CAPITALISED_LETTERS = 4
"""Shorter words may be written in lower case in titles."""


class _Page:
    """The lines of a copy, of which ``kept`` are neither blank nor page furniture; decides which may be headings."""

    def __init__(self, lines: Sequence[str], kept: Sequence[int], marked: Mapping[int, int]) -> None:
        self._lines = lines
        self._kept = kept
        self._marked = marked
        self._is_markdown = sum(_MARKDOWN.fullmatch(lines[index].strip()) is not None for index in kept) > 1
        widths = sorted(len(lines[index].strip()) for index in kept)
        self._short = min(_MAX_HEADING_LETTERS, 0.75 * widths[len(widths) * 9 // 10]) if widths else 0

    def sign_at(self, position: int, above: _Sign | None) -> _Sign | None:
        """A line as a sign, if it may be a heading; ``above`` is the sign of the line before it, if that was one."""
        index = self._kept[position]
        line = " ".join(self._lines[index].split())
        if self._is_markdown:
            found = _MARKDOWN.fullmatch(line)
            return _read_sign(found[2], index + 1, len(found[1])) if found and found[2] else None
        if self._marked:
            return _read_sign(line, index + 1, self._marked[index]) if index in self._marked else None
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


def _read_sign(line: str, number: int, level: int = 0) -> _Sign:
    if found := _CHAPTER.fullmatch(line):
        title = found["title"].strip() if found["after"] else ""
        return _Sign(_Kind.CHAPTER, number, _value(found["number"]), title, level=level)
    if found := _NAMED.fullmatch(line):
        return _Sign(_Kind.NAMED, number, None, tidy_title(line), level=level)
    if found := _NUMBERED.fullmatch(line):
        value = _value(found["number"])
        return _Sign(_Kind.NUMBER, number, value, found["title"] or "", not found["number"].isdigit(), level)
    return _Sign(_Kind.TITLE, number, None, line, level=level)


_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def _value(numeral: str) -> int:
    numeral = numeral.casefold()
    if numeral.isdigit():
        return int(numeral)
    if numeral in _NUMBER_WORDS:
        return _NUMBER_WORDS.index(numeral) + 1
    values = [_ROMAN[letter] for letter in numeral]
    return sum(-one if one < max(values[at:]) else one for at, one in enumerate(values))


# --- blocks -----------------------------------------------------------------------------------


def _ranks(blocks: Sequence[_Block]) -> dict[object, Rank]:
    """Which signs mark chapters in this copy, and which sections: by level, or by kind and style of number."""
    levels = sorted({sign.level for block in blocks for sign in block.signs if sign.level})
    if levels:  # a level with a single heading, at the top, is the book's title
        counts = Counter(sign.level for block in blocks for sign in block.signs)
        top = next((level for level in levels if counts[level] > 1), levels[-1])
        return {level: Rank.CHAPTER if level <= top else Rank.SECTION for level in levels}
    signs = [sign for block in blocks for sign in block.signs]
    has_chapters = any(sign.kind is _Kind.CHAPTER for sign in signs)
    is_roman = sum(sign.kind is _Kind.NUMBER and sign.is_roman for sign in signs) > 1
    has_numbers = any(sign.kind is _Kind.NUMBER for sign in signs)
    return {
        _Kind.CHAPTER: Rank.CHAPTER,
        _Kind.NAMED: Rank.CHAPTER,
        (_Kind.NUMBER, True): Rank.SECTION if has_chapters else Rank.CHAPTER,
        (_Kind.NUMBER, False): Rank.SECTION if has_chapters or is_roman else Rank.CHAPTER,
        _Kind.TITLE: Rank.SECTION if has_chapters or has_numbers else Rank.CHAPTER,
    }


def _read_block(block: _Block, rank_of: dict[object, Rank]) -> Iterator[Heading]:
    """The chapter and section that the text below begins: the last of each, as a table of contents may precede."""
    ranked = [(_rank(sign, rank_of), sign) for sign in block.signs]
    chapters = [at for at, (rank, sign) in enumerate(ranked) if rank is Rank.CHAPTER and not _is_loose(sign)]
    first = chapters[-1] if chapters else None
    below = ranked[first + 1 :] if first is not None else ranked
    sections = [at for at, (_, sign) in enumerate(below) if not _is_loose(sign)]
    last = sections[-1] if sections else None
    if first is not None:
        loose = [sign for _, sign in (below[: sections[0]] if sections else below)]
        yield _heading(Rank.CHAPTER, block.signs[first], loose, block)
    if last is not None:
        yield _heading(Rank.SECTION, below[last][1], [sign for _, sign in below[last + 1 :]], block)
    elif first is None:
        start = max(at for at, sign in enumerate(block.signs) if not sign.goes_on)
        yield _heading(ranked[start][0], block.signs[start], block.signs[start + 1 :], block)


def _rank(sign: _Sign, rank_of: dict[object, Rank]) -> Rank:
    if sign.level:
        return rank_of[sign.level]
    return rank_of[(sign.kind, sign.is_roman) if sign.kind is _Kind.NUMBER else sign.kind]


def _is_loose(sign: _Sign) -> bool:
    """Whether a line is merely short: after a number it is its title, otherwise probably no heading of its own."""
    return sign.kind is _Kind.TITLE and not sign.level


def _heading(rank: Rank, sign: _Sign, behind: Sequence[_Sign], block: _Block) -> Heading:
    """A heading, whose title may continue or stand in the lines after it."""
    titles = [sign.title] if sign.title else []
    for other in behind:
        if titles and not other.goes_on:
            break
        titles.append(other.title)
    return Heading(rank, sign.number, tidy_title(" ".join(titles)), sign.line, block.text)


def tidy_title(title: str) -> str:
    """A title without marks at its ends, and in title case if it is in capitals."""
    title = title.strip(" .:–—-")
    if not title.isupper():
        return title
    small = {"a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"}
    words = [word if word.casefold() in small else word.capitalize() for word in title.casefold().split()]
    return " ".join([words[0].capitalize(), *words[1:]]) if words else title
