"""A question → its texts: all of them, those that state its answer, those that ask for it, those that explain it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from quizgen.kinds import Question
from quizgen.kinds.choice import Choice
from quizgen.kinds.cloze import Cloze
from quizgen.kinds.essay import Essay
from quizgen.kinds.match import Match
from quizgen.kinds.multiple import Multiple
from quizgen.kinds.numeric import Numeric
from quizgen.kinds.order import Order
from quizgen.kinds.question import BaseQuestion, Distractor
from quizgen.kinds.short import Short
from quizgen.kinds.term import Term
from quizgen.kinds.true_false import TrueFalse
from quizgen.model.diagnostics import Route
from quizgen.text.figures import Figure, read_figures
from quizgen.text.names import Name, read_names

_FIELDS_OF_NO_READER = frozenset({"id", "kind", "cite", "bloom", "difficulty", "tags", "draft", "retired", "ignore"})


def texts_of(question: BaseQuestion) -> list[tuple[Route, str]]:
    """Every text of a question that a reader sees, and its route."""
    texts: list[tuple[Route, str]] = []
    for name in _fields_of_readers(type(question)):
        value = getattr(question, name)
        if isinstance(value, str):
            texts.append(((name,), value))
        elif isinstance(value, tuple):
            for index, each in enumerate(value):
                if isinstance(each, str):
                    texts.append(((name, index), each))
                elif isinstance(each, Distractor):
                    texts += ((name, index, "text"), each.text), ((name, index, "why"), each.why)
                else:
                    texts += [((name, index, side), text) for side, text in enumerate(each)]
    return texts


@cache
def _fields_of_readers(kind: type[BaseQuestion]) -> tuple[str, ...]:
    return tuple(name for name in kind.model_fields if name not in _FIELDS_OF_NO_READER)


@dataclass(frozen=True, slots=True)
class AnswerPart:
    """A text that states the answer, or of a cloze the extents of it that do."""

    route: Route
    text: str
    extents: tuple[tuple[int, int], ...] = ((0, 1_000_000),)

    @property
    def figures(self) -> Iterator[Figure]:
        return (figure for figure in read_figures(self.text) if self._has(figure))

    @property
    def names(self) -> Iterator[Name]:
        return (name for name in read_names(self.text) if self._has(name))

    def _has(self, found: Figure | Name) -> bool:
        return any(found.start < end and start < found.end for start, end in self.extents)


def answer_parts(question: Question) -> Iterator[AnswerPart]:
    """The texts that say what is right."""
    match question:
        case Choice() | Short():
            yield AnswerPart(("answer",), question.answer)
        case Multiple():
            yield from (AnswerPart(("answers", index), text) for index, text in enumerate(question.answers))
        case Numeric():
            yield AnswerPart(("answer",), f"{_plain(question.answer)} {question.unit}".strip())
        case TrueFalse(answer=True):
            yield AnswerPart(("prompt",), question.prompt)
        case Cloze():
            yield _filled_in(question)
        case Order():
            yield from (AnswerPart(("items", index), text) for index, text in enumerate(question.items))
        case Match():
            for index, pair in enumerate(question.pairs):
                yield from (AnswerPart(("pairs", index, side), text) for side, text in enumerate(pair))
        case Term():
            yield AnswerPart(("definition",), question.definition)


def _plain(number: Decimal) -> str:
    return f"{abs(number).normalize():f}"


def _filled_in(question: Cloze) -> AnswerPart:
    """A cloze as it is read when it is solved: a deletion's unit may stand behind it."""
    text, extents, at = "", [], 0
    for deletion in question.deletions:
        text += question.text[at : deletion.start]
        extents.append((len(text), len(text) + len(deletion.words)))
        text += deletion.words
        at = deletion.end
    return AnswerPart(("text",), text + question.text[at:], tuple(extents))


def asked(question: Question) -> str:
    """What a reader is given before the answer."""
    match question:
        case Term():
            return question.term
        case Cloze():
            return re.sub(r"\{\{.*?\}\}", " … ", question.text)
        case Match():
            return "\n".join([question.prompt, *(left for left, _ in question.pairs)])
        case TrueFalse():
            return ""
        case _:
            return question.prompt


def explanations(question: Question) -> Iterator[tuple[Route, str]]:
    if question.explanation:
        yield ("explanation",), question.explanation
    if isinstance(question, (Choice, Multiple)):
        for index, distractor in enumerate(question.distractors):
            if distractor.why:
                yield ("distractors", index, "why"), distractor.why
    elif isinstance(question, Essay):
        yield from ((("points", index), text) for index, text in enumerate(question.points))


def written_in(question: Question) -> str:
    """What a question says before it explains."""
    pieces = [asked(question), question.derived or "", *(part.text for part in answer_parts(question))]
    if isinstance(question, (Choice, Multiple)):
        pieces += [distractor.text for distractor in question.distractors]
    elif isinstance(question, (TrueFalse, Match)):
        pieces += [question.prompt]
    return "\n\n".join(pieces)
