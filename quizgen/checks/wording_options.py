"""How options are worded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from quizgen.checks.subject import Option, Subject
from quizgen.checks.wording import word_set
from quizgen.kinds.choice import Choice
from quizgen.kinds.match import Match
from quizgen.kinds.multiple import Multiple
from quizgen.model.diagnostics import Finding
from quizgen.text.words import split_words

_THINGS = "(?:options|answers|choices|following|others|things|places|people|reasons|causes|factors|statements)"


_ALL_OR_NONE = re.compile(
    r"(?:all|none|any|both|neither|each|some|one|two|three|everyone|everything|nobody|nothing)(?: of)?"
    rf"(?: (?:these|them|those)(?: {_THINGS})?| (?:the )?(?:{_THINGS} )?(?:mentioned |named |listed |given )?above"
    rf"| (?:the )?{_THINGS}(?: (?:mentioned|named|listed|given))?)"
    r"(?: (?:is|are) (?:correct|right|true))?"
)


_OPENINGS = word_set("all none any both neither each some one two three everyone everything nobody nothing")
"""Words with one of which it begins."""


_LETTERS = re.compile(
    r"(?:both |neither )?[a-h](?:,? (?:and |or |nor )?[a-h])*,? (?:and|or|nor) [a-h](?: (?:is|are) \w+)?"
)


_JOINING = word_set("and or nor")


def all_of_the_above(subject: Subject[Choice | Multiple]) -> Iterator[Finding]:
    """No option is “all of the above”, “none of these” or “both A and B”.

    Whoever knows two right options, or one wrong one, has the answer without the rest; and where options are
    shuffled, nothing stands above (Haladyna, Downing & Rodriguez 2002, rules 25 and 26).

    Bad:
        kind: choice
        prompt: "With what is the glass cleaned?"
        answer: "all of the above"
        distractors: ["spirit", "a dry cloth", "warm water"]
    Good:
        kind: choice
        prompt: "With what is the glass cleaned on Mondays?"
        answer: "spirit"
        distractors: ["vinegar", "oil", "warm water"]
    """
    if _OPENINGS.isdisjoint(subject.option_words) and _JOINING.isdisjoint(subject.option_words):
        return
    options = subject.options
    # “A and C” is no reference where all options are of its kind: points of a line, or a list in the prompt.
    is_lettered = any(not _LETTERS.fullmatch(" ".join(option.words).removesuffix(" only")) for option in options)
    for option in options:
        written = " ".join(option.words)
        if _ALL_OR_NONE.fullmatch(written) or (is_lettered and _is_reference(option, options)):
            message = f"“{option.text}” is an option about the other options"
            yield Finding(
                option.route, message, "Replace it by a view of the matter; for several answers use `multiple`."
            )


def _is_reference(option: Option, options: tuple[Option, ...]) -> bool:
    marks = sum(_K_TYPE.fullmatch(other.text.strip()) is not None for other in options)
    return _LETTERS.fullmatch(" ".join(option.words)) is not None and marks <= 1


_MARK = r"\(?(?:[1-9]|[ivx]{1,4}|[a-h])\)?"


_K_TYPE = re.compile(
    rf"(?:only )?{_MARK}(?:(?:, (?:and )?| and | & | \+ |; ){_MARK})*(?:,? (?:(?:but )?not {_MARK}|only|alone))?\.?",
    re.IGNORECASE,
)


_NUMBERED = re.compile(r"(?:^|[\s(])(?:[1-9]|[IVXivx]{1,4}|[A-Ha-h])[.)](?=\s|$)")


_ONLY = frozenset(("only", "alone", "not"))


def k_type(subject: Subject[Choice | Multiple]) -> Iterator[Finding]:
    """Options are answers, not combinations of numbered statements (“1 and 3 only”).

    Such items test the skill of striking combinations out, take longer and tell less (Haladyna, Downing &
    Rodriguez 2002, rule 9). `multiple` asks the same openly.

    Bad:
        kind: choice
        prompt: "What belongs to the evening? 1. oil 2. paint 3. the clock"
        answer: "1 and 3 only"
        distractors: ["1 and 2 only", "2 and 3 only"]
    Good:
        kind: multiple
        prompt: "Which two tasks belong to the evening?"
        answers: ["filling the lamp", "winding the clock"]
        distractors: ["cleaning the glass", "ordering oil"]
    """
    marked = [option for option in subject.options if _K_TYPE.fullmatch(option.text.strip())]
    if len(marked) < 2:
        return
    combined = [option for option in marked if len(set(option.words) - _ONLY - {"and"}) > 1]
    has_only = any(_ONLY.intersection(option.words) for option in marked)
    if combined and (has_only or len(_NUMBERED.findall(subject.question.prompt)) > 1):
        message = f"“{combined[0].text}” combines statements by their numbers"
        yield Finding(combined[0].route, message, "Make it a `multiple` with the statements themselves as options.")


_VAGUE = word_set("usually often rarely sometimes seldom frequently occasionally infrequently generally normally")


_VAGUE_PHRASE = re.compile(
    r"\b(?:more often than not|now and then|now and again|from time to time|as a rule|at times)\b"
)


_HEDGES = _VAGUE | word_set("now time times rule")
"""Words without one of which no option says vaguely how often."""


_COMPARING = word_set("as more less so too how twice thrice equally")


def vague_frequency(subject: Subject[Choice | Multiple]) -> Iterator[Finding]:
    """No option says “usually”, “often”, “rarely” or “sometimes”.

    Readers take these words to mean anything from one time in ten to nine, so that a careful one cannot decide;
    and to the test-wise a hedged option is the right one (NBME item-writing guide, “vague frequency terms”). A word
    that all options share divides nothing.

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
    words = [_vague(option) for option in options]
    if len(set(words)) < 2:
        return
    for option, word in zip(options, words, strict=True):
        if word:
            yield Finding(option.route, f"“{word}” says no definite thing", "Say how often or when, or leave it out.")


def _vague(option: Option) -> str:
    """The word in an option that says vaguely how often, or nothing."""
    words = option.words
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


_PREPOSITIONS = word_set(
    "in on at off by with from during since because when while that who which near under through until for if "
    "inside outside along between against behind"
)


_BEFORE_NOUNS = _PREPOSITIONS | {"of", "to", "a", "an", "the"}


_SETTING_APART = word_set(
    "and or nor plus not no never without except but half twice than less more fewer before after below above "
    "beyond hundred thousand million one two three four five six seven eight nine ten eleven twelve twenty thirty "
    "forty fifty sixty seventy eighty ninety false former anti non"
)


_ASKS_FOR_RANGE = re.compile(r"\b(?:range|between which|from .* to)\b")


def overlapping_options(subject: Subject[Choice | Multiple]) -> Iterator[Finding]:
    """No option is part of another, and no ranges of numbers overlap.

    If one is right, the other is too, at least in part: a reader who argues for it cannot be refuted (Haladyna,
    Downing & Rodriguez 2002, rule 22).

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
    may_have_ranges = _DIGIT.search(subject.option_text) or not subject.option_words.isdisjoint(_NUMERALS)
    if may_have_ranges and _ASKS_FOR_RANGE.search(subject.question.prompt.lower()):
        may_have_ranges = False
    for first, second in combinations(subject.options, 2):
        is_shorter = len(first.words) <= len(second.words)
        shorter, longer = (first, second) if is_shorter else (second, first)
        if _is_part(shorter, longer) or (may_have_ranges and _ranges_overlap(first.text, second.text)):
            message = f"“{first.text}” and “{second.text}” overlap"
            yield Finding(second.route, message, "Draw the line so that only one of them can be right.")


def _is_part(shorter: Option, longer: Option) -> bool:
    part, whole = shorter.words, longer.words
    if not part or part[-1] not in whole or _K_TYPE.fullmatch(longer.text):
        return False  # so it is nearly always
    shared = 0
    while shared < len(part) and part[shared] == whole[shared] and part[shared] in _BEFORE_NOUNS:
        shared += 1
    part, whole = part[shared:], whole[shared:]
    while part and part[0] in ("a", "an", "the"):
        part = part[1:]
    if not part or len(part) >= len(whole) or re.fullmatch(r"[\d.,]+", part[0]):
        return False
    if _SETTING_APART.intersection(whole) - set(part) or any(re.search(r"\d", word) for word in set(whole) - set(part)):
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
            return end < len(whole) and whole[end] in _PREPOSITIONS
    return False


def is_name(text: str) -> bool:
    """Whether all its words but the small ones are capitalised."""
    words = [
        word for word in re.findall(r"[^\W\d_][\w.'’-]*", text) if word not in ("of", "the", "de", "and", "in", "von")
    ]
    return bool(words) and all(word[0].isupper() for word in words)


_DIGIT = re.compile(r"\d")


_NUMBER = r"\d+(?:[.,]\d+)*"


_NUMERALS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


_DIGITS = {word: str(number) for number, word in enumerate(_NUMERALS)}


_RANGE = re.compile(rf"(?:from )?({_NUMBER}) ?(?:-|–|to) ?({_NUMBER})\b ?(.{{0,20}})")


_BETWEEN = re.compile(rf"between ({_NUMBER}) and ({_NUMBER})\b ?(.{{0,20}})")


_ABOVE = re.compile(
    rf"(?:more than|over|above|at least|no less than|not less than|no fewer than) ({_NUMBER})\b ?(.{{0,20}})"
)


_BELOW = re.compile(
    rf"(?:less than|fewer than|under|below|up to|at most|no more than|not more than) ({_NUMBER})\b ?(.{{0,20}})"
)


_POINT = re.compile(rf"(?:exactly )?({_NUMBER})\b ?(.{{0,20}})")


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
    written = re.sub(rf"^({_NUMBER}) ?\+", r"at least \1", written)
    if found := _RANGE.fullmatch(written) or _BETWEEN.fullmatch(written):
        return _Interval(_value(found[1]), _value(found[2]), found[3])
    nudge = 1e-9  # “more than 10” leaves 10 out
    if found := _ABOVE.fullmatch(written):
        includes = written.startswith(("at least", "no ", "not "))
        return _Interval(_value(found[1]) + (0 if includes else nudge), _INFINITY, found[2])
    if found := _BELOW.fullmatch(written):
        includes = written.startswith(("up to", "at most", "no ", "not "))
        return _Interval(-_INFINITY, _value(found[1]) - (0 if includes else nudge), found[2])
    if found := _POINT.fullmatch(written):
        return _Interval(_value(found[1]), _value(found[1]), found[2])
    return None


def _value(number: str) -> float:
    grouped = re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", number)
    return float(
        number.replace(",", "") if grouped else number.replace(",", ".").replace(".", "", number.count(".") - 1)
    )


def _ranges_overlap(first: str, second: str) -> bool:
    a, b = _read_interval(first), _read_interval(second)
    if a is None or b is None or (a.unit and b.unit and a.unit != b.unit):
        return False
    if (a.low == a.high and b.low == b.high) or a.is_years or b.is_years:
        return False
    return a.low <= b.high and b.low <= a.high


_QUANTITIES = word_set(
    "half twice thrice once none no all both few many several never double triple zero quarter third dozen hundred "
    "thousand million billion one two three four five six seven eight nine ten eleven twelve noon midnight"
)


_FUNCTION_WORDS = word_set(
    "the a an it they he she we in on at by for from to of with because since when while after before that this "
    "these those as if there his her its their and or no not all some many most few every both only"
)


def mixed_options(subject: Subject[Choice | Multiple]) -> Iterator[Finding]:
    """Options are of one make: all figures or all words, all with a full stop or none, all with a capital or none.

    The odd one out draws the eye, and is chosen or struck out for its form (Haladyna, Downing & Rodriguez 2002,
    rule 23).

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
    options, text = subject.options, subject.option_text
    marks: list[tuple[list[bool | None], str, str]] = []
    if _DIGIT.search(text):
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
    """The first option of the rarer kind, if there are two kinds; an undecided one is of neither."""
    yes, no = marks.count(True), marks.count(False)
    return options[marks.index(yes < no)] if yes and no else None


_FIGURE = re.compile(rf"[^\w]*{_NUMBER}(?:\W+\w+){{0,2}}\W*")


_ENDS_OF_SENTENCES = re.compile(r"[.!?]")


_ABBREVIATED = re.compile(r"(?:\b\w|\b(?:etc|Co|Mr|St|Jr|Sr|Ltd|Inc|No|cf|ca))\.$")


_LETTERS_AND_DIGITS = re.compile(r"[^\W_]+")


def _is_figure(option: Option) -> bool | None:
    if not _DIGIT.search(option.text):
        return False if _QUANTITIES.isdisjoint(option.words) else None
    return True if _FIGURE.fullmatch(option.text.strip()) else None


def _ends_a_sentence(text: str) -> bool | None:
    written = text.rstrip("\"'”’*_) ")
    if "." in written and _ABBREVIATED.search(written):
        return None
    return written.endswith((".", "!", "?"))


def _have_capitals(options: tuple[Option, ...], prompt: str) -> list[bool | None]:
    """Which options begin with a capital, and might as well not."""
    found = [_LETTERS_AND_DIGITS.search(option.text) for option in options]
    words = [each[0] if each else "" for each in found]
    if len({word[:1].islower() for word in words}) < 2:
        return [None] * len(options)
    return [_has_capital(option, word, prompt, options) for option, word in zip(options, words, strict=True)]


def _has_capital(option: Option, word: str, prompt: str, options: tuple[Option, ...]) -> bool | None:
    if not word.isalpha() or word == "I" or _K_TYPE.fullmatch(option.text):
        return None
    if word[0].islower():
        return False
    others = " ".join(other.text for other in options if other is not option)
    is_common = word.lower() in _FUNCTION_WORDS or re.search(rf"\b{word.lower()}\b", f"{others} {prompt}") is not None
    return True if is_common else None


def few_options(subject: Subject[Match]) -> Iterator[Finding]:
    """A matching question has at least three right-hand sides.

    Of two, half of those who know nothing get both pairs right (Haladyna, Downing & Rodriguez 2002, rule 18: as
    many options as are plausible, three as a rule).

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
    count = len({*(split_words(right) for _, right in question.pairs), *map(split_words, question.distractors)})
    if count < 3:
        message = f"{count} right-hand sides leave a guesser an even chance"
        yield Finding(("pairs",), message, "Add a pair, or a right-hand side that fits none under `distractors`.")
