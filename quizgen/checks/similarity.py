"""Two questions → whether they ask nearly the same, and whether one gives the other's answer away."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import filterfalse, pairwise
from typing import assert_never

from quizgen.checks.word_classes import are_opposites, same_word, spell_out
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
_MIN_ANSWER_LETTERS = 4
_MIN_NUMBER_LETTERS = 6
"""An answer with a figure has to be longer to be recognised in another prompt."""

_COMMON = frozenset(
    """
    a about according all also an and any are as at be been book but by call called can could did do does each few
    for found from get give given got had has have he her his how if in into is it its itself kind made make many
    may more most much must name no not number of on one only or other out over own put same say says should so some
    such than that the their them then there these they this those three through to true two under up view was were
    what when where which while who whom whose why will with would you
    """.split()  # noqa: SIM905 (a list of eighty strings is harder to read)
)
_DIRECTED = frozenset(("from", "to", "into", "onto", "than", "before", "after", "above", "below", "without"))
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
        has_figure = any(word[0].isdigit() for word in self.answered)
        fewest = _MIN_NUMBER_LETTERS if has_figure else _MIN_ANSWER_LETTERS
        return sum(map(len, self.answered)) >= fewest and not self.answered <= self.asked

    @cached_property
    def in_order(self) -> list[str]:
        """All words of the prompt, those of one meaning as one."""
        return _in_order(self.prompt)

    @cached_property
    def directions(self) -> Mapping[str, frozenset[str]]:
        """The words after “from”, “into” and the like: two prompts that differ in one ask for different things."""
        words = [word for word in split_words(spell_out(self.prompt)) if word not in _COMMON or word in _DIRECTED]
        led: defaultdict[str, set[str]] = defaultdict(set)
        for word, following in pairwise(words):
            if word in _DIRECTED and following not in _DIRECTED:
                led[word].add(_stem(same_word(following)))
        return {preposition: frozenset(following) for preposition, following in led.items()}

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


def _content_of_answer(text: str) -> frozenset[str]:
    """The telling words of an answer, with its numbers."""
    numbers = (number for word in split_words(text) if (number := same_word(word)).isdigit())
    return _content(text).union(numbers) or frozenset(split_words(text))


def _content(text: str) -> frozenset[str]:
    """The telling words of a text, those of one meaning as one."""
    words = map(same_word, filterfalse(_COMMON.__contains__, split_words(spell_out(text))))
    return frozenset(map(_stem, filterfalse(_COMMON.__contains__, words)))


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
    return Profile(question, response, prompt, answer, _content(prompt), _content_of_answer(answer))


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
            return response.answer
        case Compose():
            return "; ".join(response.points)
        case _:
            assert_never(response)


def tells(asking: Profile, asked: Profile) -> bool:
    """Whether one question's prompt contains the other's answer, and both are about the same."""
    # Comparing sets of words first is a fast test that settles nearly all pairs.
    if not asked.answered <= asking.asked:
        return False
    matter = asked.asked - asked.answered
    if not 0 < len(matter) <= _MAX_PARTS * len(matter & asking.asked) or not asked.has_telling_answer:
        return False
    if f" {' '.join(_in_order(asked.answer))} " not in f" {' '.join(asking.in_order)} ":
        return False
    return asked.answer_print.signs <= asking.signs


_MAX_PARTS = 3
"""Two prompts are on the same matter if they share one in so many of the words of the question that is answered."""


_ARTICLES = ("a", "an", "the")


def _in_order(text: str) -> list[str]:
    """The words of a text, those of one meaning as one, without an article at its start."""
    words = split_words(spell_out(text))
    start = 1 if words[:1] and words[0] in _ARTICLES else 0
    return [_stem(same_word(word)) for word in words[start:]]


def are_alike(one: Profile, other: Profile) -> bool:
    """Whether two prompts ask nearly the same, and not for opposites (the largest and the smallest, to and from)."""
    if len(one.asked) < 2 or overlap(one.asked, other.asked) < ALIKE:
        return False
    if one.signs != other.signs or are_opposites(one.asked - other.asked, other.asked - one.asked):
        return False
    return all(words == other.directions.get(preposition, words) for preposition, words in one.directions.items())


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """The Jaccard index of two sets."""
    both = len(one & other)
    return both / (len(one) + len(other) - both) if one or other else 0.0


_MAX_WORDS_NAME = 3


def have_same_answer(one: Profile, other: Profile) -> bool:
    """Whether two answers say the same, or one is the other in short (``Fleming``, ``Alexander Fleming``).

    Those that differ only in signs, as ``C`` and ``C++``, do not.
    """
    if one.answer_print.rough == other.answer_print.rough:
        return True
    if _differ_in_signs(one, other):
        return False
    if overlap(one.answered, other.answered) >= _SAME_ANSWER:
        return True
    shorter, longer = sorted((one.answered, other.answered), key=len)
    is_name = one.has_one_answer and other.has_one_answer and len(longer) <= _MAX_WORDS_NAME
    return is_name and bool(shorter) and shorter < longer


def answer_otherwise(one: Profile, other: Profile) -> bool:
    """Whether two answers have nothing in common, or differ only in signs."""
    if one.answer_print.rough == other.answer_print.rough:
        return False
    return _differ_in_signs(one, other) or not _agree(one.answered, other.answered)


def _differ_in_signs(one: Profile, other: Profile) -> bool:
    """Whether two answers that do not look the same have the same words."""
    if one.answered != other.answered:
        return False
    return one.answer_print.signs != other.answer_print.signs or split_words(one.answer) == split_words(other.answer)


def _agree(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two answers have a word in common, or a number if both have one: 74 °C is not 63 °C."""
    numbers = [frozenset(word for word in each if word[0].isdigit()) for each in (one, other)]
    return bool(numbers[0] & numbers[1] if all(numbers) else one & other)
