"""A kind of question: a person and who it was."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from quizgen.kinds.kind import AnswerPart, FieldDoc, Kind, explanation_of, meaning_of, nothing_given
from quizgen.kinds.question import Recalled
from quizgen.kinds.response import Recall
from quizgen.model.fields import Text


class Person(Recalled):
    """A person and who it was; cards both ways."""

    kind: Literal["person"]
    person: Text
    description: Text

    sides = ("person", "description")


def _response(question: Person) -> Recall:
    return Recall(question.person, question.description, "card_name_person", is_named=True)


def _answer_parts(question: Person) -> Iterator[AnswerPart]:
    yield AnswerPart(("person",), question.person)
    yield AnswerPart(("description",), question.description)


PERSON = Kind(
    record=Person,
    heading="People",
    task="Who was it?",
    place_on_paper=52,
    is_for_paper=False,
    may_cite_sections=False,
    retells=True,
    response=_response,
    stem=meaning_of,
    given=nothing_given,
    answer_parts=_answer_parts,
    explanations=explanation_of,
    skeleton=('person: "TODO: the name"', 'description: "TODO: who it was, without the name"'),
    fields={
        "person": FieldDoc("The name, as the book has it; there are cards both ways.", "The name, as the book has it."),
        "description": FieldDoc(
            "Who it was: what tells the person from others in the book.",
            "Who it was, so that the person can be named from it; without the name.",
        ),
    },
)
