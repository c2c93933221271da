"""A question and its findings, with a copy or the lock → the verdict: whether it passed, and where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from quizgen.book.book_text import BookText
from quizgen.checks import TEXT_CHECKS, TEXT_CHECKS_VERSION
from quizgen.checks.check import Reported
from quizgen.checks.ignores import apply_ignores
from quizgen.kinds.question import Question
from quizgen.kinds.texts import texts_of
from quizgen.model.diagnostics import Diagnostic, Finding, Route, Severity, has_errors
from quizgen.project.bank import LocatedQuestion, stimulus_of
from quizgen.project.images import Media, read_media
from quizgen.project.layout import Bank
from quizgen.project.locks import Reading, Verified
from quizgen.text.markdown import find_images, find_unread_images
from quizgen.verify.published import find_breaks
from quizgen.verify.question import QuestionResult
from quizgen.verify.reading import find_readings, find_refusal


class Support(Enum):
    """By what a question passed the checks that hold it against the book."""

    COPY = "checked against the copy"
    LOCK = "by the lock"
    NONE = "not passed"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a question passed all checks, and where it stands: ``places`` are those of its passages, for readers.

    ``shown`` are the places of what its stimulus cites.
    ``line`` is the question's line in the lock if its hash matches, else None. ``readings`` are what readers said who
    held it, as it is, against its passage; oldest first.
    """

    entry: LocatedQuestion
    support: Support
    places: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]
    known: QuestionResult
    text: BookText | None
    media: Mapping[str, Media]
    line: Verified | None = None
    readings: tuple[Reading, ...] = ()
    shown: tuple[str, ...] = ()

    @property
    def is_located(self) -> bool:
        """Whether each citation stands in the book once; without a copy, whether the lock says so."""
        return bool(self.known.passage) if self.is_held_against_copy else self.is_vouched_for

    @property
    def is_held_against_copy(self) -> bool:
        """Whether there is a copy, and it is known where in it all citations of the question have to stand."""
        return self.text is not None and not self.known.unchecked

    @property
    def lacks_section(self) -> bool:
        """Whether a place of the question is known less precisely than by a better copy: by its chapter alone."""
        cited = (*self.known.located, *self.known.shown)
        return any(each.chapter.part_at(each.span[0]).is_merged for each in cited)

    @property
    def is_read(self) -> bool:
        """Whether the latest reader said that the passage says the same, all of it."""
        return bool(self.readings) and self.readings[-1].says == "yes"

    @property
    def is_sound(self) -> bool:
        return not has_errors(self.diagnostics)

    @property
    def contradicted_by_copy_only(self) -> bool:
        """Whether the lock vouches for the question, and its only errors come from checks of this copy's text.

        Then the copy is to blame: it lacks the cited words, or misreads a figure in the passage. If the lock's line was
        made by older rules, the question may be to blame, since only today's rules may detect the error.
        """
        errors = {diagnostic.code for diagnostic in self.diagnostics if diagnostic.is_error}
        return self.is_vouched_for and not self.is_by_older_rules and bool(errors) and errors <= TEXT_CHECKS

    @property
    def is_vouched_for(self) -> bool:
        """Whether the lock has a line for the unchanged question."""
        return self.line is not None

    @property
    def is_by_older_rules(self) -> bool:
        """Whether this line was written by an older quizgen, whose checks were laxer."""
        return self.line is not None and self.line.checks < TEXT_CHECKS_VERSION

    @property
    def matches_approximately(self) -> bool:
        """Whether a citation matches this copy only approximately."""
        return any(each.differences for each in (*self.known.located, *self.known.shown))


def judge(
    entry: LocatedQuestion, known: QuestionResult, found: Sequence[Reported], text: BookText | None, bank: Bank
) -> Verdict:
    """The verdict on a question, given all that was ``found`` in it by itself and in comparison with others."""
    is_held = text is not None and not known.unchecked
    reported = apply_ignores(entry.question, found, has_text=is_held)
    diagnostics = [entry.diagnose(code, severity, finding) for code, severity, finding in reported]
    diagnostics += [entry.diagnose(code, Severity.ERROR, finding) for code, finding in entry.faults]
    media, findings = read_media(bank.folder, _named_images(entry))
    findings += _unread_images(entry)
    diagnostics += [entry.diagnose("image", Severity.ERROR, finding) for finding in findings]
    breaks = find_breaks(entry.question, bank.released)
    diagnostics += [entry.diagnose(code, Severity.ERROR, finding) for code, finding in breaks]
    readings = find_readings(entry, known.passage if is_held else None, bank.reviewed)
    refusals = find_refusal(readings)
    diagnostics += [entry.diagnose(code, Severity.WARNING, finding) for code, finding in refusals]
    line = bank.verified.match(entry.question.id, known.digest)
    if text is not None and (not known.unchecked or has_errors(diagnostics)):
        is_error = has_errors(diagnostics)
        support = Support.NONE if is_error else Support.COPY
        places, shown = (_distinct(each.place for each in cited) for cited in (known.located, known.shown))
        verdict = Verdict(entry, support, places, tuple(diagnostics), known, text, media, line, readings, shown)
        if line is not None and (is_error or verdict.lacks_section):
            return replace(verdict, places=line.places, shown=line.shown)
        return verdict
    if line is None:
        finding = _not_verified(bank, entry.question, known.unchecked)
        diagnostics.append(entry.diagnose("not-verified", Severity.ERROR, finding))
        return Verdict(entry, Support.NONE, (), tuple(diagnostics), known, text, media, None, readings)
    return Verdict(entry, Support.LOCK, line.places, tuple(diagnostics), known, text, media, line, readings, line.shown)


def _not_verified(bank: Bank, question: Question, unchecked: str) -> Finding:
    if unchecked:
        message = f"this question cannot be held against this copy: {unchecked}"
        return Finding(("id",), message, "Correct the opening words in book.yaml, or take a copy that has them.")
    known = question.id in bank.verified.lines
    message = (
        "this question was changed since it was last held against the book"
        if known
        else "this question was never held against the book"
    )
    hint = f"Add your copy once, `quizgen source add FILE --book {bank.key}`; then `quizgen check` looks at it."
    return Finding(("id",), message, hint)


def _named_images(entry: LocatedQuestion) -> Iterator[tuple[Route, str]]:
    """The images that a question's texts name, with the routes of these texts."""
    return ((route, image.name) for route, text in _texts_with(entry, "![") for image in find_images(text))


def _unread_images(entry: LocatedQuestion) -> Iterator[Finding]:
    """What is printed as it stands where an image was meant."""
    for route, text in dict.fromkeys((*_texts_with(entry, "!["), *_texts_with(entry, "<img"))):
        for each in find_unread_images(text):
            hint = f"A path with a blank stands between angle brackets: `{each.right}`."
            if each.is_html:
                hint = f"HTML is not read: write `{each.right}`; what is meant as code stands between backticks."
            yield Finding(route, f"`{each.written}` is printed as it stands, and shows no image", hint)


def _texts_with(entry: LocatedQuestion, mark: str) -> Iterator[tuple[Route, str]]:
    """The texts of a question and of its stimulus that have a mark of an image, with their routes."""
    # Most questions have none, and searching all their texts would take half the time of the verdicts.
    if entry.yaml_span.may_contain(mark):
        yield from ((route, text) for route, text in texts_of(entry.question) if mark in text)
    if (stimulus := stimulus_of(entry)) is not None:
        for field, shown in (("title", stimulus.title or ""), ("text", stimulus.text or "")):
            if mark in shown:
                yield ("stimulus", field), shown


def questions_by_id(bank: Bank) -> Mapping[str, Question]:
    return {entry.question.id: entry.question for entry in bank.entries}


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
