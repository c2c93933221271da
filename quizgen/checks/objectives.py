"""Checks that the objectives of the chapters and the questions belong together."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.book.objectives import ChapterObjectives
from quizgen.checks.check import Check, ObjectiveCheck
from quizgen.checks.subject import Subject
from quizgen.model.diagnostics import Finding, Severity
from quizgen.model.stimulus import Objective

_MIN_CORE_SHARE = 0.1
_MAX_CORE_SHARE = 0.35
_MIN_QUESTIONS_OF_CHAPTER = 10


def missing_objective(subject: Subject) -> Iterator[Finding]:
    """A question names the objective of its chapter that it serves.

    What serves none is asked because it stands in the book, and not because a student should know it.

    Bad:
        kind: numeric
        prompt: "How many panels has the lens?"
        answer: 16
        unit: panels
    Good:
        kind: numeric
        prompt: "How many panels has the lens?"
        answer: 16
        unit: panels
        objective: know-the-lamp
    """
    if subject.question.objective is None:
        hint = "Write `objective: ID`, one of the `objectives:` of the chapter; or retire it, if it serves none."
        yield Finding(("id",), "this question names no objective", hint)


def objective_without_question(chapter: ChapterObjectives) -> Iterator[tuple[Objective, Finding]]:
    """An objective is asked about by one question or more.

    Drafts and retired questions do not count.

    Bad: `objectives: [{id: read-a-table, text: …}]`, and no question has `objective: read-a-table`.
    Good: a question has it.
    """
    for each in chapter.objectives:
        if not each.questions:
            hint = f"Write `objective: {each.objective.id}` in the questions that serve it, or leave it out."
            yield each.objective, Finding(("id",), f"no question serves the objective `{each.objective.id}`", hint)


def core_share(chapter: ChapterObjectives) -> Iterator[tuple[Objective, Finding]]:
    """In a chapter of 10 questions or more that has objectives, a tenth to a third of them are core.

    The core is what nobody may miss, so that a quick quiz can be made of it: if everything is core, nothing is. A share
    of 10 to 35 per cent is accepted.

    Bad: of 40 questions of a chapter, 22 have `core: true`.
    Good: of 40, 8 have it.
    """
    is_measured = chapter.objectives and chapter.questions >= _MIN_QUESTIONS_OF_CHAPTER
    if is_measured and not _MIN_CORE_SHARE <= chapter.core_share <= _MAX_CORE_SHARE:
        message = f"{chapter.core} of the {chapter.questions} questions of this chapter are core"
        hint = "Mark what nobody who read the chapter may miss with `core: true`: about a fifth."
        yield chapter.objectives[0].objective, Finding(("id",), message, hint)


CHECKS = (Check(missing_objective, Severity.WARNING, is_on=False),)

OBJECTIVE_CHECKS = (
    ObjectiveCheck(objective_without_question, is_on=False),
    ObjectiveCheck(core_share, is_on=False),
)
