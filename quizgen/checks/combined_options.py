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

_THINGS = "(?:options|answers|choices|following|others|things|places|people|reasons|causes|factors|statements)"

_ALL_OR_NONE = re.compile(
    r"(?:all|none|any|both|neither|each|some|one|two|three|everyone|everything|nobody|nothing)(?: of)?"
    rf"(?: (?:these|them|those)(?: {_THINGS})?| (?:the )?(?:{_THINGS} )?(?:mentioned |named |listed |given )?above"
    rf"| (?:the )?{_THINGS}(?: (?:mentioned|named|listed|given))?)"
    r"(?: (?:is|are) (?:correct|right|true))?"
)

_OPENINGS = word_set("all none any both neither each some one two three everyone everything nobody nothing")
"""Prefilter: ``_ALL_OR_NONE`` begins with one of these words."""

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
    # If all options look like “A and C”, they do not refer to options, but to points of a line or a list in the prompt.
    is_lettered = any(not _LETTERS.fullmatch(" ".join(option.words).removesuffix(" only")) for option in options)
    for option in options:
        written = " ".join(option.words)
        if _ALL_OR_NONE.fullmatch(written) or (is_lettered and _is_reference(option, options)):
            message = f"“{option.text}” is an option about the other options"
            yield Finding(
                option.route, message, "Replace it by a view of the matter; for several answers use `multiple`."
            )


def _is_reference(option: Option, options: tuple[Option, ...]) -> bool:
    marks = sum(K_TYPE.fullmatch(other.text.strip()) is not None for other in options)
    return _LETTERS.fullmatch(" ".join(option.words)) is not None and marks <= 1


_MARK = r"\(?(?:[1-9]|[ivx]{1,4}|[a-h])\)?"

K_TYPE = re.compile(
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
    marked = [option for option in subject.options if K_TYPE.fullmatch(option.text.strip())]
    if len(marked) < 2:
        return
    combined = [option for option in marked if len(set(option.words) - _ONLY - {"and"}) > 1]
    has_only = any(_ONLY.intersection(option.words) for option in marked)
    if combined and (has_only or len(_NUMBERED.findall(subject.question.prompt)) > 1):
        message = f"“{combined[0].text}” combines statements by their numbers"
        yield Finding(combined[0].route, message, "Make it a `multiple` with the statements themselves as options.")


CHECKS = (
    Check(all_of_the_above, Severity.WARNING, languages=ENGLISH),
    Check(k_type, Severity.WARNING, languages=ENGLISH),
)
