"""Verdicts → the head and lines of ``verified.lock``, and a warning if its lines are outdated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quizgen.book.book_text import BookText
from quizgen.checks import TEXT_CHECKS_VERSION
from quizgen.model.diagnostics import Diagnostic, Location, Severity, counted
from quizgen.project.locks import ChapterSize, Head, SectionSize, Verified
from quizgen.verify.verdict import Support, Verdict


def lock_lines(verdicts: Iterable[Verdict]) -> Iterator[Verified]:
    """The new line of each question that passed against the copy.

    A question that already has a line, and whose citations match this copy only approximately, gets none: its line,
    made with a better copy, is kept. So is one whose sections are not all found in this copy. If any part of the book
    is not, the lines have no spans: they would be counted from elsewhere than in a whole copy.
    """
    for verdict in verdicts:
        is_poorer = verdict.matches_approximately or verdict.lacks_section
        is_kept = verdict.is_vouched_for and not verdict.is_by_older_rules and is_poorer
        if verdict.support is Support.COPY and not is_kept:
            yield Verified(
                id=verdict.entry.question.id,
                hash=verdict.known.digest,
                checks=TEXT_CHECKS_VERSION,
                places=verdict.places,
                spans=spans_of(verdict) if verdict.text and verdict.text.is_whole else (),
                shown=verdict.shown,
            )


def spans_of(verdict: Verdict) -> tuple[tuple[str, int, int], ...]:
    """The span of each citation: chapter, first word, end (exclusive); taken from the lock if there is no copy.

    None is known where a citation cannot be held against the copy: the spans in the lock are those of another one.
    """
    if verdict.text is None:
        return verdict.line.spans if verdict.line else ()
    if verdict.known.unchecked:
        return ()
    return tuple((each.chapter.chapter.key, *each.span) for each in verdict.known.located)


def lock_head(text: BookText) -> Head:
    """The head of the lock: the copy's hash, and the words of each part for measuring coverage without a copy."""
    chapters = []
    for chapter in text.chapters.values():
        sections = tuple(
            SectionSize(label=part.section.label, words=part.words) for part in chapter.parts if part.section
        )
        chapters.append(ChapterSize(key=chapter.chapter.key, words=len(chapter.words), sections=sections))
    return Head(copy_sha256=text.copy.sha256, structure=tuple(chapters), words=text.rule.version)


def tell_unchecked(verdicts: Iterable[Verdict], book: str) -> Iterator[Diagnostic]:
    """A single warning for all questions that cannot be held against this copy; ``book`` is the path of book.yaml."""
    unchecked = [verdict for verdict in verdicts if verdict.known.unchecked]
    if unchecked:
        ids = ", ".join(verdict.entry.question.id for verdict in unchecked[:5]) + (", …" if len(unchecked) > 5 else "")
        were = "was" if len(unchecked) == 1 else "were"
        message = f"{counted(len(unchecked), 'question')} {were} not checked against this copy ({ids})"
        vouched = sum(verdict.support is Support.LOCK for verdict in unchecked)
        counts = f"By verified.lock {vouched} of them count as checked: " if vouched else ""
        reasons = "; ".join(dict.fromkeys(verdict.known.unchecked for verdict in unchecked))
        yield Diagnostic("not-checked", message, Location(book), f"{counts}{reasons}.", Severity.WARNING)


def tell_older_rules(count: int, lock: str) -> Iterator[Diagnostic]:
    """A single warning for all questions: a stricter release of quizgen is no fault of the bank, so it is no error."""
    if count:
        were = "was" if count == 1 else "were"
        message = f"{counted(count, 'question')} {were} held against the book by older rules than this quizgen's"
        hint = "They still count as checked. `quizgen check` with a copy of the book looks again, and renews the lock."
        yield Diagnostic("checked-by-older-rules", message, Location(lock), hint, Severity.WARNING)
