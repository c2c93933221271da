"""A kind of question: one right option among several."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, TypeAlias

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
from quizgen.kinds.question import Distractor, Distractors, Prompted, RightOption, WrittenOption
from quizgen.kinds.response import Option, Select
from quizgen.model.diagnostics import Route
from quizgen.model.fields import Truth


class Choice(Prompted):
    """One right option among several."""

    kind: Literal["choice"]
    answer: RightOption
    distractors: Distractors
    shuffle: Truth = True


RoutedOptions: TypeAlias = list[tuple[Route, WrittenOption]]
"""Options as they are written, with the routes to them."""


def routed_distractors(distractors: tuple[Distractor, ...]) -> RoutedOptions:
    return [(("distractors", index), each) for index, each in enumerate(distractors)]


def make_select(right: RoutedOptions, wrong: RoutedOptions, *, is_multiple: bool, is_shuffled: bool) -> Select:
    places = _find_places([each for _, each in (*right, *wrong)])
    options = [
        Option(
            each.text,
            (*route, *each.steps_to("text")) if isinstance(each, RightOption) else route,
            is_right=index < len(right),
            why=each.why,
            place=places[index] if each.fixed is True else int(each.fixed),
        )
        for index, (route, each) in enumerate([*right, *wrong])
    ]
    return Select(tuple(options), is_multiple, is_shuffled)


def _find_places(options: Sequence[WrittenOption]) -> Mapping[int, int]:
    """The place of each option, by its index, in the order in which they stand unshuffled."""
    numbered: dict[int, int] = {}
    for index, option in enumerate(options):
        if option.fixed is not True and 0 < option.fixed <= len(options):
            numbered.setdefault(option.fixed, index)
    rest = iter([index for index in range(len(options)) if index not in numbered.values()])
    return {numbered[place] if place in numbered else next(rest): place for place in range(1, len(options) + 1)}


def whys_of(options: RoutedOptions) -> Iterator[tuple[Route, str]]:
    """The ``why`` of each option that has one, with its route."""
    return (((*route, "why"), each.why) for route, each in options if each.why)


def _explanations(question: Choice) -> Iterator[tuple[Route, str]]:
    yield from explanation_of(question)
    yield from whys_of([(("answer",), question.answer), *routed_distractors(question.distractors)])


def _response(question: Choice) -> Select:
    wrong = routed_distractors(question.distractors)
    return make_select([(("answer",), question.answer)], wrong, is_multiple=False, is_shuffled=question.shuffle)


def _answer_parts(question: Choice) -> Iterator[AnswerPart]:
    yield AnswerPart(("answer", *question.answer.steps_to("text")), question.answer.text)


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
    fields={
        "prompt": PROMPT,
        "answer": FieldDoc(
            "The right answer: a text, or `{text:, why:, fixed:}`.",
            "One text; a question with several right answers is a `multiple`.",
            OPTION_SHAPE,
            ("the right answer", {"text": "the right answer", "why": "why it is right", "fixed": 2}),
        ),
        "distractors": DISTRACTORS,
        "shuffle": SHUFFLE,
    },
)
