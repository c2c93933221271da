"""A bank and a copy (or the lock) → for each question whether the book supports it, and where."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from quizgen.checks import TEXT_CHECKS, TEXT_CHECKS_VERSION, Reported, checks_of_questions, find_in_bank, not_excused
from quizgen.checks.answers import texts_of
from quizgen.checks.subject import Subject, make_subject
from quizgen.diagnostics import Diagnostic, Finding, Route, Severity
from quizgen.loading.bank import Entry
from quizgen.loading.locks import ChapterSize, Head, SectionSize, Verified
from quizgen.loading.project import Bank
from quizgen.media import read_media
from quizgen.model import BaseQuestion, Book, Item, Media, Passage, Question
from quizgen.outputs.markup import find_images
from quizgen.release import find_breaks
from quizgen.source.locate import Located, read_passage
from quizgen.source.structure import BookText


class Support(Enum):
    """How a question is known to be supported by its book."""

    COPY = "checked against the copy"
    LOCK = "by the lock"
    NONE = "not verified"


@dataclass(frozen=True, slots=True)
class Known:
    """What was found out about a question by itself: nothing of it depends on another question.

    ``digest`` is the hash for the lock, ``located`` where its citations stand, and ``reported`` what checks found.
    """

    digest: str
    located: tuple[Located, ...]
    reported: tuple[Reported, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is known of a question. ``places`` name where its passages stand.

    ``is_vouched_for`` says that the lock has it as it is, and ``locked_spans`` what it says of the citations.
    """

    entry: Entry
    support: Support
    places: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]
    known: Known
    text: BookText | None
    media: Mapping[str, Media]
    is_vouched_for: bool = False
    locked_spans: tuple[tuple[str, int, int], ...] = ()

    @property
    def is_sound(self) -> bool:
        return not any(diagnostic.is_error for diagnostic in self.diagnostics)

    @property
    def differs_from_copy(self) -> bool:
        """Whether the lock vouches for the question as it is, and only this copy's text speaks against it.

        It lacks the words that are cited, or has a figure misread in the passage: that is not the question's fault.
        """
        errors = {diagnostic.code for diagnostic in self.diagnostics if diagnostic.is_error}
        return self.is_vouched_for and bool(errors) and errors <= TEXT_CHECKS

    @property
    def stands_otherwise(self) -> bool:
        """Whether this copy has the words of a citation only nearly."""
        return any(each.differences for each in self.known.located)


def verifier_of(book: Book, text: BookText | None) -> Callable[[Entry], Known]:
    """What runs every check on a question that needs no other question."""
    run, hash_question = checks_of_questions(book), hasher_of(book)

    def verify_question(entry: Entry) -> Known:
        subject = make_subject(entry.question, entry.chapter, text)
        located = tuple(outcome for outcome in subject.outcomes if isinstance(outcome, Located))
        return Known(hash_question(entry), located, tuple(run(subject)))

    return verify_question


def verify_bank(bank: Bank, book: Book) -> Iterator[tuple[str, Reported]]:
    """Run the checks that compare questions; what they find, with the id of the question that it is told at."""
    subjects = [Subject(entry.question, entry.chapter) for entry in bank.entries]
    for place, reported in find_in_bank(subjects, book):
        yield subjects[place].question.id, reported


def verify(
    bank: Bank, text: BookText | None, known: Mapping[str, Known], of_bank: Iterable[tuple[str, Reported]]
) -> tuple[Verdict, ...]:
    """Put together what is ``known`` of each question by its id, and what ``verify_bank`` found."""
    others: defaultdict[str, list[Reported]] = defaultdict(list)
    for question_id, reported in of_bank:
        others[question_id].append(reported)
    verdicts = []
    for entry in bank.entries:
        question, own = entry.question, known[entry.question.id]
        found = (*own.reported, *others.get(question.id, ()))
        verdicts.append(_verdict(entry, own, not_excused(question, found, has_text=text is not None), text, bank))
    return tuple(verdicts)


def _verdict(entry: Entry, known: Known, reported: Iterable[Reported], text: BookText | None, bank: Bank) -> Verdict:
    diagnostics = [entry.diagnose(code, severity, finding) for code, severity, finding in reported]
    media, findings = read_media(bank.folder, _named_images(entry))
    diagnostics += [entry.diagnose("image", Severity.ERROR, finding) for finding in findings]
    breaks = find_breaks(entry.question, bank.released)
    diagnostics += [entry.diagnose(code, Severity.ERROR, finding) for code, finding in breaks]
    line = bank.verified.match(entry.question.id, known.digest, TEXT_CHECKS_VERSION)
    if text is not None:
        is_error = any(diagnostic.is_error for diagnostic in diagnostics)
        support = Support.NONE if is_error else Support.COPY
        places = _distinct(each.place for each in known.located)
        if is_error and line is not None:
            places = line.places
        return Verdict(entry, support, places, tuple(diagnostics), known, text, media, line is not None)
    if line is None:
        diagnostics.append(entry.diagnose("not-verified", Severity.ERROR, _not_verified(bank, entry.question)))
        return Verdict(entry, Support.NONE, (), tuple(diagnostics), known, text, media)
    return Verdict(entry, Support.LOCK, line.places, tuple(diagnostics), known, text, media, True, line.spans)


def _not_verified(bank: Bank, question: Question) -> Finding:
    known = question.id in bank.verified.lines
    message = (
        "this question was changed since it was last held against the book"
        if known
        else "this question was never held against the book"
    )
    hint = f"Add your copy once, `quizgen source add FILE --book {bank.key}`; then `quizgen check` verifies it."
    return Finding(("id",), message, hint)


_JSON = json.JSONEncoder(sort_keys=True, ensure_ascii=False)


def hasher_of(book: Book) -> Callable[[Entry], str]:
    """What gives the SHA-256 of all that the checks on the text read of a question.

    That is the question, its chapter, what the table of contents says of the chapters it cites, the limit of
    `verbatim`, and the book's year: a JSON list, whose parts that belong to the book are written once.
    """
    chapters = {chapter.key: _JSON.encode(chapter.model_dump(mode="json")) for chapter in book.chapters}
    limits = f"{_JSON.encode(book.verbatim)}, {_JSON.encode(book.year)}"
    unread = set(BaseQuestion.UNREAD_BY_TEXT_CHECKS)

    def hash_question(entry: Entry) -> str:
        question = entry.question
        read = _JSON.encode([entry.chapter, question.model_dump(mode="json", exclude=unread)])
        cited = sorted({citation.chapter or entry.chapter or "" for citation in question.cite})
        described = ", ".join(chapters.get(key, "null") for key in cited)
        written = f"{read[:-1]}, [{described}], {limits}]"
        return hashlib.sha256(written.encode()).hexdigest()

    return hash_question


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


def make_item(verdict: Verdict, book: Book, *, with_passages: bool) -> Item:
    """A question for the outputs, with the passages of the reader's copy if there is one and they are wanted."""
    passages: tuple[Passage, ...] = ()
    text = verdict.text
    if with_passages and text is not None and verdict.is_sound:
        passages = tuple(read_passage(text, each) for each in verdict.known.located if not each.is_section)
    chapter = book.chapter(verdict.entry.chapter)
    return Item(verdict.entry.question, chapter, verdict.places, passages, verdict.media)


def _named_images(entry: Entry) -> Iterator[tuple[Route, str]]:
    """The images that a question's texts name, and the routes of these texts."""
    # Most questions have none: to look through all texts of each for one would take half of the time of the verdicts.
    if entry.excerpt.may_contain("!["):
        for route, text in texts_of(entry.question):
            for name in find_images(text):
                yield route, name


def questions_by_id(bank: Bank) -> Mapping[str, Question]:
    return {entry.question.id: entry.question for entry in bank.entries}


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
