"""The rules that questions are held to: each one generator in the module of its subject, and listed here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from quizgen.checks import (
    balance,
    citations,
    clues,
    grounding,
    lettering,
    options,
    quotation,
    repetition,
    texts,
    wording,
    wording_options,
)
from quizgen.checks.check import BankCheck, Check
from quizgen.checks.subject import Subject, Subjects
from quizgen.kinds import KINDS, Question
from quizgen.model.book import Book, Level
from quizgen.model.diagnostics import CodedFinding, Finding, Route, Severity

TEXT_CHECKS_VERSION = 2
"""Raised when a check that reads the book's text becomes stricter: every question has to be verified again."""

ALL_CHECKS: tuple[Check, ...] = (
    Check(citations.citation_malformed, reads_text=True),
    Check(citations.citation_not_found, reads_text=True),
    Check(citations.citation_differs, Severity.WARNING, reads_text=True),
    Check(citations.citation_ambiguous, reads_text=True),
    Check(citations.section_cited),
    Check(texts.verbatim, reads_text=True),
    Check(grounding.figure_not_in_passage, reads_text=True),
    Check(grounding.name_not_in_passage, Severity.WARNING, reads_text=True),
    Check(grounding.explanation_figure_not_in_chapter, Severity.WARNING, reads_text=True),
    Check(grounding.distractor_figure_in_passage, Severity.WARNING, reads_text=True),
    Check(options.key_among_distractors),
    Check(options.duplicate_option),
    Check(options.ambiguous_match),
    Check(lettering.lettered_options),
    Check(quotation.quoted_answer),
    Check(quotation.quoted_text, Severity.WARNING),
    Check(texts.cloze_without_deletion),
    Check(texts.cloze_syntax),
    Check(texts.cloze_numbering),
    Check(texts.placeholder),
    Check(texts.unsafe_math),
    Check(wording.prompt_is_no_question, Severity.WARNING),
    Check(wording.unfocused_prompt, Severity.WARNING),
    Check(wording.two_questions, Severity.WARNING),
    Check(wording.not_self_contained, Severity.WARNING),
    Check(wording.plain_negative, Severity.WARNING),
    Check(wording.double_negative, Severity.WARNING),
    Check(wording_options.all_of_the_above, Severity.WARNING),
    Check(wording_options.k_type, Severity.WARNING),
    Check(wording_options.overlapping_options, Severity.WARNING),
    Check(wording_options.mixed_options, Severity.WARNING),
    Check(wording_options.few_options, Severity.WARNING),
    Check(wording_options.vague_frequency, Severity.WARNING),
    Check(clues.longest_key, Severity.WARNING),
    Check(clues.absolute_word, Severity.WARNING),
    Check(clues.clang, Severity.WARNING),
    Check(clues.convergence, Severity.WARNING),
    Check(clues.article_clue, Severity.WARNING),
    Check(clues.number_clue, Severity.WARNING),
)

TEXT_CHECKS = frozenset(check.code for check in ALL_CHECKS if check.reads_text)
"""What a copy can speak against a question, when nothing in the question has changed."""

_ENGLISH = frozenset({wording.__name__, wording_options.__name__, clues.__name__})
"""Modules whose checks go by English words; other languages have no use for them."""


BANK_CHECKS: tuple[BankCheck, ...] = (
    BankCheck(repetition.near_duplicate),
    BankCheck(repetition.contradiction),
    BankCheck(repetition.gives_away),
    BankCheck(balance.key_often_longest),
    BankCheck(balance.true_or_false_mostly),
    BankCheck(balance.one_kind_mostly),
    BankCheck(balance.mostly_recall),
    BankCheck(balance.one_difficulty_mostly),
)

EVERY_CHECK: tuple[Check | BankCheck, ...] = (*ALL_CHECKS, *BANK_CHECKS)
_BY_CODE: Mapping[str, Check | BankCheck] = {check.code: check for check in EVERY_CHECK}

Reported = tuple[str, Severity, Finding]


def run_checks(subjects: Sequence[Subject], book: Book) -> list[list[Reported]]:
    """What the checks find in each question of a bank, in the order of the questions."""
    run = checks_of_questions(book)
    reported = [run(subject) for subject in subjects]
    for place, each in find_across_questions(subjects, book):
        reported[place].append(each)
    return [
        list(apply_ignores(subject.question, each, has_text=subject.text is not None))
        for subject, each in zip(subjects, reported, strict=True)
    ]


def checks_of_questions(book: Book) -> Callable[[Subject], list[Reported]]:
    """What finds all that is wrong with a question by itself, excused or not.

    Without a copy, the checks that read it are left out.
    """
    checks = [
        (check, check.kinds, severity) for check in ALL_CHECKS if (severity := _severity(check, book)) is not None
    ]
    by_kind = {
        kind: [(check, check.find, severity) for check, kinds, severity in checks if kind in kinds]
        for kind in KINDS.values()
    }

    def run(subject: Subject) -> list[Reported]:
        return [
            (check.code, severity, finding)
            for check, find, severity in by_kind[type(subject.question)]
            if not check.reads_text or subject.text is not None
            for finding in find(subject)
        ]

    return run


def find_across_questions(subjects: Iterable[Subject], book: Book) -> Iterator[tuple[int, Reported]]:
    """What is wrong with questions only by the others, excused or not: the place of each in the bank, and what it is.

    None of these checks reads the text.
    """
    whole = Subjects(subjects)
    places = {id(subject): place for place, subject in enumerate(whole)}
    for check in BANK_CHECKS:
        if (severity := _severity(check, book)) is not None:
            for subject, finding in check.find(whole):
                yield places[id(subject)], (check.code, severity, finding)


def _severity(check: Check | BankCheck, book: Book) -> Severity | None:
    """How much a check weighs in a bank; none if it is off."""
    if check.find.__module__ in _ENGLISH and not book.language.casefold().startswith("en"):
        return None
    level = book.checks.get(check.code)
    if level is None or check.severity is Severity.ERROR:
        return check.severity if check.is_on else None
    return None if level is Level.OFF else Severity(level)


def apply_ignores(question: Question, reported: Sequence[Reported], *, has_text: bool) -> Iterator[Reported]:
    """What was found in a question, without the warnings that its `ignore` excuses.

    An `ignore` that excuses nothing is a warning itself.
    """
    ignored = question.ignore
    if not ignored:
        yield from reported
        return
    yield from (each for each in reported if each[0] not in ignored or not _may_be_ignored(each[0]))
    told = {code for code, _, _ in reported}
    for code in ignored:
        check = _BY_CODE.get(code)
        route = ("ignore", code)
        if check is None:
            yield "unknown-check", Severity.ERROR, Finding(route, f"there is no check `{code}`", _all_codes())
        elif not _may_be_ignored(code):
            message = f"`{code}` is an error, and cannot be ignored"
            yield "unknown-check", Severity.ERROR, Finding(route, message, "Mend the question instead.")
        elif code not in told and (has_text or code not in TEXT_CHECKS):
            hint = "Remove it: nothing here needs it any more."
            yield "unused-ignore", Severity.WARNING, Finding(route, f"`{code}` finds nothing in this question", hint)


def _may_be_ignored(code: str) -> bool:
    return code in _BY_CODE and _BY_CODE[code].severity is Severity.WARNING


def find_wrong_levels(book: Book) -> Iterator[CodedFinding]:
    """Levels in ``book.yaml`` for checks that there are not, or that are errors everywhere."""
    for code, level in book.checks.items():
        route = ("checks", code)
        if code not in _BY_CODE:
            yield "unknown-check", Finding(route, f"there is no check `{code}`", _all_codes())
        elif not _may_be_ignored(code) and level is not Level.ERROR:
            message = f"`{code}` is an error in every bank"
            yield "unknown-check", Finding(route, message, "Only warnings can be turned off or made errors.")


def find_unwritten(book: Book) -> Iterator[CodedFinding]:
    """Titles that `quizgen source outline` left to be filled in."""
    routes: list[tuple[Route, str]] = [(("title",), book.title), (("author",), book.author)]
    for number, chapter in enumerate(book.chapters):
        routes.append((("chapters", number, "title"), chapter.title))
        for order, section in enumerate(chapter.sections):
            routes.append((("chapters", number, "sections", order, "title"), section.title))
    for route, written in routes:
        if written.startswith("TODO"):
            hint = "Write it as it stands in the book."
            yield "placeholder", Finding(route, f"this is still to be written: “{written}”", hint)


def _all_codes() -> str:
    warnings = sorted(code for code in _BY_CODE if _may_be_ignored(code))
    return f"Those that can be named here: {', '.join(warnings)}."
