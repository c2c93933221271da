"""The false versions that a reader is shown: none is nonsense, and none is known by its form."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from evals.mutants.banks import read_banks
from quizgen.falsify.change import Change, make_original
from quizgen.falsify.choose import FalseVersion, make_false_version
from quizgen.falsify.classes import CLASSES
from quizgen.falsify.material import Material
from quizgen.falsify.plausible import figure_of_same_unit, never, reads_well, without_years
from quizgen.falsify.stock import Use, find_uses
from quizgen.kinds.short import Short
from quizgen.kinds.true_false import TrueFalse
from quizgen.project.bank import LocatedQuestion

FERRY = Path(__file__).parents[1] / "evals" / "ferry"


@pytest.fixture(scope="module")
def bank() -> Material:
    (bank,) = read_banks(FERRY)
    assert isinstance(bank, Material)
    return bank


@pytest.fixture(scope="module")
def made(bank: Material) -> list[tuple[LocatedQuestion, FalseVersion]]:
    """Many false versions of all questions."""
    tries = [(entry, make_false_version(entry, bank, Random(seed))) for entry in bank.entries for seed in range(20)]
    return [(entry, false) for entry, false in tries if false is not None]


def entry_of(bank: Material, question_id: str) -> LocatedQuestion:
    (entry,) = [entry for entry in bank.entries if entry.question.id == question_id]
    return entry


def test_none_is_of_a_class_that_is_noticed_at_once(made: list[tuple[LocatedQuestion, FalseVersion]]) -> None:
    names = {false.name for _, false in made}
    assert {"key", "match", "order", "term", "negation", "antonym"} <= names
    assert not [name for name in names if CLASSES[name].is_plausible is never]
    assert {"foreign-name", "invented-detail", "unit", "roles"} <= {
        name for name, each in CLASSES.items() if each.is_plausible is never
    }


def test_none_is_known_by_its_form(made: list[tuple[LocatedQuestion, FalseVersion]]) -> None:
    for entry, false in made:
        before, after = entry.question, false.change.question
        if isinstance(before, Short) and isinstance(after, Short):
            assert before.also == after.also
        if isinstance(before, TrueFalse) and isinstance(after, TrueFalse):
            assert after.answer or before.prompt == after.prompt
        assert not before.derived, "the derivation would contradict it"


def test_a_false_statement_is_called_true_without_what_stands_instead(bank: Material) -> None:
    entry = entry_of(bank, "accounts-in-an-oar")
    assert isinstance(entry.question, TrueFalse)
    fields = {"answer": False, "instead": entry.question.prompt, "prompt": "Edwin could read, and took no pence."}
    false = replace(entry, question=entry.question.model_copy(update=fields))
    made = [make_false_version(false, bank, Random(seed)) for seed in range(40)]
    called_true = [each for each in made if each is not None and each.name == "truth"]
    assert called_true
    question = called_true[0].change.question
    assert isinstance(question, TrueFalse)
    assert (question.answer, question.instead) == (True, None)


@pytest.mark.parametrize(
    ("question", "new", "is_plausible"),
    [
        ("winter-crossing", "nine minutes", False),  # the answer has digits
        ("winter-crossing", "300 minutes", False),  # of another size
        ("winter-crossing", "31 minutes", False),  # the chapter counts oaks by it
        ("winter-crossing", "9 minutes", True),
        ("winter-crossing", "25 minutes", False),
    ],
)
def test_a_new_figure_is_written_and_counted_alike(question: str, new: str, is_plausible: bool, bank: Material) -> None:
    original = make_original(entry_of(bank, question), bank)
    assert original is not None
    assert figure_of_same_unit(original, Change(original.question, "25 minutes", new)) is is_plausible


def test_what_is_no_english_or_has_its_years_is_left_out(bank: Material) -> None:
    original = make_original(bank.entries[0], bank)
    assert original is not None
    for text, is_well in [("less and more carts", False), ("it can not", False), ("more carts", True)]:
        assert reads_well(original, Change(original.question, "", text)) is is_well
    for text, is_without in [("the flood of 1790, then the fire", False), ("the flood, then the fire", True)]:
        assert without_years(original, Change(original.question, "", text)) is is_without


def test_names_are_told_apart_by_the_words_before_them() -> None:
    uses = find_uses("Then Edwin left. In Halden Edwin met the Council, and the Council sat in Halden with Edwin.")
    assert (uses["Edwin"], uses["Halden"], uses["Council"]) == (Use.PERSON, Use.PLACE, Use.THING)
