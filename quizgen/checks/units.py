"""Checks that the figures of an answer have the unit that they have in the passage."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from quizgen.checks.check import Check
from quizgen.checks.english import ENGLISH
from quizgen.checks.subject import Subject
from quizgen.kinds import kind_of
from quizgen.kinds.kind import AnswerPart
from quizgen.model.diagnostics import Finding, Severity
from quizgen.text.figure import Figure, agree
from quizgen.text.figure_reader import fold_unit
from quizgen.text.figures import read_figures
from quizgen.text.measures import MEASURES, PER_CENT, is_measure

_MAX_PARTS = 10


class _Claim(NamedTuple):
    """A figure of an answer that the passage has, in ``sources``, with another unit than ``unit``."""

    part: AnswerPart
    figure: Figure
    unit: str
    sources: tuple[Figure, ...]

    @property
    def written(self) -> str:
        return self.part.text[self.figure.start : self.figure.end]

    @property
    def is_small(self) -> bool:
        """Whether it is a number in words that may count what the passage lists."""
        return self.figure.spoken <= _MAX_PARTS and not any(map(str.isdigit, self.written))

    @property
    def units_of_sources(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(source.unit for source in self.sources if source.unit))


def wrong_unit(subject: Subject) -> Iterator[Finding]:
    """A figure that the passage gives in one measure is not given in another by the answer.

    “Nineteen years” do not support “19 months”. Measures are those of time, length, area, volume, mass, money and the
    like, and per cent. A figure whose unit stands elsewhere in its sentence (“in years: 19, 20 and 23”) is left alone.
    What is converted has `derived`.

    Bad:
        kind: numeric
        prompt: "How long does the lens take to turn?"
        answer: 8
        unit: minutes
        cite: "The lens has sixteen panels … once in eight seconds"
    Good:
        kind: numeric
        prompt: "How long does the lens take to turn?"
        answer: 8
        unit: seconds
        cite: "The lens has sixteen panels … once in eight seconds"
    """
    for claim in _claims(subject):
        units = claim.units_of_sources
        if units and _are_measures((claim.unit, *units), subject):
            message = f"“{claim.written} {claim.unit}” is in the answer, and “{_seen(claim, subject)}” in the passage"
            yield Finding(
                claim.part.route, message, "Take the passage's unit; if you converted it, say so in `derived`."
            )


def unit_not_in_passage(subject: Subject) -> Iterator[Finding]:
    """What a figure of the answer counts is named in the sentence that has the figure.

    The passage may speak of the same number of other things. Words are compared by their stems; what the prompt says
    of the figure counts as well. A number in words, ten at most, may count what the passage lists.

    Bad:
        kind: short
        prompt: "What are there sixteen of?"
        answer: "sixteen lamps"
        cite: "The lens has sixteen panels … once in eight seconds"
    Good:
        kind: short
        prompt: "What are there sixteen of?"
        answer: "sixteen panels"
        cite: "The lens has sixteen panels … once in eight seconds"
    """
    if kind_of(subject.question).retells:
        return
    told = subject.stems(subject.asked)
    for claim in _claims(subject):
        units = claim.units_of_sources
        if (
            claim.is_small
            or subject.stems(claim.unit) <= told
            or (units and _are_measures((claim.unit, *units), subject))
        ):
            continue
        message = f"“{claim.written}” is in the passage, but not of “{claim.unit}”"
        hint = "Name what the passage counts, or cite the sentence that says it too."
        yield Finding(claim.part.route, message, hint)


def _claims(subject: Subject) -> Iterator[_Claim]:
    """The figures of the answer whose unit is neither that of the same figure in the passage, nor in its sentence."""
    if subject.question.derived or not subject.is_located or subject.text is None:
        return
    for part in subject.answer_parts:
        for figure in part.figures:
            unit = figure.unit or _asked_unit(subject)
            if figure.is_loose or not unit:
                continue
            sources = tuple(source for source in read_figures(subject.text_for(part)) if agree(figure, source))
            if not sources or any(source.unit == unit for source in sources) or _is_share(unit, sources):
                continue
            stems = subject.stems(unit)
            if any(stems <= subject.stems(sentence) for sentence in _sentences_of(sources, subject.text_for(part))):
                continue
            yield _Claim(part, figure, unit, sources)


_ASKED_UNIT = re.compile(r"\bhow (?:many|much) (?:more |fewer |less |full |whole )?([^\W\d_]+)", re.IGNORECASE)


def _asked_unit(subject: Subject) -> str:
    """The measure that a prompt asks for, “how many months …?”; else nothing."""
    found = _ASKED_UNIT.search(subject.asked)
    return fold_unit(found[1]) if found and _are_measures([fold_unit(found[1])], subject) else ""


def _are_measures(units: Iterable[str], subject: Subject) -> bool:
    language = subject.text.book.language if subject.text else ""
    return all(is_measure(unit, language) for unit in units)


def _is_share(unit: str, sources: tuple[Figure, ...]) -> bool:
    """Whether the passage writes the per cent sign apart from the figure: “from 16 to 25 per cent”."""
    return unit == PER_CENT and any(source.is_bare for source in sources)


_SENTENCE_END = re.compile(r"[.!?;](?=\s)")


def _sentences_of(sources: tuple[Figure, ...], text: str) -> Iterator[str]:
    """The sentences of the figures."""
    for source in sources:
        before = max((end.end() for end in _SENTENCE_END.finditer(text, 0, source.start)), default=0)
        after = _SENTENCE_END.search(text, source.end)
        yield text[before : after.start() if after else len(text)]


def _seen(claim: _Claim, subject: Subject) -> str:
    source = next(source for source in claim.sources if source.unit)
    written = subject.text_for(claim.part)[source.start : source.end]
    return written if source.unit == PER_CENT else f"{written} {source.unit}"


CHECKS = (
    Check(wrong_unit, reads_text=True, languages=frozenset(MEASURES)),
    Check(unit_not_in_passage, Severity.WARNING, reads_text=True, languages=ENGLISH),
)
