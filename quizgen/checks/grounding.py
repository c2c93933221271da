"""Do the cited passages bear out the figures and names of a question?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from quizgen.checks.subject import Subject
from quizgen.diagnostics import Finding, Route
from quizgen.model import Choice, Cloze, Essay, Match, Multiple, Numeric, Order, Question, Short, Term, TrueFalse
from quizgen.source.figures import Figure, agree, read_evidence, read_figures
from quizgen.source.names import Name, fold_words, read_names, read_vocabulary, stands_in
from quizgen.source.usage import paragraphs_with, writes_small


def figure_not_in_passage(subject: Subject) -> Iterator[Finding]:
    """Every figure, date and rank of the answer stands in a cited passage, in whatever spelling.

    A changed digit is the slip that no reader sees; a passage that exists does not yet prove the answer. What has to
    be computed from the passage has `derived`. Of a true statement the prompt is the answer; of a false one nothing is
    asked. In a statement or a definition the year of the book means “now”, and a small number may count the parts.

    Bad:
        kind: short
        prompt: "How many panels has the lens?"
        answer: "eighteen panels"
    Good:
        kind: short
        prompt: "How many panels has the lens?"
        answer: "16 panels"
    """
    if subject.question.derived or not subject.is_located:
        return
    is_retold = isinstance(subject.question, (TrueFalse, Term))
    claims = [(part, each) for part in _answer_parts(subject.question) for each in part.figures if not each.is_loose]
    for part, figure in claims:
        if any(read_evidence(passage.text).bears_out(figure) for passage in subject.passages):
            continue
        if is_retold and _belongs_to_the_telling(figure, part.text, subject):
            continue
        written = part.text[figure.start : figure.end]
        message = f"“{written}” is in the answer, but not in the cited passage{_has_instead(figure, subject)}"
        hint = "Correct it, cite the passage that has it, or say in `derived` how it follows."
        yield Finding(part.route, message, hint)


def _belongs_to_the_telling(figure: Figure, text: str, subject: Subject) -> bool:
    """Whether a figure says when the book was written, or counts what the passage counts nowhere (“in two steps”)."""
    year = subject.text.book.year if subject.text else None
    if year is not None and figure.is_bare and figure.spoken in (year - 1, year):
        return True
    is_counted = any(source.unit == figure.unit for source in _passage_figures(subject))
    return bool(figure.unit) and not is_counted and _is_small_word(figure, text)


def _is_small_word(figure: Figure, text: str) -> bool:
    """Whether it is written in words and is ten at most."""
    is_in_words = not any(character.isdigit() for character in text[figure.start : figure.end])
    return is_in_words and figure.unit != "per cent" and all(value <= 10 for _, value in figure.readings)


def _has_instead(figure: Figure, subject: Subject) -> str:
    """What the passage counts in the same unit."""
    if not figure.unit:
        return ""
    others = {
        passage.text[source.start : source.end]: None
        for passage in subject.passages
        for source in read_figures(passage.text)
        if source.unit == figure.unit
    }
    return f", which has “{'”, “'.join(list(others)[:3])}”" if others else ""


def name_not_in_passage(subject: Subject) -> Iterator[Finding]:
    """Every name of the answer stands in a cited passage or in the prompt.

    A passage with “he” does not show of whom it speaks: cite the sentence that names him too. Possessives, plurals,
    words of the same stem and the `aliases` of book.yaml count; so do the book's author and title. In a true statement
    or a definition, which retell more than a passage, it is enough that the chapter has the name.

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
        for part in _answer_parts(subject.question)
        for folded, name in {name.folded: name for name in part.names}.items()
    ]
    words = _known_words(subject) if claims else frozenset()
    # To retell a passage, whatever the chapter names may be named.
    is_retold = isinstance(subject.question, (TrueFalse, Term))
    for part, folded, name in claims:
        if stands_in(folded, words, subject.aliases) or not _is_name(name, subject):
            continue
        if not is_retold or not stands_in(folded, words | fold_words(subject.chapter_text), subject.aliases):
            message = f"“{name.written}” is in the answer, but neither in the cited passage nor in the prompt"
            hint = "Cite the sentence that has the name too, or add the book's word for it to `aliases` in book.yaml."
            yield Finding(part.route, message, hint)


def _is_name(name: Name, subject: Subject) -> bool:
    """Whether the chapter has a word only with a capital, and not at the head of sentences alone."""
    text = subject.text
    if text is not None and any(writes_small(name.folded, text, chapter) for chapter in subject.chapters):
        return False  # known without reading all of the chapter
    vocabulary = read_vocabulary(subject.chapter_text)
    return name.folded not in vocabulary.small and (not name.opens or name.folded in vocabulary.inside)


def _known_words(subject: Subject) -> frozenset[str]:
    """The words, folded, among which the names of an answer may stand."""
    assert subject.text is not None
    book, question = subject.text.book, subject.question
    known = [book.author, book.title, book.translator or "", _asked(question)]
    known += [f"{passage.place}\n{passage.text}" for passage in subject.passages]
    return fold_words("\n".join(known))


def explanation_figure_not_in_chapter(subject: Subject) -> Iterator[Finding]:
    """A figure of the explanation, or of a distractor's `why`, stands in the chapter or in the question.

    What explains an answer is believed like the answer. Words up to ten are no figures here (“two things”), nor are
    the numbers of chapters and sections.

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
    for route, text in _explanations(question):
        for figure in read_figures(text):
            written = text[figure.start : figure.end]
            if _is_small_talk(figure, text):
                continue
            if any(read_evidence(source).bears_out(figure) for source in _sources(subject, written)):
                continue
            message = f"“{written}” stands neither in the chapter nor in the rest of the question"
            yield Finding(route, message, "Look it up in the book; if you computed it, say from what in `derived`.")


def _sources(subject: Subject, written: str) -> Iterator[str]:
    """What may bear out a figure: the question, its passages, and its chapter, where the same words stand first.

    To read the figures of a whole chapter takes long, and is hardly ever needed.
    """
    yield _written(subject.question)
    yield from (passage.text for passage in subject.passages)
    if subject.text is not None:
        for chapter in subject.chapters:
            yield from paragraphs_with(written, subject.text, chapter)
    yield subject.chapter_text


_REFERENCE = re.compile(r"(?:\bch(?:apters?|\.)|\b(?:sect(?:ions?|\.)|pages?|p\.|no\.|step|point|option)|§+)\s*$", re.I)


def _is_small_talk(figure: Figure, text: str) -> bool:
    is_reference = _REFERENCE.search(text, max(0, figure.start - 12), figure.start) is not None
    return figure.is_loose or is_reference or _is_small_word(figure, text)


def distractor_figure_in_passage(subject: Subject) -> Iterator[Finding]:
    """A distractor whose figure the passage has too, of the same unit as the answer's, may be right as well.

    Either end of a range answers “how many?”. A distractor with a `why` is taken to be meant: a figure from the same
    passage that belongs to something else is a good one.

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
    question = subject.question
    if not isinstance(question, (Choice, Multiple)) or not subject.is_located:
        return
    answers = [figure for part in _answer_parts(question) for figure in part.figures]
    units = {figure.unit for figure in answers if figure.unit}
    if not units:
        return
    sources = _passage_figures(subject)
    for index, distractor in enumerate(question.distractors):
        for figure in read_figures(distractor.text):
            if distractor.why or figure.is_loose or figure.unit not in units:
                continue
            stands = any(agree(figure, source) and source.unit in (figure.unit, "") for source in sources)
            if stands and not any(agree(figure, answer) for answer in answers):
                written = distractor.text[figure.start : figure.end]
                message = f"“{written}” stands in the passage too, with the answer's unit: it may be right as well"
                hint = "Take a figure that the passage has not, or say in `why` what it belongs to."
                yield Finding(("distractors", index), message, hint)


# --- the texts of a question ------------------------------------------------------------------


def _passage_figures(subject: Subject) -> list[Figure]:
    return [figure for passage in subject.passages for figure in read_figures(passage.text)]


@dataclass(frozen=True, slots=True)
class _Part:
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


def _answer_parts(question: Question) -> Iterator[_Part]:
    match question:
        case Choice() | Short():
            yield _Part(("answer",), question.answer)
        case Multiple():
            yield from (_Part(("answers", index), text) for index, text in enumerate(question.answers))
        case Numeric():
            yield _Part(("answer",), f"{_plain(question.answer)} {question.unit}".strip())
        case TrueFalse(answer=True):
            yield _Part(("prompt",), question.prompt)
        case Cloze():
            yield _filled_in(question)
        case Order():
            yield from (_Part(("items", index), text) for index, text in enumerate(question.items))
        case Match():
            for index, pair in enumerate(question.pairs):
                yield from (_Part(("pairs", index, side), text) for side, text in enumerate(pair))
        case Term():
            yield _Part(("definition",), question.definition)


def _plain(number: Decimal) -> str:
    return f"{abs(number).normalize():f}"


def _filled_in(question: Cloze) -> _Part:
    """A cloze as it is read when it is solved: a deletion's unit may stand behind it."""
    text, extents, at = "", [], 0
    for deletion in question.deletions:
        text += question.text[at : deletion.start]
        extents.append((len(text), len(text) + len(deletion.words)))
        text += deletion.words
        at = deletion.end
    return _Part(("text",), text + question.text[at:], tuple(extents))


def _asked(question: Question) -> str:
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


def _explanations(question: Question) -> Iterator[tuple[Route, str]]:
    if question.explanation:
        yield ("explanation",), question.explanation
    if isinstance(question, (Choice, Multiple)):
        for index, distractor in enumerate(question.distractors):
            if distractor.why:
                yield ("distractors", index, "why"), distractor.why
    elif isinstance(question, Essay):
        yield from ((("points", index), text) for index, text in enumerate(question.points))


def _written(question: Question) -> str:
    """What a question says before it explains."""
    pieces = [_asked(question), question.derived or "", *(part.text for part in _answer_parts(question))]
    if isinstance(question, (Choice, Multiple)):
        pieces += [distractor.text for distractor in question.distractors]
    elif isinstance(question, (TrueFalse, Match)):
        pieces += [question.prompt]
    return "\n\n".join(pieces)
