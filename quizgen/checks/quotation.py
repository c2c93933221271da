"""Checks for quotation marks around a text that were meant for YAML, or that give an answer away."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from quizgen.checks.check import Check
from quizgen.checks.subject import Subject
from quizgen.kinds.choice import Choice
from quizgen.kinds.match import Match
from quizgen.kinds.multiple import Multiple
from quizgen.kinds.order import Order
from quizgen.model.diagnostics import Finding, Fix, Mending, Replace, Route, Severity, in_quotes

_DOUBLE = '“”„‟«»‹›"'
_OPENING, _CLOSING = "‘‚'", "’‘'"
_ENDS = frozenset(_DOUBLE + _OPENING + _CLOSING)
_MATH_OR_CODE = re.compile(r"`[^`]*`|\$\$.+?\$\$|\$(?!\s)[^$\n]+(?<!\s)\$(?!\d)|\\.", re.DOTALL)
_INCHES = re.compile(r"[\d'’′¼½¾]\"")
_ELISION = re.compile(r"['‘](?:\d|(?:tis|twas|em|til|cause|n|round|bout|neath)\b)", re.IGNORECASE)
_APOSTROPHE = re.compile(r"(?<=\w)['’‘](?=\w)")

_OF_ANSWERS = frozenset({"answer", "answers", "also", "distractors", "items", "pairs", "term", "person", "date"})
"""Fields with what a reader chooses or types."""


class Quoted(NamedTuple):
    """One or both of the quotation marks around a text, and the text without them."""

    marks: str
    bare: str

    @property
    def is_pair(self) -> bool:
        return len(self.marks) == 2

    @property
    def is_straight(self) -> bool:
        """Whether both are straight: inside YAML's own quotation marks these are written on purpose."""
        return self.is_pair and not self.marks.strip("\"'")


def read_quotes(text: str) -> Quoted | None:
    """The pair of quotation marks around a whole text, or an unpaired one at its start or end."""
    if text[:1] not in _ENDS and text[:1] not in "*_" and text[-1:] not in _ENDS and text[-1:] not in "*_.,;":
        return None
    core = text.strip("*_ ").rstrip(".,;*_ ")
    if not any(letter.isalnum() for letter in core) or (core[0] not in _ENDS and core[-1] not in _ENDS):
        return None
    seen = _MATH_OR_CODE.sub(lambda found: "x" * len(found[0]), core)
    return _double(core, seen) or _single(core, seen)


def _double(core: str, seen: str) -> Quoted | None:
    marks = [at for at, letter in enumerate(seen) if letter in _DOUBLE]
    is_first, is_last = seen[0] in _DOUBLE, seen[-1] in _DOUBLE
    if len(marks) % 2 == 0:
        if is_first and is_last and (len(marks) == 2 or _opens(seen, marks[1])):
            return Quoted(core[0] + core[-1], core[1:-1].strip())
        return None
    if _INCHES.search(seen):
        return None
    if is_first and (len(marks) == 1 or _opens(seen, marks[1])):
        return Quoted(core[0], core[1:].strip())
    if is_last and (len(marks) == 1 or not _opens(seen, marks[-2])):
        return Quoted(core[-1], core[:-1].strip())
    return None


def _single(core: str, seen: str) -> Quoted | None:
    """A pair of single marks around a whole text; an unpaired one is an apostrophe or part of a name."""
    if seen[0] not in _OPENING or seen[-1] not in _CLOSING or _ELISION.match(seen):
        return None
    inside = _APOSTROPHE.sub("x", seen)[1:-1]
    opening = [_opens(inside, found.start()) for found in re.finditer(r"['’‘‚]", inside)]
    if any(opening) and not opening[0]:  # two texts in marks, beside each other
        return None
    return Quoted(core[0] + core[-1], core[1:-1].strip())


def _opens(text: str, at: int) -> bool:
    """Whether the mark at index ``at`` opens a quotation: it comes before a word, not after one."""
    return (at == 0 or text[at - 1] in " \t\n([{–—-") and not text[at + 1 : at + 2].isspace()


def quoted_answer(subject: Subject) -> Iterator[Finding]:
    """Options and answers have no quotation marks around them that the others lack, nor one alone at an end.

    They give the key away, and what a reader types is compared with them. Most often they were meant for YAML, whose
    own are straight: `"` and `'`. Where every option is in them, as titles are, they may stay; so may straight ones,
    `'"Pravda"'`, around an expression that is quoted.

    Bad:
        kind: choice
        prompt: "Who counts the barrels?"
        answer: “the captain”
        distractors: ["the keeper", "the boatman"]
    Good:
        kind: choice
        prompt: "Who counts the barrels?"
        answer: "the captain"
        distractors: ["the keeper", "the boatman"]
    """
    read = [(route, text, read_quotes(text)) for route, text in subject.texts if _is_of_answer(route)]
    if not any(quoted for _, _, quoted in read):
        return
    gives_away = _key_alone_is_quoted(subject)
    divided = dict(_find_divided(subject))
    for route, text, quoted in read:
        if (whole := divided.get(route)) is not None:
            if whole:
                message = f"the comma divides this text in two: {whole}"
                yield Finding(route, message, f"YAML's own quotation marks are straight: `{in_quotes(whole[1:-1])}`.")
            continue
        if quoted is None or (quoted.is_straight and not (gives_away and route[0] in ("answer", "answers"))):
            continue
        beside = [other for place, _, other in read if _side(subject, place) == _side(subject, route)]
        if quoted.is_pair and len(beside) > 1 and all(other and other.is_pair for other in beside):
            continue
        is_safe = quoted.is_pair and not quoted.is_straight and _is_all(text, quoted) and route[0] != "term"
        yield Finding(
            route, _message(text, quoted), _hint(subject, quoted, beside), _without(route, quoted, is_safe=is_safe)
        )


def _find_divided(subject: Subject) -> Iterator[tuple[Route, str]]:
    """The parts of texts in curly quotation marks, divided at a comma by YAML: the whole text, and "" of the second."""
    listed = [(route, text) for route, text in subject.texts if route[0] in ("answers", "distractors", "items", "also")]
    for (first, opening), (second, closing) in pairwise(listed):
        is_quoted = opening[:1] in "“„«" and closing[-1:] in "”“»"
        if first[0] == second[0] and is_quoted and not any(mark in opening[1:] + closing[:-1] for mark in _DOUBLE):
            yield first, f"{opening}, {closing}"
            yield second, ""


def _is_of_answer(route: Route) -> bool:
    return route[0] in _OF_ANSWERS and route[-1] != "why"


def _is_all(text: str, quoted: Quoted) -> bool:
    """Whether nothing stands outside of the quotation marks."""
    return text.strip()[:1] + text.strip()[-1:] == quoted.marks


def _without(route: Route, quoted: Quoted, *, is_safe: bool) -> tuple[Fix, ...]:
    what = "the quotation marks" if quoted.is_pair else "the quotation mark"
    return (Fix(f"Leave {what} out", (Replace(route, quoted.bare),), is_safe),)


def _key_alone_is_quoted(subject: Subject) -> bool:
    read = [(option.is_right, read_quotes(option.text)) for option in subject.options]
    return bool(read) and all((quoted is not None and quoted.is_pair) is is_right for is_right, quoted in read)


def _side(subject: Subject, route: Route) -> object:
    """A key for the texts shown together on a card: all options, all items, one side of the pairs; else the route."""
    if isinstance(subject.question, (Choice, Multiple, Order)):
        return "options"
    if isinstance(subject.question, Match):
        return route[2] if route[0] == "pairs" else "right"
    return route


def _message(text: str, quoted: Quoted) -> str:
    shown = text if len(text) <= 40 else f"{text[:40]} …"
    if quoted.is_pair:
        return f"quotation marks stand around this text: {shown}"
    return f"a quotation mark without another stands at an end of this text: {shown}"


def _hint(subject: Subject, quoted: Quoted, beside: Sequence[Quoted | None]) -> str:
    hint = f"Without it: `{in_quotes(quoted.bare)}`."
    if not quoted.is_pair:
        return hint
    hint = f"YAML's own are straight: `{in_quotes(quoted.bare)}`."
    if len(beside) > 1:
        return f"{hint} If they belong to it, as to a title, put them around every option."
    return f"""{hint} If they belong to it, write straight ones inside of single ones: `'"{quoted.bare}"'`."""


def quoted_text(subject: Subject) -> Iterator[Finding]:
    """A prompt or an explanation has no quotation marks around all of it, nor one alone at an end.

    Most often they were meant for YAML, whose own are straight: `"` and `'`.

    Bad:
        kind: short
        prompt: “Who counts the barrels?”
        answer: "the captain"
    Good:
        kind: short
        prompt: "Who counts the barrels?"
        answer: "the captain"
    """
    for route, text in subject.texts:
        if _is_of_answer(route) or route[0] == "unit":
            continue
        if quoted := read_quotes(text):
            what = "YAML's own are straight" if quoted.is_pair else "Without it"
            hint = f"{what}: `{in_quotes(quoted.bare)}`."
            yield Finding(route, _message(text, quoted), hint, _without(route, quoted, is_safe=False))


CHECKS = (
    Check(quoted_answer, mending=Mending.SAFE),
    Check(quoted_text, Severity.WARNING, mending=Mending.OFFERED),
)
