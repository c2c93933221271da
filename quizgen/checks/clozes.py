"""Checks that a cloze has deletions, and that Anki can make a card of each."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.checks.check import Check
from quizgen.checks.subject import Subject
from quizgen.kinds.cloze import Cloze
from quizgen.model.diagnostics import Finding, Fix, Mending, Replace
from quizgen.text.words import split_words


def cloze_without_deletion(subject: Subject[Cloze]) -> Iterator[Finding]:
    """A cloze needs words to leave out; without any, Anki makes no card of it and says nothing.

    Bad:
        kind: cloze
        text: "The lens has sixteen panels."
    Good:
        kind: cloze
        text: "The lens has {{sixteen}} panels."
    """
    if not subject.question.deletions:
        yield Finding(
            ("text",), "no words are left out", "Put the words to be left out into double braces: `{{1920}}`."
        )


def cloze_syntax(subject: Subject[Cloze]) -> Iterator[Finding]:
    """A deletion is `{{words}}`, `{{1::words}}` or `{{1::words::hint}}`, and nothing like it.

    Anki's own `{{c1::…}}`, one colon in place of two or a space before the number would print the answer or ask for a
    number.

    Bad:
        kind: cloze
        text: "The lens has {{c1::sixteen}} panels."
    Good:
        kind: cloze
        text: "The lens has {{1::sixteen}} panels."
    """
    question = subject.question
    for deletion in question.deletions:
        written = question.text[deletion.start : deletion.end]
        if _LIKE_A_NUMBER.match(deletion.words):
            message = f"`{written}` would leave out “{deletion.words}”"
            hint = "Write the number alone, then two colons: `{{1::words left out}}`."
            yield Finding(("text",), message, hint, _without_ankis_letter(question.text))
        elif "::" in deletion.words.replace(_math_or_code_in(deletion.words), "") or not split_words(deletion.words):
            message = f"`{written}` has no words, or more than one hint"
            yield Finding(("text",), message, "Write `{{1::words left out}}`, or `{{1::words left out::hint}}`.")


def _without_ankis_letter(text: str) -> tuple[Fix, ...]:
    """`{{1::…}}` for Anki's `{{c1::…}}`, if nothing else is amiss in the text."""
    mended = re.sub(r"\{\{c(\d+)::", r"{{\1::", text)
    deletions = Cloze.model_construct(kind="cloze", text=mended).deletions
    if mended == text or any(each.number is None or _LIKE_A_NUMBER.match(each.words) for each in deletions):
        return ()
    return (Fix("Leave Anki's `c` out", (Replace(("text",), mended),), is_safe=True),)


_LIKE_A_NUMBER = re.compile(r"\s*c?\d+\s*:|\s*c\d+\s*$|\s*\d*\s*::|\s+\S|.*\s$", re.IGNORECASE | re.DOTALL)


def _math_or_code_in(text: str) -> str:
    found = re.search(r"\$.*\$|`.*`", text, re.DOTALL)
    return found[0] if found else "\0"


def cloze_numbering(subject: Subject[Cloze]) -> Iterator[Finding]:
    """Deletions are numbered all, from 1 on, or none is; Anki keeps the scheduling by these numbers.

    Bad:
        kind: cloze
        text: "The lens has {{1::sixteen}} panels and turns once in {{eight}} seconds."
    Good:
        kind: cloze
        text: "The lens has {{1::sixteen}} panels and turns once in {{2::eight}} seconds."
    """
    question = subject.question
    numbers = {deletion.number for deletion in question.deletions}
    if None in numbers and len(numbers) > 1:
        yield Finding(
            ("text",), "some deletions have a number and some have none", "Number all: `{{1::…}}`, `{{2::…}}`."
        )
    if any(number is not None and not 1 <= number <= 500 for number in numbers):
        yield Finding(("text",), "deletions are numbered from 1 to 500", "Give each card its own number, from 1 on.")
    outside = question.text
    for deletion in reversed(question.deletions):
        outside = outside[: deletion.start] + outside[deletion.end :]
    if "{{" in outside or "}}" in outside:
        hint = "Write each deletion as `{{1::words left out}}` or `{{1::words left out::hint}}`, none inside another."
        yield Finding(("text",), "`{{` or `}}` that belongs to no deletion", hint)


CHECKS = (Check(cloze_without_deletion), Check(cloze_syntax, mending=Mending.SAFE), Check(cloze_numbering))
