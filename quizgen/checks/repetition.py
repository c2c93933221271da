"""Checks of a whole bank for questions that repeat or contradict each other, or give each other's answer away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from quizgen.checks.check import BankCheck
from quizgen.checks.english_verbs import is_verb
from quizgen.checks.similarity import Profile, answer_otherwise, are_alike, have_same_answer, tells
from quizgen.checks.subject import Subject, Subjects
from quizgen.kinds.date import Date
from quizgen.kinds.question import Recalled
from quizgen.kinds.response import Judge
from quizgen.model.diagnostics import Finding
from quizgen.text.words import split_words

_MAX_NAMED = 5
"""How many related questions a finding names, so that its message stays short."""


def near_duplicate(bank: Subjects) -> Iterator[tuple[Subject, Finding]]:
    """Two questions that ask the same and answer the same are one question.

    Prompts and answers are compared, not prompts alone: two cards on one table are no duplicates. Words are compared by
    their roots, and common synonyms as one (“the author of”, “who wrote”). What it cannot see: the same asked in other
    words throughout, or in another kind of question whose answer is not the same words.

    Bad:
        - {kind: short, prompt: "How many panels of glass has the great lens?", answer: "sixteen panels"}
        - {kind: short, prompt: "The great lens has how many panels of glass?", answer: "sixteen panels"}
    Good:
        - {kind: short, prompt: "How many panels of glass has the great lens?", answer: "sixteen panels"}
        - {kind: short, prompt: "How long does the great lens take for a turn?", answer: "eight seconds"}
    """
    for subject, others in bank.related:
        mine = subject.profile
        same = [other.question.id for other in others if _is_duplicate(mine, other.profile)]
        if same:
            message = f"this asks the same as `{same[0]}`, with the same answer{_others_named(same)}"
            yield subject, Finding(("id",), message, "Retire one of the two, or ask for something else.")


def _is_duplicate(one: Profile, other: Profile) -> bool:
    return are_alike(one, other) and have_same_answer(one, other)


def contradiction(bank: Subjects) -> Iterator[tuple[Subject, Finding]]:
    """Two questions that ask nearly the same and answer it differently cannot both be right.

    Prompts that differ in a name or a figure ask for different things; “four” and “4” are the same. What it cannot see:
    answers that cannot both be right to questions that are asked in other words.

    Bad:
        - {kind: short, prompt: "How many panels of glass has the great lens?", answer: "sixteen"}
        - {kind: short, prompt: "The great lens has how many panels of glass?", answer: "eighteen"}
    Good:
        - {kind: short, prompt: "How many litres did the lamp burn in 1911?", answer: "1,095"}
        - {kind: short, prompt: "How many litres did the lamp burn in 1912?", answer: "1,100"}
    """
    for subject, others in bank.related:
        mine = subject.profile
        against = [other for other in others if _contradict(mine, other.profile)]
        if against:
            first = against[0].profile
            more = _others_named([other.question.id for other in against])
            message = f"`{first.question.id}` asks nearly the same, and its answer is another: “{first.answer}”{more}"
            yield subject, Finding(("answer",), message, "Mend the wrong one, or make the prompts differ.")


def _contradict(one: Profile, other: Profile) -> bool:
    if one.question.kind != other.question.kind or not one.has_one_answer or not answer_otherwise(one, other):
        return False
    if (one.asked < other.asked or other.asked < one.asked) and not all(map(is_verb, one.asked ^ other.asked)):
        return False  # one asks for something more particular
    if isinstance(one.response, Judge) and not _state_alike(one, other):
        return False
    return are_alike(one, other) and not _particulars_beside(one, other) and not _particulars_beside(other, one)


def _particulars_beside(one: Profile, other: Profile) -> frozenset[str]:
    """The figures and names of a prompt that stand nowhere in the other; at its start a name has no telling capital."""
    strange = one.particulars - other.particulars
    return strange - frozenset(split_words(other.prompt)) if strange else strange


def _state_alike(one: Profile, other: Profile) -> bool:
    """Whether two statements have their words in one order: not every rectangle is a square."""
    shared = one.asked & other.asked
    orders = [[word for word in each.in_order if word in shared] for each in (one, other)]
    while orders[0] and orders[0][:1] == orders[1][:1]:
        orders = [each[1:] for each in orders]
    are_swapped = (orders[0][:1], orders[0][-1:]) == (orders[1][-1:], orders[1][:1])
    return not orders[0] or not are_swapped or (" by " in one.prompt) != (" by " in other.prompt)


def gives_away(bank: Subjects) -> Iterator[tuple[Subject, Finding]]:
    """A prompt that contains the answer to another question on the same matter gives it away.

    Cueing by another item: Haladyna, Downing & Rodriguez 2002, rule 4. It is found where the answer stands in the
    prompt as it is, and the two prompts share a third of their words. What it cannot see: an answer that the
    options or the explanation of another question give away.

    Bad:
        - {kind: short, prompt: "Which light, eleven miles off, has a slower pace?", answer: "the light at Grey Head"}
        - {kind: short, prompt: "How many miles off is the light at Grey Head with its slower pace?", answer: "eleven"}
    Good:
        - {kind: short, prompt: "Which light, eleven miles off, has a slower pace?", answer: "the light at Grey Head"}
        - {kind: short, prompt: "What does a captain steer for who mistakes a pace?", answer: "rocks"}
    """
    told: defaultdict[Subject, list[Profile]] = defaultdict(list)
    for subject, others in bank.related:
        for other in others:
            for asking, asked in ((subject, other.profile), (other, subject.profile)):
                if tells(asking.profile, asked):
                    told[asking].append(asked)
    for asking, answers in told.items():
        first = answers[0]
        more = _others_named([asked.question.id for asked in answers])
        message = f"this prompt contains the answer to `{first.question.id}`: “{first.answer}”{more}"
        yield asking, Finding(("prompt",), message, "Ask without naming it, or retire one of the two.")


def same_front(bank: Subjects) -> Iterator[tuple[Subject, Finding]]:
    """A term and a person are asked about once in a book, and a date once in a chapter.

    Each has a card that shows nothing else: of two that show the same, none can be answered.

    Bad:
        - {kind: date, date: "1904", event: "A panel is replaced after the storm"}
        - {kind: date, date: "1904", event: "The captain sees that something is missing"}
    Good:
        - {kind: date, date: "1904", event: "A panel is replaced after the storm"}
        - {kind: date, date: "1909", event: "A panel is replaced after a visit"}
    """
    seen: dict[tuple[str, str | None, tuple[str, ...]], str] = {}
    for subject in bank.live:
        question = subject.question
        if not isinstance(question, Recalled):
            continue
        chapter = subject.chapter if isinstance(question, Date) else None
        first = seen.setdefault((question.kind, chapter, split_words(question.headword)), question.id)
        if first != question.id:
            headword = question.sides[0]
            message = f"the card with “{question.headword}” is that of `{first}` too"
            hint = f"Put the two into one, or tell them apart in `{headword}`."
            yield subject, Finding((headword,), message, hint)


def _others_named(ids: Sequence[str]) -> str:
    """The end of a message whose first id is already named: the ids of the others."""
    named = [f"`{question_id}`" for question_id in ids[1 : 1 + _MAX_NAMED]]
    more = [f"{len(ids) - 1 - _MAX_NAMED} more"] if len(ids) > 1 + _MAX_NAMED else []
    return f"; likewise {', '.join([*named, *more])}" if named else ""


CHECKS = (
    BankCheck(near_duplicate),
    BankCheck(contradiction),
    BankCheck(gives_away),
    BankCheck(same_front),
)
