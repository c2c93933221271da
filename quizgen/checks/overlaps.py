"""Checks for two options that can both be right because one is part of the other, or because their ranges overlap."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from quizgen.checks.check import Check
from quizgen.checks.combined_options import K_TYPE
from quizgen.checks.english import ENGLISH, is_name, word_set
from quizgen.checks.subject import Option, Subject
from quizgen.kinds.choice import Choice
from quizgen.kinds.multiple import Multiple
from quizgen.model.diagnostics import Finding, Severity
from quizgen.text.printed import read_print

_PREPOSITIONS = word_set(
    "in on at off by with from during since because when while that who which near under through until for if "
    "inside outside along between against behind"
)

_BEFORE_NOUNS = _PREPOSITIONS | {"of", "to", "a", "an", "the"}

_DISTINCTIVE = word_set(
    "and or nor plus not no never without except but half twice than less more fewer before after below above "
    "beyond hundred thousand million one two three four five six seven eight nine ten eleven twelve twenty thirty "
    "forty fifty sixty seventy eighty ninety false former anti non"
)

_ASKS_FOR_LIMIT = re.compile(r"\b(?:how old (?:must|does|do|should|have)|what age (?:may|can|must)|minimum|maximum)\b")
"""A limit is asked for: of “16 or over” and “18 or over” only one is right."""

_ASKS_FOR_RANGE = re.compile(r"\b(?:range|between which|from .* to)\b")


def overlapping_options(subject: Subject[Choice | Multiple]) -> Iterator[Finding]:
    """No option is part of another, and no ranges of numbers overlap.

    If one is right, the other is too, at least in part: a reader who argues for it cannot be refuted (Haladyna,
    Downing & Rodriguez 2002, rule 22). It is found by the words and the figures of the options. What it cannot see:
    that one thing is a kind of another (“a whale”, “a mammal”) or the same under another name.

    Bad:
        kind: choice
        prompt: "How far from the tower is Grey Head?"
        answer: "10 to 15 miles"
        distractors: ["5 to 10 miles", "15 to 20 miles"]
    Good:
        kind: choice
        prompt: "How far from the tower is Grey Head?"
        answer: "10 to 14 miles"
        distractors: ["5 to 9 miles", "15 to 19 miles"]
    """
    may_have_ranges = DIGIT.search(subject.option_text) or not subject.option_words.isdisjoint(_NUMERALS)
    if may_have_ranges and _ASKS_FOR_RANGE.search(subject.question.prompt.lower()):
        may_have_ranges = False
    if may_have_ranges and _ASKS_FOR_LIMIT.search(subject.question.prompt.lower()):
        may_have_ranges = False
    for first, second in combinations(subject.options, 2):
        is_shorter = len(first.words) <= len(second.words)
        shorter, longer = (first, second) if is_shorter else (second, first)
        is_inside = _is_part(shorter, longer) or _is_one_of(shorter, longer)
        if (is_inside and not _differ_in_signs(shorter, longer)) or (
            may_have_ranges and _ranges_overlap(first.text, second.text)
        ):
            message = f"“{first.text}” and “{second.text}” overlap"
            yield Finding(second.route, message, "Draw the line so that only one of them can be right.")


def _differ_in_signs(shorter: Option, longer: Option) -> bool:
    """Whether there are formulas, code or signs in one of the two alone: `x` is no part of `x + y`."""
    return read_print(shorter.text).signs != read_print(longer.text).signs


def _is_one_of(shorter: Option, longer: Option) -> bool:
    """Whether one option stands among the alternatives of the other: “a parasite or a virus”."""
    return " or " in longer.text and shorter.text in longer.text.split(" or ")


def _is_part(shorter: Option, longer: Option) -> bool:
    part, whole = shorter.words, longer.words
    if not part or part[-1] not in whole or K_TYPE.fullmatch(longer.text):
        return False  # the usual case
    if _SIGNS.search(longer.text):
        return False
    shared = 0
    while shared < len(part) and part[shared] == whole[shared] and part[shared] in _BEFORE_NOUNS:
        shared += 1
    part, whole = part[shared:], whole[shared:]
    while part and part[0] in ("a", "an", "the"):
        part = part[1:]
    if not part or len(part) >= len(whole) or re.fullmatch(r"[\d.,]+", part[0]):
        return False
    if _DISTINCTIVE.intersection(whole) - set(part) or any(re.search(r"\d", word) for word in set(whole) - set(part)):
        return False
    names = {word.lower() for word in re.findall(r"\b[A-Z]\w*", longer.text)}
    if is_name(longer.text) or names.intersection(set(whole) - set(part)):
        return False
    lead = whole[: len(whole) - len(part)]
    if whole[len(lead) :] == part:
        return len([word for word in lead if word not in ("a", "an", "the")]) in (
            1,
            2,
        ) and not _BEFORE_NOUNS.difference(("a", "an", "the")).intersection(lead)
    for start in (0, 1):
        end = start + len(part)
        if whole[start:end] == part and (start == 0 or whole[0] in ("a", "an", "the")):
            return end < len(whole) and (whole[end] in _PREPOSITIONS or (whole[end] == "of" and shared > 0))
    return False


_SIGNS = re.compile(r"[<>=≤≥+−×÷*/^√$`\\]")
"""A formula or code, whose signs are not among its words."""

DIGIT = re.compile(r"\d")

NUMBER = r"\d+(?:[.,]\d+)*"

_NUMERALS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")

_DIGITS = {word: str(number) for number, word in enumerate(_NUMERALS)}

_RANGE = re.compile(rf"(?:from )?({NUMBER}) ?(?:-|–|to) ?({NUMBER})\b ?(.{{0,20}})")

_BETWEEN = re.compile(rf"between ({NUMBER}) and ({NUMBER})\b ?(.{{0,20}})")

_UNIT = r"\b ?(.{0,20})"

_ABOVE = re.compile(
    "(?:more than|over|above|at least|no less than|not less than|no fewer than|greater than|higher than|older than"
    "|longer"
    rf" than|larger than|beyond|from|a minimum of|>|≥|>=|after|since) ?({NUMBER}){_UNIT}"
)

_BELOW = re.compile(
    r"(?:less than|fewer than|under|below|up to|at most|no more than|not more than|lower than|younger than|smaller than"
    rf"|shorter than|a maximum of|<|≤|<=|before|until) ?({NUMBER}){_UNIT}"
)

_OR_MORE = re.compile(
    f"({NUMBER})( [a-z°%/²³]{{1,12}})?,? (?:or|and) (?:more|over|above|older|higher|later|greater|longer|up|upwards"
    "|beyond|larger)"
)

_OR_LESS = re.compile(
    f"({NUMBER})( [a-z°%/²³]{{1,12}})?,? (?:or|and) (?:less|under|below|younger|lower|earlier|fewer|shorter|down"
    "|smaller)"
)
"""“16 or older”, “5 metres or less”."""

_POINT = re.compile(rf"(?:exactly )?({NUMBER})\b ?(.{{0,20}})")

_INFINITY = float("inf")


@dataclass(frozen=True, slots=True)
class _Interval:
    """Numbers from ``low`` to ``high``, both included."""

    low: float
    high: float
    unit: str

    @property
    def is_years(self) -> bool:
        return not self.unit and 1000 <= self.low < self.high <= 2100


@lru_cache(maxsize=100)
def _read_interval(text: str) -> _Interval | None:
    written = re.sub(r"[a-z]+", lambda word: _DIGITS.get(word.group(), word.group()), text.strip().rstrip(".").lower())
    written = re.sub(r"^(?:about|around|roughly|approximately|circa|ca?\.|nearly|almost|some|~|≈) ?", "", written)
    written = re.sub(rf"^({NUMBER}) ?\+(?= ?(?:[a-z]|$))", r"at least \1", written)
    if found := _RANGE.fullmatch(written) or _BETWEEN.fullmatch(written):
        return _Interval(_value(found[1]), _value(found[2]), found[3])
    nudge = 1e-9  # “more than 10” leaves 10 out
    if found := _OR_MORE.fullmatch(written):
        return _Interval(_value(found[1]), _INFINITY, (found[2] or "").strip())
    if found := _OR_LESS.fullmatch(written):
        return _Interval(-_INFINITY, _value(found[1]), (found[2] or "").strip())
    if found := _ABOVE.fullmatch(written):
        includes = written.startswith(("at least", "no ", "not ", "from", "a ", "≥", ">=", "since"))
        return _Interval(_value(found[1]) + (0 if includes else nudge), _INFINITY, found[2])
    if found := _BELOW.fullmatch(written):
        includes = written.startswith(("up to", "at most", "no ", "not ", "a ", "≤", "<=", "until"))
        return _Interval(-_INFINITY, _value(found[1]) - (0 if includes else nudge), found[2])
    if found := _POINT.fullmatch(written):
        return _Interval(_value(found[1]), _value(found[1]), found[2])
    return None


def _value(number: str) -> float:
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", number):
        return float(number.replace(",", ""))
    plain = number.replace(",", ".")
    return float(plain.replace(".", "", plain.count(".") - 1))


def _ranges_overlap(first: str, second: str) -> bool:
    a, b = _read_interval(first), _read_interval(second)
    if a is None or b is None or (a.unit and b.unit and a.unit != b.unit):
        return False
    if (a.low == a.high and b.low == b.high) or a.is_years or b.is_years:
        return False
    return a.low <= b.high and b.low <= a.high


CHECKS = (Check(overlapping_options, Severity.WARNING, languages=ENGLISH),)
