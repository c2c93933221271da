"""The false versions of persons and dates: each has what is said of another one of its chapter."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from evals.mutants.banks import read_banks
from quizgen.falsify.change import Change, Original, make_original
from quizgen.falsify.exchanges import date, person
from quizgen.falsify.material import Material

FERRY = Path(__file__).parents[1] / "evals" / "ferry" / "questions" / "ferry"


@pytest.fixture(scope="module")
def bank() -> Material:
    (bank,) = read_banks(FERRY)
    assert isinstance(bank, Material)
    return bank


def changes(make: Callable[[Original, Random], Iterator[Change]], name: str, bank: Material) -> list[tuple[str, str]]:
    (entry,) = [entry for entry in bank.entries if entry.question.id == name]
    original = make_original(entry, bank)
    assert original is not None
    return [(change.old, change.new) for change in make(original, Random(1))]


def test_a_person_gets_what_is_said_of_another(bank: Material) -> None:
    aldous, ivor = "who left the boat to the man he had taught", "drover of 300 oxen, never paid for those that drowned"
    assert changes(person, "first-ferryman", bank) == [(aldous, ivor)]
    assert changes(person, "drover", bank) == [(ivor, aldous)]
    assert changes(person, "ferry-is-built", bank) == changes(person, "winter-fare", bank) == []


def test_an_event_gets_the_date_of_another(bank: Material) -> None:
    assert changes(date, "ferry-is-built", bank) == [("1752", "1803")]
    assert changes(date, "flood-at-the-stage", bank) == [("1803", "1752")]
    assert changes(date, "first-ferryman", bank) == []
