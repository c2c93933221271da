"""Checks that the figures of an answer have the unit that they have in the passage."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from quizgen.checks.check import Check
from quizgen.checks.english import ENGLISH
from quizgen.checks.subject import Subject
from quizgen.kinds import kind_of
from quizgen.kinds.kind import AnswerPart
from quizgen.model.diagnostics import Finding, Severity
from quizgen.text.figure import PER_CENT, Figure, agree
from quizgen.text.figures import is_small_word, read_figures, with_english_signs
from quizgen.text.measures import MEASURES, is_measure
from quizgen.text.units import fold_unit, write_with_unit


class _Claim(NamedTuple):
    """A figure of an answer that the passage has, in ``sources``, with another unit.

    ``unit`` is the one that it has in the answer, or if it has none, the one that the prompt asks for.
    """

    part: AnswerPart
    figure: Figure
    unit: str
    sources: tuple[Figure, ...]
    has_rival: bool

    @property
    def written(self) -> str:
        return self.part.prose[self.figure.start : self.figure.end]

    @property
    def units_of_sources(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(source.unit for source in self.sources if source.unit))


def wrong_unit(subject: Subject) -> Iterator[Finding]:
    """A figure that the passage gives in one measure is not given in another by the answer.

    “Nineteen years” do not support “19 months”. Measures are those of time, length, area, volume, mass, money and the
    like, and per cent; their signs are the same as their words (`cm²`, `kg`, `°C`). A figure whose unit stands
    elsewhere in its sentence (“in years: 19, 20 and 23”) is left alone. What is converted has `derived`. Formulas and
    code are not read, unless they are a number alone.

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
            source, text = next(each for each in claim.sources if each.unit), _text_for(claim.part, subject)
            said = (
                write_with_unit(claim.part.prose, claim.figure)
                if claim.figure.unit
                else f"{claim.written} {_asked_unit(subject)}"
            )
            message = f"“{said}” is in the answer, and “{write_with_unit(text, source)}” in the passage"
            hint = "Take the passage's unit; if you converted it, say so in `derived`."
            yield Finding(claim.part.route, message, hint)


def unit_not_in_passage(subject: Subject) -> Iterator[Finding]:
    """What a figure of the answer counts is named in the sentence that has the figure.

    The passage may speak of the same number of other things. Words are compared by their stems; what the prompt says
    of the figure counts as well, unless the passage gives another figure of these things. A number in words, ten at
    most, may count what the passage lists.

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
            is_small_word(claim.figure, claim.part.prose)
            or (subject.stems(claim.unit) <= told and not claim.has_rival)
            or (units and _are_measures((claim.unit, *units), subject))
        ):
            continue
        message = f"“{claim.written}” is in the passage, but not of “{claim.unit}”"
        hint = "Name what the passage counts, or cite the sentence that says it too."
        yield Finding(claim.part.route, message, hint)


def _claims(subject: Subject) -> Iterator[_Claim]:
    """The figures of the answer whose unit is neither that of the same figure in the passage, nor in its sentence."""
    if subject.question.derived or not subject.is_passage_located or subject.text is None:
        return
    for part in subject.answer_parts:
        for figure in part.figures:
            unit = figure.unit or fold_unit(_asked_unit(subject))
            if figure.is_loose or not unit:
                continue
            text = _text_for(part, subject)
            sources = tuple(source for source in read_figures(text) if agree(figure, source))
            if not sources or any(source.unit == unit for source in sources) or _is_share(unit, sources):
                continue
            stems, has_rival = subject.stems(unit), _has_rival(unit, sources, text)
            if has_rival or not any(stems <= subject.stems(sentence) for sentence in _sentences_of(sources, text)):
                yield _Claim(part, figure, unit, sources, has_rival)


_PLURAL = re.compile(r"\s+(?:[^\W\d_]+s|children|men|women|people)\b")


def _has_rival(unit: str, sources: tuple[Figure, ...], text: str) -> bool:
    """Whether the passage counts other things with this figure, and the things in question with another one.

    Other things are counted where a noun in the plural follows: a verb may stand there too, “80 million go to …”.
    """
    others = all(source.unit and _PLURAL.match(text, source.end) for source in sources)
    return others and any(figure.unit == unit for figure in read_figures(text))


def _text_for(part: AnswerPart, subject: Subject) -> str:
    """The passages of a part of the answer, with the signs of figures as English has them."""
    text = subject.text_for(part)
    return text if subject.is_english else with_english_signs(text)


_ASKED_UNIT = re.compile(r"\bhow (?:many|much) (?:more |fewer |less |full |whole )?([^\W\d_]+)", re.IGNORECASE)


def _asked_unit(subject: Subject) -> str:
    """The measure that a prompt asks for, as it is written: “how many months …?”; else nothing."""
    found = _ASKED_UNIT.search(subject.asked)
    return found[1] if found and _are_measures([fold_unit(found[1])], subject) else ""


def _are_measures(units: Iterable[str], subject: Subject) -> bool:
    language = subject.text.book.language if subject.text else ""
    return all(is_measure(unit, language) for unit in units)


def _is_share(unit: str, sources: tuple[Figure, ...]) -> bool:
    """Whether the passage writes the per cent sign apart from the figure: “from 16 to 25 per cent”."""
    return unit == PER_CENT and any(source.is_bare for source in sources)


_SENTENCE_END = re.compile(r"[.!?;](?=\s)")


def _sentences_of(sources: tuple[Figure, ...], text: str) -> Iterator[str]:
    """The sentences of the figures, each once."""
    ends = [0, *(end.end() for end in _SENTENCE_END.finditer(text)), len(text)]
    extents = {(bisect_right(ends, each.start) - 1, bisect_left(ends, each.end)) for each in sources}
    yield from (text[ends[first] : ends[last]] for first, last in extents)


CHECKS = (
    Check(wrong_unit, reads_text=True, languages=frozenset(MEASURES)),
    Check(unit_not_in_passage, Severity.WARNING, reads_text=True, languages=ENGLISH),
)
