"""The guides of a bank's chapters, with a copy or the lock → whether they may be printed, and where they stand."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from quizgen.book.book_text import BookText
from quizgen.checks import TEXT_CHECKS, TEXT_CHECKS_VERSION, citations, formulas, markdown, pictures, verbatim
from quizgen.checks.levels import severity_in
from quizgen.checks.subject import Subject, make_subject
from quizgen.checks.unwritten import is_unwritten
from quizgen.citations.outcome import Located
from quizgen.kinds.essay import Essay
from quizgen.model.book import Book
from quizgen.model.diagnostics import (
    CodedFinding,
    Diagnostic,
    Finding,
    Fix,
    Route,
    Severity,
    first_words,
    has_errors,
)
from quizgen.model.fields import Bloom
from quizgen.model.guide import Guide
from quizgen.project.chapter_head import LocatedGuide
from quizgen.project.images import Media, read_media
from quizgen.project.layout import Bank
from quizgen.project.locks import Verified
from quizgen.text.markdown import find_images
from quizgen.text.words import split_words

MAX_THESIS_WORDS = 90
"""Three sentences have about sixty; a longer text takes the page from what follows."""

_CHECKS = (*citations.CHECKS, *verbatim.CHECKS, *formulas.CHECKS, *markdown.CHECKS, *pictures.CHECKS)
"""What is asked of a guide, as of a question's texts and citations."""

_FIELDS: Mapping[str | int, str] = {"prompt": "thesis", "points": "discuss", "cite": "passages"}
"""The fields of a guide, by those of the question that the checks are shown in its place."""


@dataclass(frozen=True, slots=True)
class GuideVerdict:
    """Whether a guide passed, and where its passages stand: ``places`` by the lock, if not by the copy.

    ``located`` are its passages in the copy, ``digest`` is the hash for the lock, ``line`` the line with that hash.
    ``is_held`` says whether all passages could be looked for in a copy.
    """

    entry: LocatedGuide
    places: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]
    located: tuple[Located, ...]
    media: Mapping[str, Media]
    digest: str
    line: Verified | None
    text: BookText | None
    is_held: bool

    @property
    def is_sound(self) -> bool:
        return not has_errors(self.diagnostics)

    @property
    def contradicted_by_copy_only(self) -> bool:
        """Whether the lock vouches for the guide, and its only errors come from checks of this copy's text."""
        errors = {each.code for each in self.diagnostics if each.is_error}
        is_vouched_for = self.line is not None and self.line.checks >= TEXT_CHECKS_VERSION
        return is_vouched_for and bool(errors) and errors <= TEXT_CHECKS

    @property
    def _is_poorer(self) -> bool:
        """Whether this copy has a passage in other words, or less precisely placed, than another copy may have it."""
        return any(each.differences or each.chapter.part_at(each.span[0]).is_merged for each in self.located)

    @property
    def lock_line(self) -> Verified | None:
        """The new line of a guide that passed against the copy; none if the one from a better copy is kept."""
        if not self.is_held or not self.is_sound or (self.line is not None and self._is_poorer):
            return None
        return Verified(self.entry.key, self.digest, TEXT_CHECKS_VERSION, self.places)


def judge_guides(bank: Bank, text: BookText | None) -> tuple[GuideVerdict, ...]:
    """The verdict on each guide of a bank; ``text`` is that of the reader's copy, if there is one."""
    book = bank.book.record
    return () if book is None else tuple(_judge(entry, bank, book, text) for entry in bank.guides)


def _judge(entry: LocatedGuide, bank: Bank, book: Book, text: BookText | None) -> GuideVerdict:
    subject = make_subject(_as_question(entry.guide), entry.chapter, text)
    media, faults = read_media(bank.folder, _named_images(entry.guide))
    diagnostics = [entry.diagnose(code, severity, each) for code, severity, each in _find_faults(subject, book)]
    diagnostics += [entry.diagnose("image", Severity.ERROR, fault) for fault in faults]
    diagnostics += [entry.diagnose(code, Severity.WARNING, each) for code, each in _find_long(entry.guide)]
    located = tuple(outcome for outcome in subject.outcomes if isinstance(outcome, Located))
    places = tuple(each.place for each in located)
    digest = _hash_guide(entry, book)
    line = bank.verified.match(entry.key, digest)
    is_held = text is not None and not subject.unchecked
    if not is_held and line is None and not has_errors(diagnostics):
        diagnostics.append(entry.diagnose("not-verified", Severity.ERROR, _not_verified(bank, subject.unchecked)))
    verdict = GuideVerdict(entry, places, tuple(diagnostics), located, media, digest, line, text, is_held)
    is_by_lock = line is not None and (not is_held or not verdict.is_sound or verdict._is_poorer)
    return replace(verdict, places=line.places) if line is not None and is_by_lock else verdict


def _as_question(guide: Guide) -> Essay:
    """A question with the texts and citations of a guide, for the checks; its passages may be as long as an essay's."""
    return Essay.model_construct(
        id="guide",
        kind="essay",
        difficulty=1,
        bloom=Bloom.UNDERSTAND,
        prompt=guide.thesis or "",
        points=guide.discuss,
        cite=guide.passages,
    )


def _find_faults(subject: Subject, book: Book) -> Iterator[tuple[str, Severity, Finding]]:
    for check in _CHECKS:
        severity = severity_in(book, check)
        if severity is not None and (subject.text is not None or not check.reads_text):
            yield from ((check.code, severity, _in_guide(each)) for each in check.find(subject))
    for route, written in subject.texts:
        if is_unwritten(written, is_answer=False):
            message = f"this is still to be written: “{first_words(written)}”"
            yield "placeholder", Severity.ERROR, _in_guide(Finding(route, message, "Write it, or leave it out."))


def _in_guide(finding: Finding) -> Finding:
    """A finding in the question that stands for a guide as one in the guide."""
    fixes = tuple(
        Fix(fix.title, tuple(replace(each, route=_route(each.route)) for each in fix.changes), fix.is_safe)
        for fix in finding.fixes
    )
    return replace(finding, route=_route(finding.route), fixes=fixes)


def _route(route: Route) -> Route:
    return (_FIELDS[route[0]], *route[1:])


def _named_images(guide: Guide) -> Iterator[tuple[Route, str]]:
    texts: list[tuple[Route, str]] = [(("thesis",), guide.thesis or "")]
    texts += [(("discuss", index), text) for index, text in enumerate(guide.discuss)]
    return ((route, image.name) for route, text in texts if "![" in text for image in find_images(text))


def _find_long(guide: Guide) -> Iterator[CodedFinding]:
    words = len(split_words(guide.thesis or ""))
    if words > MAX_THESIS_WORDS:
        message = f"this thesis has {words} words, and {MAX_THESIS_WORDS} are the most"
        yield "long-thesis", Finding(("thesis",), message, "Say in about three sentences what the chapter argues.")


def _not_verified(bank: Bank, unchecked: str) -> Finding:
    if unchecked:
        message = f"this guide cannot be held against this copy: {unchecked}"
        return Finding((), message, "Correct the opening words in book.yaml, or take a copy that has them.")
    hint = f"Add your copy once, `quizgen source add FILE --book {bank.key}`; then `quizgen check` looks at it."
    return Finding((), "this guide was never held against the book, or was changed since", hint)


def _hash_guide(entry: LocatedGuide, book: Book) -> str:
    """The SHA-256 of what the checks of the text read: the guide, the chapters that it cites, the limit of words."""
    cited = sorted({each.chapter or entry.chapter or "" for each in entry.guide.passages})
    chapters = [chapter.model_dump(mode="json") if (chapter := book.chapter(key)) else None for key in cited]
    read = [entry.chapter, entry.guide.model_dump(mode="json", exclude_defaults=True), chapters, book.verbatim]
    return hashlib.sha256(json.dumps(read, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def guide_lines(verdicts: Iterable[GuideVerdict]) -> tuple[Verified, ...]:
    """The new lines of ``verified.lock``."""
    return tuple(line for verdict in verdicts if (line := verdict.lock_line) is not None)
