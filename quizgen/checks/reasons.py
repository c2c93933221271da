"""Checks of what is said of an answer: that each distractor is explained, by what is true, and whose view it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.checks.check import Check
from quizgen.checks.english import ENGLISH, unquoted, word_set
from quizgen.checks.subject import Subject
from quizgen.kinds.choice import Choice
from quizgen.kinds.kind import explanation_of
from quizgen.kinds.multiple import Multiple
from quizgen.kinds.response import Select
from quizgen.model.diagnostics import Finding, Route, Severity
from quizgen.text.names import fold_words, read_names


def missing_why(subject: Subject[Choice | Multiple]) -> Iterator[Finding]:
    """Each distractor has a `why`: what is wrong about it.

    Whoever chose it learns most from that sentence, and whoever cannot write it may have a second right answer.

    Bad:
        kind: choice
        prompt: "How many panels has the lens?"
        answer: "sixteen"
        distractors: [{text: "twelve", why: "So many had the lens before it."}, "twenty"]
    Good:
        kind: choice
        prompt: "How many panels has the lens?"
        answer: "sixteen"
        distractors:
          - {text: "twelve", why: "So many had the lens before it."}
          - {text: "twenty", why: "That is the number of the steps to it."}
    """
    assert isinstance(subject.response, Select)
    for option in subject.response.wrong:
        if not option.why:
            hint = 'Say what is wrong about it: `{text: …, why: "…"}`.'
            yield Finding(option.route, f"nothing says why “{option.text}” is wrong", hint)


def why_by_place(subject: Subject) -> Iterator[Finding]:
    """What is said of an answer says what is true, and not where something stands or what was asked.

    “That belongs to another section” tells a reader nothing of the matter, and a card is read without the page.
    In an explanation, only “here”, “asked for” and “the passage” are found: it may point to what else the book says.

    Bad:
        kind: choice
        prompt: "When does the keeper wind the clock?"
        answer: "at dusk"
        distractors: [{text: "at noon", why: "This belongs to the section on the oil."}, "at dawn"]
    Good:
        kind: choice
        prompt: "When does the keeper wind the clock?"
        answer: "at dusk"
        distractors: [{text: "at noon", why: "At noon he fetches the oil."}, "at dawn"]
    """
    for route, text in subject.texts:
        if route[-1] not in ("why", "explanation"):
            continue
        said = unquoted(text)
        pattern = _BY_PLACE if route[-1] == "why" else _POINTING
        if found := pattern.search(said):
            message = f"“{found.group().strip()}” says where it stands or what was asked, and not what is true"
            yield Finding(route, message, "Say what is wrong about it, or what is so instead, as a fact.")


_POINTED_AT = r"(?:section|passage|chapter|paragraph|page|sentence)"
_POINTS = (
    r"\bhere\b(?! and there)"
    r"|\b(?:is|are|was|were|not|one|what|person|thing) (?:asked|looked) (?:for|about|after)\b|\basked for(?=[.,;)])"
    r"|\bnot (?:what|the \w+) (?:is|was) (?:asked|meant)\b"
    rf"|\bth(?:e|is) (?:same |cited )?passage\b|\bthis (?:question|{_POINTED_AT})\b"
)
_POINTING = re.compile(_POINTS, re.IGNORECASE)
_BY_PLACE = re.compile(
    rf"{_POINTS}|\b(?:the|another|a later|a different|an earlier|the next|the previous|that) {_POINTED_AT}\b"
    r"|\belsewhere\b|§"
    r"|\b(?:belongs?|stands?|appears?|comes?) (?:up )?(?:to|in|from) (?:another|a later|an earlier|other)\b",
    re.IGNORECASE,
)


def unattributed_explanation(subject: Subject) -> Iterator[Finding]:
    """In a book of argument, an explanation says whose view it is.

    Such a book says in `book.yaml` to whom its views belong, `attribute: Trotsky`. The name stands in the explanation,
    or a pronoun does whose name stands in the question, or another person's name beside a verb of saying. What it
    cannot see: whether the rest of the explanation is that view, or is stated as a fact.

    Bad:
        kind: short
        prompt: "What spoils the glass?"
        answer: "soda"
        explanation: "Soda is the ruin of every lamp."
    Good:
        kind: short
        prompt: "What spoils the glass?"
        answer: "soda"
        explanation: "Keeper calls soda the ruin of every lamp."
    """
    name = subject.attribution
    if not name:
        return
    known = fold_words(name)
    asked = fold_words("\n".join(text for route, text in subject.texts if route != _EXPLANATION))
    for route, text in explanation_of(subject.question):
        is_named = known <= fold_words(text) or (known <= asked and _PRONOUN.search(text) is not None)
        if not is_named and not (_SAYING.search(text) and _names_somebody(text)):
            hint = f"Write “{name} holds that …”, or whose view it is."
            yield Finding(route, "the explanation does not say whose view it is", hint)


def _names_somebody(text: str) -> bool:
    return any(not name.opens or name.written.lower() not in _NO_NAMES for name in read_names(text))


_NO_NAMES = word_set(
    "he she they it we you this that these those the a an his her their its for in on at by to of as so but and or not "
    "if when while since because what who which how where why there here only both each every all some many no nobody"
)
_EXPLANATION: Route = ("explanation",)
_PRONOUN = re.compile(r"\b(?:he|him|his|she|her|hers|they|their|the author|the book)\b", re.IGNORECASE)
_SAYING = re.compile(
    r"\b(?:sa(?:ys?|id)|writes?|wrote|argue[sd]?|claim(?:s|ed)?|hold|holds|held|calls?|called|sees?|saw|insist(?:s|ed)?"
    r"|admit(?:s|ted)?|according to|declare[sd]?|demand(?:s|ed)?|promise[sd]?|expect(?:s|ed)?|view|official"
    r"|warn(?:s|ed)?|quote[sd]?|report(?:s|ed)?|announce[sd]?|propose[sd]?|conclude[sd]?|describe[sd]?|names?|named|tells?|told|feared|fears?|notes?|noted|think|thinks|thought|believed?)\b",
    re.IGNORECASE,
)


CHECKS = (
    Check(missing_why, Severity.WARNING, is_on=False),
    Check(why_by_place, Severity.WARNING, languages=ENGLISH, is_on=False),
    Check(unattributed_explanation, Severity.WARNING, languages=ENGLISH, is_on=False),
)
