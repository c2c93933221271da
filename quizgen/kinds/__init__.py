"""The registry of the kinds of question, each of which is declared in a module here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quizgen.kinds.choice import CHOICE
from quizgen.kinds.cloze import CLOZE
from quizgen.kinds.date import DATE
from quizgen.kinds.essay import ESSAY
from quizgen.kinds.kind import Kind
from quizgen.kinds.match import MATCH
from quizgen.kinds.multiple import MULTIPLE
from quizgen.kinds.numeric import NUMERIC
from quizgen.kinds.order import ORDER
from quizgen.kinds.person import PERSON
from quizgen.kinds.question import Question
from quizgen.kinds.response import Response
from quizgen.kinds.short import SHORT
from quizgen.kinds.term import TERM
from quizgen.kinds.true_false import TRUE_FALSE

KINDS: Mapping[str, Kind[Any]] = {
    kind.name: kind
    for kind in (
        *(CHOICE, MULTIPLE, TRUE_FALSE, SHORT, NUMERIC, CLOZE, ORDER, MATCH),
        *(TERM, PERSON, DATE, ESSAY),
    )
}
"""Every kind by its name, in the order in which messages and the schema list them."""


def kind_of(question: Question) -> Kind[Any]:
    return KINDS[question.kind]


def response_of(question: Question) -> Response:
    """How a question is answered."""
    return KINDS[question.kind].response(question)
