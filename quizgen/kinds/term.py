"""A kind of question: a term and its definition."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from quizgen.kinds.kind import AnswerPart, FieldDoc, Kind, explanation_of
from quizgen.kinds.question import Recalled
from quizgen.kinds.response import Recall
from quizgen.model.fields import Text


class Term(Recalled):
    """A term and what the book means by it; cards both ways."""

    kind: Literal["term"]
    term: Text
    definition: Text

    sides = ("term", "definition")


def _response(question: Term) -> Recall:
    return Recall(question.term, question.definition)


def _stem(question: Term, gap: str = "") -> str:
    return question.term


def _answer_parts(question: Term) -> Iterator[AnswerPart]:
    yield AnswerPart(("definition",), question.definition)


TERM = Kind(
    record=Term,
    heading="Terms",
    task="What does it mean?",
    place_on_paper=90,
    is_for_paper=False,
    may_cite_sections=False,
    retells=True,
    response=_response,
    stem=_stem,
    given=_stem,
    answer_parts=_answer_parts,
    explanations=explanation_of,
    skeleton=('term: "TODO: the term"', 'definition: "TODO: what the book means by it"'),
    fields={
        "term": FieldDoc("The term; there are cards both ways.", "The term, whose meaning stands in `definition`."),
        "definition": FieldDoc("What the book means by it.", "What the book means by the term."),
    },
)
