"""The questions of a bank → the findings of all checks, for each question."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from quizgen.checks import BANK_CHECKS, QUESTION_CHECKS
from quizgen.checks.check import Check, Find, Reported
from quizgen.checks.ignores import apply_ignores
from quizgen.checks.levels import severity_in
from quizgen.checks.subject import Subject, Subjects
from quizgen.kinds import KINDS
from quizgen.model.book import Book
from quizgen.model.diagnostics import Severity


def run_checks(subjects: Sequence[Subject], book: Book) -> list[list[Reported]]:
    """The findings in each question of a bank, ignores applied, in the order of the questions."""
    run = checks_of_questions(book)
    reported = [run(subject) for subject in subjects]
    for place, each in find_across_questions(subjects, book):
        reported[place].append(each)
    return [
        list(apply_ignores(subject.question, each, has_text=subject.text is not None))
        for subject, each in zip(subjects, reported, strict=True)
    ]


def checks_of_questions(book: Book) -> Callable[[Subject], list[Reported]]:
    """Make a function that runs all checks of a single question; ignores are not applied yet.

    Without a copy, the checks that read it are skipped. A question that is retired is held to the errors alone, since
    nobody is asked it any more.
    """
    checks = [
        (check, check.kinds, severity)
        for check in QUESTION_CHECKS
        if (severity := severity_in(book, check)) is not None
    ]
    by_kind = {
        kind.record: [(check, check.find, severity) for check, kinds, severity in checks if kind.record in kinds]
        for kind in KINDS.values()
    }
    hiding = {kind: [each for each in of_kind if each[0].hides_others] for kind, of_kind in by_kind.items()}

    def found_by(checks: Sequence[tuple[Check, Find, Severity]], subject: Subject) -> list[Reported]:
        return [
            (check.code, severity, finding)
            for check, find, severity in checks
            if (not check.reads_text or subject.text is not None)
            and (check.severity is Severity.ERROR or not subject.question.retired)
            for finding in find(subject)
        ]

    def run(subject: Subject) -> list[Reported]:
        kind = type(subject.question)
        return found_by(hiding[kind], subject) or found_by(by_kind[kind], subject)

    return run


def find_across_questions(subjects: Iterable[Subject], book: Book) -> Iterator[tuple[int, Reported]]:
    """Run the checks that compare questions; each finding comes with the index of its question, before ignores.

    None of these checks reads the text.
    """
    whole = Subjects(subjects)
    places = {id(subject): place for place, subject in enumerate(whole)}
    for check in BANK_CHECKS:
        if (severity := severity_in(book, check)) is not None:
            for subject, finding in check.find(whole):
                yield places[id(subject)], (check.code, severity, finding)
