"""A kind of question: an answer that is a number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any, Literal

from pydantic import Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from quizgen.kinds.accepted import AcceptedNumber, Tolerance, accept, require_digits
from quizgen.kinds.kind import ANSWER, PROMPT, AnswerPart, FieldDoc, Kind, explanation_of, prompt_of
from quizgen.kinds.question import Prompted
from quizgen.kinds.response import Calculate, Interval
from quizgen.model.fields import Number
from quizgen.model.scientific import Scientific
from quizgen.text.superscripts import raise_powers, write_number


class Numeric(Prompted):
    """An answer that is a number, right within ``tolerance`` (the same unit, both sides included).

    ``also`` are further numbers, right within the same tolerance, and ranges.
    """

    kind: Literal["numeric"]
    answer: Number
    tolerance: Tolerance = Tolerance()
    # Left out of the hash if there are none, so that questions without them keep the hash that they had before.
    also: tuple[AcceptedNumber, ...] = Field((), exclude_if=lambda also: not also)
    unit: str = ""

    @field_validator("tolerance")
    @classmethod
    def _limits_in_reach(cls, tolerance: Tolerance, info: ValidationInfo) -> Tolerance:
        """A tolerance far smaller than the answer would be lost when a sheet or card adds the two."""
        answer = info.data.get("answer", Decimal(0))
        if tolerance.is_share and tolerance.amount and info.data.get("answer") == 0:
            message = "{share} of 0 is 0, so that nothing else would be right"
            raise PydanticCustomError("share_of_zero", message, {"share": str(tolerance)})
        require_digits(tolerance.around(answer))
        return tolerance

    @field_validator("also")
    @classmethod
    def _also_in_reach(cls, also: tuple[Any, ...], info: ValidationInfo) -> tuple[Any, ...]:
        for each in also:
            require_digits(accept(each, info.data.get("tolerance", Tolerance())))
        return also

    @property
    def accepted(self) -> tuple[Interval, ...]:
        """The intervals in which a number is right; the first is that around the answer."""
        return tuple([accept(each, self.tolerance) for each in (self.answer, *self.also)])

    def accepts(self, number: Decimal) -> bool:
        return any(each.has(number) for each in self.accepted)


def _response(question: Numeric) -> Calculate:
    return Calculate(question.answer, question.accepted, raise_powers(question.unit))


def _answer_parts(question: Numeric) -> Iterator[AnswerPart]:
    answer = question.answer
    written = write_number(answer if isinstance(answer, Scientific) else answer.normalize()).lstrip("-")
    yield AnswerPart(("answer",), f"{written} {question.unit}".strip())


_NUMBER: Mapping[str, Any] = {"type": "number"}
_RANGE: Mapping[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["from", "to"],
    "properties": {"from": _NUMBER, "to": _NUMBER},
}

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
            description="The right number, printed as it is written: `1.50`; `6.022e23` as 6.022 × 10²³.",
            hint="One number in figures, without grouping or unit: `7125000`, `3.5`, `6.022e23`. The unit goes into "
            "`unit`, further numbers and ranges into `also`.",
            shape=_NUMBER,
        ),
        "tolerance": FieldDoc(
            "How far off a number may be, both sides included: `0.5`, or a share of the right number: `5%`.",
            "A number from 0 on, without its unit: `0.5`; or a share of the right number: `5%`.",
            {"anyOf": [{"type": "number", "minimum": 0}, {"type": "string", "pattern": "^[0-9.]+%$"}]},
        ),
        "also": FieldDoc(
            "Further numbers that are right, within the same tolerance, and ranges `{from:, to:}`.",
            "A list of numbers and ranges: `[0.5, {from: 7, to: 9}]`.",
            {"type": "array", "items": {"anyOf": [_NUMBER, _RANGE]}},
            ([0.5, {"from": 7, "to": 9}],),
        ),
        "unit": FieldDoc("The unit of the number: `tons`, `per cent`, `m/s^2` (printed as m/s²)."),
    },
)
