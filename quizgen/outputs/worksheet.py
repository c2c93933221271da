"""A worksheet → one page that prints as a quiz on paper and is answered and checked on a screen."""

from __future__ import annotations

from typing import Any

from quizgen.model import (
    Artifact,
    Choice,
    Cloze,
    Entry,
    Match,
    Multiple,
    Numeric,
    Order,
    Short,
    TrueFalse,
    Worksheet,
)
from quizgen.outputs.key import Solution, solve
from quizgen.outputs.markup import inline, plain
from quizgen.outputs.templates import QUIZ_WORDS, render_macro, render_page

ESSAY_LINES = {1: 8, 2: 12, 3: 16}
"""How many lines an essay gets on paper, by its difficulty."""

LINES_TOGETHER = 4
"""A page breaks between as many of them, and never between the prompt and the first ones."""

LONGEST_IN_COLUMNS = 36
"""Options of at most as many characters stand in two columns."""


UNDER_A_HEADING = 3
"""How many questions a heading stands over on the average; over fewer it would only be in the way."""


def render_worksheet(sheet: Worksheet) -> Artifact:
    """The answers are in one block of JSON that only the script reads: never in what is shown or printed."""
    page = render_page(
        "worksheet.html",
        styles=("page.css", "answer.css", "worksheet.css"),
        script="worksheet.js",
        items=[entry.item for entry in sheet.entries],
        sheet=sheet,
        essay_lines=ESSAY_LINES,
        lines_together=LINES_TOGETHER,
        has_headings=_has_headings(sheet),
        has_circles=any(isinstance(entry.item.question, Choice | TrueFalse) for entry in sheet.entries),
        in_columns={entry.number for entry in sheet.entries if _fits_columns(entry)},
        answers={"questions": [_answer(solve(entry)) for entry in sheet.entries], "words": dict(QUIZ_WORDS)},
    )
    return Artifact(f"{sheet.name}.html", page)


def _has_headings(sheet: Worksheet) -> bool:
    kinds = {entry.item.question.kind for entry in sheet.entries}
    return 1 < len(kinds) <= len(sheet.entries) / UNDER_A_HEADING


def _fits_columns(entry: Entry) -> bool:
    return len(entry.options) >= 4 and all(len(plain(option)) <= LONGEST_IN_COLUMNS for option in entry.options)


def _answer(solution: Solution) -> dict[str, Any]:
    """What the script needs for one question: how to grade it, and the HTML shown once it is checked."""
    return {
        **_grading(solution),
        "shown": render_macro("answer.html", "solution", solution),
        "whys": _whys(solution.entry),
    }


def _grading(solution: Solution) -> dict[str, Any]:
    """``way`` is how a question is graded; ``accept`` what is right, per field where it has several."""
    question = solution.entry.item.question
    match question:
        case Choice() | Multiple():
            return {"way": "pick", "accept": solution.options}
        case TrueFalse():
            return {"way": "pick", "accept": [0 if question.answer else 1]}
        case Short():
            return {"way": "text", "accept": [[plain(text) for text in (question.answer, *question.also)]]}
        case Cloze():
            return {"way": "text", "accept": [[plain(deletion.words)] for deletion in question.deletions]}
        case Numeric():
            low, high = question.answer - question.tolerance, question.answer + question.tolerance
            return {"way": "number", "accept": [float(low), float(high)], "unit": plain(question.unit)}
        case Order() | Match():
            return {"way": "select", "accept": solution.labels, "distinct": isinstance(question, Order)}
        case _:
            return {"way": "self"}


def _whys(entry: Entry) -> list[str]:
    """Per option, which misunderstanding chooses it."""
    question = entry.item.question
    if not isinstance(question, Choice | Multiple):
        return []
    whys = {distractor.text: distractor.why for distractor in question.distractors}
    return [inline(whys.get(option, "")) for option in entry.options]
