"""Verdicts → the lines of ``verified.lock``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quizgen.book.structure import BookText
from quizgen.checks import TEXT_CHECKS_VERSION
from quizgen.project.locks import ChapterSize, Head, SectionSize, Verified
from quizgen.verify.verdict import Support, Verdict


def lock_lines(verdicts: Iterable[Verdict]) -> Iterator[Verified]:
    """A line for each question that passed against a copy.

    One that was verified before, and stands in this copy in other words, keeps what the better copy said.
    """
    for verdict in verdicts:
        if verdict.support is Support.COPY and not (verdict.is_vouched_for and verdict.stands_otherwise):
            yield Verified(
                id=verdict.entry.question.id,
                hash=verdict.known.digest,
                checks=TEXT_CHECKS_VERSION,
                places=verdict.places,
                spans=spans_of(verdict),
            )


def spans_of(verdict: Verdict) -> tuple[tuple[str, int, int], ...]:
    """What each citation stands for: chapter, first word and the one behind the last; by the lock without a copy."""
    if verdict.text is None:
        return verdict.locked_spans
    return tuple((each.chapter.chapter.key, *each.span) for each in verdict.known.located)


def lock_head(text: BookText) -> Head:
    """The copy and its structure: coverage without a copy needs the words of each part."""
    chapters = []
    for chapter in text.chapters.values():
        sections = tuple(
            SectionSize(label=part.section.label, words=part.words) for part in chapter.parts if part.section
        )
        chapters.append(ChapterSize(key=chapter.chapter.key, words=len(chapter.words), sections=sections))
    return Head(copy_sha256=text.copy.sha256, structure=tuple(chapters))
