"""Checks that a negation in a prompt is emphasised, and not doubled."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.checks.check import Check
from quizgen.checks.english import AUXILIARY, ENGLISH, last_sentence, unquoted, word_set, words_in
from quizgen.checks.subject import Subject
from quizgen.kinds.choice import Choice
from quizgen.kinds.multiple import Multiple
from quizgen.kinds.short import Short
from quizgen.kinds.true_false import TrueFalse
from quizgen.model.diagnostics import Finding, Severity

_EMPHASISED = re.compile(r"(\*\*|\*|__|_)[^*_]+\1")

_SUBORDINATE = (
    r"\b(?:that|who|which|what|whose|whom|when|if|because|where|while|although|though|since|but|and|or|as|than)\b"
    r"|[,;:–—(]"
)

_NEGATED = re.compile(
    r"\b(?:which|what|who|whom|whose|where|when)\b(?P<main>.*?)"
    rf"(?:\b(?:{AUXILIARY})\b(?P<between>(?: [\w'’-]+){{0,7}}?) not\b|\bcannot\b|\b(?:{AUXILIARY}|ca|wo)n['’]t\b)"
    r"(?! (?:only|merely|just|until|yet|so much|simply|even|to)\b)",
    re.IGNORECASE,
)

_LEAST = re.compile(
    r"(?<!\bat )(?<!\bnot )\bleast (?:\w{3,}(?:ly|able|ible|ful|ous|ive|ed)|suited|common|true|apt|fit|safe"
    r"|likely|important|frequent|significant|relevant|recent|prominent|appropriate|certain|accurate)\b"
)

_EXCEPT = re.compile(
    r"\b(?:except|excepting)(?: for| which| one| the following)?\W*$|\bexcept (?:which|for which)\b"
    r"|\bwith the exception of\W*$"
)

_EXCEPTIONS = word_set("not cannot t except excepting exception least")
"""Prefilter: a prompt that asks for an exception has one of these words; ``t`` ends ``isn't``."""


def plain_negative(subject: Subject[Choice | Multiple | Short]) -> Iterator[Finding]:
    """A prompt that asks for the exception says so aloud: NOT, EXCEPT, LEAST, or in bold type.

    Readers miss a small “not” and choose a true option; better still is to ask for what holds (Haladyna, Downing
    & Rodriguez 2002, rule 17).

    Bad:
        kind: choice
        prompt: "Which of these does the keeper not do in the evening?"
        answer: "clean the glass"
        distractors: ["fill the lamp", "trim the wick", "wind the clock"]
    Good:
        kind: choice
        prompt: "Which of these does the keeper do last in the evening?"
        answer: "wind the clock"
        distractors: ["fill the lamp", "trim the wick", "light the lamp"]
    """
    if word := _exception(subject.question.prompt):
        message = f"“{word}” is easily missed in this prompt"
        yield Finding(("prompt",), message, f"Ask for what holds, or write {word.upper()}.")


def _exception(prompt: str) -> str:
    """The word by which a prompt asks for an exception without emphasis; empty if there is none."""
    if _EXCEPTIONS.isdisjoint(words_in(prompt)):
        return ""
    sentence = _EMPHASISED.sub(" emphasised ", last_sentence(prompt))
    for found in _NEGATED.finditer(sentence):
        inside = found["main"] + (found["between"] or "")
        if "NOT" not in found.group() and not re.search(_SUBORDINATE, inside, re.IGNORECASE):
            return "not"
    if _EXCEPT.search(sentence):
        return "except"
    if re.match(r"\W*(?:of \w+ )?(?:which|what|who)\b", sentence, re.IGNORECASE) and _LEAST.search(sentence):
        return "least"
    return ""


_IDIOMS = re.compile(
    r"\b(?:not only|not merely|not just|no longer|no (?:more|less|fewer|later|earlier|sooner) than|no doubt|no matter"
    r"|whether or not|or not|not so much|nothing but|none the less|no one|neither .*? nor|do(?:es|ing)? without)\b",
    re.IGNORECASE,
)

_NOT = r"(?:not|cannot|never|nobody|nothing|none|no|nor|\w+n['’]t)"

_UN = (
    r"(?:unlikely|impossible|improbable|uncommon|unusual|unable|untrue|incorrect|unnecessary|unimportant|unknown|unaware"
    r"|unwilling|disobey|disagree|dislike|distrust|fail(?:s|ed)?|den(?:y|ies|ied))"
)

_NEGATIONS = _EXCEPTIONS | word_set("never nobody nothing none no nor untrue unlikely impossible false")
"""Prefilter: a prompt that matches one of the patterns or asks for an exception has one of these words."""

_DOUBLE = (
    re.compile(rf"\b{_NOT}(?: \w+){{0,3}} {_UN}\b", re.IGNORECASE),
    re.compile(
        r"\b(?:no|nobody|nothing|none|never|not|cannot)\b(?: \w+){1,6}?"
        r" (?:not|never|cannot|nobody|nothing|\w+n['’]t)\b",
        re.IGNORECASE,
    ),
    re.compile(r"\b(?:not|never|nobody|no \w+ is|no \w+ was) without\b", re.IGNORECASE),
    re.compile(
        r"\b(?:untrue|unlikely|impossible|false) that (?:\w+ ){0,3}?(?:no|not|never|nobody|none|cannot)\b",
        re.IGNORECASE,
    ),
)

_ASKS_FOR_EXCEPTION = re.compile(r"\b(?:NOT|EXCEPT)\b|(?:\*\*|__|\*|_)(?:not|except)(?:\*\*|__|\*|_)")

_NEGATIVE_WORDS = word_set("not never cannot no")


def double_negative(subject: Subject[Choice | Multiple | Short | TrueFalse]) -> Iterator[Finding]:
    """No double negatives, neither within a sentence nor between a negative prompt and a negative option.

    They test reasoning with negations in place of the subject (Haladyna, Downing & Rodriguez 2002, rule 17).

    Bad:
        kind: true-false
        prompt: "It is not unlikely that a captain mistakes a slow light for another."
        answer: true
    Good:
        kind: true-false
        prompt: "A captain may mistake a slow light for another."
        answer: true
    """
    question = subject.question
    if "_" not in question.prompt and _NEGATIONS.isdisjoint(words_in(question.prompt)):
        return
    written = _EMPHASISED.sub(lambda found: found.group().strip("*_"), unquoted(question.prompt))
    for clause in re.split(r"[.,;:?!–—()]", _IDIOMS.sub(" ", written)):
        if found := next((match for pattern in _DOUBLE if (match := pattern.search(clause))), None):
            message = f"“{found.group()}” is a double negative"
            yield Finding(("prompt",), message, "Say it as a positive.")
            return
    if not _ASKS_FOR_EXCEPTION.search(question.prompt) and not _exception(question.prompt):
        return
    for option in subject.options:
        if _NEGATIVE_WORDS.intersection(option.words) or re.search(r"n['’]t\b", option.text):
            message = f"the prompt asks for what does not hold, and “{option.text}” is a negative too"
            yield Finding(option.route, message, "Ask for what holds, or make the option a positive.")
            return


CHECKS = (
    Check(plain_negative, Severity.WARNING, languages=ENGLISH),
    Check(double_negative, Severity.WARNING, languages=ENGLISH),
)
