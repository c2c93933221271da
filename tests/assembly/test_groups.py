"""Questions that share a stimulus come onto a sheet together, or not at all, unless the recipe says otherwise."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.assembly.decks import assemble_deck
from quizgen.assembly.quiz import Item, ShownStimulus, Worksheet
from quizgen.assembly.worksheets import assemble_worksheets
from quizgen.model.diagnostics import CodedFinding
from tests.assembly.test_assembly import choice, ids, recipe, short
from tests.samples import BOOK, item


def about(name: str, *items: Item) -> tuple[Item, ...]:
    return tuple(replace(each, stimulus=ShownStimulus(f"1.yaml#{name}", text=f"Text of {name}")) for each in items)


SINGLES = (*map(short, range(5)), *map(choice, range(5)))
TABLE = about("table", choice(10), choice(11), short(10))
POEM = about("poem", short(20), short(21))


def made(bank: tuple[Item, ...], **wanted: Any) -> tuple[list[Worksheet], list[CodedFinding]]:
    sheets, findings = assemble_worksheets(recipe({"name": "quiz", **wanted}), BOOK, bank)
    return list(sheets), list(findings)


def test_groups_stand_together_after_all_others_in_each_version() -> None:
    sheets, findings = made((*TABLE, *SINGLES, *POEM), count=15, versions=4)
    assert not findings
    for sheet in sheets:
        single, *groups = sheet.blocks
        assert single.stimulus is None
        assert len(single.entries) == 10
        shown = {block.stimulus.text: ids(block.entries) for block in groups if block.stimulus}
        assert set(shown) == {"Text of table", "Text of poem"}
        assert set(shown["Text of table"]) == {"choice-10", "choice-11", "short-10"}
        assert shown["Text of table"][2] == "short-10", "the quick kinds first"
        assert [(block.first, block.last) for block in groups][-1][1] == 15
    assert len({tuple(ids(sheet.entries)[10:]) for sheet in sheets}) > 1, "versions shuffle groups and within them"


@given(count=st.integers(1, 15), seed=st.text("abc", max_size=3))
def test_a_group_is_chosen_whole_or_not_at_all(count: int, seed: str) -> None:
    (sheet,), _ = made((*SINGLES, *TABLE, *POEM), count=count, seed=seed)
    chosen = set(ids(sheet.entries))
    for group in (TABLE, POEM):
        inside = {each.question.id for each in group}
        assert inside <= chosen or inside.isdisjoint(chosen)
    assert len(chosen) == count


def test_a_recipe_may_part_a_group() -> None:
    (sheet,), findings = made(POEM, count=1, stimuli="part")
    assert not findings
    (block,) = sheet.blocks
    assert block.stimulus is not None
    assert (block.first, block.last) == (1, 1)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"kinds": "choice"}, 0),
        ({"kinds": "choice", "stimuli": "part"}, 2),
        ({"exclude": ["short-10"]}, 0),
        ({"exclude": ["short-10"], "stimuli": "part"}, 2),
        ({"kinds": ["choice", "short"]}, 3),
    ],
)
def test_a_selection_of_a_part_selects_nothing_of_a_group(wanted: dict[str, Any], expected: int) -> None:
    sheets, findings = made(TABLE, count=3, **wanted)
    assert sum(len(sheet.entries) for sheet in sheets) == expected
    is_told = any("`stimuli: part` chooses each by itself" in finding.hint for _, finding in findings)
    assert is_told is (expected == 0)
    deck = assemble_deck("d", recipe(deck="D", **wanted), "keeper", BOOK, TABLE)
    assert deck is not None
    assert len(deck.items) == expected


def test_who_asks_for_one_question_gets_its_group() -> None:
    (sheet,), _ = made((*SINGLES, *POEM), count=2, include=["short-20"], kinds=["choice"])
    assert ids(sheet.entries)[-2:] in (["short-20", "short-21"], ["short-21", "short-20"])


def test_quotas_count_all_questions_of_a_group() -> None:
    (sheet,), findings = made((*TABLE, *POEM), count=5, mix={"choice": 2, "short": 3})
    assert not findings
    assert sorted(entry.item.question.kind for entry in sheet.entries) == ["choice"] * 2 + ["short"] * 3


@given(seed=st.text("abcd", max_size=4))
def test_a_quota_is_filled_with_groups_where_single_questions_leave_no_room(seed: str) -> None:
    bank = (short(0), *POEM, *about("prose", short(30), short(31)))
    (sheet,), findings = made(bank, seed=seed, mix={"short": 4})
    assert not findings
    assert "short-0" not in ids(sheet.entries)


def test_a_quota_that_cannot_hold_a_group_is_told() -> None:
    _, findings = made((*POEM, choice(1)), mix={"short": 1})
    ((code, finding),) = findings
    assert code == "quota-unmet"
    assert finding.message == "“quiz” asks for 1 `short`, and 0 can be had (2 in the bank)"
    assert finding.hint.endswith("`stimuli: part` chooses each by itself.")


def test_what_no_quota_speaks_of_finds_no_room_beside_full_quotas() -> None:
    bank = (*about("mixed", choice(40), item("essay", id="essay-of-mixed")), choice(41), choice(42))
    (sheet,), findings = made(bank, count=2, mix={"choice": 2})
    assert not findings
    assert sorted(ids(sheet.entries)) == ["choice-41", "choice-42"]


def test_one_stimulus_of_two_files_is_not_one_group() -> None:
    bank = (*POEM, *(replace(each, stimulus=ShownStimulus("2.yaml#poem")) for each in (short(50), short(51))))
    (sheet,), _ = made(bank, count=4)
    assert [len(block.entries) for block in sheet.blocks] == [2, 2]


def test_what_is_no_longer_asked_parts_no_group() -> None:
    retired = about("poem", short(22, retired="true"))
    (sheet,), findings = made((*POEM, *retired), count=2)
    assert not findings
    assert set(ids(sheet.entries)) == {"short-20", "short-21"}
    deck = assemble_deck("d", recipe(deck="D", exclude=["short-22"]), "keeper", BOOK, (*POEM, *retired))
    assert deck is not None
    assert len(deck.items) == 2
