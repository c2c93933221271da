"""Checks that a prompt, and an answer that is typed, are short."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.checks.check import Check
from quizgen.checks.subject import Subject
from quizgen.kinds.choice import Choice
from quizgen.kinds.cloze import Cloze
from quizgen.kinds.match import Match
from quizgen.kinds.multiple import Multiple
from quizgen.kinds.numeric import Numeric
from quizgen.kinds.order import Order
from quizgen.kinds.short import Short
from quizgen.kinds.true_false import TrueFalse
from quizgen.model.diagnostics import Finding, Severity
from quizgen.text.prose import read_prose
from quizgen.text.words import split_words

_MAX_WORDS_OF_PROMPT = 40
_MAX_WORDS_TYPED = 5


def long_prompt(
    subject: Subject[Choice | Multiple | TrueFalse | Short | Numeric | Order | Match | Cloze],
) -> Iterator[Finding]:
    """A prompt, a statement or a text with gaps has at most 40 words.

    Who has to read it twice is tested on reading (Haladyna, Downing & Rodriguez 2002, rule 13: minimize the amount of
    reading). What several questions are about goes into a stimulus. Code and formulas are not counted.

    Bad:
        kind: short
        prompt: >-
          A keeper who has been on the rock for a whole winter, without relief and without any letters from the harbour,
          and who has every evening filled the lamp, trimmed the wick and wound the clock, now cleans the glass: with
          what does he clean it?
        answer: "vinegar"
    Good:
        kind: short
        prompt: "With what does the keeper clean the glass?"
        answer: "vinegar"
    """
    question = subject.question
    field, asked = ("text", subject.asked) if isinstance(question, Cloze) else ("prompt", question.prompt)
    count = len(split_words(read_prose(asked)))
    if count > _MAX_WORDS_OF_PROMPT:
        hint = "Ask one thing, as one would say it aloud; what a reader need not know for the answer goes."
        yield Finding((field,), f"{count} words are read before the answer can be sought", hint)


def long_typed_answer(subject: Subject[Short]) -> Iterator[Finding]:
    """An answer that is typed has at most five words, or variants in `also` that count as right.

    A longer one has too many right spellings to be compared with what a student writes.

    Bad:
        kind: short
        prompt: "What does a crack do?"
        answer: "it throws the beam of the lamp aside"
    Good:
        kind: short
        prompt: "Where does a crack throw the beam?"
        answer: "aside"
    """
    question = subject.question
    if not question.also and (count := len(split_words(question.answer))) > _MAX_WORDS_TYPED:
        hint = "Ask for a word or a name, ask it as a choice, or list in `also` what counts as right."
        yield Finding(("answer",), f"{count} words have to be typed as they stand", hint)


CHECKS = (
    Check(long_prompt, Severity.WARNING, is_on=False),
    Check(long_typed_answer, Severity.WARNING, is_on=False),
)
