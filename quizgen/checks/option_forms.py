"""Checks that the options of a question have the same form, are definite, and are enough."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.checks.check import Check
from quizgen.checks.combined_options import K_TYPE
from quizgen.checks.english import ENGLISH, is_name, unquoted, word_set
from quizgen.checks.overlaps import DIGIT, NUMBER
from quizgen.checks.subject import Option, Subject, read_option
from quizgen.kinds.choice import Choice
from quizgen.kinds.match import Match
from quizgen.kinds.multiple import Multiple
from quizgen.model.diagnostics import Finding, Severity, counted
from quizgen.text.printed import read_print

_QUANTITIES = word_set(
    "half twice thrice once none no all both few many several never double triple zero quarter third dozen hundred "
    "thousand million billion one two three four five six seven eight nine ten eleven twelve noon midnight"
)

_CARDINALS = word_set("two three four five six seven eight nine ten eleven twelve")

_FUNCTION_WORDS = word_set(
    "the a an it they he she we in on at by for from to of with because since when while after before that this "
    "these those as if there his her its their and or no not all some many most few every both only"
)


def mixed_options(subject: Subject[Choice | Multiple]) -> Iterator[Finding]:
    """Options are of one make: all figures or all words, all with a full stop or none, all with a capital or none.

    The odd one out draws the eye, and is chosen or struck out for its form (Haladyna, Downing & Rodriguez 2002,
    rule 23). Figures, capitals and full stops are looked at. What it cannot see: options of different matter, as a
    place among persons, or a phrase among clauses.

    Bad:
        kind: choice
        prompt: "When was the first panel replaced?"
        answer: "1904"
        distractors: ["1909", "1911", "after a fire"]
    Good:
        kind: choice
        prompt: "When was the first panel replaced?"
        answer: "1904"
        distractors: ["1906", "1909", "1911"]
    """
    text = subject.option_text
    options = tuple({option.normalised or option.text: option for option in reversed(subject.options)}.values())[::-1]
    marks: list[tuple[list[bool | None], str, str]] = []
    if DIGIT.search(text):
        message = "some options are figures and some are words"
        marks.append(([_is_figure(option) for option in options], message, "Make all options figures, or none."))
    if _ENDS_OF_SENTENCES.search(text):
        message = "some options end with a full stop and some do not"
        hint = "End all of them alike: sentences with a full stop, others without."
        marks.append(([_ends_a_sentence(option.text) for option in options], message, hint))
    if not (text.isascii() and text.islower()):
        message = "some options begin with a capital and some do not"
        marks.append((_have_capitals(options, subject.question.prompt), message, "Begin all of them alike."))
    for decided, message, hint in marks:
        if (odd := _odd(options, decided)) is not None:
            yield Finding(odd.route, f"{message}: “{odd.text}” stands out", hint)


def _odd(options: tuple[Option, ...], marks: list[bool | None]) -> Option | None:
    """The first option of the minority if the marks differ; an option marked None belongs to neither side."""
    yes, no = marks.count(True), marks.count(False)
    return options[marks.index(yes < no)] if yes and no else None


_FIGURE = re.compile(rf"[^\w]*(?:(?:in|by|about|around|ca?\.?|circa) )?{NUMBER}(?![-‑][^\W\d])(?:\W+\w+){{0,2}}\W*")

_WORD = re.compile(r"[^\W\d_]{3,}")

_FORMULA = re.compile(r"[$`\\=^√∞π]|\b(?:sin|cos|tan|log|ln|exp|lim)\b")

_ENDS_OF_SENTENCES = re.compile(r"[.!?]")

_ABBREVIATED = re.compile(r"(?:\b\w|\b(?:etc|Co|Mr|St|Jr|Sr|Ltd|Inc|No|cf|ca))\.$")

_LETTERS_AND_DIGITS = re.compile(r"[^\W_]+")


def _is_figure(option: Option) -> bool | None:
    if _FORMULA.search(option.text):
        return None
    if not DIGIT.search(option.text):
        is_symbol = not _WORD.search(option.text) or read_print(option.text).signs
        is_counted = not _QUANTITIES.isdisjoint(option.words) and option.words[0] not in _CARDINALS
        return None if is_counted or is_symbol or is_name(option.text) else False
    return True if _FIGURE.fullmatch(option.text.strip()) else None


def _ends_a_sentence(text: str) -> bool | None:
    written = text.rstrip("\"'”’*_) ")
    if "." in written and _ABBREVIATED.search(written):
        return None
    if written.endswith(("!", "?")):
        return None  # a title, a cry or a question has its own mark
    return written.endswith(".")


def _have_capitals(options: tuple[Option, ...], prompt: str) -> list[bool | None]:
    """For each option whether it begins with a capital; None if the capital may belong to the word, as to a name."""
    found = [_LETTERS_AND_DIGITS.search(option.text) for option in options]
    words = [each[0] if each else "" for each in found]
    if len({word[:1].islower() for word in words}) < 2:
        return [None] * len(options)
    return [_has_capital(option, word, prompt, options) for option, word in zip(options, words, strict=True)]


def _has_capital(option: Option, word: str, prompt: str, options: tuple[Option, ...]) -> bool | None:
    if not word.isalpha() or word == "I" or K_TYPE.fullmatch(option.text):
        return None
    if word[0].islower():
        return False
    if any(other.text.lower() == option.text.lower() for other in options if other is not option):
        return None  # the capital is what makes the two differ
    others = " ".join(other.text for other in options if other is not option)
    is_common = word.lower() in _FUNCTION_WORDS or re.search(rf"\b{word.lower()}\b", f"{others} {prompt}") is not None
    return True if is_common else None


def few_options(subject: Subject[Choice | Multiple | Match]) -> Iterator[Finding]:
    """A question has at least three options, and a matching question three right-hand sides.

    Of two, half of those who know nothing choose the right one (Haladyna, Downing & Rodriguez 2002, rule 18: as
    many options as are plausible, three as a rule). Yes or no, and true or false, is what `true-false` asks. What it
    cannot see: options that nobody would choose.

    Bad:
        kind: match
        prompt: "Match each measure of the clock to its figure."
        pairs: [["fall of the weight", "nine metres"], ["time it falls", "six hours"]]
    Good:
        kind: match
        prompt: "Match each measure of the clock to its figure."
        pairs: [["fall of the weight", "nine metres"], ["time it falls", "six hours"]]
        distractors: ["eleven miles"]
    """
    question = subject.question
    if not isinstance(question, Match):
        if len(subject.options) < _FEWEST_OPTIONS:
            hint = "Add a distractor, if there is another one that a reader may believe."
            if all(option.text.strip(".").lower() in _VERDICTS for option in subject.options):
                hint = "Ask it as a statement, with `kind: true-false`."
            yield Finding(("distractors",), "two options leave a guesser an even chance", hint)
        return
    rights = [*question.side("right"), *question.spare_sides]
    count = len({read_print(text).exact for _, text in rights})
    if count < _FEWEST_OPTIONS:
        message = f"{counted(count, 'right-hand side')} leave{'s' if count == 1 else ''} a guesser an even chance"
        yield Finding(("pairs",), message, "Add a pair, or a right-hand side that fits none under `distractors`.")


_FEWEST_OPTIONS = 3
_VERDICTS = word_set("yes no true false right wrong correct incorrect")

_VAGUE = word_set(
    "usually often rarely sometimes seldom frequently occasionally infrequently generally normally typically commonly "
    "ordinarily customarily sporadically intermittently periodically"
)

_VAGUE_PHRASE = re.compile(
    r"\b(?:more often than not|now and then|now and again|from time to time|as a rule|at times|hardly ever|once in a "
    "while"
    "|(?:almost|nearly|practically) (?:always|never)|(?:most|much|some|a lot) of the time|every (?:so often|now and "
    "then)"
    r"|in (?:most|many) cases|on occasion|on occasions|for the most part|by and large|in general|many times"
    r"|(?:it|they|he|she|we|you|that|which|who) (?:mostly|mainly))\b"
)

_HEDGES = _VAGUE | word_set(
    "now time times rule ever while always never so cases occasion occasions part large general mostly mainly"
)
"""Prefilter: an option with a vague frequency has one of these words."""

_COMPARING = word_set("as more less so too how twice thrice equally")

_ASKS_FOR_WORD = re.compile(
    r"\b(?:adverbs?|words?|synonyms?|antonyms?|opposite|translat\w+|means?|meaning|phrase|expression|title|called"
    r"|term)\b",
    re.IGNORECASE,
)
"""A prompt that asks for the word itself."""


def vague_frequency(subject: Subject[Choice | Multiple]) -> Iterator[Finding]:
    """No option says “usually”, “often”, “rarely” or “sometimes”.

    Readers take these words to mean anything from one time in ten to nine, so that a careful one cannot decide;
    and to the test-wise a hedged option is the right one (NBME item-writing guide, “vague frequency terms”). A word
    that all options share divides nothing, and one that is asked for, or stands in a title or a quotation, is left
    alone. What it cannot see: vague amounts (“a lot of”, “some”), and “can” or “may”.

    Bad:
        kind: choice
        prompt: "When does the keeper wind the clock?"
        answer: "usually at dusk"
        distractors: ["an hour before dawn", "at noon", "at nine"]
    Good:
        kind: choice
        prompt: "When does the keeper first wind the clock?"
        answer: "at dusk"
        distractors: ["at dawn", "at noon", "at nine"]
    """
    if _HEDGES.isdisjoint(subject.option_words):
        return
    options = subject.options
    asks_for_word = _ASKS_FOR_WORD.search(subject.question.prompt) is not None
    is_asked = asks_for_word or subject.question.prompt.lower().startswith("how often")
    words = ["" if is_asked and len(option.words) < _FEW_WORDS else _vague(option) for option in options]
    if len(set(words)) < 2:
        return
    for option, word in zip(options, words, strict=True):
        if word:
            yield Finding(option.route, f"“{word}” says no definite thing", "Say how often or when, or leave it out.")


_FEW_WORDS = 3
"""An option of fewer words is the word that is asked for, with an article perhaps."""


def _vague(option: Option) -> str:
    """The vague frequency word or phrase in an option; empty if there is none, or if it stands in a title."""
    if len(option.words) > 1 and is_name(option.text):
        return ""
    words = option.words if unquoted(option.text) == option.text else read_option(unquoted(option.text), ()).words
    if found := _VAGUE_PHRASE.search(" ".join(words)):
        return found.group()
    vague = (
        word
        for index, word in enumerate(words)
        if word in _VAGUE
        and not _COMPARING.intersection(words[max(0, index - 1) : index])
        and words[index + 1 : index + 2] != ("enough",)
    )
    return next(vague, "")


CHECKS = (
    Check(mixed_options, Severity.WARNING, languages=ENGLISH),
    Check(few_options, Severity.WARNING, languages=ENGLISH),
    Check(vague_frequency, Severity.WARNING, languages=ENGLISH),
)
