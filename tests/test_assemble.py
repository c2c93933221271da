"""The same recipe gives the same paper anywhere; a new question moves no other; quotas that cannot be met are named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.assemble import assemble_deck, assemble_worksheets
from quizgen.model import KINDS, Recipe
from quizgen.shuffle import shuffled, shuffled_options, shuffled_order
from tests.samples import BOOK, all_items, item


def recipe(*worksheets: dict[str, object], **anki: object) -> Recipe:
    return Recipe.model_validate({"book": "keeper", "anki": anki or None, "worksheets": worksheets})


MANY = tuple(item("short", id=f"short-{n}") for n in range(30)) + tuple(
    item("choice", id=f"choice-{n}") for n in range(30)
)


def ids(items: object) -> list[str]:
    return [entry.item.question.id for entry in items]  # type: ignore[attr-defined] # entries of a worksheet


def test_a_sheet_has_as_many_questions_as_asked_for_each_once() -> None:
    (sheet,), findings = assemble_worksheets(recipe({"name": "quiz", "count": 12}), BOOK, MANY)
    assert not findings
    assert len(set(ids(sheet.entries))) == 12
    assert [entry.number for entry in sheet.entries] == list(range(1, 13))


def test_the_order_of_the_bank_does_not_matter() -> None:
    wanted = recipe({"name": "quiz", "count": 12, "seed": "7"})
    assert assemble_worksheets(wanted, BOOK, MANY) == assemble_worksheets(wanted, BOOK, MANY[::-1])


def test_a_new_question_moves_at_most_one_other() -> None:
    wanted = recipe({"name": "quiz", "count": 12})
    for number in range(40):
        (before,), _ = assemble_worksheets(wanted, BOOK, MANY)
        (after,), _ = assemble_worksheets(wanted, BOOK, (*MANY, item("short", id=f"new-{number}")))
        kept = [name for name in ids(after.entries) if not name.startswith("new")]
        assert len(set(ids(before.entries)) - set(kept)) <= 1
        assert [name for name in ids(before.entries) if name in kept] == kept
        options = {entry.item.question.id: entry.options for entry in before.entries}
        assert all(options[e.item.question.id] == e.options for e in after.entries if e.item.question.id in options)


def test_versions_have_the_same_questions_in_another_order() -> None:
    sheets, _ = assemble_worksheets(recipe({"name": "quiz", "count": 20, "versions": 2}), BOOK, MANY)
    assert [(sheet.name, sheet.version) for sheet in sheets] == [("quiz-a", "A"), ("quiz-b", "B")]
    assert set(ids(sheets[0].entries)) == set(ids(sheets[1].entries))
    assert ids(sheets[0].entries) != ids(sheets[1].entries)


def test_quotas() -> None:
    mix = {"choice": 3, "short": 4}
    (sheet,), findings = assemble_worksheets(recipe({"name": "quiz", "count": 7, "mix": mix}), BOOK, MANY)
    assert not findings
    assert [entry.item.question.kind for entry in sheet.entries] == ["choice"] * 3 + ["short"] * 4


def test_a_quota_that_cannot_be_met_says_how_many_are_lacking() -> None:
    _, ((code, finding),) = assemble_worksheets(recipe({"name": "quiz", "mix": {"essay": 2}}), BOOK, MANY)
    assert code == "quota-unmet"
    assert finding.message == "“quiz” asks for 2 `essay`, and there are 0"
    assert finding.route == ("worksheets", 0, "mix", "essay")


def test_one_sheet_a_chapter() -> None:
    items = (*all_items(), item("short", id="in-the-intro", chapter="intro"))
    sheets, _ = assemble_worksheets(recipe({"name": "ch-{chapter}", "per": "chapter", "count": 50}), BOOK, items)
    assert [sheet.name for sheet in sheets] == ["ch-intro", "ch-1"]
    assert [len(sheet.entries) for sheet in sheets] == [1, len(KINDS)]


def test_two_sheets_of_one_name_and_an_unknown_chapter() -> None:
    _, findings = assemble_worksheets(
        recipe({"name": "a"}, {"name": "a"}, {"name": "b", "chapters": ["9"]}), BOOK, MANY
    )
    assert sorted(code for code, _ in findings) == ["duplicate-name", "unknown-chapter"]


def test_drafts_and_retired_questions_are_on_no_sheet_and_retired_ones_in_the_deck() -> None:
    items = (item("short"), item("choice", draft="true"), item("term", retired="true"))
    (sheet,), _ = assemble_worksheets(recipe({"name": "quiz"}), BOOK, items)
    assert ids(sheet.entries) == ["sample-short"]
    deck = assemble_deck("d", recipe(deck="D"), "keeper", BOOK, items)
    assert deck is not None
    assert [each.question.id for each in deck.items] == ["sample-short", "sample-term"]


def test_a_deck_is_in_the_book_s_order_with_a_subdeck_a_chapter() -> None:
    items = (item("short", id="whole", chapter=None), item("short", id="b"), item("short", id="a", chapter="intro"))
    deck = assemble_deck("d", recipe(deck="D"), "keeper", BOOK, items)
    assert deck is not None
    assert [(subdeck.name, [each.question.id for each in subdeck.items]) for subdeck in deck.subdecks] == [
        ("D::00 To the Reader", ["a"]),
        ("D::01 The Lamp", ["b"]),
        ("D::02 The Whole Book", ["whole"]),
    ]


@pytest.mark.parametrize("essays", [True, False])
def test_essays_are_in_the_deck_only_if_the_recipe_says_so(essays: bool) -> None:
    deck = assemble_deck("d", recipe(deck="D", essays=essays), "keeper", BOOK, all_items())
    assert deck is not None
    assert any(each.question.kind == "essay" for each in deck.items) is essays


@pytest.mark.parametrize(
    "options",
    [
        ("4th", "10th", "11th"),
        ("55", "120", "1,095"),
        ("7.1 million tons", "12 million tons", "0.5 billion tons"),
        ("1905", "1917", "1924"),
        ("3 per cent", "25 per cent"),
    ],
)
def test_numbers_are_printed_in_order(options: tuple[str, ...]) -> None:
    assert shuffled_options(options[::-1], "seed") == options


@given(st.lists(st.text(max_size=8), unique=True, max_size=8), st.text(max_size=5))
def test_shuffling_loses_nothing_and_depends_on_the_seed_alone(options: list[str], seed: str) -> None:
    mixed = shuffled_options(options, seed)
    assert sorted(mixed) == sorted(options)
    assert mixed == shuffled_options(options[::-1], seed)


@given(st.lists(st.text(min_size=1, max_size=4), unique=True, min_size=2, max_size=6), st.text(max_size=5))
def test_an_order_to_be_found_is_never_printed_right(items: list[str], seed: str) -> None:
    mixed = shuffled_order(items, seed)
    assert sorted(mixed) == sorted(items)
    assert list(mixed) != items


def test_ranks_are_as_good_as_random() -> None:
    """Of 300 keys under 4 options each place gets its share (chi-square below 16.3: p > 0.001)."""
    places = [shuffled(("key", "b", "c", "d"), f"question-{n}", name=str).index("key") for n in range(300)]
    counts = [places.count(place) for place in range(4)]
    assert sum((count - 75) ** 2 / 75 for count in counts) < 16.3
