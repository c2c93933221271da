"""A kind of question: a text with words left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Literal

from quizgen.kinds.kind import AnswerPart, FieldDoc, Kind, explanation_of
from quizgen.kinds.question import Question
from quizgen.kinds.response import Deletion, Fill
from quizgen.model.fields import Text

# Words may hold math or code, and these may hold braces and colons.
_PIECE = r"(?:`[^`\n]+`|\$\$.+?\$\$|\$(?!\s)[^$\n]+(?<!\s)\$(?!\d)|(?!\{\{|::).)"
_DELETION = re.compile(rf"\{{\{{(?:(\d+)::)?({_PIECE}+?)(?:::((?:(?!\{{\{{|::).)*?))?\}}\}}(?!\}})", re.DOTALL)


def _card_number(digits: str | None) -> int | None:
    """The number of a deletion, if it has one; Python reads no number of thousands of digits, and Anki none of four."""
    return int(digits[:100]) if digits else None


class Cloze(Question):
    """A text with deletions, ``{{words}}``, ``{{1::words}}`` or ``{{1::words::hint}}``."""

    kind: Literal["cloze"]
    text: Text

    @cached_property
    def deletions(self) -> tuple[Deletion, ...]:
        return tuple(
            Deletion(found.start(), found.end(), _card_number(found[1]), found[2], found[3] or "")
            for found in _DELETION.finditer(self.text)
        )


def _response(question: Cloze) -> Fill:
    return Fill(question.text, question.deletions)


def _stem(question: Cloze, gap: str) -> str:
    return _response(question).with_gaps(gap)


def _given(question: Cloze) -> str:
    return _stem(question, " … ")


def _answer_parts(question: Cloze) -> Iterator[AnswerPart]:
    """The text as it is read when it is solved: a deletion's unit may stand behind it."""
    text, extents, at = "", [], 0
    for deletion in question.deletions:
        text += question.text[at : deletion.start]
        extents.append((len(text), len(text) + len(deletion.words)))
        text += deletion.words
        at = deletion.end
    yield AnswerPart(("text",), text + question.text[at:], tuple(extents))


CLOZE = Kind(
    record=Cloze,
    heading="Sentences to complete",
    task="",
    place_on_paper=40,
    is_for_paper=False,
    may_cite_sections=False,
    retells=False,
    response=_response,
    stem=_stem,
    given=_given,
    answer_parts=_answer_parts,
    explanations=explanation_of,
    skeleton=('text: "TODO: a sentence with {{1::words left out}} and {{2::more words::a hint}}"',),
    fields={
        "text": FieldDoc(
            "The text with `{{words left out}}`, or `{{1::words}}` and `{{2::words::hint}}` for several cards.",
            examples=("The first plan was drawn up in {{1::1920::which year?}}.",),
        ),
    },
)
