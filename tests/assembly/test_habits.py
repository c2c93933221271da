"""A sheet without quotas has what a worksheet usually has; one that is spread has questions from everywhere."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.assembly.habits import LONG, SHARES, count_unusual, divide, with_usual_mix
from quizgen.assembly.quiz import Item, ShownStimulus
from quizgen.assembly.worksheets import assemble_worksheets
from quizgen.kinds import KINDS
from quizgen.model.recipe import Recipe, WorksheetRecipe
from tests.assembly.test_assembly import choice, ids, short
from tests.samples import BOOK, item

PLENTY = dict.fromkeys(KINDS, 100)


def essay(number: int, **more: Any) -> Item:
    prompt = f"Why was deed{number} of keeper{number} right?"
    return item("essay", id=f"essay-{number}", prompt=prompt, points=[f"reason{number} of it"], **more)


def term(number: int, **more: Any) -> Item:
    return item(
        "term", id=f"term-{number}", term=f"word{number}", definition=f"meaning{number} of thing{number}", **more
    )


def asked(**wanted: Any) -> WorksheetRecipe:
    return WorksheetRecipe.model_validate({"name": "quiz", **wanted})


def chosen(wanted: WorksheetRecipe, bank: list[Item]) -> list[Item]:
    sheets, _ = assemble_worksheets(Recipe(book="keeper", worksheets=(wanted,)), BOOK, bank)
    return [entry.item for entry in sheets[0].entries]


def kinds_of(items: list[Item]) -> Counter[str]:
    return Counter(each.question.kind for each in items)


def test_every_kind_has_its_share() -> None:
    assert {*SHARES, LONG} == set(KINDS)


@pytest.mark.parametrize(
    ("count", "mix"),
    [
        (1, {"choice": 1}),
        (5, {"choice": 3, "true-false": 1, "short": 1}),
        (8, {"choice": 3, "true-false": 1, "short": 1, "cloze": 1, "term": 1, "essay": 1}),
        (
            12,
            dict.fromkeys(["true-false", "short", "cloze", "term", "multiple", "numeric", "essay"], 1) | {"choice": 5},
        ),
    ],
)
def test_a_worksheet_s_habits(count: int, mix: dict[str, int]) -> None:
    assert divide(count, PLENTY) == mix


@given(count=st.integers(1, 60), there=st.dictionaries(st.sampled_from([*KINDS]), st.integers(0, 20)))
def test_as_many_as_asked_for_if_there_are_so_many(count: int, there: dict[str, int]) -> None:
    mix = divide(count, there)
    assert sum(mix.values()) == min(count, sum(there.values()))
    assert all(0 < quota <= there[kind] for kind, quota in mix.items())
    others = sum(number for kind, number in there.items() if kind != LONG)
    if others >= count:
        assert mix.get(LONG, 0) <= (count >= 8)
    longer = divide(count + 1, there)
    assert all(longer.get(kind, 0) >= quota - (count + 1 == 8) for kind, quota in mix.items())


def test_a_bank_of_few_kinds_has_what_it_has() -> None:
    bank = [*map(choice, range(3)), *map(essay, range(5))]
    made = chosen(with_usual_mix(asked(count=6), bank), bank)
    assert kinds_of(made) == {"choice": 3, "essay": 3}
    assert count_unusual(asked(), made) == 3
    only = [*map(essay, range(5))]
    made = chosen(with_usual_mix(asked(count=4), only), only)
    assert kinds_of(made) == {"essay": 4}
    assert count_unusual(asked(), made) == 4
    assert not count_unusual(asked(kinds="essay"), made), "that was asked for"


def test_what_cannot_stand_together_is_made_up_for_by_other_kinds() -> None:
    same = [short(1), item("short", id="again", prompt="Where is thing1 of shelf1 kept?", answer="place1 in room1")]
    bank = [*same, *map(choice, range(6)), *map(term, range(4))]
    wanted = with_usual_mix(asked(count=9), bank)
    made = chosen(wanted, bank)
    assert len(made) == 9
    assert kinds_of(made)["short"] == 1
    assert dict(wanted.mix) == kinds_of(made), "read from a recipe, the quotas give the same sheet"


def test_large_groups_of_a_stimulus_need_no_quotas() -> None:
    table = [replace(short(n), stimulus=ShownStimulus("1.yaml#table", text="A table")) for n in range(5)]
    bank = [*table, choice(1)]
    assert kinds_of(chosen(with_usual_mix(asked(count=6), bank), bank)) == {"short": 5, "choice": 1}


# --- spread -----------------------------------------------------------------------------------


def placed(items: list[Item], *places: str) -> list[Item]:
    return [replace(each, places=(places[number % len(places)],)) for number, each in enumerate(items)]


SECTIONS = [f"ch. 1 §{number}" for number in range(1, 6)]


@pytest.mark.parametrize("seed", ["", "a", "b", "c"])
def test_a_sheet_that_is_spread_has_questions_from_all_sections(seed: str) -> None:
    crowded = placed([*map(choice, range(40)), *map(short, range(40))], "ch. 1 §1", *SECTIONS)
    made = chosen(asked(count=10, spread=True, seed=seed, mix={"choice": 6, "short": 4}), crowded)
    assert Counter(each.places[0] for each in made) == dict.fromkeys(SECTIONS, 2)


def test_objectives_come_before_sections() -> None:
    objectives = ["count-oil", "cut-glass", "wind-clocks"]
    bank = [replace(choice(n, objective=objectives[n % 3]), places=("ch. 1 §1",)) for n in range(30)]
    made = chosen(asked(count=6, spread=True), bank)
    assert Counter(each.question.objective for each in made) == dict.fromkeys(objectives, 2)


def test_chapters_come_before_their_parts() -> None:
    small = [choice(100 + n, chapter="intro") for n in range(5)]
    made = chosen(asked(count=6, spread=True), [*placed([*map(choice, range(40))], *SECTIONS), *small])
    assert Counter(each.chapter.key for each in made if each.chapter) == {"intro": 3, "1": 3}


def test_the_core_comes_first() -> None:
    bank = placed([choice(n, core=n % 10 == 0) for n in range(40)], *SECTIONS)
    made = chosen(asked(count=6, spread=True), bank)
    assert {"choice-0", "choice-10", "choice-20", "choice-30"} <= {each.question.id for each in made}


def test_a_new_question_moves_few_others() -> None:
    bank = placed([*map(choice, range(40)), *map(short, range(40))], *SECTIONS)
    wanted = with_usual_mix(asked(count=12), bank)
    before = {each.question.id for each in chosen(wanted, bank)}
    moved = []
    for number in range(30):
        more = [*bank, *placed([choice(100 + number)], SECTIONS[number % 5])]
        moved.append(len(before - {each.question.id for each in chosen(with_usual_mix(asked(count=12), more), more)}))
    assert sum(moved) <= 30
    assert moved.count(0) >= 20


def test_recipes_that_do_not_ask_for_it_are_as_they_were() -> None:
    bank = placed([*map(choice, range(40)), *map(short, range(40))], *SECTIONS)
    sheets, _ = assemble_worksheets(Recipe(book="keeper", worksheets=(asked(count=6),)), BOOK, bank)
    assert ids(sheets[0].entries) == ["choice-31", "choice-2", "choice-26", "short-8", "short-24", "short-28"]
