"""Is a question worded so that it tests what a reader knows, and not how carefully he reads?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import TypeAlias

from quizgen.checks.subject import Option, Subject
from quizgen.diagnostics import Finding
from quizgen.model import (
    Choice,
    Cloze,
    Essay,
    Match,
    Multiple,
    Numeric,
    Order,
    Prompted,
    Short,
    Term,
    TrueFalse,
)
from quizgen.source.words import split_words

Asking: TypeAlias = Choice | Multiple | Short | Numeric | Order | Match
"""The kinds whose prompt asks for one thing."""


def word_set(text: str) -> frozenset[str]:
    """A list of words, from a text of them."""
    return frozenset(text.split())


# --- the options --------------------------------------------------------------------------------

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


# --- the prompt ---------------------------------------------------------------------------------

_COMMANDS = word_set(
    "match order put arrange name give complete choose select pick state list explain compare discuss judge describe "
    "assess show say tell write calculate compute work reckon find fill identify define rank sort mark tick decide "
    "consider outline analyse analyze evaluate argue trace set weigh examine place assign connect join pair estimate "
    "read translate add correct suggest sketch draw draft plan imagine suppose summarise summarize contrast apply "
    "use take turn bring defend justify criticise criticize develop design propose formulate test"
)
_OPEN_ENDS = word_set(
    "is are was were be been being called named known as the a an of by to at in on for with from because that than "
    "into has have had when if where who which whose and or until about between after before does did can could will "
    "would must should through under over towards against since while except means n"
)


def prompt_is_no_question(subject: Subject[Asking | Essay]) -> Iterator[Finding]:
    """A prompt asks something: a question, a task, or a sentence to be completed.

    If it only names a topic, the reader has to guess from the options what is asked (Haladyna, Downing &
    Rodriguez 2002, rules 14 and 15).

    Bad:
        kind: short
        prompt: "The light at Grey Head."
        answer: "eleven miles"
    Good:
        kind: short
        prompt: "How far to the north is the light at Grey Head?"
        answer: "eleven miles"
    """
    written = _unquoted(subject.question.prompt)
    if "?" in written or _UNFINISHED.search(written):
        return
    starts = _STARTS.findall(written)
    if any(start.lower() in _COMMANDS for start in starts):
        return
    words = split_words(written)
    if words and words[-1] in _OPEN_ENDS and not written.rstrip().endswith("."):
        return
    yield Finding(
        ("prompt",), "this prompt asks nothing", "Write a question, a task, or a sentence with a gap (`___`)."
    )


_UNFINISHED = re.compile(r"_{2,}|…|\.\.\.|:\W*$")
_STARTS = re.compile(r"(?:^|[.,;:!–—]\s+|\band (?:then )?)[\W_]*([^\W_]+)")
_WORD = re.compile(r"\w+")


@lru_cache(maxsize=100)
def words_in(text: str) -> frozenset[str]:
    """The words of a text in lower case, for what cannot be found where they are not."""
    return frozenset(_WORD.findall(text.lower()))


_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»|„[^“]*“|‘[^’]*’(?!\w)")


@lru_cache(maxsize=100)
def _unquoted(text: str) -> str:
    """Without what stands in quotation marks."""
    if text.isascii() and '"' not in text:
        return text
    return _QUOTED.sub(" quoted ", text)


_BETWEEN_SENTENCES = re.compile(r"(?<=[.?!])[\"”’)]*\s+(?=[\W_]*[^\W\d_])")


@lru_cache(maxsize=100)
def _last_sentence(text: str) -> str:
    return _BETWEEN_SENTENCES.split(_unquoted(text).strip())[-1]


_VERDICTS = word_set("true correct right false wrong incorrect untrue accurate")
_VERDICT = "(?:true|correct|right|false|wrong|incorrect|untrue|accurate)"
_UNFOCUSED = re.compile(
    r"(?:(?:regarding|concerning|about|of|as to|as for)(?: \w+){1,4} )?"
    r"(?:which|what)(?: one)?(?: of (?:the following|these|those)(?: \w+)?)?"
    r"(?: (?:statements?|sentences?|claims?|assertions?))?"
    rf"(?: (?:on|about|of|concerning|regarding)(?: \w+){{1,5}}?)? (?:is|are|was|were|holds?) (?:not )?{_VERDICT}"
    r"(?: (?:of|about|for)(?: \w+){1,7})?"
    rf"|(?:select|choose|tick|mark|pick)(?: the| all)* (?:{_VERDICT}) (?:statements?|answers?|options?|sentences?)"
    rf"|the following (?:\w+ )?(?:is|are) {_VERDICT}(?: (?:of|about|for)(?: \w+){{1,7}})?"
    r"|what can (?:be said|one say|you say) (?:of|about)(?: \w+){1,5}"
)
_SWEEPING = _VERDICTS | {"said", "say"}
"""Words without one of which it does not fit."""
_STATEMENT = re.compile(
    r"of (?:the following|these|those) (?!statements?|sentences?|claims?|assertions?)\w+ (?:is|are|was)"
)


def unfocused_prompt(subject: Subject[Choice | Multiple]) -> Iterator[Finding]:
    """A prompt can be answered with the options covered: not “Which of the following is true?”.

    Such a prompt joins several true-false items that share a topic at most; whoever knows the matter must still
    read and weigh every option (Haladyna, Downing & Rodriguez 2002, rule 15; NBME: cover the options).

    Bad:
        kind: choice
        prompt: "Which of the following is true?"
        answer: "The lens has sixteen panels."
        distractors: ["The lamp burns whale oil.", "The clock strikes at noon."]
    Good:
        kind: choice
        prompt: "How many panels has the lens?"
        answer: "sixteen"
        distractors: ["eight", "twelve"]
    """
    prompt = subject.question.prompt
    words = split_words(prompt)
    is_short = len(words) < max(3, min([len(option.words) for option in subject.options]))
    is_stub = is_short and _OPEN.search(prompt) is not None
    if is_stub or (not _SWEEPING.isdisjoint(words) and _is_sweeping(" ".join(words))):
        message = f"“{prompt}” does not say what is asked"
        yield Finding(("prompt",), message, "Ask for one thing, so that it can be answered with the options covered.")


def _is_sweeping(prompt: str) -> bool:
    return _UNFOCUSED.fullmatch(prompt) is not None and _STATEMENT.search(prompt) is None


_OPEN = re.compile(r"(?::|\b(?:is|are|was|were))\W*$")

_EMPHASISED = re.compile(r"(\*\*|\*|__|_)[^*_]+\1")
_AUXILIARY = "is|are|was|were|do|does|did|has|have|had|can|could|will|would|shall|should|must|may|might"
_SUBORDINATE = (
    r"\b(?:that|who|which|what|whose|whom|when|if|because|where|while|although|though|since|but|and|or|as|than)\b"
    r"|[,;:–—(]"
)
_NEGATED = re.compile(
    r"\b(?:which|what|who|whom|whose|where|when)\b(?P<main>.*?)"
    rf"(?:\b(?:{_AUXILIARY})\b(?P<between>(?: [\w'’-]+){{0,7}}?) not\b|\bcannot\b|\b(?:{_AUXILIARY}|ca|wo)n['’]t\b)"
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
"""Words without which no prompt asks for the exception; ``t`` is what follows the apostrophe of ``isn't``."""


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
    """The word by which a prompt asks for the exception without emphasis, or nothing."""
    if _EXCEPTIONS.isdisjoint(words_in(prompt)):
        return ""
    sentence = _EMPHASISED.sub(" emphasised ", _last_sentence(prompt))
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
"""Words without one of which none of the patterns fits, and no prompt asks for the exception."""
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
    written = _EMPHASISED.sub(lambda found: found.group().strip("*_"), _unquoted(question.prompt))
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


_TEXTS = "passage|text|excerpt|extract|paragraph|chapter|section|reading|article|book|page|quotation"
_SAYS = (
    "say|state|describe|mention|argue|explain|tell|suggest|imply|claim|refer|quote|name|write|think|believe|mean|list|"
    "conclude|point|compare|see|call|give|discuss|show"
)
_NEEDS_THE_BOOK = re.compile(
    rf"\baccording to (?:the|this) (?:{_TEXTS}|author|writer)\b(?! of (?!this\b|the (?:{_TEXTS})\b))"
    rf"|\bin (?:this|the (?:above|following|preceding|foregoing|quoted|cited)) (?:{_TEXTS})\b"
    r"(?! of\b| between\b| from\b)"
    r"|\bin the (?:first|second|third|fourth|fifth|last|final|opening|closing)"
    r" (?:paragraph|passage|sentence)\b(?! of\b)"
    r"|\bbased on (?:the|this) (?:reading|passage|text|excerpt|extract)\b(?! of\b)"
    r"|\bas the (?:author|writer) (?:puts|says|sees|has) it\b"
    r"|\b(?:in|from) the (?:text|excerpt|extract)\b(?! of\b)"
    r"|\bin the passage\b(?! (?:of|between|from|to|through)\b)"
    rf"|\b(?:the|this) (?:passage|text|excerpt|extract|paragraph|author|writer) (?:{_SAYS})e?s\b"
    rf"|\b(?:does|did) (?:the|this) (?:passage|text|excerpt|extract|paragraph|author|writer) (?:\w+ )?(?:{_SAYS})\b"
    rf"|\b(?:author|writer) of (?:this|the) (?:text|passage|excerpt|book|article)\b"
    r"|\b(?:mentioned|described|quoted|cited|stated|named|listed|given|said|say|says|discussed|explained)(?: \w+)?"
    r" (?:above|earlier|previously|further up)\b(?! (?:all|than|in|on)\b)"
    rf"|\b(?:above|preceding|foregoing) (?:{_TEXTS}|statement)\b"
    r"|\bon page \d"
    rf"|\b(?:idea|theme|topic|tone|purpose|thesis|title|subject|message) of (?:the|this) (?:{_TEXTS})\b(?! of\b)"
    r"|\b(?:the|in the) (?:previous|preceding|last|next) question\b",
    re.IGNORECASE,
)


_BOOKISH = frozenset(_TEXTS.split("|")) | word_set(
    "author writer sentence above earlier previously further statement question page"
)
"""Words without one of which none of it fits."""


def not_self_contained(subject: Subject) -> Iterator[Finding]:
    """A question names what it is about: no “in this passage”, no “the author says above”.

    On a card or a sheet no passage stands beside it. Name the person, the book, the date (NBME: the stem contains
    all that is needed).

    Bad:
        kind: short
        prompt: "According to the passage, what did the predecessor use?"
        answer: "vinegar"
    Good:
        kind: short
        prompt: "With what had the keeper's predecessor cleaned the glass?"
        answer: "vinegar"
    """
    question = subject.question
    written: tuple[tuple[str, str], ...] = ()
    if isinstance(question, Prompted):
        written = (("prompt", question.prompt),)
    elif isinstance(question, Cloze):
        written = (("text", question.text),)
    elif isinstance(question, Term):
        written = (("term", question.term), ("definition", question.definition))
    for field, text in written:
        if _BOOKISH.isdisjoint(words_in(text)):
            continue
        if found := _NEEDS_THE_BOOK.search(text):
            message = f"“{found.group()}” refers to something that the reader does not see"
            yield Finding((field,), message, "Name the person, the book or the matter itself.")


_INTERROGATIVE = r"(?:which|what|who|whom|whose|where|when|why|how)"
_HOW_MANY = "how (?:many|much|far|long|often|high|deep|old|large|big)"
_JOINED = re.compile(
    r",? (?:and|or) (?:(?:in|at|to|for|by|on|of|from|with|under) )?"
    rf"(?:(?:why|when|where|how)(?: (?:{_AUXILIARY})\b|\W*$)"
    rf"|(?:what|which|whose|{_HOW_MANY})\b(?:(?: \w+){{0,2}} (?:{_AUXILIARY})\b| \w+\W*$))"
    r"|, (?:and|or) (?:who|whom) \w+|,? (?:and|or) (?:\w+ )?(?:whom|what|which)\W*$"
    rf"|\bif so,? (?:for )?{_INTERROGATIVE}\b"
    rf"|,? and (?:say|tell|state|explain) {_INTERROGATIVE}\b",
    re.IGNORECASE,
)


_ANOTHER = frozenset(("and", "or", "if"))
"""Words without one of which nothing is joined."""
_ASKING = re.compile(
    rf"\W*(?:(?:[\w'’-]+ ){{0,2}}?{_INTERROGATIVE}|name|give|is|are|was|were)\b",
    re.IGNORECASE,
)


def two_questions(subject: Subject[Asking]) -> Iterator[Finding]:
    """A prompt asks one thing.

    With two, a half-known answer is neither right nor wrong, and the result says nothing of either (Haladyna,
    Downing & Rodriguez 2002, rule 1: a single content).

    Bad:
        kind: short
        prompt: "How often is the clock wound, and how far does its weight fall?"
        answer: "twice; nine metres"
    Good:
        kind: numeric
        prompt: "How many metres does the weight of the clock fall?"
        answer: 9
        unit: metres
    """
    prompt = subject.question.prompt
    if _unquoted(prompt).count("?") > 1:
        yield Finding(("prompt",), "this prompt asks two questions", "Make two questions of it.")
        return
    if _ANOTHER.isdisjoint(words_in(prompt)):
        return
    sentence = _last_sentence(prompt)
    start = _ASKING.match(sentence)
    found = _JOINED.search(sentence, start.end()) if start else None
    if start is None or found is None:
        return
    # “which log says who was on deck and who was below”: the second belongs to a clause of the first
    if not re.search(rf"\b{_INTERROGATIVE}\b", sentence[start.end() : found.start()], re.IGNORECASE):
        message = f"“{found.group().strip(' ,')} …” asks a second thing"
        yield Finding(("prompt",), message, "Make two questions of it.")
