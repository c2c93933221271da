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

# The words of a deletion may contain math or code, which may contain braces and colons.
_PIECE = r"(?:`[^`\n]+`|\$\$.+?\$\$|\$(?!\s)[^$\n]+(?<!\s)\$(?!\d)|(?!\{\{|::).)"
_DELETION = re.compile(rf"\{{\{{(?:(\d+)::)?({_PIECE}+?)(?:::((?:(?!\{{\{{|::).)*?))?\}}\}}(?!\}})", re.DOTALL)


def _card_number(digits: str | None) -> int | None:
    """The number of a deletion; None if it has none.

    It is cut to 100 digits because ``int`` refuses thousands of them; a check reports all above 500.
    """
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
    """The whole text with its words filled in, because the unit of a figure may come after the deletion."""
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
    task="Fill the gap",
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
