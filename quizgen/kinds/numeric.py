"""A kind of question: an answer that is a number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal, localcontext
from typing import Annotated, Literal

from pydantic import Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from quizgen.kinds.kind import ANSWER, PROMPT, AnswerPart, FieldDoc, Kind, explanation_of, prompt_of
from quizgen.kinds.question import Prompted
from quizgen.kinds.response import Calculate
from quizgen.model.fields import MAX_PLACES, Number, has_many_digits


class Numeric(Prompted):
    """An answer that is a number, right within ``tolerance`` (the same unit, both sides included)."""

    kind: Literal["numeric"]
    answer: Number
    tolerance: Annotated[Number, Field(ge=0)] = Decimal(0)
    unit: str = ""

    @field_validator("tolerance")
    @classmethod
    def _limits_in_reach(cls, tolerance: Decimal, info: ValidationInfo) -> Decimal:
        """A tolerance far smaller than the answer would be lost when a sheet or card adds the two."""
        answer = info.data.get("answer", Decimal(0))
        with localcontext() as context:
            context.prec = 2 * MAX_PLACES  # nothing is rounded
            if any(map(has_many_digits, (answer - tolerance, answer + tolerance))):
                message = "with its tolerance, the answer has more digits than a sheet or card can carry"
                raise PydanticCustomError("many_digits", message)
        return tolerance


def _response(question: Numeric) -> Calculate:
    return Calculate(question.answer, question.tolerance, question.unit)


def _answer_parts(question: Numeric) -> Iterator[AnswerPart]:
    yield AnswerPart(("answer",), f"{abs(question.answer).normalize():f} {question.unit}".strip())


NUMERIC = Kind(
    record=Numeric,
    heading="Numbers",
    task="Give a number",
    place_on_paper=60,
    is_for_paper=False,
    may_cite_sections=False,
    retells=False,
    response=_response,
    stem=prompt_of,
    given=prompt_of,
    answer_parts=_answer_parts,
    explanations=explanation_of,
    skeleton=('prompt: "TODO: the question?"', "answer: 0", "tolerance: 0", 'unit: "TODO: the unit"'),
    fields={
        "prompt": PROMPT,
        "answer": replace(
            ANSWER,
            hint="A number without grouping or unit: `7125000`, `3.5`; the unit goes into `unit`.",
            shape={"type": "number"},
        ),
        "tolerance": FieldDoc(
            "How far off a number may be, both sides included.",
            "A number from 0 on, without its unit: `0.5`.",
            {"type": "number", "minimum": 0},
        ),
        "unit": FieldDoc("The unit of the number: `tons`, `per cent`."),
    },
)
