"""The records of what stands before a chapter's questions: stimuli, which several questions share, and objectives."""

from __future__ import annotations

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from quizgen.model.citation import Citations
from quizgen.model.fields import Id, Record, Text


class Stimulus(Record):
    """What some questions are about: a text of our own, a table or a picture; or else a passage of the book.

    A passage, ``cite``, is printed in builds for one's own use only. Exactly one of ``text`` and ``cite`` is given.
    """

    id: Id
    title: Text | None = None
    text: Text | None = None
    cite: Citations | None = None

    @model_validator(mode="after")
    def _shows_one_thing(self) -> Stimulus:
        if (self.text is None) == (self.cite is None):
            message = "a stimulus needs `text` or `cite`" if self.text is None else "this has both `text` and `cite`"
            raise PydanticCustomError("one_of_both", message)
        return self


class Objective(Record):
    """What a student should be able to do after a chapter."""

    id: Id
    text: Text
