"""A kind of question: pairs to be matched."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from quizgen.kinds.kind import (
    LIST_OF_TEXTS,
    PROMPT,
    AnswerPart,
    FieldDoc,
    Kind,
    explanation_of,
    prompt_of,
)
from quizgen.kinds.question import Prompted
from quizgen.kinds.response import Pair
from quizgen.model.fields import Text


class Match(Prompted):
    """Pairs to be found again; ``distractors`` are further right-hand sides."""

    kind: Literal["match"]
    pairs: tuple[tuple[Text, Text], ...] = Field(min_length=2)
    distractors: tuple[Text, ...] = ()


def _response(question: Match) -> Pair:
    return Pair(question.pairs, question.distractors)


def _given(question: Match) -> str:
    return "\n".join([question.prompt, *(left for left, _ in question.pairs)])


def _answer_parts(question: Match) -> Iterator[AnswerPart]:
    for index, pair in enumerate(question.pairs):
        yield from (AnswerPart(("pairs", index, side), text) for side, text in enumerate(pair))


MATCH = Kind(
    record=Match,
    heading="Matching",
    task="Find the pairs",
    place_on_paper=70,
    is_for_paper=False,
    may_cite_sections=False,
    retells=False,
    response=_response,
    stem=prompt_of,
    given=_given,
    answer_parts=_answer_parts,
    explanations=explanation_of,
    skeleton=(
        'prompt: "TODO: what to match"',
        'pairs: [["TODO: left", "TODO: right"], ["TODO: another left", "TODO: its right"]]',
        "distractors: []",
    ),
    fields={
        "prompt": PROMPT,
        "pairs": FieldDoc(
            "Pairs to be found again: `[[left, right], …]`.",
            "A list of pairs: `[[left, right], [left, right]]`.",
            {"type": "array", "minItems": 2, "items": {**LIST_OF_TEXTS, "minItems": 2, "maxItems": 2}},
            ([["left", "right"], ["another left", "its right"]],),
        ),
        "distractors": FieldDoc(
            "Further right-hand sides, which belong to no pair.",
            'A list of texts: `["another right side"]`.',
            LIST_OF_TEXTS,
            (["another right side"],),
        ),
    },
)
