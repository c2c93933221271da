"""The headings of a copy → the words with which their text opens, and closes where no other part follows."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from quizgen.book.book_text import Flow
from quizgen.book.heading import Heading, Rank
from quizgen.book.positions import CopyPosition
from quizgen.copies.copy import Copy
from quizgen.copies.formats.extract import Unit
from quizgen.text.tokens import Index


@dataclass(frozen=True, slots=True)
class Opened:
    """A heading, the position of the first word of its text, and the words that it opens with."""

    heading: Heading
    word: CopyPosition
    opens: str


_MIN_OPENING_WORDS, _MAX_OPENING_WORDS = 5, 14
_MAX_CHAPTER_WORDS = 56
"""A section without an opening of its own is left out; a chapter would take its sections with it."""
# Only words are compared, and an opening may cut a pair of quotes or brackets in half: that would look like a typo.
_PAIRED = re.compile(r"(?<!\w)[\"“”«»„()\[\]]|[\"“”«»„()\[\]](?!\w)")
_BEFORE_STOP = re.compile(r"\s+(?=[,.;:!?](?:\s|$))")


def open_headings(
    headings: Sequence[Heading], flow: Flow, copy: Copy, most: int = _MAX_OPENING_WORDS
) -> Iterator[Opened | Heading]:
    """The headings with the opening of their text; one whose text has no opening of its own remains as it is.

    Where the words below a heading stand elsewhere too, as those of a summary, the next paragraph opens the part.
    """
    index = Index(flow.tokens.words)
    ends = [*(each.line for each in headings[1:]), len(copy.lines) + 1]
    for heading, end in zip(headings, ends, strict=False):
        words = max(most, _MAX_CHAPTER_WORDS) if heading.rank is Rank.CHAPTER else most
        for line in islice(_paragraphs(heading.text, end, copy), _MAX_PARAGRAPHS):
            word = first_word(line, flow)
            if (opens := _opening(word, flow, index, words)) is not None:
                yield Opened(heading, word, opens)
                break
        else:
            yield heading


_MAX_PARAGRAPHS = 4


def _paragraphs(line: int, end: int, copy: Copy) -> Iterator[int]:
    """The lines (from 1) with which the paragraphs of a part begin, its first one whatever is below."""
    yield line
    for index in range(line, end - 1):
        is_first = copy.unit is Unit.PARAGRAPH or not copy.lines[index - 1].strip()
        if copy.lines[index].strip() and is_first:
            yield index + 1


def first_word(line: int, flow: Flow) -> CopyPosition:
    """The position of the first word on or below a line of the copy (from 1)."""
    return flow.first_word(bisect_left(flow.lines, line - 1))


def _opening(word: CopyPosition, flow: Flow, index: Index, most: int) -> str | None:
    """The fewest words from a position on that occur only there; ``None`` if even ``most`` words occur elsewhere."""
    words = flow.tokens
    size = _MIN_OPENING_WORDS
    while size <= most or size == _MIN_OPENING_WORDS:
        run = words.words[word : word + size]
        if len(list(islice(index.find(run), 2))) == 1:
            return _written(word, CopyPosition(word + len(run)), flow)
        size = size + 1 if size < _MAX_OPENING_WORDS else min(2 * size, max(most, size + 1))
    return None


def _written(first: CopyPosition, last: CopyPosition, flow: Flow) -> str:
    """Words as the copy writes them, or as they are compared, if only so they are found again."""
    words = flow.tokens
    written = printable(flow.text[slice(*words.extent(first, last))])
    run = tuple(words.words[first:last])
    candidates = (
        _PAIRED.sub("", written.replace("_", "")),
        _PAIRED.sub("", written),
        _BEFORE_STOP.sub("", _PAIRED.sub(" ", written)),
        written,
    )
    spaced = (" ".join(each.split()) for each in candidates)
    return next((each for each in spaced if tuple(words.rule.split(each)) == run), " ".join(run))


def printable(text: str) -> str:
    """A text with a blank for each character that no YAML file may have, or that no one sees."""
    return "".join(" " if unicodedata.category(sign) in _NOT_IN_YAML else sign for sign in text).replace("\ufeff", "")


_NOT_IN_YAML = frozenset({"Cc", "Cs", "Cn", "Co", "Zl", "Zp"})


class Ends:
    """Where parts end that no other part follows: before a list of contents, an index, a colophon, or with the copy."""

    def __init__(self, flow: Flow, asides: Sequence[CopyPosition]) -> None:
        self._flow = flow
        self.asides = sorted(asides)
        self.end = CopyPosition(len(flow.tokens))

    def closing(self, start: CopyPosition, limit: CopyPosition) -> tuple[CopyPosition, str | None]:
        """The position behind a part's last word, and the words it closes with if no part opens there."""
        at = bisect_left(self.asides, start + 1)
        if at == len(self.asides) or self.asides[at] >= limit:
            return limit, None
        end = self.asides[at]
        words = self._flow.tokens.words
        for size in range(_MIN_OPENING_WORDS, _MAX_OPENING_WORDS + 1):
            first = CopyPosition(end - size)
            if first < start:
                break
            run = words[first:end]
            behind = words[first + 1 : limit]
            if not any(tuple(behind[i : i + size]) == tuple(run) for i in range(len(behind) - size + 1)):
                return end, _written(first, end, self._flow)
        return limit, None
