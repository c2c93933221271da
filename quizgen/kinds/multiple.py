"""A kind of question: several right options among others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from quizgen.kinds.choice import whys_of, wrong_options
from quizgen.kinds.kind import (
    DISTRACTORS,
    LIST_OF_TEXTS,
    PROMPT,
    AnswerPart,
    FieldDoc,
    Kind,
    explanation_of,
    prompt_of,
)
from quizgen.kinds.question import Distractors, Prompted
from quizgen.kinds.response import Option, Select
from quizgen.model.diagnostics import Route
from quizgen.model.fields import Text


class Multiple(Prompted):
    """Several right options."""

    kind: Literal["multiple"]
    answers: tuple[Text, ...] = Field(min_length=1)
    distractors: Distractors


def _response(question: Multiple) -> Select:
    right = [Option(text, ("answers", index), is_right=True) for index, text in enumerate(question.answers)]
    return Select((*right, *wrong_options(question.distractors)), is_multiple=True)


def _explanations(question: Multiple) -> Iterator[tuple[Route, str]]:
    yield from explanation_of(question)
    yield from whys_of(question.distractors)


def _answer_parts(question: Multiple) -> Iterator[AnswerPart]:
    return (AnswerPart(("answers", index), text) for index, text in enumerate(question.answers))


MULTIPLE = Kind(
    record=Multiple,
    heading="Several right answers",
    task="Choose all that apply",
    place_on_paper=20,
    is_for_paper=False,
    may_cite_sections=False,
    retells=False,
    response=_response,
    stem=prompt_of,
    given=prompt_of,
    answer_parts=_answer_parts,
    explanations=_explanations,
    skeleton=(
        'prompt: "TODO: the question?"',
        'answers: ["TODO: a right option", "TODO: another right option"]',
        'distractors: ["TODO: a wrong option", "TODO: another wrong option"]',
    ),
    fields={
        "prompt": PROMPT,
        "answers": FieldDoc("All right options.", "A list of all right options.", {**LIST_OF_TEXTS, "minItems": 1}),
        "distractors": DISTRACTORS,
    },
)
