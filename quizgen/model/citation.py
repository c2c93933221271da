"""The place in the book that supports a question, and the sentences at that place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from quizgen.model.fields import Record, Text, as_records


class Citation(Record):
    """A place in the book: the first and last words of a passage, a phrase, or a whole section.

    ``chapter`` is the key of another chapter than the question's own. Exactly one of ``text`` and
    ``section`` (a section's number or title) is set.
    """

    text: Text | None = None
    section: Text | None = None
    chapter: Text | None = None

    @model_validator(mode="after")
    def _names_one_place(self) -> Citation:
        if (self.text is None) == (self.section is None):
            raise PydanticCustomError("one_place", "a citation has either `text` or `section`")
        return self


@dataclass(frozen=True, slots=True)
class Passage:
    """Whole sentences of the reader's copy; ``cited`` is the phrase, or all from the first anchor to the last one.

    Paragraphs are separated by an empty line.
    """

    place: str
    before: str
    cited: str
    after: str

    @property
    def text(self) -> str:
        return self.before + self.cited + self.after


def as_citations(value: Any) -> Any:
    """Turn what is written of one citation or of several into a list of records."""
    return as_records(value if isinstance(value, (list, tuple)) else [value])


Citations = Annotated[tuple[Citation, ...], BeforeValidator(as_citations), Field(min_length=1)]
