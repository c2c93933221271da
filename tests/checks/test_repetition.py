"""Duplicates, contradictions and give-aways are found, with a bounded number of comparisons a question."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from quizgen.checks.repetition import contradiction, gives_away, near_duplicate
from quizgen.checks.similarity import MAX_CANDIDATES, candidate_pairs
from quizgen.checks.subject import Subject
from tests.samples import question


def short(prompt: str, answer: str, name: str, kind: str = "short", **more: object) -> Subject:
    return Subject(question(kind, id=name, prompt=prompt, answer=answer, **more), "1")


OIL = "Which of the keepers of Grey Head first counted the barrels of oil?"
OIL_AGAIN = "Of the keepers of Grey Head, which one first counted the oil barrels?"


@pytest.mark.parametrize(
    ("one", "other", "duplicates", "contradicts"),
    [
        ((OIL, "John Marsh"), (OIL_AGAIN, "John Marsh"), True, False),
        ((OIL, "John Marsh"), (OIL_AGAIN, "Peter Hale"), False, True),
        (
            (OIL, "John Marsh"),
            ("Which of the keepers of Black Rock first counted the barrels of oil?", "Peter Hale"),
            False,
            False,
        ),
        (("How many barrels came in 1911?", "eight"), ("How many barrels came in 1912?", "two"), False, False),
        ((OIL, "John Marsh"), ("Who painted the door of the cellar?", "John Marsh"), False, False),
    ],
)
def test_duplicates_and_contradictions(
    one: tuple[str, str], other: tuple[str, str], duplicates: bool, contradicts: bool
) -> None:
    bank = [short(*one, "one"), short(*other, "other")]
    assert bool(list(near_duplicate(bank))) is duplicates
    assert bool(list(contradiction(bank))) is contradicts


def test_a_finding_is_told_at_the_later_question_and_names_the_earlier() -> None:
    bank = [short(OIL, "John Marsh", "first"), short(OIL_AGAIN, "John Marsh", "second")]
    ((subject, finding),) = near_duplicate(bank)
    assert subject is bank[1]
    assert "`first`" in finding.message


def test_retired_questions_and_drafts_repeat_nothing() -> None:
    bank = [short(OIL, "John Marsh", "one", retired="true"), short(OIL_AGAIN, "John Marsh", "other")]
    assert not list(near_duplicate(bank))


def test_a_prompt_that_tells_another_answer() -> None:
    asked = short("Which keeper of Grey Head first counted the oil?", "John Marsh", "asked")
    telling = short("In what year did the keeper John Marsh of Grey Head first count?", "1904", "telling")
    elsewhere = short("In what year was John Marsh born?", "1860", "elsewhere")
    ((subject, finding),) = gives_away([asked, telling, elsewhere])
    assert subject is telling
    assert "`asked`" in finding.message


def test_an_answer_that_stands_in_its_own_prompt_is_given_away_by_nobody() -> None:
    asked = short("Was John Marsh or Peter Hale first to count the oil?", "John Marsh", "asked")
    telling = short("When did John Marsh first count the oil?", "1904", "telling")
    assert not list(gives_away([asked, telling]))


@pytest.mark.parametrize("size", [200, 2000])
def test_comparisons_are_bounded_whatever_the_size(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A vocabulary that grows with the bank, as a book's does, and one that does not."""
    random_ = random.Random(7)
    vocabulary = [f"word{number}" for number in range(size // 2)]
    bank = []
    for number in range(size):
        prompt = " ".join(random_.choices(vocabulary, k=8)) + "?"
        bank.append(short(prompt, random_.choice(vocabulary), f"q-{number}"))
    compared = Counter(other for _, other in candidate_pairs([subject.profile for subject in bank]))
    assert compared
    assert max(compared.values()) <= MAX_CANDIDATES


def test_a_planted_duplicate_is_found_in_a_large_bank() -> None:
    random_ = random.Random(8)
    vocabulary = [f"word{number}" for number in range(500)]
    bank = [
        short(" ".join(random_.choices(vocabulary, k=8)) + "?", random_.choice(vocabulary), f"q-{number}")
        for number in range(1000)
    ]
    planted = bank[100].question
    words = planted.model_dump()["prompt"].rstrip("?").split()
    bank.append(short(" ".join(reversed(words)) + "?", planted.model_dump()["answer"], "planted"))
    assert [subject.question.id for subject, _ in near_duplicate(bank)] == ["planted"]
