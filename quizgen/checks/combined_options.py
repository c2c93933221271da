"""Checks for options that refer to other options or to numbered statements (“all of the above”, “1 and 3 only”)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.checks.check import Check
from quizgen.checks.english import ENGLISH, word_set
from quizgen.checks.subject import Option, Subject
from quizgen.kinds.choice import Choice
from quizgen.kinds.multiple import Multiple
from quizgen.model.diagnostics import Finding, Severity

_THINGS = (
    "(?:options|answers|choices|alternatives|possibilities|statements|following|others|rest|things|places|people"
    "|reasons|causes|factors)"
)

_THING = f"(?:{_THINGS}|option|answer|choice|alternative|statement)"

_GIVEN = (
    "(?:above|listed|mentioned|named|given|stated|shown|offered|suggested|provided|here|below|in the list|on the list)"
)

_SOME = (
    "(?:all|none|any|both|neither|either|each|every one|not one|some|one|two|three|four|most|several|more than one|at "
    "least two"
    "|two or more|everyone|everybody|everything|nobody|nothing|no one|anything)"
)

_VALID = (
    "(?:(?:is|are|was|were|can be|could be|may be|might be|would be) )?(?:all |both |equally |also |not )?"
    "(?:correct|right|true|valid|possible|acceptable|wrong|false|incorrect|untrue|apply|applies|fit|fits|work|works"
    "|suitable|accurate)"
)

_ABOUT_LIST = re.compile(
    rf"(?:only )?{_SOME}(?: of)?(?: (?:the|these|those))?(?: (?!of\b)\w+)?(?: (?:that|which) (?:are|were|is))? "
    rf"{_GIVEN}(?: \w+){{0,4}}"
    f"|{_SOME}(?: of)?(?: (?:the|these|those))? (?:other |previous |preceding |first |last )?(?:two |three "
    f")?{_THINGS}(?: {_VALID})?"
    rf"|(?:the )?(?:first|last|other) (?:two|three)(?: {_THINGS})?(?: {_VALID})?"
    "|(?:(?:these|those|the|all|both|none|neither|no|each|any|every|some) )?(?:of (?:them|these|those|the) "
    f")?{_THING} (?:(?:above|here|given|listed) )?{_VALID}(?: here)?"
    rf"|(?:they|these|those)(?: (?:are|is|were|can be|could be))? (?:all|both|each|none) {_VALID}|they {_VALID}"
    f"|(?:all|both|none|neither|each|any|either)(?: of (?:them|these|those))? {_VALID}|all (?:correct|right|true"
    "|wrong|false)"
    r"|(?:there (?:is|are)|there['’]s) (?:no|not a|not any) (?:\w+ )?(?:answers?|options?|choices?|solutions?)(?: "
    r"\w+){0,4}"
    r"|no (?:correct |right |such |true |suitable |valid )?(?:answers?|options?|choices?|alternatives?)(?: \w+){0,3}"
    "|(?:both )?(?:the )?(?:first|second|third|fourth|last) and (?:the )?(?:first|second|third|fourth|last)(?: "
    r"\w+)?(?: above)?"
    r"|(?:both |only |either |neither )?(?:options?|answers?|choices?|alternatives?) (?:[a-h]|\d|one|two"
    "|three)(?:(?:,? (?:and|or|nor) |, )"
    r"(?:[a-h]|\d|one|two|three))+(?: only| alone)?(?: are correct| are right| are true)?"
    r"|(?:all|none) of the above.*"
)
"""An option about the other options, whatever the prompt asks."""

_ABOUT_THEM = re.compile(
    f"(?:only )?(?!(?:both|n?either) of){_SOME} of (?:them|these|those|it)(?: {_THINGS}| (?:are|is|do|does|did|can"
    f"|have|has))?|{_SOME} (?:these|those)(?: {_THINGS})?"
    r"|a (?:combination|mixture) of (?:these|them|those|all (?:of )?(?:these|them|three))"
)
"""An option about the other options, unless the prompt counts: “how many of them”."""

_ALL_TOGETHER = re.compile(
    "all (?:two|three|four|five)(?: of (?:them|these|those))?|both|all together|(?:both|neither|either) of (?:them"
    "|these)"
)
"""An option about the other options, unless the prompt counts or names some things itself: “A or B”, “of the two”."""

_COUNTING = re.compile(r"\bhow (?:many|much|often)\b|\bnumber of\b")

_NAMING = re.compile(r"\bor\b|\b(?:which|what|whose|who) of (?:the|these|those) (?:two|three|four|five)\b")

_OPENINGS = word_set(
    "all none any both neither either each every not some one two three four most several more at everyone everybody "
    "everything nobody nothing no anything they these those there the only options option answers answer choices "
    "choice a "
    "alternatives first second third last alternative statement statements possibilities others rest following"
)
"""Prefilter: an option about other options begins with one of these words."""

_LETTERS = re.compile(
    "(?:both |neither |either |only )?[a-h](?:,? (?:and |or |nor )?[a-h])*,? (?:and|or|nor) [a-h](?: (?:is|are) "
    r"(?:both |all )?\w+)?"
)

_JOINING = word_set("and or nor")


def all_of_the_above(subject: Subject[Choice | Multiple]) -> Iterator[Finding]:
    """No option is “all of the above”, “none of these” or “both A and B”.

    Whoever knows two right options, or one wrong one, has the answer without the rest; and where options are
    shuffled, nothing stands above (Haladyna, Downing & Rodriguez 2002, rules 25 and 26). What it cannot see: the same
    said with the noun of the matter alone (“none of the gases”), which may be a view of the matter.

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
    prompt = subject.question.prompt.lower()
    counts = _COUNTING.search(prompt) is not None
    names = counts or _NAMING.search(prompt) is not None or any(K_TYPE.fullmatch(each.text.strip()) for each in options)
    # If all options look like “A and C”, they do not refer to options, but to points of a line or a list in the prompt.
    may_refer = any(not _LETTERS.fullmatch(" ".join(option.words).removesuffix(" only")) for option in options)
    for option in options:
        is_reference = may_refer and _is_reference(option, options)
        is_reference = is_reference or (not counts and joins_others(option, options))
        if is_about_options(option, counts=counts, names=names) or is_reference:
            message = f"“{option.text}” is an option about the other options"
            yield Finding(
                option.route,
                message,
                "Replace it by an answer that somebody might give; for several answers use `multiple`.",
            )


def is_about_options(option: Option, *, counts: bool = False, names: bool = False) -> bool:
    """Whether an option is about the other options.

    If the prompt counts things, or names them itself, “all of them” or “both” may be these.
    """
    if not option.words or option.words[0] not in _OPENINGS:
        return False
    written = " ".join(option.words)
    if _ABOUT_LIST.fullmatch(written) or (not counts and _ABOUT_THEM.fullmatch(written)):
        return True
    return not names and _ALL_TOGETHER.fullmatch(written) is not None


def joins_others(option: Option, options: tuple[Option, ...]) -> bool:
    """Whether an option joins others: “both Newton and Leibniz” beside “Newton” and “Leibniz”."""
    parts = _BETWEEN_PARTS.split(_BOTH.sub("", option.text))
    others = {other.text.strip().lower() for other in options if other is not option}
    return len(parts) > 1 and all(part.strip().lower() in others for part in parts)


_BETWEEN_PARTS = re.compile(r",? (?:and|or|nor) |, ")

_BOTH = re.compile(r"^(?:both|either|neither) ", re.IGNORECASE)


def is_lettered(option: Option) -> bool:
    """Whether an option refers to others by their letters, as “A and B”."""
    return _LETTERS.fullmatch(" ".join(option.words)) is not None


def _is_reference(option: Option, options: tuple[Option, ...]) -> bool:
    marks = sum(K_TYPE.fullmatch(other.text.strip()) is not None for other in options)
    return is_lettered(option) and marks <= 1


_MARK = r"\(?(?:[1-9]|[ivx]{1,4}|[a-h])\)?"

K_TYPE = re.compile(
    rf"(?:only |both |neither |either )?(?:(?:statements?|numbers?|items?|points?|nos?\.?) )?{_MARK}"
    rf"(?:(?:, (?:and |or )?| ?, ?| and | or | nor | & | \+ |; |/){_MARK})*(?:,? (?:(?:but )?not {_MARK}|only|alone))?"
    r"(?: (?:is|are) (?:\w+ )?(?:correct|true|right|false|wrong))?\.?",
    re.IGNORECASE,
)

_NUMBERED = re.compile(r"(?:^|[\s(])(?:[1-9]|[IVXivx]{1,4}|[A-Ha-h])[.)](?=\s|$)")

_ONLY = frozenset(("only", "alone", "not"))

_NO_MARKS = word_set(
    "and or nor both neither either statement statements number numbers item items point points is are correct true"
)


def k_type(subject: Subject[Choice | Multiple]) -> Iterator[Finding]:
    """Options are answers, not combinations of numbered statements (“1 and 3 only”).

    Such items test the skill of striking combinations out, take longer and tell less (Haladyna, Downing &
    Rodriguez 2002, rule 9). `multiple` asks the same openly. What it cannot see: statements without numbers or letters.

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
    marked = [option for option in subject.options if K_TYPE.fullmatch(option.text.strip())]
    if len(marked) < 2:
        return
    combined = [option for option in marked if len(set(option.words) - _ONLY - _NO_MARKS) > 1]
    has_only = any(_ONLY.intersection(option.words) for option in marked)
    if combined and (has_only or len(_NUMBERED.findall(subject.question.prompt)) > 1):
        message = f"“{combined[0].text}” combines statements by their numbers"
        yield Finding(combined[0].route, message, "Make it a `multiple` with the statements themselves as options.")


CHECKS = (
    Check(all_of_the_above, Severity.WARNING, languages=ENGLISH),
    Check(k_type, Severity.WARNING, languages=ENGLISH),
)
