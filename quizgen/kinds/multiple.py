"""A kind of question: several right options among others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from quizgen.kinds.choice import RoutedOptions, make_select, routed_distractors, whys_of
from quizgen.kinds.kind import (
    DISTRACTORS,
    OPTION_SHAPE,
    PROMPT,
    SHUFFLE,
    AnswerPart,
    FieldDoc,
    Kind,
    explanation_of,
    prompt_of,
)
from quizgen.kinds.question import Distractors, Prompted, RightOption
from quizgen.kinds.response import Select
from quizgen.model.diagnostics import Route
from quizgen.model.fields import Truth


class Multiple(Prompted):
    """Several right options."""

    kind: Literal["multiple"]
    answers: tuple[RightOption, ...] = Field(min_length=1)
    distractors: Distractors
    shuffle: Truth = True


def _right(question: Multiple) -> RoutedOptions:
    return [(("answers", index), each) for index, each in enumerate(question.answers)]


def _response(question: Multiple) -> Select:
    wrong = routed_distractors(question.distractors)
    return make_select(_right(question), wrong, is_multiple=True, is_shuffled=question.shuffle)


def _explanations(question: Multiple) -> Iterator[tuple[Route, str]]:
    yield from explanation_of(question)
    yield from whys_of([*_right(question), *routed_distractors(question.distractors)])


def _answer_parts(question: Multiple) -> Iterator[AnswerPart]:
    for index, each in enumerate(question.answers):
        yield AnswerPart(("answers", index, *each.steps_to("text")), each.text)


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
        "answers": FieldDoc(
            "All right options; each a text, or `{text:, why:, fixed:}`.",
            "A list of all right options; each a text or `{text: …, why: …}`.",
            {"type": "array", "minItems": 1, "items": OPTION_SHAPE},
            (["a right option", {"text": "another", "why": "why it is right"}],),
        ),
        "distractors": DISTRACTORS,
        "shuffle": SHUFFLE,
    },
)
