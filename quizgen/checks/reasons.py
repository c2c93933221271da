"""Checks of what is said of an answer: that each distractor is explained, and by what is true."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.checks.check import Check
from quizgen.checks.english import ENGLISH, unquoted
from quizgen.checks.subject import Subject
from quizgen.kinds.choice import Choice
from quizgen.kinds.multiple import Multiple
from quizgen.kinds.response import Select
from quizgen.model.diagnostics import Finding, Severity


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
        if route[-1] in ("why", "explanation") and (found := _find_place(unquoted(text), is_why=route[-1] == "why")):
            message = f"“{found}” says where it stands or what was asked, and not what is true"
            yield Finding(route, message, "Say what is wrong about it, or what is so instead, as a fact.")


def _find_place(said: str, *, is_why: bool) -> str:
    """The first words that point to a place or to the question; in an explanation only those that point at the page."""
    found = (_POINTING.search(said) if is_why else None) or _AT_THE_PAGE.search(said)
    return found.group().strip() if found else ""


_PART = r"(?:(?:sub)?section|passage|chapter|paragraph|page|caption|footnote|table|diagram|appendix|introduction)"
_IN_ANOTHER_SENSE = r"(?! (?:of|on|through|to|across|elected|house)\b)"
_TELLS = (
    r"(?:names?|says?|mentions?|speaks?|tells?|gives?|has|deals?|lists?|calls?|describes?|does not|do not|is about"
    r"|never|nowhere|only)"
)
_TOLD = (
    r"(?:asked|meant|named|mentioned|said|described|spoken of|wanted|discussed|treated|dealt with|introduced|explained"
    r"|given|told|set out|brought (?:in|up)|found|listed)"
)
_AT_THE_PAGE = re.compile(
    rf"\b{_TOLD} (?:\w+ ){{0,2}}here\b|\b(?:at issue|in question|the (?:point|topic|matter)|them|speaks?|says) here\b"
    rf"|\bhere,? (?:the (?:text|book|passage|author)\b|(?:the )?\w+ (?:speaks?|says|means|names)\b)"
    rf"|\b(?:in|from) th(?:e|is) (?:same |cited )?passage\b{_IN_ANOTHER_SENSE}"
    rf"|\bth(?:e|is) (?:cited )?passage {_TELLS}\b|\b(?:is|was|are|not|one|what|thing) asked (?:for|about)\b"
    rf"|\basked for(?=[.,;)])|\bnot (?:what|the \w+) (?:is|was) (?:asked|meant)\b|\bthis (?:question|{_PART})\b",
    re.IGNORECASE,
)
_POINTING = re.compile(
    r"\b(?:in|from|to|of|by|until) (?:the (?:same |next |previous |following |very )?|another |a (?:later|different) "
    rf"|an earlier |that )(?:end of the )?{_PART}s?\b{_IN_ANOTHER_SENSE}"
    rf"|\b(?:the|this|that|another) (?:same |next |other )?(?:{_PART}|book|list) (?:at \w+ \w+ )?{_TELLS}\b"
    rf"|\bwrong (?:figure|{_PART})\b"
    rf"|\b(?:a|the next|the previous|another) (?:footnote|caption|(?:sub)?section|paragraph)\b"
    rf"{_IN_ANOTHER_SENSE}"
    r"|\b(?:chapters?|pages?|sections?|paragraphs?) (?:\w+ )?(?:on|later|earlier|back|before|further on)\b"
    r"|\b(?:Table|Part|Figure) (?:\d+|[IVX]+\b|One|Two|Three|Four|Five)\b"
    r"|\b(?:in|see|from|until) chapter \w+\b|§|\bp\. ?\d"
    rf"|\b(?:{_TOLD}|stands?|stood|appears?|comes? up|turns? up|belongs?) (?:\w+ )?elsewhere\b"
    r"|\belsewhere in the (?:book|text|chapter)\b|\bat this point\b"
    r"|\b(?:not|nothing) in the (?:text|book|passage|chapter)\b"
    r"|\bthe (?:text|book) (?:does not|doesn['’]t|gets to)\b|\bthese lines\b|\bfacing page\b|\ba chapter of its own\b"
    r"|\bthe (?:question|prompt|item) (?:wants|wanted|asks|asked|is about|was about|says|said|before|after)\b"
    r"|\byou (?:were|are) (?:to|asked)\b|\banswers? (?:to )?(?:another|the other|the previous) (?:question|item)\b"
    r"|\b(?:treated|dealt with|discussed|mentioned|introduced|explained|set out|covered|comes? up) (?:under|before"
    r"|after|above|below|later|earlier|in the \w+ part|in the introduction|in another)\b|\bnobody wanted to know\b"
    r"|\b(?:belongs?|stands?|comes?) (?:up )?(?:to|in|from) (?:another|a later|an earlier|other)\b",
    re.IGNORECASE,
)


CHECKS = (
    Check(missing_why, Severity.WARNING, is_on=False),
    Check(why_by_place, Severity.WARNING, languages=ENGLISH, is_on=False),
)
