"""A kind of question: items to be put in order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from quizgen.kinds.kind import LIST_OF_TEXTS, PROMPT, AnswerPart, FieldDoc, Kind, explanation_of, prompt_of
from quizgen.kinds.question import Prompted
from quizgen.kinds.response import Arrange
from quizgen.model.fields import Text


class Order(Prompted):
    """Items to be put in order; they are written in the right one."""

    kind: Literal["order"]
    items: tuple[Text, ...] = Field(min_length=3)


def _response(question: Order) -> Arrange:
    return Arrange(question.items)


def _answer_parts(question: Order) -> Iterator[AnswerPart]:
    return (AnswerPart(("items", index), text) for index, text in enumerate(question.items))


ORDER = Kind(
    record=Order,
    heading="Putting in order",
    task="Put in order",
    place_on_paper=80,
    is_for_paper=False,
    may_cite_sections=False,
    retells=False,
    response=_response,
    stem=prompt_of,
    given=prompt_of,
    answer_parts=_answer_parts,
    explanations=explanation_of,
    skeleton=('prompt: "TODO: what to put in order"', 'items: ["TODO: first", "TODO: second", "TODO: third"]'),
    fields={
        "prompt": PROMPT,
        "items": FieldDoc(
            "The items in the right order.",
            "At least three items, in the right order.",
            {**LIST_OF_TEXTS, "minItems": 3},
        ),
    },
)
