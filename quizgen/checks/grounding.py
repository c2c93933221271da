"""Checks that the cited passages support the figures and names of a question."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction

from quizgen.book.word_usage import is_name
from quizgen.checks.check import Check
from quizgen.checks.subject import Subject
from quizgen.kinds import kind_of
from quizgen.kinds.choice import Choice
from quizgen.kinds.kind import AnswerPart
from quizgen.kinds.multiple import Multiple
from quizgen.kinds.texts import explanations, given, unexplained
from quizgen.model.citation import Passage
from quizgen.model.diagnostics import Finding, Severity
from quizgen.text.arithmetic import read_calculations, rounds_to
from quizgen.text.figure import PER_CENT, Evidence, Figure, agree
from quizgen.text.figures import is_small_word, read_evidence, read_figures, with_english_signs
from quizgen.text.names import Name, fold_words, stands_in
from quizgen.text.prose import read_prose
from quizgen.text.superscripts import POWER, read_exponent
from quizgen.text.words import split_words


def figure_not_in_passage(subject: Subject) -> Iterator[Finding]:
    """Every figure, date and rank of the answer stands in a cited passage, in whatever spelling.

    A changed digit is the slip that no reader sees; a passage that exists does not yet prove the answer. What has to
    be computed from the passage has `derived`, which states the figure or calculates it. Of a true statement the
    prompt is the answer, of a false one `instead`. In a statement or a definition the year of the book means “now”, and
    a number in words, five at most, may count the parts. Number words are read in English only: in another language a
    number up to a hundred may be spelled out, and is left alone unless the passage counts the same in digits.
    Formulas and code are not read, unless they are a number alone, as `$-5$` is.

    Bad:
        kind: short
        prompt: "How many panels has the lens?"
        answer: "eighteen panels"
    Good:
        kind: short
        prompt: "How many panels has the lens?"
        answer: "16 panels"
    """
    if not subject.is_located:
        return
    is_retold = kind_of(subject.question).retells
    claims = [(part, each) for part in subject.answer_parts for each in part.figures if not each.is_loose]
    for part, figure in claims:
        passages = subject.passages_of(part)
        if any(read_evidence(passage.text).bears_out(figure) for passage in passages):
            continue
        if not subject.is_english and _may_stand_otherwise(figure, part.prose, passages):
            continue
        if is_retold and not part.is_fact and _needs_no_support(figure, part.prose, subject):
            continue
        written = part.prose[figure.start : figure.end]
        if (derived := subject.question.derived) and _follows(figure, derived, written):
            continue
        message = f"“{written}” is in the answer, but not in the cited passage{_has_instead(figure, passages)}"
        hint = "Correct it, cite the passage that has it, or say in `derived` how it follows."
        if derived:
            message = f"“{written}” is in the answer, but neither in the cited passage nor in `derived`"
            hint = "Correct it, or say in `derived` how just this figure follows, best as a calculation."
        yield Finding(part.route, message, hint)


def _may_stand_otherwise(figure: Figure, text: str, passages: Iterable[Passage]) -> bool:
    """Whether a passage in another language than English may have a figure with other signs, or in words."""
    claims = [figure, *read_figures(with_english_signs(text[figure.start : figure.end]))]
    for passage in passages:
        evidence = read_evidence(with_english_signs(passage.text))
        if any(map(evidence.bears_out, claims)) or any(map(_is_numeral, passage.text)):
            return True
    is_counted = any(source.unit == figure.unit for passage in passages for source in read_figures(passage.text))
    return not is_counted and all(value <= _MAX_IN_WORDS for _, value in figure.readings)


_MAX_IN_WORDS = 100
"""Larger numbers are mostly written in digits."""


def _is_numeral(character: str) -> bool:
    """Whether a character is a number without being a digit, as 九 is."""
    return character.isnumeric() and not character.isdecimal()


def _follows(figure: Figure, derived: str, written: str) -> bool:
    """Whether `derived` states a figure, or calculates one that is rounded to it."""
    places = _count_places(written)
    stated, end = "", 0
    for each in read_calculations(derived):
        is_alike = each.is_share or figure.unit != PER_CENT
        if is_alike and each.value is not None and rounds_to(each.value, Fraction(figure.spoken), places):
            return True
        stated += derived[end : each.start]
        end = each.equals
    return read_evidence(stated + derived[end:]).bears_out(figure)


def _count_places(written: str) -> int:
    """To how many decimal places a figure is written; below zero where it has a power of ten."""
    power = _POWER.search(written)
    mantissa = written[: power.start()] if power else written
    return len(re.sub(r"[^\d.]", "", mantissa).partition(".")[2]) - (read_exponent(power[0]) if power else 0)


_POWER = re.compile(rf"{POWER}\Z", re.IGNORECASE)


def _needs_no_support(figure: Figure, text: str, subject: Subject) -> bool:
    """Whether a figure needs no support: the book's year, or a small number of things the passage does not count."""
    if figure.is_bare and subject.is_year_of_book(figure, text):
        return True
    is_quoted = any(start < figure.start < end for start, end in (found.span() for found in _QUOTED.finditer(text)))
    if is_quoted or max(value for _, value in figure.readings) > _MAX_PARTS:
        return False
    is_counted = any(source.unit == figure.unit for source in _passage_figures(subject))
    return bool(figure.unit) and not is_counted and is_small_word(figure, text)


_QUOTED = re.compile(r"[“\"„«].*?[”\"“»]")
_MAX_PARTS = 5
"""A retelling may say in how many parts the passage tells something, without its having the number."""


def _has_instead(figure: Figure, passages: Iterable[Passage]) -> str:
    """The end of a message: up to three figures that the passages have in the same unit."""
    if not figure.unit:
        return ""
    others = {
        passage.text[source.start : source.end]: None
        for passage in passages
        for source in read_figures(passage.text)
        if source.unit == figure.unit
    }
    return f", which has “{'”, “'.join(list(others)[:3])}”" if others else ""


def name_not_in_passage(subject: Subject) -> Iterator[Finding]:
    """Every name of the answer stands in a cited passage or in the prompt.

    A passage with “he” does not show of whom it speaks: cite the sentence that names him too. Possessives, plurals,
    words of the same stem and the `aliases` of book.yaml count; so do the book's author and title. In a true statement
    or a definition, which retell more than a passage, it is enough that the chapter has the name. Formulas and code are
    not read, nor are single letters and what is a chemical formula beyond doubt (`H2O`, `NaCl`).

    Bad:
        kind: short
        prompt: "Near which headland is a light with another pace?"
        answer: "the one at Grey Head"
    Good:
        kind: short
        prompt: "Near which headland is a light with another pace?"
        answer: "the one at Grey Head"
        cite: {chapter: "2", text: "take it for the light at Grey Head"}
    """
    if not subject.is_located or subject.text is None:
        return
    claims = [
        (part, folded, name)
        for part in subject.answer_parts
        for folded, name in {name.folded: name for name in part.names}.items()
    ]
    # A kind that retells a passage may use any name of its chapter.
    is_retold = kind_of(subject.question).retells
    for part, folded, name in claims:
        if _is_cited(name, part, subject):
            continue
        words = _known_words(part, subject)
        if stands_in(folded, words, subject.aliases) or not is_name(name, subject.chapters):
            continue
        chapters = (chapter.folded for chapter in subject.chapters if is_retold)
        if not is_retold or not stands_in(folded, words.union(*chapters), subject.aliases):
            message = f"“{name.written}” is in the answer, but neither in the cited passage nor in the prompt"
            hint = "Cite the sentence that has the name too, or add the book's word for it to `aliases` in book.yaml."
            yield Finding(part.route, message, hint)


def _is_cited(name: Name, part: AnswerPart, subject: Subject) -> bool:
    """Fast path: whether a one-word name is among the cited words, as most are, without reading whole sentences."""
    words = split_words(name.written)
    return len(words) == 1 and any(words[0] in located.words for located in subject.located_of(part))


def _known_words(part: AnswerPart, subject: Subject) -> frozenset[str]:
    """The folded words in which the names of a part are looked up: book, question and cited passages.

    A part with citations of its own may not take a name from another part, such as the left side of its pair.
    """
    assert subject.text is not None
    book, question = subject.text.book, subject.question
    asked = kind_of(question).stem(question, "") if part.cite else given(question)
    known = [book.author, book.title, book.translator or "", asked, subject.shown]
    known += [f"{passage.place}\n{passage.text}" for passage in subject.passages_of(part)]
    return fold_words("\n".join(known))


def explanation_figure_not_in_chapter(subject: Subject) -> Iterator[Finding]:
    """A figure of the explanation, or of an option's `why`, stands in the chapter or in the question.

    What explains an answer is believed like the answer. Words up to ten are no figures here (“two things”), nor are
    the numbers of chapters and sections. Formulas and code are not read, unless they are a number alone.

    Bad:
        kind: short
        prompt: "How many panels has the lens?"
        answer: "sixteen"
        explanation: "Two of them were replaced, in 1904 and in 1919."
    Good:
        kind: short
        prompt: "How many panels has the lens?"
        answer: "sixteen"
        explanation: "Two of them were replaced, in 1904 and in 1909."
    """
    if not subject.is_located:
        return
    question = subject.question
    for route, text in explanations(question):
        prose = read_prose(text)
        for figure in read_figures(prose):
            written = prose[figure.start : figure.end]
            if _is_incidental(figure, prose):
                continue
            if any(source.bears_out(figure) for source in _sources(subject)):
                continue
            message = f"“{written}” stands neither in the chapter nor in the rest of the question"
            yield Finding(route, message, "Look it up in the book; if you computed it, say from what in `derived`.")


def _sources(subject: Subject) -> Iterator[Evidence]:
    """What may support a figure; first the chapters, whose figures are read once for all questions."""
    yield from (chapter.evidence for chapter in subject.chapters)
    yield read_evidence(unexplained(subject.question))
    yield read_evidence(subject.shown)
    yield from (read_evidence(passage.text) for passage in subject.passages)


_REFERENCE = re.compile(r"(?:\bch(?:apters?|\.)|\b(?:sect(?:ions?|\.)|pages?|p\.|no\.|step|point|option)|§+)\s*$", re.I)


def _is_incidental(figure: Figure, text: str) -> bool:
    is_reference = _REFERENCE.search(text, max(0, figure.start - 12), figure.start) is not None
    return figure.is_loose or is_reference or is_small_word(figure, text)


def distractor_figure_in_passage(subject: Subject[Choice | Multiple]) -> Iterator[Finding]:
    """A distractor whose figure the passage has too, of the same unit as the answer's, may be right as well.

    Either end of a range answers “how many?”. A distractor with a `why` is taken to be meant: a figure from the same
    passage that belongs to something else is a good one. Formulas and code are not read, unless they are a number
    alone.

    Bad:
        kind: choice
        prompt: "How much oil does the lamp burn in a night?"
        answer: "four litres"
        distractors: ["two litres", "six litres"]
        cite: "A lamp burns four litres"
    Good:
        kind: choice
        prompt: "How much oil does the lamp burn in a night of winter?"
        answer: "four litres"
        distractors: [{text: "two litres", why: "That is a night of summer."}, "six litres"]
        cite: "A lamp burns four litres"
    """
    if not subject.is_located:
        return
    answers = [figure for part in subject.answer_parts for figure in part.figures]
    units = {figure.unit for figure in answers if figure.unit}
    if not units:
        return
    sources = _passage_figures(subject)
    for index, distractor in enumerate(subject.question.distractors):
        prose = read_prose(distractor.text)
        for figure in read_figures(prose):
            if distractor.why or figure.is_loose or figure.unit not in units:
                continue
            stands = any(agree(figure, source) and source.unit in (figure.unit, "") for source in sources)
            if stands and not any(agree(figure, answer) for answer in answers):
                written = prose[figure.start : figure.end]
                message = f"“{written}” stands in the passage too, with the answer's unit: it may be right as well"
                hint = "Take a figure that the passage has not, or say in `why` what it belongs to."
                yield Finding(("distractors", index), message, hint)


def _passage_figures(subject: Subject) -> list[Figure]:
    return [figure for passage in subject.passages for figure in read_figures(passage.text)]


CHECKS = (
    Check(figure_not_in_passage, reads_text=True),
    Check(name_not_in_passage, Severity.WARNING, reads_text=True),
    Check(explanation_figure_not_in_chapter, Severity.WARNING, reads_text=True),
    Check(distractor_figure_in_passage, Severity.WARNING, reads_text=True),
)
