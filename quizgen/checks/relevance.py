"""Checks that the cited passage is about what is asked, by the weight of the words that the two share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from quizgen.book.book_text import BookText, ChapterText
from quizgen.book.positions import CopySpan
from quizgen.book.word_weights import Stems
from quizgen.checks.check import Check
from quizgen.checks.subject import Option, Subject
from quizgen.citations.outcome import Located
from quizgen.citations.propose import propose_near
from quizgen.kinds.choice import Choice
from quizgen.kinds.multiple import Multiple
from quizgen.kinds.question import Recalled
from quizgen.kinds.response import Compose
from quizgen.model.diagnostics import Finding, Fix, Mending, Replace, Severity, in_quotes
from quizgen.text.prose import COVER, read_prose

# Chosen on one half of the chapters of the first book's bank, and measured on the other (`python -m evals.mutants`).
_MAX_SHARE_ELSEWHERE = 0.22
_MAX_SHARE_OF_BEST = 0.3
_MIN_SHARE_OF_BEST = 0.1
"""Where no paragraph has more, the question may be in another language than the book."""
_MIN_SHARE_OF_PASSAGE = 0.08
_MIN_SHARE_OF_DEFINITION = 0.2
_LEAD_OF_DISTRACTOR = 0.35


def cites_elsewhere(subject: Subject) -> Iterator[Finding]:
    """The passage has some of the telling words of prompt and answer, unless no paragraph has many more.

    A citation that was taken from the question before is the slip that exact anchors cannot show. Words are compared
    by their stems and weighed by how few paragraphs of the book have them (Sparck Jones 1972). What is asked in
    formulas or code is not judged.

    Bad:
        kind: short
        prompt: "On which days is the glass cleaned with spirit, and with what did the predecessor clean it?"
        answer: "vinegar"
        derived: "the predecessor used vinegar"
        cite: "Each panel throws one beam"
    Good:
        kind: short
        prompt: "On which days is the glass cleaned with spirit, and with what did the predecessor clean it?"
        answer: "vinegar"
        cite: "We clean the glass … my predecessor used vinegar"
    """
    if not subject.is_passage_located or subject.text is None:
        return
    points = subject.response.points if isinstance(subject.response, Compose) else ()
    prose = "\n".join(map(read_prose, [subject.asked, *(part.text for part in subject.answer_parts), *points]))
    if COVER in prose:
        return
    claim = subject.stems(prose)
    share = subject.share_in_passage(claim)
    if not claim or share >= _MAX_SHARE_ELSEWHERE:
        return
    best, key, number = subject.text.weights.best_paragraph(claim, [each.chapter.key for each in subject.chapters])
    if best >= _MIN_SHARE_OF_BEST and share < _MAX_SHARE_OF_BEST * best:
        chapter = subject.text.chapters[key]
        paragraph = chapter.paragraphs[number]
        place = "another sentence of its paragraph" if _is_cited(paragraph, subject) else "another paragraph"
        message = f"the cited passage has hardly a word of prompt and answer, and {place} has many"
        yield Finding(("cite",), message, *_way_out(claim, chapter, paragraph, subject))


def _is_cited(paragraph: CopySpan, subject: Subject) -> bool:
    """Whether a passage stands in a paragraph, or a part of it."""
    extents = (each.chapter.span_in_copy(each.span) for each in subject.outcomes if isinstance(each, Located))
    return any(first < paragraph[1] and paragraph[0] < last for first, last in extents)


def _way_out(claim: Stems, chapter: ChapterText, paragraph: CopySpan, subject: Subject) -> tuple[str, tuple[Fix, ...]]:
    """A citation of the sentence in a paragraph that has most of a claim, as a hint and as a fix."""
    text = subject.text
    assert text is not None
    sentence = max(_sentences(text, paragraph), key=lambda each: _share(claim, each, text), default=paragraph)
    cite = propose_near(text, chapter, chapter.span_of_copy(sentence))
    where = text.where(sentence[0])
    if cite is None:
        return f"Is it the place at {where} of the copy?", ()
    own = subject.question.cite
    is_only = len(subject.citations) == len(own) == 1 and chapter.chapter.key == (own[0].chapter or subject.chapter)
    fix = Fix(f"Cite “{cite}”", (Replace(("cite", 0, "text"), cite),), is_safe=False)
    return f"Is it this place ({where}), or this one too? cite: {in_quotes(cite)}", (fix,) if is_only else ()


def _sentences(text: BookText, paragraph: CopySpan) -> Iterator[CopySpan]:
    """The words of a paragraph's sentences, by their positions in the copy."""
    first_from = text.flow.tokens.first_from
    for start, end in pairwise(text.sentences(paragraph)):
        first, last = max(paragraph[0], first_from(start)), min(paragraph[1], first_from(end))
        if first < last:
            yield first, last


def _share(claim: Stems, span: CopySpan, text: BookText) -> float:
    return text.weights.share(claim, text.weights.stems(text.written(*span)))


def unrelated_passage(subject: Subject) -> Iterator[Finding]:
    """Each of several passages has some of its telling words in the question or in its explanation.

    One of several citations that was taken from another question is hidden by the others. Words are compared as for
    `cites-elsewhere`. A passage may be cited for what it implies, so this check is off unless `book.yaml` switches it
    on.

    Bad:
        kind: short
        prompt: "With what did the predecessor clean the glass?"
        answer: "vinegar"
        explanation: "His panels are in the museum of the harbour."
        cite: ["We clean the glass … my predecessor used vinegar", {chapter: "2", text: "I wind it at dusk"}]
    Good:
        kind: short
        prompt: "With what did the predecessor clean the glass?"
        answer: "vinegar"
        explanation: "His panels are in the museum of the harbour."
        cite: ["We clean the glass … my predecessor used vinegar", "panels are in the museum"]
    """
    if not subject.is_passage_located or subject.text is None or len(subject.question.cite) < 2:
        return
    weights = subject.text.weights
    said = subject.stems("\n".join(text for _, text in subject.texts))
    for route, passage in subject.passages_by_route.items():
        if route[0] == "cite" and weights.share(subject.stems(passage.text), said) < _MIN_SHARE_OF_PASSAGE:
            message = "this passage has hardly a word in common with the question and its explanation"
            yield Finding(
                route,
                message,
                "Leave it out if it is another question's; else `ignore` this, and say what it is cited for.",
            )


def definition_not_in_passage(subject: Subject[Recalled]) -> Iterator[Finding]:
    """A definition, what is said of a person, and an event have telling words in common with the passage.

    Else they may belong to another term, person or date. Words are compared as for `cites-elsewhere`.

    Bad:
        kind: term
        term: "the weight"
        definition: "a barrel holding litres bought from the harbour by the inspector"
        cite: "A crack throws the beam aside, and"
    Good:
        kind: term
        term: "a crack"
        definition: "damage of a panel that throws the beam aside"
        cite: "A crack throws the beam aside, and"
    """
    if not subject.is_located or subject.question.derived:
        return
    headword, meaning = subject.question.sides
    if subject.share_in_passage(subject.stems(subject.question.meaning)) < _MIN_SHARE_OF_DEFINITION:
        message = f"the {meaning} has hardly a word in common with the cited passage"
        hint = f"Is it this {headword}'s? Say it nearer to the passage, or cite the sentence that explains it."
        yield Finding((meaning,), message, hint)


def distractor_fits_better(subject: Subject[Choice | Multiple]) -> Iterator[Finding]:
    """No distractor has many more of its words in the passage than the right answer has.

    Else the two may be exchanged, or the distractor may be right as well. Words are compared as for `cites-elsewhere`;
    those of the prompt, and those that all options have, are left out.

    Bad:
        kind: choice
        prompt: "What does a scratch do?"
        answer: "It makes the lens turn slower than before."
        distractors: ["It spreads the beam thin.", "It lets the oil out."]
        cite: "A scratch spreads the beam thin"
    Good:
        kind: choice
        prompt: "What does a scratch do?"
        answer: "It spreads the beam thin."
        distractors: ["It makes the lens turn slower than before.", "It lets the oil out."]
        cite: "A scratch spreads the beam thin"
    """
    if not subject.is_located or subject.text is None or subject.question.derived:
        return
    shares = {option: subject.share_in_passage(stems) for option, stems in _own_stems(subject) if stems}
    right = [share for option, share in shares.items() if option.is_right]
    wrong = [(share, option) for option, share in shares.items() if not option.is_right]
    if not right or not wrong:
        return
    share, option = max(wrong, key=lambda each: each[0])
    if share - min(right) >= _LEAD_OF_DISTRACTOR:
        message = f"the passage has more of this distractor's words than of the answer's: “{option.text}”"
        hint = "Are the two exchanged? Else take the answer's words from the passage, and not the distractor's."
        yield Finding(option.route, message, hint)


def _own_stems(subject: Subject) -> Iterator[tuple[Option, frozenset[str]]]:
    """Each option with the stems that neither the prompt nor all other options have."""
    stems = [subject.stems(option.text) for option in subject.options]
    counts = Counter(stem for each in stems for stem in each)
    common = {stem for stem, count in counts.items() if count == len(stems)} | subject.stems(subject.asked)
    return zip(subject.options, (each - common for each in stems), strict=True)


CHECKS = (
    Check(cites_elsewhere, Severity.WARNING, reads_text=True, mending=Mending.OFFERED),
    Check(unrelated_passage, Severity.WARNING, reads_text=True, is_on=False),
    Check(definition_not_in_passage, Severity.WARNING, reads_text=True),
    Check(distractor_fits_better, Severity.WARNING, reads_text=True),
)
