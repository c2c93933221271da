"""The headings that a copy's format marks → the chapters and sections among them.

Levels alone do not say which headings are chapters: parts stand above them, the title of the book may be a heading
too, and pages of manuals begin anew with the highest level. So the labels of headings and the text below them decide.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import groupby, islice, pairwise

from quizgen.book.heading import Heading, Rank, tidy_title
from quizgen.book.heading_labels import Form, Label, read_label
from quizgen.copies.copy import Copy
from quizgen.copies.formats.extract import SUBTITLE
from quizgen.text.words import count_words


@dataclass(frozen=True, slots=True)
class _Mark:
    """A marked heading: the index of its line, and of the line where the text below it begins.

    ``own`` are the words up to the next heading, ``all`` those up to the next that is not below this one.
    """

    line: int
    level: int
    label: Label
    text: int
    own: int = 0
    all: int = 0


_MIN_WORDS = 12
"""A heading with fewer words below it is one of a title page or of a table of contents."""
_MIN_OWN_WORDS = 40
"""The words that a heading above the chapters has before the first of them, to be a chapter of its own."""
_MIN_PART_WORDS = 150
_MAX_TITLE_PAGE_WORDS = 80
_MIN_SHARE = 0.5
_MAX_SHARE_OF_ONE = 0.7


def find_in_contents(copy: Copy, names: Set[str]) -> tuple[Heading, ...]:
    """The headings by the table of contents beside the text; ``names`` are the title and the author of the book."""
    entries = sorted(copy.contents, key=lambda entry: entry.index)
    marks = [
        _Mark(entry.index, entry.level, read_label(entry.title), _text_below(copy, entry.index, entry.title))
        for entry in entries
    ]
    return tuple(_choose(marks, copy.lines, names))


def find_marked(lines: Sequence[str], levels: Mapping[int, int], names: Set[str]) -> tuple[Heading, ...]:
    """The headings by the levels of the lines (by index) that a copy marks; ``names`` are its title and author."""
    marks = [
        _Mark(index, level, read_label(" ".join(lines[index].split())), _skip(lines, index + 1))
        for index, level in sorted(levels.items())
    ]
    unnumbered = sorted(_with_letters(marks), key=lambda mark: mark.line)
    return tuple(_choose(list(_with_titles(_without_links(unnumbered, lines), lines)), lines, names))


_MAX_LINK_WORDS = 3
_MIN_LINKS = 3


def _without_links(marks: Sequence[_Mark], lines: Sequence[str]) -> list[_Mark]:
    """The headings; where several have the same few words below, as a link to the contents, the text is below those."""
    first = Counter(lines[mark.text] for mark in marks if mark.text < len(lines))
    links = {line for line, count in first.items() if count >= _MIN_LINKS and len(line.split()) <= _MAX_LINK_WORDS}
    return [
        replace(mark, text=_skip(lines, mark.text + 1))
        if mark.text < len(lines) and lines[mark.text] in links
        else mark
        for mark in marks
    ]


def _with_letters(marks: Sequence[_Mark]) -> Iterator[_Mark]:
    """The headings; where few of a level have a Roman numeral of one letter, it is a letter: ``C: Classes``."""
    for level, group in groupby(sorted(marks, key=lambda mark: mark.level), key=lambda mark: mark.level):
        there = list(group)
        numerals = [mark for mark in there if mark.label.is_roman and mark.label.form is Form.NUMBER]
        is_usual = 2 * len(numerals) >= len(there) or [mark.label.number for mark in numerals][:2] == [1, 2]
        for mark in there:
            if level and not is_usual and mark in numerals and mark.label.title:
                yield replace(mark, label=Label(Form.TITLE, mark.label.written))
            else:
                yield mark


def _text_below(copy: Copy, index: int, title: str) -> int:
    """Where the text below an entry begins: behind the lines that are headings, or a part of its title."""
    folded = _folded(title)
    top = index
    while index < len(copy.lines) and index - top < _MAX_HEADING_LINES:
        line = copy.lines[index].strip()
        is_capital = line.isupper() and len(line) <= _MAX_TITLE_LETTERS
        if line and index not in copy.headings and not is_capital and (_folded(line) or "_") not in folded:
            break
        index += 1
    return index


_MAX_HEADING_LINES = 20


def _skip(lines: Sequence[str], index: int) -> int:
    while index < len(lines) and not lines[index].strip():
        index += 1
    return index


_HAN_OR_KANA = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


def _count(lines: Sequence[str]) -> int:
    """The words of lines; two characters of a script without blanks count as one."""
    return sum(count_words(line) + len(_HAN_OR_KANA.findall(line)) // 2 for line in lines)


def _folded(title: str) -> str:
    return "".join(re.findall(r"[^\W_]+", title.casefold()))


# --- titles below numbers ---------------------------------------------------------------------

_MAX_TITLE_LETTERS = 90
_ENDS = re.compile(r"[.!?…:;,]\W*$")
_MIN_SHARE_TITLED = 0.6


def _with_titles(marks: Sequence[_Mark], lines: Sequence[str]) -> Iterator[_Mark]:
    """The headings, those with a number alone joined to the title that is the next heading, or the next line."""
    joined: list[_Mark] = []
    for mark in marks:
        above = joined[-1] if joined else None
        is_next = above is not None and above.text >= mark.line
        if above is not None and is_next and mark.level == SUBTITLE:
            named = _titled(above, mark.label.title) if _is_bare(above) else above
            joined[-1] = replace(named, text=mark.text)
        elif above is not None and is_next and _is_bare(above) and _may_be_title(above, mark):
            joined[-1] = replace(_titled(above, mark.label.title), text=mark.text)
        elif mark.level != SUBTITLE:
            joined.append(mark)
    yield from _with_lines_below(joined, lines)


def _is_bare(mark: _Mark) -> bool:
    return mark.label.form in (Form.CHAPTER, Form.NUMBER, Form.PART) and not mark.label.title


def _may_be_title(above: _Mark, mark: _Mark) -> bool:
    return mark.label.form in (Form.TITLE, Form.NAMED) and mark.level >= above.level


def _titled(mark: _Mark, title: str) -> _Mark:
    return replace(mark, label=replace(mark.label, title=title))


def _with_lines_below(marks: Sequence[_Mark], lines: Sequence[str]) -> Iterator[_Mark]:
    """Where most of the bare numbers have a short line below that ends no sentence, those lines are their titles."""
    bare = [mark for mark in marks if _is_bare(mark) and mark.label.form is not Form.PART]
    titled = {mark.line for mark in bare if mark.text < len(lines) and _is_like_title(lines[mark.text])}
    is_usual = len(titled) > 1 and len(titled) >= _MIN_SHARE_TITLED * len(bare)
    for mark in marks:
        if is_usual and mark.line in titled:
            yield replace(_titled(mark, lines[mark.text].strip()), text=_skip(lines, mark.text + 1))
        else:
            yield mark


def _is_like_title(line: str) -> bool:
    line = line.strip()
    return len(line) <= _MAX_TITLE_LETTERS and not _ENDS.search(line) and (line[:1].isupper() or not line[:1].isascii())


# --- levels -----------------------------------------------------------------------------------


def _choose(marks: Sequence[_Mark], lines: Sequence[str], names: Set[str]) -> Iterator[Heading]:
    measured = _measured(_levelled(marks), lines)
    named = list(_without_book(measured, names))
    kept = [mark for mark in _aside_with_its_own(named) if mark.all >= _MIN_WORDS]
    chapters = _chapters([mark for mark in kept if mark.label.form is not Form.ASIDE])
    starts = set(chapters)
    level: int | None = None
    for mark, below in zip(kept, _section_levels(kept, starts), strict=True):
        if mark.label.form is Form.ASIDE:
            yield _heading(Rank.ASIDE, mark)
        elif mark in starts:
            level = below
            yield _heading(Rank.CHAPTER, mark)
        elif level is not None and mark.level == level:
            yield _heading(Rank.SECTION, mark)


_BY = re.compile(r",?\s+(?:by|par|von|por|di|door)\s+\S.{2,60}$", re.IGNORECASE)


def _without_book(marks: Sequence[_Mark], names: Set[str]) -> Iterator[_Mark]:
    """The headings without the title of the book; those below it stand a level higher."""
    above: int | None = None
    for at, mark in enumerate(marks):
        if above is not None and mark.level <= above:
            above = None
        if _is_of_book(mark, names, at, marks):
            above = mark.level
        else:
            yield mark if above is None else replace(mark, level=mark.level - 1)


def _is_of_book(mark: _Mark, names: Set[str], at: int, marks: Sequence[_Mark]) -> bool:
    """Whether a heading is the title or the author of the book, or both: not a story of that name among others."""
    written = {_folded(mark.label.title), _folded(_BY.sub("", mark.label.title))}
    if written.isdisjoint(map(_folded, names)):
        return False
    total = sum(each.own for each in marks)
    return at == 0 or mark.own < _MIN_PART_WORDS or mark.all > _MAX_SHARE_OF_ONE * total


def _heading(rank: Rank, mark: _Mark) -> Heading:
    label = mark.label
    is_numbered = label.form in (Form.CHAPTER, Form.NUMBER) and not (rank is Rank.CHAPTER and label.letter)
    number = label.number if is_numbered else None
    title = label.title if label.form is not Form.PART or label.title else ""
    return Heading(rank, number or None, tidy_title(title), mark.line + 1, mark.text + 1, label.letter)


def _levelled(marks: Sequence[_Mark]) -> list[_Mark]:
    """The headings, with ``1.1`` below ``1.`` and ``A.1`` below its appendix, where the markup has both alike."""
    levelled: list[_Mark] = []
    depths: dict[int, int] = {}
    for mark in marks:
        depth = len(mark.label.path) + bool(mark.label.letter and mark.label.path)
        level = mark.level
        if mark.label.form is Form.NUMBER and depth > 1 and depth - 1 in depths:
            level = max(level, depths[depth - 1] + 1)
        if mark.label.form in (Form.CHAPTER, Form.NUMBER, Form.NAMED):
            depths = {at: there for at, there in depths.items() if at < max(depth, 1)}
            depths[max(depth, 1)] = level
        levelled.append(replace(mark, level=level))
    return levelled


def _measured(marks: Sequence[_Mark], lines: Sequence[str]) -> list[_Mark]:
    starts = [*(mark.line for mark in marks), len(lines)]
    own = [
        _count(lines[mark.text : end]) if end > mark.text else 0 for mark, end in zip(marks, starts[1:], strict=True)
    ]
    sizes = list(own)
    for at, mark in enumerate(marks):
        for after in range(at + 1, len(marks)):
            if marks[after].level <= mark.level:
                break
            sizes[at] += own[after]
    return [replace(mark, own=size, all=whole) for mark, size, whole in zip(marks, own, sizes, strict=True)]


def _aside_with_its_own(marks: Sequence[_Mark]) -> Iterator[_Mark]:
    """The headings without those below a table of contents or a colophon."""
    aside: int | None = None
    for mark in marks:
        if aside is not None and mark.level > aside:
            continue
        aside = mark.level if mark.label.form is Form.ASIDE else None
        yield mark


def _chapters(marks: Sequence[_Mark]) -> list[_Mark]:
    if not marks:
        return []
    level = _chapter_level(marks)
    chosen = [mark for mark in marks if mark.level == level or _is_beside(mark, level, marks)]
    chosen = list(_without_interruptions(chosen, marks))
    labelled = [at for at, mark in enumerate(chosen) if mark.label.form not in (Form.TITLE, Form.PART)]
    first = labelled[0] if labelled else 0
    return [mark for at, mark in enumerate(chosen) if at >= first or mark.all > _MAX_TITLE_PAGE_WORDS]


_MIN_SHARE_NUMBERED = 0.8


def _without_interruptions(chosen: Sequence[_Mark], marks: Sequence[_Mark]) -> Iterator[_Mark]:
    """The chapters, without titles between two consecutive numbers where nearly all chapters are numbered."""
    is_usual = sum(mark.label.is_chapter for mark in chosen) >= _MIN_SHARE_NUMBERED * len(chosen)
    numbers = [mark.label.number if mark.label.is_chapter else None for mark in chosen]
    following: list[int | None] = [None]
    for number in reversed(numbers):
        following.append(number or following[-1])
    last: int | None = None
    for mark, number in zip(chosen, numbers, strict=True):
        following.pop()
        goes_on = last is not None and following[-1] == last + 1
        last = number or last
        is_title = mark.label.form is Form.TITLE and not any(_below(mark, marks))
        if not (is_usual and is_title and goes_on):
            yield mark


def _is_beside(mark: _Mark, level: int, marks: Sequence[_Mark]) -> bool:
    """Whether a heading of another level is a chapter: a preface above the parts, a part's own introduction."""
    if mark.level > level:
        return mark.label.form is Form.CHAPTER
    has_chapters = any(other.level >= level and mark.line < other.line for other in _below(mark, marks))
    return mark.own >= (_MIN_PART_WORDS if has_chapters else _MIN_OWN_WORDS)


def _below(mark: _Mark, marks: Sequence[_Mark]) -> Iterator[_Mark]:
    first = bisect_right(marks, mark.line, key=lambda other: other.line)
    for other in islice(marks, first, None):
        if other.level <= mark.level:
            return
        yield other


def _chapter_level(marks: Sequence[_Mark]) -> int:
    """The level of the chapters: where they are called so, else the highest whose headings share the text."""
    called = Counter(mark.level for mark in marks if mark.label.form is Form.CHAPTER)
    if called.total() > 1:
        return min(called, key=lambda level: (-called[level], level))
    levels = sorted({mark.level for mark in marks})
    total = sum(mark.own for mark in marks)
    for level in levels:
        there = [mark for mark in marks if mark.level == level]
        words = sum(mark.all for mark in there)
        is_one = len(there) < 2 or max(mark.all for mark in there) > _MAX_SHARE_OF_ONE * total
        if words < _MIN_SHARE * total or (is_one and level != levels[-1]) or _are_parts(there, marks):
            continue
        return level
    return max(levels, key=lambda level: sum(mark.own for mark in marks if mark.level == level))


def _are_parts(there: Sequence[_Mark], marks: Sequence[_Mark]) -> bool:
    """Whether headings of one level are parts, and the chapters below them."""
    below = [list(_below(mark, marks)) for mark in there]
    words = sum(mark.all for mark in there)
    if sum(mark.own for mark in there) > (1 - _MIN_SHARE) * words:
        return False
    if 2 * sum(mark.label.form is Form.PART for mark in there) >= sum(
        mark.label.form is not Form.NAMED for mark in there
    ):
        return True
    children = [[mark for mark in each if mark.label.is_chapter] for each in below]
    numbers = [mark.label.path[0] for each in children for mark in each]
    goes_on = sum(bool(each) for each in children) > 1
    return goes_on and len(numbers) > len(there) and all(one + 1 == other for one, other in pairwise(numbers))


def _section_levels(marks: Sequence[_Mark], chapters: Set[_Mark]) -> list[int | None]:
    """For each chapter, the highest level of the headings below it; others have the one of their chapter."""
    levels: list[int | None] = []
    number = 0

    def chapter_of(mark: _Mark) -> int:
        nonlocal number
        number += mark in chapters or mark.label.form is Form.ASIDE
        return number

    for _, group in groupby(marks, key=chapter_of):
        first, *others = list(group)
        deeper = [mark.level for mark in others if mark.level > first.level]
        levels += [min(deeper, default=None)] * (1 + len(others))
    return levels
