"""Two questions → whether they ask the same, and whether one gives the other's answer away."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, filterfalse

from quizgen.kinds import Question
from quizgen.kinds.choice import Choice
from quizgen.kinds.cloze import Cloze
from quizgen.kinds.essay import Essay
from quizgen.kinds.match import Match
from quizgen.kinds.multiple import Multiple
from quizgen.kinds.numeric import Numeric
from quizgen.kinds.order import Order
from quizgen.kinds.short import Short
from quizgen.kinds.term import Term
from quizgen.kinds.true_false import TrueFalse
from quizgen.text.words import split_words

MAX_CANDIDATES = 10
"""At most as many others are compared with a question, whatever the size of the bank."""

_RARE_WORDS = 6
_ALIKE = 0.75
SAME_ANSWER = 0.6
_ABOUT_THE_SAME = 2
_SHORTEST_TELLING = 6

_COMMON = frozenset(
    """
    a about according all also an and any are as at author be been book but by can call called could did do does each
    few for from give given had has have he her his how if in into is it its itself kind made make many may more most
    much must name no not of on one only or other out over own put same say says should so some such than that the
    their them then there these they this those three through to true two under up view was were what when where which
    while who whom whose why will with would
    """.split()  # noqa: SIM905 (a list of eighty strings is harder to read)
)
_UNHEARD = frozenset({""})
"""An answer that no prompt contains."""
_DELETED = re.compile(r"\{\{(?:\d+::)?|::[^{}]*\}\}|\}\}")


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """What a question asks and what it answers, as texts and as the stems of their telling words."""

    question: Question
    prompt: str
    answer: str
    asked: frozenset[str]
    answered: frozenset[str]

    @property
    def has_telling_answer(self) -> bool:
        """Whether its answer would be known again in another prompt: neither too short nor in its own prompt."""
        if not isinstance(self.question, (Choice, Short)) or not self.answered:
            return False
        return sum(map(len, self.answered)) >= _SHORTEST_TELLING and not self.answered <= self.asked

    @property
    def particulars(self) -> frozenset[str]:
        """Figures and names: two prompts that differ in one of them ask for different things."""
        words = re.findall(r"(?<![.!?] )(?<!^)\b[A-Z]\w+|\d[\d.,]*", self.prompt)
        return frozenset(word.casefold().removesuffix("'s") for word in words)


def _content(text: str) -> frozenset[str]:
    return frozenset(map(_stem, filterfalse(_COMMON.__contains__, split_words(text))))


_ENDINGS = ("ations", "ation", "ings", "ing", "ies", "ed", "es", "s")
_ENDS = ("s", "ation", "ing", "ed")
"""What all of these end with."""


def _stem(word: str) -> str:
    """Enough of a word to see that two are of one family; a cache would take longer than this does."""
    if not word.endswith(_ENDS):
        return word
    word = word.removesuffix("'s")
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def profile(question: Question) -> Profile:
    match question:
        case Cloze():
            prompt = _DELETED.sub(" ", question.text)
            answer = "; ".join([deletion.words for deletion in question.deletions])
        case Term():
            prompt, answer = question.term, question.definition
        case _:
            prompt, answer = question.prompt, _answer(question)
    return Profile(question, prompt, answer, _content(prompt), _content(answer))


def _answer(question: Choice | Multiple | TrueFalse | Short | Numeric | Order | Match | Essay) -> str:
    match question:
        case Choice() | Short():
            return question.answer
        case Multiple():
            return "; ".join(question.answers)
        case TrueFalse():
            return str(question.answer)
        case Numeric():
            return f"{question.answer:f} {question.unit}"
        case Order():
            return "; ".join(question.items)
        case Match():
            return "; ".join([f"{left} {right}" for left, right in question.pairs])
        case Essay():
            return "; ".join(question.points)


def tells(asking: Profile, asked: Profile) -> bool:
    """Whether one question's prompt contains the other's answer, and both are about the same."""
    # The words of an answer that stands in a prompt are among the prompt's.
    if not asked.answered <= asking.asked or not asked.has_telling_answer:
        return False
    if len(asked.asked & asking.asked - asked.answered) < _ABOUT_THE_SAME:
        return False
    prompt = f" {' '.join(split_words(asking.prompt))} "
    return f" {' '.join(split_words(asked.answer))} " in prompt


def are_alike(one: Profile, other: Profile) -> bool:
    """Whether two prompts ask nearly the same."""
    return len(one.asked) >= 2 and overlap(one.asked, other.asked) >= _ALIKE


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """The share that two sets have in common (Jaccard)."""
    both = len(one & other)
    return both / (len(one) + len(other) - both) if one or other else 0.0


def related_pairs(profiles: Sequence[Profile]) -> Iterator[tuple[int, int]]:
    """Indices of questions that are alike or of which one tells the other's answer, the earlier first."""
    asked = [each.asked for each in profiles]
    answered = [each.answered if each.has_telling_answer else _UNHEARD for each in profiles]
    for one, other in candidate_pairs(profiles):
        mine, others = asked[one], asked[other]
        # Nearly all pairs differ at this first look.
        if len(mine & others) >= _ALIKE * len(mine) or answered[one] <= others or answered[other] <= mine:
            first, second = profiles[one], profiles[other]
            if are_alike(first, second) or tells(first, second) or tells(second, first):
                yield one, other


def candidate_pairs(profiles: Sequence[Profile]) -> Iterator[tuple[int, int]]:
    """Indices of questions that share rare words, at most ``MAX_CANDIDATES`` earlier ones with each: near-linear."""
    frequency = Counter(chain.from_iterable(map(_words, profiles)))
    shared = sorted(word for word, count in frequency.items() if count > 1)
    shared.sort(key=frequency.__getitem__)
    # By rank, from 1 on, words are compared as numbers.
    ranks = {word: rank for rank, word in enumerate(shared, 1)}
    holders: defaultdict[int, list[int]] = defaultdict(list)
    total = len(profiles)
    for number, each in enumerate(profiles):
        words = _words(each)
        ranked = sorted(filter(None, map(ranks.get, words)))
        # A word that no other question has leads to none, and is among the rarest nevertheless.
        rare = ranked[: max(0, _RARE_WORDS - (len(words) - len(ranked)))]
        near = [other for word in rare for other in holders[word][-MAX_CANDIDATES:]]
        for word in rare:
            holders[word].append(number)
        if len(near) > MAX_CANDIDATES:
            # Those that share the most come first, of these the earliest: in one number for each.
            places = sorted([other - count * total for other, count in Counter(near).items()])
            near = [place % total for place in places[:MAX_CANDIDATES]]
        for other in set(near):
            yield other, number


def _words(profile: Profile) -> frozenset[str]:
    return profile.asked | profile.answered
