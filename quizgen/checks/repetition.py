"""Does a bank repeat or contradict itself, or does one question answer another?"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from quizgen.checks.subject import Subject
from quizgen.diagnostics import Finding
from quizgen.model import Choice, Cloze, Match, Multiple, Numeric, Order, Question, Short, Term, TrueFalse
from quizgen.source.words import split_words

MAX_CANDIDATES = 20
"""At most as many others are compared with a question, whatever the size of the bank."""

_RARE_WORDS = 6
_ALIKE = 0.75
_SAME_ANSWER = 0.6
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
class _Profile:
    """What a question asks and what it answers, as words."""

    subject: Subject
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


def _profile(subject: Subject) -> _Profile:
    question = subject.question
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
    return _Profile(subject, prompt, answer)


def near_duplicate(bank: Sequence[Subject]) -> Iterator[tuple[Subject, Finding]]:
    """Two questions that ask the same and answer the same are one question.

    Prompts and answers are compared, not prompts alone: two cards on one table are no duplicates.

    Bad:
        - {kind: short, prompt: "How many panels of glass has the great lens?", answer: "sixteen panels"}
        - {kind: short, prompt: "The great lens has how many panels of glass?", answer: "sixteen panels"}
    Good:
        - {kind: short, prompt: "How many panels of glass has the great lens?", answer: "sixteen panels"}
        - {kind: short, prompt: "How long does the great lens take for a turn?", answer: "eight seconds"}
    """
    for one, other in _pairs(bank):
        if _are_alike(one, other) and _overlap(one.answered, other.answered) >= _SAME_ANSWER:
            message = f"this asks the same as `{one.subject.question.id}`, with the same answer"
            yield other.subject, Finding(("id",), message, "Retire one of the two, or ask for something else.")


def contradiction(bank: Sequence[Subject]) -> Iterator[tuple[Subject, Finding]]:
    """Two questions that ask nearly the same and answer it differently cannot both be right.

    Prompts that differ in a name or a figure ask for different things.

    Bad:
        - {kind: short, prompt: "How many panels of glass has the great lens?", answer: "sixteen"}
        - {kind: short, prompt: "The great lens has how many panels of glass?", answer: "eighteen"}
    Good:
        - {kind: short, prompt: "How many litres did the lamp burn in 1911?", answer: "1,095"}
        - {kind: short, prompt: "How many litres did the lamp burn in 1912?", answer: "1,100"}
    """
    for one, other in _pairs(bank):
        questions = one.subject.question, other.subject.question
        if questions[0].kind != questions[1].kind or not isinstance(questions[0], Choice | Short | Numeric | TrueFalse):
            continue
        if _are_alike(one, other) and one.particulars == other.particulars and not one.answered & other.answered:
            message = f"`{questions[0].id}` asks nearly the same, and its answer is another: “{one.answer}”"
            yield other.subject, Finding(("answer",), message, "Mend the wrong one, or make the prompts differ.")


def gives_away(bank: Sequence[Subject]) -> Iterator[tuple[Subject, Finding]]:
    """A prompt that contains the answer to another question on the same matter gives it away.

    Cueing by another item: Haladyna, Downing & Rodriguez 2002, rule 4.

    Bad:
        - {kind: short, prompt: "Which light, eleven miles off, has a slower pace?", answer: "the light at Grey Head"}
        - {kind: short, prompt: "How many miles off is the light at Grey Head with its slower pace?", answer: "eleven"}
    Good:
        - {kind: short, prompt: "Which light, eleven miles off, has a slower pace?", answer: "the light at Grey Head"}
        - {kind: short, prompt: "What does a captain steer for who mistakes a pace?", answer: "rocks"}
    """
    for one, other in _pairs(bank):
        for asked, asking in ((one, other), (other, one)):
            if tells(asking, asked):
                message = f"this prompt contains the answer to `{asked.subject.question.id}`: “{asked.answer}”"
                yield asking.subject, Finding(("prompt",), message, "Ask without naming it, or retire one of the two.")


def tells(asking: _Profile, asked: _Profile) -> bool:
    """Whether one question's prompt contains the other's answer, and both are about the same."""
    if not isinstance(asked.subject.question, Choice | Short) or not asked.answered:
        return False
    if asked.answered <= asked.asked or sum(map(len, asked.answered)) < 6:
        return False  # the answer is in its own prompt, or too short to be recognised
    if len(asked.asked & asking.asked - asked.answered) < _ABOUT_THE_SAME:
        return False
    prompt = f" {' '.join(split_words(asking.prompt))} "
    return f" {' '.join(asked.key_words)} " in prompt


def questions_tell(one: Question, other: Question) -> bool:
    """Whether either of two questions gives the other's answer away."""
    profiles = _profile(Subject(one, None)), _profile(Subject(other, None))
    return tells(profiles[0], profiles[1]) or tells(profiles[1], profiles[0])


def _are_alike(one: _Profile, other: _Profile) -> bool:
    return len(one.asked) >= 2 and _overlap(one.asked, other.asked) >= _ALIKE


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """The share that two sets have in common (Jaccard)."""
    return len(one & other) / len(one | other) if one or other else 0.0


def _pairs(bank: Sequence[Subject]) -> Iterator[tuple[_Profile, _Profile]]:
    """Questions that share rare words, at most ``MAX_CANDIDATES`` earlier ones with each: near-linear in the bank."""
    profiles = [_profile(subject) for subject in bank if subject.question.is_live]
    words = [profile.asked | profile.answered for profile in profiles]
    frequency = Counter(word for each in words for word in each)
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for number, profile in enumerate(profiles):
        rare = sorted(words[number], key=lambda word: (frequency[word], word))[:_RARE_WORDS]
        shared: Counter[int] = Counter()
        for word in rare:
            shared.update(holders[word][-MAX_CANDIDATES:])
        for other, _ in sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:MAX_CANDIDATES]:
            yield profiles[other], profile
        for word in rare:
            holders[word].append(number)
