"""Duplicates, contradictions and give-aways are found, all that there are, with few comparisons a question."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.checks import find_related as searching
from quizgen.checks.find_related import find_related
from quizgen.checks.repetition import contradiction, gives_away, near_duplicate
from quizgen.checks.similarity import Profile, are_alike, profile, tells
from quizgen.checks.subject import Subject, Subjects
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
        (("In 1911, how many barrels came?", "eight"), ("How many barrels came in 1911?", "two"), False, True),
        (
            ("Wie viele Leuchttürme hat die Republik Österreich?", "acht"),
            ("Wie viele Leuchttürme hat die Republik Ägypten?", "zwei"),
            False,
            False,
        ),
    ],
)
def test_duplicates_and_contradictions(
    one: tuple[str, str], other: tuple[str, str], duplicates: bool, contradicts: bool
) -> None:
    bank = [short(*one, "one"), short(*other, "other")]
    assert bool(list(near_duplicate(Subjects(bank)))) is duplicates
    assert bool(list(contradiction(Subjects(bank)))) is contradicts


def test_a_finding_is_told_at_the_later_question_and_names_the_earlier() -> None:
    bank = [short(OIL, "John Marsh", "first"), short(OIL_AGAIN, "John Marsh", "second")]
    ((subject, finding),) = near_duplicate(Subjects(bank))
    assert subject is bank[1]
    assert "`first`" in finding.message


def test_retired_questions_and_drafts_repeat_nothing() -> None:
    bank = [short(OIL, "John Marsh", "one", retired="true"), short(OIL_AGAIN, "John Marsh", "other")]
    assert not list(near_duplicate(Subjects(bank)))


def test_a_prompt_that_tells_another_answer() -> None:
    asked = short("Which keeper of Grey Head first counted the oil?", "John Marsh", "asked")
    telling = short("In what year did the keeper John Marsh of Grey Head first count?", "1904", "telling")
    elsewhere = short("In what year was John Marsh born?", "1860", "elsewhere")
    ((subject, finding),) = gives_away(Subjects([asked, telling, elsewhere]))
    assert subject is telling
    assert "`asked`" in finding.message


def test_an_answer_that_stands_in_its_own_prompt_is_given_away_by_nobody() -> None:
    asked = short("Was John Marsh or Peter Hale first to count the oil?", "John Marsh", "asked")
    telling = short("When did John Marsh first count the oil?", "1904", "telling")
    assert not list(gives_away(Subjects([asked, telling])))


def test_what_is_repeated_often_is_told_once_at_each_question() -> None:
    """A prompt that a bank repeats a thousand times would else be half a million findings."""
    alike = [short(OIL, "John Marsh", f"q-{number}") for number in range(8)]
    found = [(subject.question.id, finding.message) for subject, finding in near_duplicate(Subjects(alike))]
    assert found[:2] == [
        ("q-1", "this asks the same as `q-0`, with the same answer"),
        ("q-2", "this asks the same as `q-0`, with the same answer; likewise `q-1`"),
    ]
    names = "`q-1`, `q-2`, `q-3`, `q-4`, `q-5`"
    assert found[-1] == ("q-7", f"this asks the same as `q-0`, with the same answer; likewise {names}, 1 more")
    others = [short(OIL, answer, answer.lower()) for answer in ("Marsh", "Hale", "Brown")]
    assert [finding.message for _, finding in contradiction(Subjects(others))] == [
        "`marsh` asks nearly the same, and its answer is another: “Marsh”",
        "`marsh` asks nearly the same, and its answer is another: “Marsh”; likewise `hale`",
    ]
    asked = [short(f"Which keeper {did} the oil of Grey Head?", "John Marsh", did) for did in ("counted", "bought")]
    telling = short("In what year did the keeper John Marsh come to Grey Head?", "1904", "telling")
    (found_here,) = gives_away(Subjects([*asked, telling]))
    assert found_here[0] is telling
    assert found_here[1].message == "this prompt contains the answer to `counted`: “John Marsh”; likewise `bought`"


# --- the search finds every pair, whatever else is in the bank ----------------------------------


def all_pairs(profiles: Sequence[Profile]) -> set[tuple[int, int]]:
    """Every pair of a bank, compared with each other."""
    return {
        (one, other)
        for (one, first), (other, second) in combinations(enumerate(profiles), 2)
        if are_alike(first, second) or tells(first, second) or tells(second, first)
    }


def pairs(profiles: Sequence[Profile]) -> set[tuple[int, int]]:
    return {(other, number) for number, others in find_related(profiles) for other in others}


WORDS = ["oil", "lamp", "lens", "clock", "keeper", "captain", "glass", "panel", "Marsh", "Grey", "winter", "barrel"]
PROMPTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(lambda words: f"Which {' '.join(words)}?")
ANSWERS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=2).map(" ".join)
BANKS = st.lists(st.tuples(st.sampled_from(["short", "true-false"]), PROMPTS, ANSWERS), max_size=14)


def profiles_of(bank: Sequence[tuple[str, str, str]]) -> list[Profile]:
    return [
        profile(short(prompt, answer if kind == "short" else "true", f"q-{number}", kind).question)
        for number, (kind, prompt, answer) in enumerate(bank)
    ]


@given(BANKS)
@settings(max_examples=300)
def test_the_search_finds_what_comparing_all_pairs_finds(bank: list[tuple[str, str, str]]) -> None:
    profiles = profiles_of(bank)
    assert pairs(profiles) == all_pairs(profiles)


@given(BANKS, st.data())
@settings(max_examples=200)
def test_whether_a_pair_is_found_does_not_depend_on_other_questions(
    bank: list[tuple[str, str, str]], data: st.DataObject
) -> None:
    profiles = profiles_of(bank)
    kept = [each for each in profiles if data.draw(st.booleans())]
    place = {id(each): number for number, each in enumerate(profiles)}
    of_all = {pair for pair in pairs(profiles) if {id(profiles[number]) for number in pair} <= {*map(id, kept)}}
    assert {(place[id(kept[one])], place[id(kept[other])]) for one, other in pairs(kept)} == of_all


def test_the_order_of_questions_does_not_matter() -> None:
    random_ = random.Random(3)
    bank = [("short", f"Which {' '.join(random_.choices(WORDS, k=5))}?", random_.choice(WORDS)) for _ in range(60)]
    profiles = profiles_of(bank)
    places = list(range(len(bank)))
    expected = {frozenset(pair) for pair in pairs(profiles)}
    assert expected
    random_.shuffle(places)
    shuffled = pairs([profiles[place] for place in places])
    assert {frozenset((places[one], places[other])) for one, other in shuffled} == expected


def template(number: int) -> tuple[str, str, str]:
    return "short", f"Translate the following noun into plain German: {number:b} {number}", f"{number + 10_000_000}"


@pytest.mark.parametrize("size", [200, 2000])
@pytest.mark.parametrize("kind", ["a growing vocabulary", "one vocabulary", "a template"])
def test_few_pairs_are_compared_whatever_the_size(size: int, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A vocabulary that grows with the bank, as a book's does; one that does not; and prompts that differ in one word.

    Of 2,000 questions that are unlike, all pairs would be 2 million.
    """
    random_ = random.Random(7)
    vocabulary = [f"word{number}" for number in range(size // 2 if kind == "a growing vocabulary" else 500)]
    bank = [
        template(number)
        if kind == "a template"
        else ("short", " ".join(random_.choices(vocabulary, k=8)) + "?", random_.choice(vocabulary))
        for number in range(size)
    ]
    compared = 0

    def counting(one: Profile, other: Profile) -> bool:
        nonlocal compared
        compared += 1
        return are_alike(one, other)

    monkeypatch.setattr(searching, "are_alike", counting)
    pairs(profiles_of(bank))
    assert 0 < compared <= 20 * size


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
    assert [subject.question.id for subject, _ in near_duplicate(Subjects(bank))] == ["planted"]
