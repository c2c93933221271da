"""The kinds of questions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from quizgen.kinds.choice import Choice
from quizgen.kinds.cloze import Cloze
from quizgen.kinds.essay import Essay
from quizgen.kinds.match import Match
from quizgen.kinds.multiple import Multiple
from quizgen.kinds.numeric import Numeric
from quizgen.kinds.order import Order
from quizgen.kinds.short import Short
from quizgen.kinds.term import Term
from quizgen.kinds.true_false import TrueFalse

Question: TypeAlias = Choice | Multiple | TrueFalse | Short | Numeric | Cloze | Order | Match | Term | Essay


KINDS: Mapping[str, type[Question]] = {
    "choice": Choice,
    "multiple": Multiple,
    "true-false": TrueFalse,
    "short": Short,
    "numeric": Numeric,
    "cloze": Cloze,
    "order": Order,
    "match": Match,
    "term": Term,
    "essay": Essay,
}
