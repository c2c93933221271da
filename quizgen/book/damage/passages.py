"""The text of a book in one copy → damaged passages: repeated ones, truncated ones, and sections without text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.book.damage.word_statistics import Mark, Reading
from quizgen.book.positions import CopyPosition, CopySpan, copy_span

_MIN_REPEATED_WORDS = 30
"""No author repeats this many words by chance; the longest repeated quotation that was measured has 16."""
_BLOCK_WORDS = _MIN_REPEATED_WORDS // 2
_MIN_DOUBLED_WORDS = 6


def twice(reading: Reading) -> Iterator[Mark]:
    """A passage that stands twice: 30 words or more anywhere, or 6 and more directly behind themselves."""
    for (first, last), earlier in _repetitions(reading):
        if last - first < _MIN_REPEATED_WORDS and any(at in reading.code for at in range(first, last)):
            continue  # the output of a program, or an address behind a name that is one
        yield Mark(copy_span(first, last), f"these {last - first} words stand already: {reading.text.where(earlier)}")


def _repetitions(reading: Reading) -> Iterator[tuple[CopySpan, CopyPosition]]:
    """Each repeated passage and the position of its first occurrence, in the copy's order and without overlaps."""
    words = reading.words
    blocks: dict[tuple[str, ...], int] = {}
    latest: dict[tuple[str, ...], int] = {}
    told_to = 0
    for first, last in reading.spans:
        for at in range(first, last - _MIN_DOUBLED_WORDS + 1):
            run, block = words[at : at + _MIN_DOUBLED_WORDS], words[at : at + _BLOCK_WORDS]
            before, latest[run] = latest.get(run), at
            # Any run of _MIN_REPEATED_WORDS words contains a whole block that begins at a multiple of _BLOCK_WORDS.
            earlier = blocks.setdefault(block, at) if at % _BLOCK_WORDS == 0 else blocks.get(block, at)
            if at < told_to:
                continue
            if before is not None and _MIN_DOUBLED_WORDS <= at - before < _MIN_REPEATED_WORDS:
                size = _common(words, before, at, last)
                if size >= at - before:  # the passage directly follows itself
                    told_to = at + size
                    yield copy_span(at, told_to), CopyPosition(before)
                    continue
            if earlier < at and len(block) == _BLOCK_WORDS:
                back = 0
                while (
                    at - back > max(first, told_to)
                    and earlier > back
                    and words[earlier - back - 1] == words[at - back - 1]
                ):
                    back += 1
                size = _common(words, earlier - back, at - back, last)
                if size >= _MIN_REPEATED_WORDS:
                    told_to = at - back + size
                    yield copy_span(at - back, told_to), CopyPosition(earlier - back)


def _common(words: tuple[str, ...], one: int, two: int, limit: int) -> int:
    size = 0
    while two + size < limit and words[one + size] == words[two + size]:
        size += 1
    return size


_ENDED = re.compile(r"[.!?…:;][\"'”’»)\]*]*$|[)\]]$")
_BROKEN = re.compile(r"[^\W_]$|[,\-–—]$")
_BROKEN_INSIDE = re.compile(r"(?:(?<!\w)[a-zà-öø-ÿ]+|(?<!-)-|[,–—])$")
_MIN_LAST_WORDS = 8
"""A shorter last paragraph may be a date or a signature."""
_MIN_INNER_WORDS = 20
"""A shorter paragraph inside a text may be a heading or a list item."""


def breaks_off(reading: Reading) -> Iterator[Mark]:
    """A text that ends in the middle of a sentence, and what follows begins anew: lines are lost here."""
    for part in reading.text.parts:
        if not part.paragraphs:
            continue
        texts = {paragraph: reading.text.paragraph_text(paragraph) for paragraph in part.paragraphs}
        last = part.paragraphs[-1]
        has_closes = (part.section or part.chapter).closes is not None
        if not has_closes and last[1] - last[0] >= _MIN_LAST_WORDS and _BROKEN.search(texts[last]):
            yield Mark(copy_span(last[1] - 1, last[1]), f"{part.place} ends in the middle of a sentence")
        for before, paragraph, behind in zip(part.paragraphs, part.paragraphs[1:], part.paragraphs[2:], strict=False):
            # In a list or a poem paragraphs need not end a sentence; this is prose if those before and after do.
            if (
                paragraph[1] - paragraph[0] >= _MIN_INNER_WORDS
                and _BROKEN_INSIDE.search(texts[paragraph])
                and not reading.is_code(paragraph[1] - 1)
                and _ENDED.search(texts[before])
                and _ENDED.search(texts[behind])
            ):
                yield Mark(copy_span(paragraph[1] - 1, paragraph[1]), "the paragraph ends in the middle of a sentence")


_MIN_SECTION_WORDS = 20


def empty_section(reading: Reading) -> Iterator[Mark]:
    """A chapter or section with next to no text: its opening words may be those of a list of contents."""
    for part in reading.text.parts:
        if part.words < _MIN_SECTION_WORDS:
            yield Mark(part.span, f"{part.place} has only {part.words} words")
