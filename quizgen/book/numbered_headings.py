"""The lines of a text → its chapters, if they are numbered and none of the numbers is missing.

A complete sequence is better evidence than the look of any line: a list of contents has it too, but hardly any text
below its entries, and a number in the text has no next one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import pairwise
from statistics import median

from quizgen.book.heading import Heading, Rank, tidy_title
from quizgen.book.heading_labels import Form, Label, read_label
from quizgen.text.words import count_words


class _Style(Enum):
    """How the chapters of a book are numbered."""

    CALLED = "Chapter 3"
    ROMAN = "III."
    ARABIC = "3."


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that may be a heading: its index, its label, and the index of the line where the text below begins."""

    index: int
    label: Label
    text: int
    is_alone: bool
    words: int = 0


_MAX_LABEL_LETTERS = 160
_MAX_TITLE_LETTERS = 100
_MAX_TITLE_LINES = 3
_MIN_CHAPTERS = {_Style.CALLED: 2, _Style.ROMAN: 3, _Style.ARABIC: 3}
_MIN_SHARE_IN_SEQUENCE = 0.8
_MIN_SHARE_OF_COPY = 0.5
_MAX_SHARE_OF_ONE = 0.6
_MAX_SHARE_OF_CONTENTS = 0.12
_MIN_SHARE_OF_TEXT = 0.2
_MIN_CHAPTER_WORDS = 40
_MIN_SHARE_TITLED = 0.6


def find_numbered(lines: Sequence[str]) -> tuple[Heading, ...]:
    """The headings of a text with numbered chapters; none if their sequence has gaps."""
    labelled = list(_labelled(lines))
    counts = _Counts(lines)
    for style in _Style:
        found = [line for line in labelled if _is_of(line, style)]
        if len(found) < _MIN_CHAPTERS[style]:
            continue
        single = _without_repeats(found, counts)
        runs = _runs(single, counts)
        kept = list(_without_contents(runs))
        if style is not _Style.CALLED:
            kept = _in_parts(kept, labelled)
        chapters = [line for run in kept for line in run]
        if style is _Style.CALLED and sum(map(len, runs)) < _MIN_SHARE_IN_SEQUENCE * len(single):
            return ()
        if _make_a_book(chapters, style, counts.total):
            dropped = [run[0] for run in runs if run[0] not in chapters]
            return tuple(_headings(_titled(chapters, lines), dropped, labelled, counts, lines))
    return ()


_MAX_SHORT_LINES = 5
_MIN_PREFACE_WORDS = 80
_IMPRINT = re.compile(r"©|\bcopyright\b|https?://|\S@\S|\d\.\d|gutenberg", re.IGNORECASE)
"""What stands on title pages and their back, and in no preface."""


def with_guesses(numbered: Sequence[Heading], guessed: Sequence[Heading], lines: Sequence[str]) -> Iterator[Heading]:
    """The numbered headings with what is guessed beside them: a preface by its title, short lines below a heading."""
    by_line = {each.line: each for each in guessed}
    first = min(each.line for each in numbered if each.number)
    starts = sorted({*by_line, *(each.line for each in numbered)})
    every = list(numbered)
    for each in guessed:
        below = next((line for line in starts if line > each.line), len(lines) + 1)
        under = lines[each.text - 1 : below - 1]
        is_title = read_label(each.title).form is Form.TITLE and not each.number and each.line < first
        if (
            is_title
            and sum(map(count_words, under)) >= _MIN_PREFACE_WORDS
            and not _IMPRINT.search(each.title + " ".join(under))
        ):
            every.append(replace(each, rank=Rank.CHAPTER))
    for each in sorted(every, key=lambda each: each.line):
        text = by_line[each.line].text if each.line in by_line else each.text
        yield replace(each, text=text) if 0 < text - each.text <= _MAX_SHORT_LINES else each


# --- lines with labels ------------------------------------------------------------------------


def _labelled(lines: Sequence[str]) -> Iterator[_Line]:
    """The lines with a label that begin a paragraph, with the paragraph's other lines as parts of the title."""
    called = ""
    for index, line in enumerate(lines):
        stripped = line.strip()
        if not stripped or len(stripped) > _MAX_LABEL_LETTERS or not _begins(lines, index):
            continue
        label = read_label(" ".join(stripped.split()))
        if label.form is Form.CHAPTER:
            called = stripped.split()[0]
        elif label.form is Form.TITLE and called and stripped.isupper() and stripped.startswith(f"{called} "):
            label = replace(label, form=Form.NAMED)  # a lecture without a number
        elif label.form is Form.TITLE:
            continue
        end = index + 1
        while end < len(lines) and lines[end].strip() and end - index < _MAX_TITLE_LINES and not _begins(lines, end):
            end += 1
        is_alone = end >= len(lines) or not lines[end].strip() or "\f" in lines[end][:1]
        title = " ".join([label.title, *map(str.strip, lines[index + 1 : end])])
        if is_alone and end > index + 1 and label.title and len(title) <= _MAX_TITLE_LETTERS:
            label = replace(label, title=title)
        else:
            end = index + 1
        yield _Line(index, label, end, is_alone)


def _begins(lines: Sequence[str], index: int) -> bool:
    return index == 0 or not lines[index - 1].strip() or "\f" in lines[index][:1]


def _is_of(line: _Line, style: _Style) -> bool:
    label = line.label
    if label.title[:1].islower() or len(label.title) > _MAX_TITLE_LETTERS:
        return False
    if style is _Style.CALLED:
        return label.form is Form.CHAPTER
    is_first = label.form is Form.NUMBER and len(label.path) == 1 and not label.letter
    if not is_first or not line.is_alone or label.is_roman is not (style is _Style.ROMAN):
        return False
    return style is _Style.ROMAN or not label.title.endswith((".", ",", ";", ":", "。"))


class _Counts:
    """How many words stand before each line."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._before = [0]
        for line in lines:
            self._before.append(self._before[-1] + (count_words(line) if line.isascii() else _count(line)))
        self.total = self._before[-1]

    def between(self, first: int, last: int) -> int:
        return self._before[max(first, last)] - self._before[first]

    def from_line(self, first: int) -> int:
        return self.total - self._before[first]


_HAN_OR_KANA = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


def _count(line: str) -> int:
    """The words of a line; two characters of a script without blanks count as one."""
    return count_words(line) + len(_HAN_OR_KANA.findall(line)) // 2


# --- sequences --------------------------------------------------------------------------------


def _without_repeats(found: Sequence[_Line], counts: _Counts) -> list[_Line]:
    """The lines without running headers, which repeat the number of the chapter, and entries of a list above it."""
    gaps = [counts.between(line.text, below.index) for line, below in pairwise(found)]
    least = max(_MIN_CHAPTER_WORDS, _MAX_SHARE_OF_CONTENTS * median(gaps or [0]))
    kept: list[_Line] = []
    for line in found:
        if not kept or line.label.number != kept[-1].label.number:
            kept.append(line)
        elif counts.between(kept[-1].text, line.index) < least:
            kept[-1] = line
    return kept


def _runs(single: Sequence[_Line], counts: _Counts) -> list[list[_Line]]:
    """Sequences of consecutive numbers, each line with the words up to the next; the first may begin with 2."""
    runs: list[list[_Line]] = []
    for line in single:
        number = line.label.number
        if runs and number == (runs[-1][-1].label.number or 0) + 1:
            runs[-1].append(line)
        elif number == 1 or (not runs and number == 2):
            runs.append([line])
    ends = [line.index for run in runs for line in run][1:]
    sized = iter([*ends, None])
    return [[_sized(line, next(sized), counts) for line in run] for run in runs]


def _in_parts(runs: Sequence[list[_Line]], labelled: Sequence[_Line]) -> list[list[_Line]]:
    """The longest sequence, and others only where the heading of a part stands above them."""
    parts = [line.index for line in labelled if line.label.form is Form.PART]
    longest = max(runs, key=lambda run: sum(line.words for line in run), default=None)
    kept: list[list[_Line]] = []
    above = 0
    for run in runs:
        if run is longest or any(above < part < run[0].index for part in parts):
            kept.append(run)
        above = run[-1].index
    return kept


def _sized(line: _Line, end: int | None, counts: _Counts) -> _Line:
    return replace(line, words=counts.from_line(line.text) if end is None else counts.between(line.text, end))


def _without_contents(runs: Sequence[list[_Line]]) -> Iterator[list[_Line]]:
    """The sequences that have text: a list of contents, or of exercises, has little beside the chapters."""
    # The words behind the last entry of a list are not its own.
    usual = [median(line.words for line in run[:-1] or run) for run in runs]
    sizes = [sum(line.words for line in run[:-1] or run) for run in runs]
    longest = sizes.index(max(sizes)) if sizes else 0
    for run, words in zip(runs, usual, strict=True):
        if words >= _MIN_SHARE_OF_TEXT * usual[longest]:
            yield run


def _make_a_book(chapters: Sequence[_Line], style: _Style, total: int) -> bool:
    if len(chapters) < _MIN_CHAPTERS[style]:
        return False
    words = sorted(line.words for line in chapters)
    is_shared = words[-1] <= _MAX_SHARE_OF_ONE * total or len(chapters) == _MIN_CHAPTERS[_Style.CALLED]
    return sum(words) >= _MIN_SHARE_OF_COPY * total and is_shared and words[len(words) // 2] >= _MIN_CHAPTER_WORDS


# --- titles -----------------------------------------------------------------------------------


def _titled(chapters: Sequence[_Line], lines: Sequence[str]) -> list[_Line]:
    """The chapters, those with a number alone with the paragraph below as their title, if it is one."""
    bare = [line for line in chapters if not line.label.title]
    below = {line.index: _paragraph(lines, line.text) for line in bare}
    short = [end for start, end in below.values() if _is_short(lines[start:end])]
    is_usual = len(short) > 1 and len(short) >= _MIN_SHARE_TITLED * len(bare)
    titled = []
    for line in chapters:
        start, end = below.get(line.index, (0, 0))
        written = " ".join(map(str.strip, lines[start:end]))
        if written and ((is_usual and _is_short(lines[start:end])) or _is_in_capitals(written)):
            titled.append(replace(line, label=replace(line.label, title=written), text=end))
        else:
            titled.append(line)
    return titled


def _paragraph(lines: Sequence[str], index: int) -> tuple[int, int]:
    """The indices at which the next paragraph begins and ends."""
    while index < len(lines) and not lines[index].strip():
        index += 1
    end = index
    while end < len(lines) and lines[end].strip():
        end += 1
    return index, end


def _is_short(paragraph: Sequence[str]) -> bool:
    written = " ".join(map(str.strip, paragraph))
    return 0 < len(written) <= _MAX_TITLE_LETTERS and len(paragraph) < _MAX_TITLE_LINES and not written[:1].islower()


def _is_in_capitals(written: str) -> bool:
    return written.isupper() and len(written) <= 2 * _MAX_TITLE_LETTERS


# --- headings ---------------------------------------------------------------------------------


def _headings(
    chapters: Sequence[_Line],
    dropped: Sequence[_Line],
    labelled: Sequence[_Line],
    counts: _Counts,
    lines: Sequence[str],
) -> Iterator[Heading]:
    """The chapters, what is named before and behind them, and the sections that are numbered below them."""
    first, last = chapters[0].index, chapters[-1].index
    starts = {line.index for line in chapters}
    around = [line for line in labelled if line.index not in starts and not first < line.index < last]
    beside = [*_named(around, first, counts), *(line for line in around if line.label.form is Form.ASIDE)]
    parts = [line for line in labelled if line.label.form is Form.PART and line.is_alone]
    asides = [line for line in (*dropped, *parts) if line.index > first]
    sections = _sections(chapters, labelled)
    every = sorted([*chapters, *beside, *asides, *sections], key=lambda line: line.index)
    seen: set[int] = set()
    for line in every:
        if line.index in seen:
            continue
        seen.add(line.index)
        if line.index in starts:
            yield _heading(Rank.CHAPTER, line, lines)
        elif line in sections:
            yield _heading(Rank.SECTION, line, lines)
        elif line.label.form is Form.NAMED:
            yield Heading(
                Rank.CHAPTER, None, tidy_title(line.label.title), line.index + 1, line.text + 1, line.label.letter
            )
        else:
            yield _heading(Rank.ASIDE, line, lines)


def _heading(rank: Rank, line: _Line, lines: Sequence[str]) -> Heading:
    """A heading; the text below it does not begin with the number of a section."""
    text = line.text
    while text < len(lines):
        written = " ".join(lines[text].split())
        label = read_label(written) if len(written) <= _MAX_LABEL_LETTERS else None
        if written and (label is None or label.form is not Form.NUMBER or len(label.path) < 2 or not label.title):
            break
        text += 1
    return Heading(rank, line.label.number or None, tidy_title(line.label.title), line.index + 1, text + 1)


def _named(around: Sequence[_Line], first: int, counts: _Counts) -> Iterator[_Line]:
    """A preface before the chapters, a conclusion or appendix behind them; of several, the last or the longest."""
    named = [line for line in around if line.label.form is Form.NAMED and line.is_alone]
    ends = sorted({line.index for line in around if line.label.form is not Form.NUMBER} | {first})
    sized = [_sized(line, next((end for end in ends if end > line.index), None), counts) for line in named]
    sized = [line for line in sized if line.words >= _MIN_CHAPTER_WORDS]
    for line in sized:
        alike = [other for other in sized if other.label.title.casefold() == line.label.title.casefold()]
        before = [other for other in alike if other.index < first]
        if line is (before[-1] if before and line.index < first else max(alike, key=lambda other: other.words)):
            yield line


def _sections(chapters: Sequence[_Line], labelled: Sequence[_Line]) -> list[_Line]:
    """The lines numbered ``3.1`` in chapter 3, or ``1.``, ``2.`` in it where others have such numbers too."""
    ends = [*(line.index for line in chapters[1:]), None]
    second: list[_Line] = []
    first: list[list[_Line]] = []
    for chapter, end in zip(chapters, ends, strict=True):
        inside = [
            line
            for line in labelled
            if chapter.index < line.index and (end is None or line.index < end) and line.label.form is Form.NUMBER
        ]
        number = chapter.label.number
        second += [
            line for line in inside if len(line.label.path) == 2 and line.label.path[0] == number and line.label.title
        ]
        first.append(_chain(line for line in inside if _is_of(line, _Style.ARABIC) and line.label.title))
    if second:
        return second
    return [line for chain in first for line in chain if len(chain) > 1]


def _chain(lines: Iterator[_Line]) -> list[_Line]:
    chain: list[_Line] = []
    for line in lines:
        if line.label.number == len(chain) + 1:
            chain.append(line)
    return chain
