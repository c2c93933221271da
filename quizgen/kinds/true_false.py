"""A kind of question: a statement that is true or false."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from pydantic import Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from quizgen.kinds.kind import ANSWER, PROMPT, AnswerPart, FieldDoc, Kind, explanation_of, prompt_of
from quizgen.kinds.question import Prompted
from quizgen.kinds.response import Judge
from quizgen.model.fields import Text, Truth


class TrueFalse(Prompted):
    """The prompt is a statement; ``instead`` is the true one in place of a false one."""

    kind: Literal["true-false"]
    answer: Truth
    # Left out of the hash if there is none, so that questions without it keep the hash that they had before.
    instead: Text | None = Field(None, exclude_if=lambda instead: instead is None)

    @field_validator("instead")
    @classmethod
    def _puts_right(cls, instead: str | None, info: ValidationInfo) -> str | None:
        if info.data.get("answer"):
            raise PydanticCustomError("instead_of_true", "only a false statement has another one in its place")
        return instead


def _response(question: TrueFalse) -> Judge:
    return Judge(question.answer, question.instead or "")


def _given(question: TrueFalse) -> str:
    """Nothing: the statement itself is what the book has to support."""
    return ""


def _answer_parts(question: TrueFalse) -> Iterator[AnswerPart]:
    """The statement if it is true, else the one in its place."""
    if question.answer:
        yield AnswerPart(("prompt",), question.prompt)
    elif question.instead:
        yield AnswerPart(("instead",), question.instead)


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
    skeleton=('prompt: "TODO: the statement"', "answer: false", 'instead: "TODO: the true statement in its place"'),
    fields={
        "prompt": PROMPT,
        "answer": replace(ANSWER, hint="`true` or `false`.", shape={"type": "boolean"}),
        "instead": FieldDoc(
            "With `answer: false`, the true statement, in the form of the prompt; the card and the key print it.",
            "The true statement in place of a false one; leave it out with `answer: true`.",
        ),
    },
)
