"""A kind of question: one right option among several."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from quizgen.kinds.kind import ANSWER, DISTRACTORS, PROMPT, AnswerPart, Kind, explanation_of, prompt_of
from quizgen.kinds.question import Distractor, Distractors, Prompted
from quizgen.kinds.response import Option, Select
from quizgen.model.diagnostics import Route
from quizgen.model.fields import Text


class Choice(Prompted):
    """One right option among several."""

    kind: Literal["choice"]
    answer: Text
    distractors: Distractors


def wrong_options(distractors: tuple[Distractor, ...]) -> list[Option]:
    return [
        Option(each.text, ("distractors", index), is_right=False, why=each.why)
        for index, each in enumerate(distractors)
    ]


def whys_of(distractors: tuple[Distractor, ...]) -> Iterator[tuple[Route, str]]:
    """The ``why`` of each distractor that has one, with its route."""
    return ((("distractors", index, "why"), each.why) for index, each in enumerate(distractors) if each.why)


def _explanations(question: Choice) -> Iterator[tuple[Route, str]]:
    yield from explanation_of(question)
    yield from whys_of(question.distractors)


def _response(question: Choice) -> Select:
    return Select((Option(question.answer, ("answer",), is_right=True), *wrong_options(question.distractors)))


def _answer_parts(question: Choice) -> Iterator[AnswerPart]:
    yield AnswerPart(("answer",), question.answer)


CHOICE = Kind(
    record=Choice,
    heading="Multiple choice",
    task="Choose one",
    place_on_paper=10,
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
        'answer: "TODO: the right option"',
        "distractors:",
        '  - {text: "TODO: a wrong option", why: "TODO: the misunderstanding that chooses it"}',
        '  - "TODO: another wrong option"',
        '  - "TODO: a third wrong option"',
    ),
    fields={"prompt": PROMPT, "answer": ANSWER, "distractors": DISTRACTORS},
)
