"""A kind of question: a date and what happened then."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from quizgen.kinds.kind import AnswerPart, FieldDoc, Kind, explanation_of, meaning_of, nothing_given
from quizgen.kinds.question import Recalled
from quizgen.kinds.response import Recall
from quizgen.model.fields import Text
from quizgen.text.figures import read_figures


def _require_figure(written: str) -> str:
    if not read_figures(written) and not any(map(str.isnumeric, written)):
        raise PydanticCustomError("no_date", "this has no year")
    return written


class Date(Recalled):
    """A date and what happened then; cards both ways."""

    kind: Literal["date"]
    date: Annotated[Text, AfterValidator(_require_figure)]
    event: Text

    sides = ("date", "event")


def _response(question: Date) -> Recall:
    return Recall(question.date, question.event, "card_name_date", is_named=True)


def _answer_parts(question: Date) -> Iterator[AnswerPart]:
    yield AnswerPart(("date",), question.date, is_fact=True)
    yield AnswerPart(("event",), question.event)


DATE = Kind(
    record=Date,
    heading="Dates",
    task="What happened?",
    place_on_paper=54,
    is_for_paper=False,
    may_cite_sections=False,
    retells=True,
    response=_response,
    stem=meaning_of,
    given=nothing_given,
    answer_parts=_answer_parts,
    explanations=explanation_of,
    skeleton=('date: "TODO: the year, or March 1921"', 'event: "TODO: what happened then, without the year"'),
    fields={
        "date": FieldDoc(
            "The year, or `March 1921`, `April 4, 1924`, `1921-23`; there are cards both ways.",
            "A year, or a date with its year: `1921`, `March 1921`, `April 4, 1924`, `1921-23`, `44 BC`.",
            examples=("1921", "March 1921"),
        ),
        "event": FieldDoc(
            "What happened then; clear enough to be dated.",
            "What happened then, clear enough to be dated; without the year.",
        ),
    },
)
