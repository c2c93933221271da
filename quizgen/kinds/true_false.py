"""A kind of question: a statement that is true or false."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from quizgen.kinds.kind import ANSWER, PROMPT, AnswerPart, Kind, explanation_of, prompt_of
from quizgen.kinds.question import Prompted
from quizgen.kinds.response import Judge
from quizgen.model.fields import Truth


class TrueFalse(Prompted):
    """The prompt is a statement."""

    kind: Literal["true-false"]
    answer: Truth


def _response(question: TrueFalse) -> Judge:
    return Judge(question.answer)


def _given(question: TrueFalse) -> str:
    """Nothing: the statement itself is what the book has to support."""
    return ""


def _answer_parts(question: TrueFalse) -> Iterator[AnswerPart]:
    """The statement if it is true; if it is false, no text states the right answer."""
    if question.answer:
        yield AnswerPart(("prompt",), question.prompt)


TRUE_FALSE = Kind(
    record=TrueFalse,
    heading="True or false",
    task="True or false?",
    place_on_paper=30,
    is_for_paper=False,
    may_cite_sections=False,
    retells=True,
    response=_response,
    stem=prompt_of,
    given=_given,
    answer_parts=_answer_parts,
    explanations=explanation_of,
    skeleton=('prompt: "TODO: the statement"', "answer: false"),
    fields={"prompt": PROMPT, "answer": replace(ANSWER, hint="`true` or `false`.", shape={"type": "boolean"})},
)
