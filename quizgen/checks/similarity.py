"""Two questions → whether they ask nearly the same, and whether one gives the other's answer away."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import filterfalse
from typing import assert_never

from quizgen.kinds import kind_of
from quizgen.kinds.question import Question
from quizgen.kinds.response import Arrange, Calculate, Compose, Fill, Judge, Pair, Recall, Response, Select, Write
from quizgen.text.names import read_names
from quizgen.text.printed import Print, read_print
from quizgen.text.words import split_words

ALIKE = 0.75
"""Prompts whose words overlap by this share (Jaccard) or more ask nearly the same."""
_SAME_ANSWER = 0.6
"""Answers whose words overlap by this share (Jaccard) or more are the same."""
_MIN_SHARED_WORDS = 2
_MIN_ANSWER_LETTERS = 6

_COMMON = frozenset(
    """
    a about according all also an and any are as at author be been book but by can call called could did do does each
    few for from give given had has have he her his how if in into is it its itself kind made make many may more most
    much must name no not of on one only or other out over own put same say says should so some such than that the
    their them then there these they this those three through to true two under up view was were what when where which
    while who whom whose why will with would
    """.split()  # noqa: SIM905 (a list of eighty strings is harder to read)
)
_DIGITS = re.compile(r"\d(?:[\d.,]*\d)?")


@dataclass(frozen=True, eq=False)
class Profile:
    """The prompt and the answer of a question, as texts and as the stems of their content words."""

    question: Question
    response: Response
    prompt: str
    answer: str
    asked: frozenset[str]
    answered: frozenset[str]

    @property
    def has_one_answer(self) -> bool:
        """Whether only one short answer is right, so that two different answers contradict each other."""
        return isinstance(self.response, Write | Calculate | Judge) or _is_single(self.response)

    @cached_property
    def has_telling_answer(self) -> bool:
        """Whether its answer is recognisable in another prompt: long enough, and not part of its own prompt."""
        if not (isinstance(self.response, Write) or _is_single(self.response)) or not self.answered:
            return False
        return sum(map(len, self.answered)) >= _MIN_ANSWER_LETTERS and not self.answered <= self.asked

    @cached_property
    def particulars(self) -> frozenset[str]:
        """Figures and names: two prompts that differ in one of them ask for different things."""
        names = [name.folded for name in read_names(self.prompt) if not name.opens]
        return frozenset((*names, *_DIGITS.findall(self.prompt)))

    @cached_property
    def signs(self) -> frozenset[str]:
        """The formulas, code and signs of the prompt: `5 + 3` and `5 - 3` are not the same question."""
        return read_print(self.prompt).signs

    @cached_property
    def answer_print(self) -> Print:
        return read_print(self.answer)


def _content(text: str) -> frozenset[str]:
    return frozenset(map(_stem, filterfalse(_COMMON.__contains__, split_words(text))))


_ENDINGS = ("ations", "ation", "ings", "ing", "ies", "ed", "es", "s")
_ENDS = ("s", "ation", "ing", "ed")
"""Prefilter: each of ``_ENDINGS`` ends with one of these."""


def _stem(word: str) -> str:
    """A crude stem, to recognise words of the same family; a cache would be slower than this."""
    if not word.endswith(_ENDS):
        return word
    word = word.removesuffix("'s")
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def _is_single(response: Response) -> bool:
    return isinstance(response, Select) and not response.is_multiple


def profile(question: Question) -> Profile:
    kind = kind_of(question)
    response = kind.response(question)
    if isinstance(response, Fill):  # two clozes of one sentence ask nearly the same, whatever they leave out
        prompt = "\n".join(part.text for part in kind.answer_parts(question))
    else:
        prompt = kind.stem(question, " ")
    answer = _answer(response)
    return Profile(question, response, prompt, answer, _content(prompt), _content(answer))


def _answer(response: Response) -> str:
    match response:
        case Select():
            return "; ".join(response.right)
        case Judge():
            return str(response.answer)
        case Write():
            return response.accepted[0]
        case Calculate():
            return f"{response.answer:f} {response.unit}"
        case Fill():
            return "; ".join([deletion.words for deletion in response.deletions])
        case Arrange():
            return "; ".join(response.items)
        case Pair():
            return "; ".join([f"{left} {right}" for left, right in response.pairs])
        case Recall():
            return response.definition
        case Compose():
            return "; ".join(response.points)
        case _:
            assert_never(response)


def tells(asking: Profile, asked: Profile) -> bool:
    """Whether one question's prompt contains the other's answer, and both are about the same."""
    # Comparing sets of words first is a fast test that settles nearly all pairs.
    if not asked.answered <= asking.asked or len(asked.asked & asking.asked - asked.answered) < _MIN_SHARED_WORDS:
        return False
    if not asked.has_telling_answer:
        return False
    prompt = f" {' '.join(split_words(asking.prompt))} "
    if f" {' '.join(split_words(asked.answer))} " not in prompt:
        return False
    return asked.answer_print.signs <= asking.signs


def are_alike(one: Profile, other: Profile) -> bool:
    """Whether two prompts ask nearly the same."""
    if len(one.asked) < _MIN_SHARED_WORDS or overlap(one.asked, other.asked) < ALIKE:
        return False
    return one.signs == other.signs


def have_same_answer(one: Profile, other: Profile) -> bool:
    """Whether two answers say the same; those that differ only in signs, as `C` and `C++`, do not."""
    if one.answer_print.rough == other.answer_print.rough:
        return True
    return not _differ_in_signs(one, other) and overlap(one.answered, other.answered) >= _SAME_ANSWER


def answer_otherwise(one: Profile, other: Profile) -> bool:
    """Whether two answers have nothing in common, or differ only in signs."""
    if one.answer_print.rough == other.answer_print.rough:
        return False
    return _differ_in_signs(one, other) or not one.answered & other.answered


def _differ_in_signs(one: Profile, other: Profile) -> bool:
    """Whether two answers that do not look the same have the same words."""
    if one.answered != other.answered:
        return False
    return one.answer_print.signs != other.answer_print.signs or split_words(one.answer) == split_words(other.answer)


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """The Jaccard index of two sets."""
    both = len(one & other)
    return both / (len(one) + len(other) - both) if one or other else 0.0
