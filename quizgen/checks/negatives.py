"""Checks that a negation in a prompt is emphasised, and not doubled."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.checks.check import Check
from quizgen.checks.english import (
    AUXILIARY,
    ENGLISH,
    is_name,
    show_quoted,
    split_sentences,
    unquoted,
    word_set,
    words_in,
)
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
    r"(?<!\bat )(?<!\bnot )(?:\bleast (?:\w{3,}ly|suited|suitable|probable|plausible|helpful|useful|desirable|common"
    "|true|apt|fit|safe"
    r"|likely|important|frequent|significant|relevant|recent|prominent|appropriate|certain|accurate|typical|effective"
    r"|characteristic|affected|associated|related|similar|familiar|convincing|consistent|expected|involved|concerned"
    r"|expect|want|need|like|resembles?|contributes?|belongs?|fits?|applies|apply|matches|depends?|benefits?)\b"
    r"|\bleast\W*$)(?! (?:multiple|denominator|factor|squares?)\b)"
)

_LEFT_OUT = (
    r"(?:except|excepting|excluding|other than|apart from|aside from|with the exception of"
    r"|leaving out|not counting|but not)"
)

_EXCEPT = re.compile(
    rf"\b{_LEFT_OUT}(?: for)?(?: which| one| the following| what| the(?: one)?| a| an)?(?: of (?:these|the following)"
    r"| (?:in|on|of|at|by|to|that|called))?[\W_]*$"
    rf"|\b{_LEFT_OUT} (?:for )?which\b|\ball but (?:one|two|three|which|the|a|an)?(?: of (?:these|the following)\b"
    r"|[\W_]*$)"
)

_SET_APART = re.compile(
    rf"\b(?:select|choose|pick|identify|find|spot|name|mark|tick|circle|underline|indicate|which is|which are)\b"
    rf"[^.?!;:]*? (?:that|which|who) (?:(?:{AUXILIARY}) (?:\w+ )?not|cannot|(?:{AUXILIARY}|ca|wo)n['’]t)\b",
    re.IGNORECASE,
)
"""“Find the word that does not belong”."""

_NEVER = re.compile(
    r"\b(?:which|what|who|where|when)\b[^.,;:?]* (?:must|should|may|can)(?: \w+)? never\b"
    r"|\b(?:which|what|who)\b.{0,20}\bof (?:these|the following)\b[^.,;:?]*? never\b",
    re.IGNORECASE,
)

_EXCEPTIONS = word_set(
    "not cannot t except excepting excluding exception least other apart aside but out counting never"
)
"""Prefilter: a prompt that asks for an exception has one of these words; ``t`` ends ``isn't``."""


def plain_negative(subject: Subject[Choice | Multiple | Short]) -> Iterator[Finding]:
    """A prompt that asks for the exception says so aloud: NOT, EXCEPT, LEAST, or in bold type.

    Readers miss a small “not” and choose a true option; better still is to ask for what holds (Haladyna, Downing
    & Rodriguez 2002, rule 17). It is found where the main clause is negative or ends in “except the”, “other than” and
    the like. What it cannot see: an exception that a plain verb asks for (“which of these lacks a moon?”).

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
    prompt = subject.question.prompt
    word = _exception(prompt)
    if word and _double_in(prompt):
        return  # it is told of as a double negative
    if word and not (word == "never" and isinstance(subject.question, Short)):
        message = f"“{word}” is easily missed in this prompt"
        yield Finding(("prompt",), message, f"Ask for what holds, or write {word.upper()}.")


def _exception(prompt: str) -> str:
    """The word by which a prompt asks for an exception without emphasis; empty if there is none."""
    if _EXCEPTIONS.isdisjoint(words_in(prompt)):
        return ""
    sentences = [_EMPHASISED.sub(" emphasised ", each) for each in split_sentences(prompt)]
    sentence = sentences[-1]
    if len(sentences) > 1 and len(sentence.split()) <= _FEW_WORDS and _ALL_BUT.search(sentences[-2]):
        return "all but"
    for found in _NEGATED.finditer(sentence):
        inside = found["main"] + (found["between"] or "")
        if "NOT" not in found.group() and not re.search(_SUBORDINATE, inside, re.IGNORECASE):
            return "not"
    if (apart := _SET_APART.search(sentence)) and "NOT" not in apart.group():
        return "not"
    if left_out := _EXCEPT.search(sentence):
        return "all but" if (word := re.search(_LEFT_OUT, left_out.group())) is None else word.group()
    if _ASKS.search(sentence) and _LEAST.search(sentence):
        return "least"
    return "never" if _NEVER.search(sentence) else ""


_FEW_WORDS = 4
"""A question of no more words only takes up the sentence before: “Which is it?”."""

_ALL_BUT = re.compile(r"\ball (?:but|except) (?:for )?(?:one|two|three)\b", re.IGNORECASE)

_ASKS = re.compile(
    r"\b(?:which|what|who|whom|where|when|how)\b|^\W*(?:select|choose|pick|identify|find|name)\b", re.IGNORECASE
)


_IDIOMS = re.compile(
    r"\b(?:not only|not merely|not just|no longer|no (?:more|less|fewer|later|earlier|sooner) than|no doubt|no matter"
    r"|whether or not|or not|not so much|nothing but|none the less|neither .*? nor|(?:do(?:es|ing)?|go(?:es)?) without"
    "|not (?:un)?(?:less|til)|not necessarily|no matter|in no way inferior|last but not least|not until|no-one "
    r"else)\b",
    re.IGNORECASE,
)

_NOT = r"(?:not|cannot|never|nobody|nothing|none|no one|no|nor|neither|hardly|scarcely|barely|rarely|seldom|\w+n['’]t)"

_CLAUSE = (
    "(?:because|and|but|when|as|since|so|or|than|who|which|whose|if|although|though|while|where|after|before|until)"
)
"""Words between which no double negative reaches."""

_UN = (
    r"(?:un(?!der|til|i(?!n|m|d)|an[ic]|cle|less|ison|ited|to\b|fold|lock|load|pack|earth|cover|leash|veil|wind)\w{3,}"
    r"|in(?:capable|accurate|correct|complete|consistent|valid|active|adequate|admissible|appropriate|compatible|edible"
    "|effective|efficient|eligible|expensive|frequent|significant|sufficient|soluble|visible|conceivable|dispensable"
    "|evitable)"
    r"|im(?:possible|probable|practical|perfect|moral|permissible|proper|mobile|permeable)"
    r"|ir(?:rational|regular|relevant|reversible|responsible)|il(?:legal|logical|legible|legitimate|literate)"
    r"|dis(?:obey|agree|like|trust|prove|approve|regard|allow|similar|honest|loyal)\w*|non-?(?!e\b|etheless)\w{4,}"
    r"|(?:fail|lack|refus|doubt|forbid|prohibit|decline[ds]? to)(?:s|e|es|ed|den|ing)?|den(?:y|ies|ied|ying)"
    r"|absent|devoid of|free of doubt)"
)

_NEGATIONS = word_set(
    "not cannot t never nobody nothing none no nor neither hardly scarcely barely rarely seldom untrue unlikely "
    "impossible false "
    "wrong "
    "incorrect deny denies denied refuse refuses refused fail fails failed doubt doubts doubted forbid forbids forbade "
    "forbidden prohibits prohibited uncommon unusual rare"
)
"""Prefilter: a prompt that matches one of the patterns or asks for an exception has one of these words."""

_DOUBLE = (
    re.compile(rf"\b{_NOT}(?!-)(?: (?!{_CLAUSE}\b)[\w-]+){{0,3}} {_UN}(?![\w-])", re.IGNORECASE),
    re.compile(
        r"\b(?:no|no one|nobody|nothing|none|never|not|cannot|hardly|scarcely|neither|\w+n['’]t)\b(?: \w+){1,8}?"
        r" (?:not|never|cannot|nobody|nothing|\w+n['’]t)\b",
        re.IGNORECASE,
    ),
    re.compile(r"\bnot (?:help )?but \w+", re.IGNORECASE),
    re.compile(
        r"\b(?:not|never|\w+n['’]t) without\b"
        rf"|\b(?:no|nobody|nothing|none|neither|never|no one|hardly any|few)\b(?: (?!{_CLAUSE}\b)[\w-]+){{1,8}}? "
        r"without\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:untrue|unlikely|impossible|false|wrong|incorrect|inaccurate|improbable|uncommon|unusual|rare)"
        r" (?:that|for|to)(?: \w+){0,5}? (?:no|not|never|nobody|none|nothing|cannot|\w+n['’]t)\b"
        r"|\b(?:impossible|unlikely|wrong|incorrect) not to\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:den(?:y|ies|ied)|refus(?:e|es|ed)|fail(?:s|ed)?|doubt(?:s|ed)?|forb(?:ids?|ade|idden)|prohibit(?:s"
        r"|ed)?)\b"
        rf"(?: (?!{_CLAUSE}\b)\w+){{0,5}} (?:not|no|never|nobody|none|nothing|cannot)\b",
        re.IGNORECASE,
    ),
)

_ASKS_FOR_EXCEPTION = re.compile(r"\b(?:NOT|EXCEPT)\b|(?:\*\*|__|\*|_)(?:not|except)(?:\*\*|__|\*|_)")

_NEGATIVE_WORDS = word_set("not never cannot no nothing nobody neither")


def double_negative(subject: Subject[Choice | Multiple | Short | TrueFalse]) -> Iterator[Finding]:
    """No double negatives, neither within a sentence nor between a negative prompt and a negative option.

    They test reasoning with negations in place of the subject (Haladyna, Downing & Rodriguez 2002, rule 17). Verbs and
    adjectives count as negations too (“did not refuse”, “not unenforceable”, “no … without”), where a common one of
    them stands near the other. What it cannot see: a negation that only the matter shows (“not bankrupt”).

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
    if found := _double_in(question.prompt):
        yield Finding(("prompt",), f"“{show_quoted(found)}” is a double negative", "Say it as a positive.")
        return
    if not _ASKS_FOR_EXCEPTION.search(question.prompt) and not _exception(question.prompt):
        return
    for option in subject.options:
        if len(option.words) > 1 and is_name(option.text):
            continue
        if _NEGATIVE_WORDS.intersection(option.words) or re.search(r"n['’]t\b", option.text):
            message = f"the prompt asks for what does not hold, and “{option.text}” is a negative too"
            yield Finding(option.route, message, "Ask for what holds, or make the option a positive.")
            return


def _double_in(prompt: str) -> str:
    """The first double negative in a prompt; empty if there is none."""
    if "_" not in prompt and _NEGATIONS.isdisjoint(words_in(prompt)):
        return ""
    written = _EMPHASISED.sub(lambda found: found.group().strip("*_"), unquoted(prompt))
    for clause in re.split(r"[.,;:?!–—()]", _IDIOMS.sub(" ", written)):
        if found := next((match for pattern in _DOUBLE if (match := pattern.search(clause))), None):
            return found.group()
    return ""


CHECKS = (
    Check(plain_negative, Severity.WARNING, languages=ENGLISH),
    Check(double_negative, Severity.WARNING, languages=ENGLISH),
)
