"""Two questions → whether they ask the same, and whether one gives the other's answer away."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from quizgen.model import Choice, Cloze, Match, Multiple, Numeric, Order, Question, Short, Term, TrueFalse
from quizgen.source.words import split_words

MAX_CANDIDATES = 20
"""At most as many others are compared with a question, whatever the size of the bank."""

_RARE_WORDS = 6
_ALIKE = 0.75
SAME_ANSWER = 0.6
_ABOUT_THE_SAME = 2

_COMMON = frozenset(
    """
    a about according all also an and any are as at author be been book but by can call called could did do does each
    few for from give given had has have he her his how if in into is it its itself kind made make many may more most
    much must name no not of on one only or other out over own put same say says should so some such than that the
    their them then there these they this those three through to true two under up view was were what when where which
    while who whom whose why will with would
    """.split()  # noqa: SIM905 (a list of eighty strings is harder to read)
)
_DELETED = re.compile(r"\{\{(?:\d+::)?|::[^{}]*\}\}|\}\}")


@dataclass(frozen=True)
class Profile:
    """What a question asks and what it answers, as words."""

    question: Question
    prompt: str
    answer: str

    @cached_property
    def asked(self) -> frozenset[str]:
        return _content(self.prompt)

    @cached_property
    def answered(self) -> frozenset[str]:
        return _content(self.answer)

    @cached_property
    def key_words(self) -> tuple[str, ...]:
        return split_words(self.answer)

    @cached_property
    def particulars(self) -> frozenset[str]:
        """Figures and names: two prompts that differ in one of them ask for different things."""
        words = re.findall(r"(?<![.!?] )(?<!^)\b[A-Z]\w+|\d[\d.,]*", self.prompt)
        return frozenset(word.casefold().removesuffix("'s") for word in words)


def _content(text: str) -> frozenset[str]:
    return frozenset(_stem(word) for word in split_words(text) if word not in _COMMON)


def _stem(word: str) -> str:
    """Enough of a word to see that two are of one family."""
    word = word.removesuffix("'s")
    for ending in ("ations", "ation", "ings", "ing", "ies", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def profile(question: Question) -> Profile:
    prompt = getattr(question, "prompt", "")
    match question:
        case Choice() | Short():
            answer = question.answer
        case Multiple():
            answer = "; ".join(question.answers)
        case TrueFalse():
            answer = str(question.answer)
        case Numeric():
            answer = f"{question.answer:f} {question.unit}"
        case Cloze():
            prompt = _DELETED.sub(" ", question.text)
            answer = "; ".join(deletion.words for deletion in question.deletions)
        case Order():
            answer = "; ".join(question.items)
        case Match():
            answer = "; ".join(f"{left} {right}" for left, right in question.pairs)
        case Term():
            prompt, answer = question.term, question.definition
        case _:
            answer = "; ".join(question.points)
    return Profile(question, prompt, answer)


def tells(asking: Profile, asked: Profile) -> bool:
    """Whether one question's prompt contains the other's answer, and both are about the same."""
    if not isinstance(asked.question, Choice | Short) or not asked.answered:
        return False
    if asked.answered <= asked.asked or sum(map(len, asked.answered)) < 6:
        return False  # the answer is in its own prompt, or too short to be recognised
    if len(asked.asked & asking.asked - asked.answered) < _ABOUT_THE_SAME:
        return False
    prompt = f" {' '.join(split_words(asking.prompt))} "
    return f" {' '.join(asked.key_words)} " in prompt


def are_alike(one: Profile, other: Profile) -> bool:
    """Whether two prompts ask nearly the same."""
    return len(one.asked) >= 2 and overlap(one.asked, other.asked) >= _ALIKE


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """The share that two sets have in common (Jaccard)."""
    return len(one & other) / len(one | other) if one or other else 0.0


def candidate_pairs(questions: Sequence[Question]) -> Iterator[tuple[int, int]]:
    """Indices of questions that share rare words, at most ``MAX_CANDIDATES`` earlier ones with each: near-linear."""
    profiles = [profile(question) for question in questions]
    words = [each.asked | each.answered for each in profiles]
    frequency = Counter(word for each in words for word in each)
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for number in range(len(profiles)):
        rare = sorted(words[number], key=lambda word: (frequency[word], word))[:_RARE_WORDS]
        shared: Counter[int] = Counter()
        for word in rare:
            shared.update(holders[word][-MAX_CANDIDATES:])
        for other, _ in sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:MAX_CANDIDATES]:
            yield other, number
        for word in rare:
            holders[word].append(number)
