"""A kind of question: an answer of a word or a few."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from quizgen.kinds.kind import ANSWER, LIST_OF_TEXTS, PROMPT, AnswerPart, FieldDoc, Kind, explanation_of, prompt_of
from quizgen.kinds.question import Prompted
from quizgen.kinds.response import Write
from quizgen.model.fields import Text


class Short(Prompted):
    """An answer of a word or a few; ``also`` are the variants that count as right."""

    kind: Literal["short"]
    answer: Text
    also: tuple[Text, ...] = ()


def _response(question: Short) -> Write:
    return Write((question.answer, *question.also))


def _answer_parts(question: Short) -> Iterator[AnswerPart]:
    yield AnswerPart(("answer",), question.answer)


SHORT = Kind(
    record=Short,
    heading="Short answers",
    task="Short answer",
    place_on_paper=50,
    is_for_paper=False,
    may_cite_sections=False,
    retells=False,
    response=_response,
    stem=prompt_of,
    given=prompt_of,
    answer_parts=_answer_parts,
    explanations=explanation_of,
    skeleton=('prompt: "TODO: the question?"', 'answer: "TODO: the answer"', "also: []"),
    fields={
        "prompt": PROMPT,
        "answer": FieldDoc(ANSWER.description, "One text; what else is right goes into `also`."),
        "also": FieldDoc(
            "Other words that count as right; case, articles, hyphens, numbers in words or digits make no difference.",
            shape=LIST_OF_TEXTS,
        ),
    },
)
