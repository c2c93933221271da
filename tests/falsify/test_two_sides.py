"""The false versions of persons and dates: each has what is said of another one of its chapter."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from shutil import copytree

import pytest

from evals.mutants.banks import read_banks
from evals.mutants.measure import make_mutants
from quizgen.falsify.change import Change, Original, make_original
from quizgen.falsify.exchanges import date, person
from quizgen.falsify.material import Material

FERRY = Path(__file__).parents[1] / "evals" / "ferry" / "questions" / "ferry"
COMMON = 'explanation: "So it was.", difficulty: 1, bloom: remember'
ASKED = f"""
  - {{id: aldous, kind: person, person: "Aldous", description: "who left the boat to the man he had taught",
      cite: "The first ferryman was Aldous … boat in 1790", {COMMON}}}
  - {{id: ivor, kind: person, person: "Ivor", description: "drover of 300 oxen, never paid for those that drowned",
      cite: "A drover called Ivor brought … paid for them", {COMMON}}}
  - {{id: built, kind: date, date: "1752", event: "A carpenter builds the ferry of Halden",
      cite: "The ferry of Halden crossed … by the carpenter Osmund", {COMMON}}}
  - {{id: flood, kind: date, date: "1803", event: "The flood takes the landing stage",
      cite: "In the spring of 1803 … took the landing stage", {COMMON}}}
"""


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Material:
    folder = tmp_path_factory.mktemp("two-sides") / "questions" / "ferry"
    copytree(FERRY, folder)
    with (folder / "1.yaml").open("a", encoding="utf-8") as file:
        file.write(ASKED)
    (bank,) = read_banks(folder)
    assert isinstance(bank, Material)
    return bank


def changes(make: Callable[[Original, Random], Iterator[Change]], name: str, bank: Material) -> list[tuple[str, str]]:
    (entry,) = [entry for entry in bank.entries if entry.question.id == name]
    original = make_original(entry, bank)
    assert original is not None
    return [(change.old, change.new) for change in make(original, Random(1))]


def test_a_person_gets_what_is_said_of_another(bank: Material) -> None:
    aldous, ivor = "who left the boat to the man he had taught", "drover of 300 oxen, never paid for those that drowned"
    assert changes(person, "aldous", bank) == [(aldous, ivor)]
    assert changes(person, "ivor", bank) == [(ivor, aldous)]
    assert changes(person, "built", bank) == changes(person, "winter-fare", bank) == []


def test_an_event_gets_the_date_of_another(bank: Material) -> None:
    assert changes(date, "built", bank) == [("1752", "1803")]
    assert changes(date, "flood", bank) == [("1803", "1752")]
    assert changes(date, "aldous", bank) == []


def test_they_are_mutants_too(bank: Material) -> None:
    made = {
        mutant.name
        for entry in bank.entries
        if entry.question.id in ("aldous", "flood")
        for mutant in make_mutants(entry, bank, ("person", "date"))
    }
    assert made == {"person", "date"}
