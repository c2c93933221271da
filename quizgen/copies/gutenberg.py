"""The lines of a copy by Project Gutenberg → the same without its header, licence, credits and transcribers' notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from quizgen.copies.formats.extract import Extract, Unit

_NAME = "gutenberg"
_START = re.compile(
    r"(?:^|\*{3})\W{0,4}start of th(?:e|is) project gutenberg|^\W{0,4}end\W{0,4}the small print", re.IGNORECASE
)
"""Since 2003, and before, when the header closed with the terms of use, the “small print”."""
_END = re.compile(
    r"^\W{0,8}(?:the )?(?:end|ende|einde|fin|fim|final|fine|konec|koniec|loppu|slut|vége)\b"
    r".{0,60}\bproje\w{1,4} gutenberg"
    r"|^\W{0,8}start\W{1,4}full license|^\W{0,8}start\W{1,8}the small print",
    re.IGNORECASE,
)
_SURE_END = re.compile(r"\*{3}\s*end of th", re.IGNORECASE)
"""Other marks of the end count in the second half of a copy: the first half may have the terms of use."""
_MAX_MARK_LINES = 4
"""A mark with a long title goes on until its closing asterisks."""
_CREDIT = re.compile(
    r"\W*(?:(?:text file |html (?:file |version )?|e-?text |e-?book )?(?:produced|prepared|scanned|proofed|proofread"
    r"|transcribed|digitized)\b.{0,40}\b(?:by|from)\b|credits?:|this (?:e-?text|e-?book|file) was\b)",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"\W*(?:see also the )?(?:trans[ck]ri\w*['’]?s?['’]?\W{1,2}(?:anmerkung|correction|note|opmerking|remark)"
    r"|(?:anmerkung|bemerkung|note|nota|notiz|opmerking|remarque)\w{0,3}\b.{0,25}\btrans[ck]ri\w*)",
    re.IGNORECASE,
)
_RULE = re.compile(r"\W*[-*_=~ ]{5,}\W*")
_MAX_HEADING_LETTERS = 60
_MAX_FRONT_PARAGRAPHS = 12
"""Paragraphs below the start mark among which credits and notes of the transcribers are looked for."""
_MAX_BACK_SHARE = 0.1
"""A heading of transcribers' notes in this last part of a book stands above nothing else."""


def leave_out_boilerplate(extract: Extract) -> Extract:
    """Empty the lines that are not the book's. A copy without the marks of Project Gutenberg is left as it is."""
    lines = extract.lines
    if not any(_NAME in line.casefold() for line in lines):
        return extract
    start, end = _find_limits(lines)
    if start == 0 and end == len(lines):
        return extract
    left_out = {*range(start), *range(end, len(lines))}
    left_out.update(_find_notes(lines, start, end, extract.unit))
    kept = tuple(_emptied(line) if at in left_out else line for at, line in enumerate(lines))
    headings = tuple((at, level) for at, level in extract.headings if at not in left_out)
    return replace(extract, lines=kept, headings=headings)


def _emptied(line: str) -> str:
    return "\f" if line.startswith("\f") else ""


def _find_limits(lines: Sequence[str]) -> tuple[int, int]:
    """The first line of the book, and the first line behind it."""
    marks = [at for at, line in enumerate(lines) if _END.search(line)]
    ends = [at for at in marks if 2 * at > len(lines) or _SURE_END.search(lines[at])]
    behind = next(iter(ends), len(lines))
    first = [at for at, line in enumerate(lines[:behind]) if _START.search(line)]
    start = first[-1] + 1 if first else 0
    if first and lines[first[-1]].count("***") == 1 and not lines[first[-1]].rstrip().endswith("*"):
        below = range(start, min(start + _MAX_MARK_LINES, len(lines)))
        start = next((at + 1 for at in below if lines[at].rstrip().endswith("***")), start)
    end = next((at for at in ends if at > start), len(lines))
    return start, end


def _find_notes(lines: Sequence[str], start: int, end: int, unit: Unit) -> Iterator[int]:
    """The lines of credits and of transcribers' notes."""
    paragraphs = list(_find_paragraphs(lines, start, end, unit))
    for number, (first, last) in enumerate(paragraphs):
        text = " ".join(line.strip() for line in lines[first:last])
        is_front = number < _MAX_FRONT_PARAGRAPHS
        is_note = _NOTE.match(text) is not None
        if is_note and text.startswith("[") and text.endswith("]"):
            yield from range(first, last)
        elif is_note and len(text) <= _MAX_HEADING_LETTERS and first > end - (end - start) * _MAX_BACK_SHARE:
            yield from range(first, end)
            return
        elif is_front and is_note:
            below = paragraphs[number + 1 : number + 1 + _MAX_FRONT_PARAGRAPHS]
            rule = next((stop for begin, stop in below if _RULE.fullmatch(" ".join(lines[begin:stop]))), None)
            heads = len(text) <= _MAX_HEADING_LETTERS and below and not text.rstrip().endswith(".")
            yield from range(first, rule or (below[0][1] if heads else last))
        elif is_front and (_CREDIT.match(text) or _NAME in text.casefold()):
            yield from range(first, last)


def _find_paragraphs(lines: Sequence[str], start: int, end: int, unit: Unit) -> Iterator[tuple[int, int]]:
    first = start
    for at in range(start, end + 1):
        if at == end or not lines[at].strip() or unit is Unit.PARAGRAPH:
            if first < at and lines[first].strip():
                yield first, at
            first = at if at < end and lines[at].strip() else at + 1
