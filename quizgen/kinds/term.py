"""A kind of question: a term and its definition."""

from __future__ import annotations

from typing import Literal

from quizgen.kinds.question import BaseQuestion
from quizgen.model.fields import Text


class Term(BaseQuestion):
    """A term and what the book means by it; cards both ways."""

    kind: Literal["term"]
    term: Text
    definition: Text
