"""Openings that a copy lacks → where their parts likely are, and what they cost: their own words, and no others'."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from quizgen.book.book_text import Flow, Lost
from quizgen.book.openings import Absent, Found, why_absent
from quizgen.book.positions import CopyPosition, CopySpan, copy_span
from quizgen.copies.copy import Copy
from quizgen.model.diagnostics import CodedFinding, Finding

_MAX_WORDS_BEFORE_TITLE = 3
"""A heading may have as many before the title: ``Chapter 3 of``."""


@dataclass(frozen=True, slots=True)
class Losses:
    """The parts that were not found, and a finding for each.

    ``cuts`` has where a part ends that the next one may begin in, ``merged`` the parts with words of later sections.
    """

    lost: list[Lost] = field(default_factory=list)
    findings: list[CodedFinding] = field(default_factory=list)
    cuts: dict[Found, CopyPosition] = field(default_factory=dict)
    merged: set[Found] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Extents:
    """Of each part that was found: where the next one in the copy opens, and where the words of its ``closes`` end.

    Only parts that have a ``closes`` have a closing; it is None if the words are not there. ``paragraphs`` divides
    words of the copy.
    """

    flow: Flow
    copy: Copy
    limits: Mapping[Found, CopyPosition]
    closings: Mapping[Found, CopyPosition | None]
    paragraphs: Callable[[CopyPosition, CopyPosition], tuple[CopySpan, ...]]

    def place(self, word: CopyPosition) -> str:
        last = CopyPosition(max(0, min(word, self.flow.end - 1)))
        return self.copy.place(self.flow.lines[self.flow.line_of(last)] + 1)


def find_losses(openings: Sequence[Found | Absent], extents: Extents) -> Losses:
    """What the absent openings and ends of a book's parts cost; at least one opening is found."""
    losses = Losses()
    before: Found | None = None
    absent: list[Absent] = []
    for opening in openings:
        if isinstance(opening, Absent):
            absent.append(opening)
            continue
        _lose(absent, before, extents, losses)
        before, absent = opening, []
        if opening in extents.closings and extents.closings[opening] is None:
            _lose_end(opening, extents, losses)
    _lose(absent, before, extents, losses)
    return losses


def _lose(absent: Sequence[Absent], before: Found | None, extents: Extents, losses: Losses) -> None:
    """Settle absent openings that follow each other in the book, behind the part ``before`` them."""
    if not absent:
        return
    if before is None:
        _lose_parts(absent, copy_span(0, min(each.word for each in extents.limits)), None, extents, losses)
    elif before in extents.closings:
        around = copy_span(extents.closings[before] or before.word, extents.limits[before])
        _lose_parts(absent, around, None, extents, losses)
    else:
        own = [each for each in absent if each.chapter is before.chapter]
        for opening in own:
            _lose_name(opening, before, extents, losses)
        around = copy_span(before.word, extents.limits[before])
        _lose_parts(absent[len(own) :], around, before, extents, losses)


def _lose_name(opening: Absent, before: Found, extents: Extents, losses: Losses) -> None:
    """A section behind another one of its chapter: all of its words are the chapter's."""
    code, finding = why_absent(opening, extents.flow, extents.copy)
    message = f"{finding.message}; the words of {opening.label} count as {opening.chapter.label}, without a section"
    losses.findings.append((code, replace(finding, message=message)))
    nowhere = copy_span(before.word, before.word)
    reason = f"it is not known where {opening.label} begins: {finding.message}"
    losses.lost.append(Lost(opening.chapter, opening.section, reason, nowhere, before.word, is_merged=True))
    losses.merged.add(before)


def _lose_parts(
    absent: Sequence[Absent], around: CopySpan, before: Found | None, extents: Extents, losses: Losses
) -> None:
    """Parts that likely stand ``around``, all of them; the one ``before`` runs on into them."""
    if not absent:
        return
    start, end = around
    paragraphs = extents.paragraphs(start, end)
    seen = _find_heading(absent, around, extents)
    likely = start
    if before is not None:
        likely = _share(extents.flow, paragraphs, around, 1 + len(absent)) if seen is None else seen
        losses.cuts[before] = likely
    where = f"between {extents.place(start)} and {extents.place(end)}"
    if seen is not None:
        where = f"at {extents.place(seen)}, {where}"
    for opening in absent:
        code, finding = why_absent(opening, extents.flow, extents.copy)
        message = f"{finding.message}; {opening.label} likely begins {where}: what cites it is not checked"
        losses.findings.append((code, replace(finding, message=message)))
        reason = f"it is not known where {opening.label} begins, likely {where}: {finding.message}"
        chapter = None if before is None else before.chapter
        losses.lost.append(Lost(opening.chapter, opening.section, reason, around, likely, paragraphs, chapter))


def _lose_end(opening: Found, extents: Extents, losses: Losses) -> None:
    """A part whose ``closes`` is not found: behind its words there may be others, so none of them is taken for its."""
    start, end = opening.word, extents.limits[opening]
    message = f"“{opening.closes}” does not stand between where this part opens and the next"
    hint = "Give the last 4 to 6 words of the part, or leave `closes` out."
    finding = Finding((*opening.route, "closes"), f"{message}; what cites {opening.label} is not checked", hint)
    losses.findings.append(("closes-not-found", finding))
    where = f"between {extents.place(start)} and {extents.place(end)}"
    reason = f"it is not known where {opening.label} ends, {where}: the copy does not contain “{opening.closes}” there"
    around, paragraphs = copy_span(start, end), extents.paragraphs(start, end)
    losses.lost.append(Lost(opening.chapter, opening.section, reason, around, start, paragraphs, has_start=True))


def _find_heading(absent: Sequence[Absent], around: CopySpan, extents: Extents) -> CopyPosition | None:
    """Where the first of some parts likely begins: its opening words, if they stand there too, or its title."""
    flow, (start, end) = extents.flow, around
    if inside := [word for word in absent[0].candidates if start < word < end]:
        return flow.first_word(flow.line_of(inside[0]))
    split = flow.tokens.rule.split
    part = absent[0].section or absent[0].chapter
    titles = {split(absent[0].chapter.title), split(absent[0].chapter.heading), split(part.title)}
    top, bottom = flow.line_of(start) + 1, flow.line_of(CopyPosition(end - 1)) + 1 if end else 0
    for line, text in enumerate(flow.line_texts(top, bottom), top):
        words = split(text)
        if any(_is_heading(words, title) for title in titles):
            return flow.first_word(line)
    return None


def _is_heading(line: tuple[str, ...], title: tuple[str, ...]) -> bool:
    """Whether a line is a title, or has a number before it; a title of one word may end any line."""
    before = len(line) - len(title)
    return line[before:] == title and 0 <= before <= (_MAX_WORDS_BEFORE_TITLE if len(title) > 1 else 0) and bool(title)


def _share(flow: Flow, paragraphs: Sequence[CopySpan], around: CopySpan, parts: int) -> CopyPosition:
    """Where the first of several parts ends if all are of one length: where a paragraph begins, or else a line."""
    start, end = around
    at = CopyPosition(start + (end - start) // parts)
    begun = next((first for first, _ in reversed(paragraphs) if start < first <= at), None)
    return begun or CopyPosition(max(start, flow.first_word(flow.line_of(at))))
