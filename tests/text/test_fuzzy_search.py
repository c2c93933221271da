"""What was planted with a few wrong letters is found where it was planted; what was not planted is not found."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from quizgen.text import fuzzy_search
from quizgen.text.fuzzy_search import NearIndex, Place, Resemblance, Wanted, find_one
from quizgen.text.tokens import Index
from quizgen.text.word_diff import Weight, compare
from quizgen.text.words import SPACED_WORDS, split_words

LETTERS = "abcdefghiklmnoprstuvw"
# Words that are all far from one another, so that no place of a text resembles another by chance.
WORDS = ["".join(random.Random(number).choices(LETTERS, k=6 + number % 5)) for number in range(400)]


def spoilt(text: str, edits: int, chance: random.Random) -> str:
    """A text with letters misread, lost, doubled, or spaces lost and added."""
    letters = list(text)
    for _ in range(edits):
        at = chance.randrange(1, len(letters) - 1)
        letters[at] = chance.choice([chance.choice(LETTERS), "", letters[at] * 2, f" {letters[at]}"])
    return " ".join("".join(letters).split())


def one_place(index: NearIndex, run: list[str], room: int) -> Place | None:
    return find_one(index, [Wanted(tuple(run), room)], limit=0)


@given(seed=st.integers(0, 10_000), size=st.integers(4, 8), edits=st.integers(1, 4))
def test_what_was_planted_with_a_few_wrong_letters_is_found_there(seed: int, size: int, edits: int) -> None:
    chance = random.Random(seed)
    words = chance.sample(WORDS, 300)
    at = chance.randrange(300 - size)
    run = words[at : at + size]
    planted = spoilt(" ".join(run), edits, chance).split()
    index = NearIndex(Index([*words[:at], *planted, *words[at + size :]]))
    place = one_place(index, run, 2 * edits)
    if planted == run:
        assert index.find(run, 0) == [Resemblance(0, at, at + size)]
    else:
        assert place is not None
        assert abs(place[0].first - at) <= 1
        assert abs(place[0].last - at - len(planted)) <= 1


@given(seed=st.integers(0, 10_000), size=st.integers(4, 8))
def test_what_was_not_planted_is_not_found(seed: int, size: int) -> None:
    chance = random.Random(seed)
    words = chance.sample(WORDS, 340)
    run, others = words[:size], words[40:]
    assert one_place(NearIndex(Index(others)), run, len(" ".join(run)) // 5) is None


@given(seed=st.integers(0, 10_000), size=st.integers(3, 9), edits=st.integers(0, 3), most=st.integers(1, 4))
def test_places_are_looked_for_only_where_there_can_be_one(seed: int, size: int, edits: int, most: int) -> None:
    """By the words that have to be intact as much is found as by looking everywhere.

    That is so for places that share no words: of several that overlap and are as near, either way may take another.
    """
    chance = random.Random(seed)
    words = chance.choices(WORDS[:60], k=200)
    run = words[:size]
    assume(len(set(run)) == len(run))
    for at in (20, 60, 85, 110, 150, 199):
        words[at:at] = spoilt(" ".join(run), edits, chance).split()
    index = NearIndex(Index(words))
    found = []
    for seldom in (0, len(words)):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(fuzzy_search, "_SELDOM", seldom)
            found.append(index.find(run, most, 10, 190))
    assert found[0] == found[1]


def test_two_places_that_are_as_near_are_none() -> None:
    words = ["the", "old", "keeper", "winds", "the", "clock", "and", "the", "new", "keeper", "binds", "the", "clock"]
    index = NearIndex(Index(words))
    run = ["keeper", "finds", "the", "clock"]
    assert len(index.find(run, 1)) == 2
    assert one_place(index, run, 4) is None


@given(st.lists(st.sampled_from(["oil", "lamp", "a", "the", "wick"]), max_size=40), st.integers(0, 3))
def test_places_are_whole_words_and_do_not_overlap(words: list[str], most: int) -> None:
    run = ["the", "lamp", "a"]
    found = NearIndex(Index(words)).find(run, most)
    for one in found:
        assert 0 <= one.first < one.last <= len(words)
        assert not any(one.overlaps(other) for other in found if other is not one)
    exact = [at for at in range(len(words) - 2) if words[at : at + 3] == run]
    assert [each.first for each in found if not each.edits] == exact


# --- how much a difference weighs -------------------------------------------------------------

COPY = """
The keeper of the lamp wrote that the labour of the night is not the work of the day. Marlow read it to the captain of
the ship in harbour, and Marlow said to the captain that the keeper had worked for ten years now at the Grey Head.
The captain had no doubt of the work, and Conrad of the ship had none. The lamp had been lit in 1911 by the keepers.
"""


def weight(written: str, stands: str, before: str = "and so it was that ") -> Weight:
    counts = dict.fromkeys(split_words(COPY), 10) | dict.fromkeys(split_words(stands), 1)
    return compare(
        written, stands, before, Counter({**counts, **dict.fromkeys(split_words(COPY), 10)}).__getitem__, SPACED_WORDS
    ).weight


@pytest.mark.parametrize(
    ("written", "stands", "expected"),
    [
        ("the keeper of the lamp", "the keeper of the lamp", Weight.NONE),
        ("the labor of the night", "the labour of the night", Weight.SPELLING),
        ("the keeper of the lamp", "the kecper of thc lamp", Weight.SPELLING),
        ("the keeper of the lamp", "thekeeper of the la mp", Weight.SPELLING),
        ("the keeper of the lamp", "the keeper 0f the 1amp", Weight.SPELLING),
        ("the captain of the ship", "the captain oi the sbip", Weight.SPELLING),
        ("for ten years now", "for 10 years now", Weight.SPELLING),
        ("for ten years now", "for tcn years now", Weight.SPELLING),
        ("said Marlow to the captain", "said Mar1ow to the captain", Weight.SPELLING),
        ("the work of the keeper", "the work of the keepers", Weight.SLIP),
        ("that the work of the night", "that the labour of the night", Weight.WORDING),
        ("the work of the night", "the labour in the night", Weight.CONTRARY),
        ("the work of the night", "the labour of the day", Weight.CONTRARY),
        ("of the night is not the work", "of the night is the work", Weight.CONTRARY),
        ("the work is now the captain's", "the work is not the captain's", Weight.CONTRARY),
        ("and then said Marlow to the captain", "and then said Conrad to the captain", Weight.CONTRARY),
        ("for ten years now", "for two years now", Weight.CONTRARY),
        ("lit in 1911 by the", "lit in 1917 by the", Weight.CONTRARY),
        ("lit in 1911 by the", "lit in 191 by the", Weight.CONTRARY),
        ("the captain can tell", "the captain can't tell", Weight.CONTRARY),
        ("the captain cannot tell", "the captain can not tell", Weight.SPELLING),
        ("that Marlow read it", "that Harlew read it", Weight.CONTRARY),
        ("lit in 19 by the", "lit in 1 9 by the", Weight.CONTRARY),
        ("lit by the keepers", "lit in 1911 by the keepers", Weight.CONTRARY),
        ("Charles XII of the ship", "Charles XIII of the ship", Weight.CONTRARY),
    ],
)
def test_the_weight_of_a_difference(written: str, stands: str, expected: Weight) -> None:
    assert weight(written, stands) is expected


FIGURES = st.sampled_from(["7", "1911", "1,095", "3.5", "seven", "twelve", "forty", "a million", "half", "third"])


@given(
    one=FIGURES,
    other=FIGURES,
    words=st.lists(st.sampled_from(["oil", "lamp", "lens", "keeper"]), min_size=2, max_size=5),
)
def test_a_changed_figure_never_passes(one: str, other: str, words: list[str]) -> None:
    written, stands = (" ".join([words[0], figure, *words[1:]]) for figure in (one, other))
    found = compare(written, stands, "", Counter[str]().__getitem__, SPACED_WORDS)
    if {one, other} in ({"7", "seven"}, {"seven"}, {"7"}) or one == other:
        assert found.weight < Weight.CONTRARY
    else:
        assert found.figure is not None


@given(digits=st.integers(10, 99_999), at=st.integers(0, 4), digit=st.sampled_from("0123456789"))
def test_a_changed_digit_never_passes(digits: int, at: int, digit: str) -> None:
    written = str(digits)
    at %= len(written)
    stands = written[:at] + digit + written[at + 1 :]
    found = compare(f"oil for {written} lamps", f"oil for {stands} lamps", "", Counter[str]().__getitem__, SPACED_WORDS)
    assert (found.figure is None) is (written == stands)


@given(st.text(alphabet="abc 1'-", max_size=30), st.text(alphabet="abc 1'-", max_size=30))
def test_any_two_wordings_can_be_compared(one: str, other: str) -> None:
    found = compare(one, other, "", Counter[str]().__getitem__, SPACED_WORDS)
    assert (found.weight is Weight.NONE) is (split_words(one) == split_words(other))
