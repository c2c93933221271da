"""A kind of question: an essay, graded by the points that it should contain."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from quizgen.kinds.kind import LIST_OF_TEXTS, PROMPT, AnswerPart, FieldDoc, Kind, explanation_of, prompt_of
from quizgen.kinds.question import Prompted
from quizgen.kinds.response import Compose
from quizgen.model.diagnostics import Route
from quizgen.model.fields import Text


class Essay(Prompted):
    """A question for a longer text; ``points`` are what a good answer contains."""

    kind: Literal["essay"]
    explanation: str = ""
    points: tuple[Text, ...] = Field(min_length=1)


def _response(question: Essay) -> Compose:
    return Compose(question.points)


def _answer_parts(question: Essay) -> Iterator[AnswerPart]:
    """None: the points are an opinion on what is good, and are checked against the chapter as explanations are."""
    return iter(())


def _explanations(question: Essay) -> Iterator[tuple[Route, str]]:
    yield from explanation_of(question)
    yield from ((("points", index), text) for index, text in enumerate(question.points))


ESSAY = Kind(
    record=Essay,
    heading="Essays",
    task="Essay",
    place_on_paper=100,
    is_for_paper=True,
    may_cite_sections=True,
    retells=False,
    response=_response,
    stem=prompt_of,
    given=prompt_of,
    answer_parts=_answer_parts,
    explanations=_explanations,
    skeleton=('prompt: "TODO: the question?"', 'points: ["TODO: what a good answer contains"]'),
    fields={
        "prompt": PROMPT,
        "points": FieldDoc(
            "What a good answer contains.",
            "A list of what a good answer contains.",
            {**LIST_OF_TEXTS, "minItems": 1},
        ),
    },
)
