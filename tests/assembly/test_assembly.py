"""The same recipe gives the same paper anywhere; a new question moves no other; quotas that cannot be met are named."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.assembly.decks import assemble_deck
from quizgen.assembly.quiz import Item
from quizgen.assembly.selection import find_wrong_selections, select
from quizgen.assembly.shuffle import arrange_options, movable_options, shuffled, shuffled_options, shuffled_order
from quizgen.assembly.worksheets import assemble_worksheets
from quizgen.kinds import KINDS, response_of
from quizgen.kinds.response import Select
from quizgen.model.recipe import Recipe, Selection
from tests.samples import BOOK, all_items, item


def recipe(*worksheets: dict[str, object], **anki: object) -> Recipe:
    return Recipe.model_validate({"book": "keeper", "anki": anki or None, "worksheets": worksheets})


def short(number: int, **more: Any) -> Item:
    words: dict[str, Any] = {
        "prompt": f"Where is thing{number} of shelf{number} kept?",
        "answer": f"place{number} in room{number}",
    }
    return item("short", id=f"short-{number}", **words, **more)


def choice(number: int, **more: Any) -> Item:
    options = [f"option{number}{letter} of matter{number}" for letter in "abcd"]
    words: dict[str, Any] = {
        "prompt": f"Why did keeper{number} do deed{number}?",
        "answer": options[0],
        "distractors": options[1:],
    }
    return item("choice", id=f"choice-{number}", **{**words, **more})


MANY = (*map(short, range(30)), *map(choice, range(30)))


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
        (after,), _ = assemble_worksheets(wanted, BOOK, (*MANY, short(100 + number)))
        kept = [name for name in ids(after.entries) if name != f"short-{100 + number}"]
        assert len(set(ids(before.entries)) - set(kept)) <= 1
        assert [name for name in ids(before.entries) if name in kept] == kept
        options = {entry.item.question.id: entry.options for entry in before.entries}
        moved = [e for e in after.entries if options.get(e.item.question.id, e.options) != e.options]
        assert len(moved) <= 2, "but for keys that are moved to another letter"


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
    assert finding.message == "“quiz” asks for 2 `essay`, and 0 can be had (0 in the bank)"
    assert finding.route == ("worksheets", 0, "mix", "essay")
    assert finding.hint


def test_quotas_of_several_sorts_at_once() -> None:
    bank = [choice(n, difficulty=str(n % 3 + 1), tags=["oil"] if n % 5 == 0 else ["glass"]) for n in range(30)]
    mix = {"choice": 9, "difficulty:3": 4, "tag:oil": 2}
    (sheet,), findings = assemble_worksheets(recipe({"name": "quiz", "count": 9, "mix": mix}), BOOK, bank)
    assert not findings
    questions = [entry.item.question for entry in sheet.entries]
    assert len(questions) == 9
    assert sum(question.difficulty == 3 for question in questions) == 4
    assert sum("oil" in question.tags for question in questions) == 2


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        ({"kinds": "choice"}, {"a"}),
        ({"tags": ["glass", "none"]}, {"b"}),
        ({"difficulty": "3"}, {"b"}),
        ({"bloom": ["apply"]}, {"c"}),
        ({"chapters": "intro"}, {"c"}),
        ({"sections": "ch. 1 §1", "chapters": "1"}, {"a", "b"}),
        ({"exclude": ["a", "b"]}, {"c"}),
        ({"tags": "glass", "kinds": "choice"}, set()),
    ],
)
def test_selecting(selection: dict[str, object], expected: set[str]) -> None:
    bank = [
        item("choice", id="a"),
        item("short", id="b", tags=["glass"], difficulty="3"),
        item("cloze", id="c", bloom="apply", chapter="intro"),
    ]
    chosen = select(bank, Selection.model_validate(selection))
    assert {each.question.id for each in chosen} == expected
    deck = assemble_deck("d", recipe(deck="D", **selection), "keeper", BOOK, bank)
    assert deck is not None
    assert {each.question.id for each in deck.items} == expected


def test_included_questions_are_on_the_sheet_and_excluded_ones_are_not() -> None:
    wanted = recipe({"name": "quiz", "count": 5, "include": ["short-7", "choice-9"], "exclude": ["short-1"]})
    for seed in range(5):
        again = wanted.model_copy(update={"worksheets": (wanted.worksheets[0].model_copy(update={"seed": str(seed)}),)})
        (sheet,), _ = assemble_worksheets(again, BOOK, MANY)
        assert {"short-7", "choice-9"} <= set(ids(sheet.entries))
        assert "short-1" not in ids(sheet.entries)
        assert len(sheet.entries) == 5


def test_no_two_questions_on_a_sheet_answer_each_other() -> None:
    asked = item("short", id="asked", prompt="Which keeper of Grey Head first counted the oil?", answer="John Marsh")
    telling = item("short", id="telling", prompt="When did John Marsh, keeper of Grey Head, count?", answer="in 1904")
    (sheet,), _ = assemble_worksheets(recipe({"name": "quiz"}), BOOK, [asked, telling])
    assert len(sheet.entries) == 1
    (both,), _ = assemble_worksheets(recipe({"name": "quiz", "include": ["asked", "telling"]}), BOOK, [asked, telling])
    assert len(both.entries) == 2, "who includes both means both"


def test_points() -> None:
    wanted = recipe({"name": "quiz", "count": 40, "points": {"difficulty:3": 5, "choice": 2, "essay": 0}})
    bank = [*map(short, range(3)), *map(choice, range(2)), choice(9, difficulty="3"), item("essay")]
    (sheet,), _ = assemble_worksheets(wanted, BOOK, bank)
    assert {entry.item.question.id: entry.points for entry in sheet.entries} == {
        "short-0": 1, "short-1": 1, "short-2": 1, "choice-0": 2, "choice-1": 2, "choice-9": 5, "sample-essay": 0,
    }  # fmt: skip
    assert sheet.points == 12
    (without,), _ = assemble_worksheets(recipe({"name": "quiz", "count": 40}), BOOK, bank)
    assert without.points == 0


@pytest.mark.parametrize("count", [4, 10, 23, 30])
def test_no_letter_is_the_key_much_oftener_than_another(count: int) -> None:
    for seed in ("a", "b", "c"):
        wanted = recipe({"name": "quiz", "count": count, "kinds": ["choice"], "versions": 2, "seed": seed})
        sheets, _ = assemble_worksheets(wanted, BOOK, MANY)
        for sheet in sheets:
            responses = [entry.response for entry in sheet.entries]
            right = [response.right[0] for response in responses if isinstance(response, Select)]
            keys = [entry.options.index(key) for entry, key in zip(sheet.entries, right, strict=True)]
            counts = [keys.count(place) for place in range(4)]
            assert max(counts) - min(counts) <= 2, counts
            assert all(len(set(entry.options)) == 4 for entry in sheet.entries)


def test_each_version_knows_where_the_others_have_its_questions() -> None:
    sheets, _ = assemble_worksheets(recipe({"name": "quiz", "count": 8, "versions": 3}), BOOK, MANY)
    for sheet in sheets:
        assert sheet.versions == tuple((other.version, tuple(ids(other.entries))) for other in sheets)


@pytest.mark.parametrize("last", ["none of the above", "All of these.", "Both of them", "Neither of these"])
def test_what_speaks_of_the_other_options_stands_last(last: str) -> None:
    for seed in range(8):
        assert shuffled_options([last, "red", "all of the sailors", "blue"], str(seed))[-1] == last


def test_a_matching_is_never_printed_solved_also_with_years() -> None:
    pairs = [[f"event {year}", str(year)] for year in (1905, 1917, 1921, 1924)]
    for seed in range(30):
        wanted = recipe({"name": "quiz", "seed": str(seed), "versions": 2})
        sheets, _ = assemble_worksheets(wanted, BOOK, [item("match", pairs=pairs, distractors=[])])
        for sheet in sheets:
            assert sheet.entries[0].options != ("1905", "1917", "1921", "1924")


def test_names_in_a_recipe_that_there_are_not() -> None:
    wanted = recipe(
        {"name": "a", "chapters": ["9"], "tags": "oyl", "include": "no-such"},
        {"name": "b", "mix": {"riddle": 2, "difficulty:4": 1, "bloom:analyze": 1}, "sections": "ch. 1 §9"},
        deck="D",
        kinds=["riddle"],
    )
    found = sorted(code for code, _ in find_wrong_selections(wanted, BOOK, MANY))
    assert found == [
        "unknown-chapter",
        "unknown-id",
        *["unknown-kind"] * 3,
        "unknown-section",
        "unknown-tag",
    ]


def test_a_retired_question_cannot_be_asked_for_by_its_id() -> None:
    items = (*MANY, item("term", id="old", retired="true"))
    wanted = recipe({"name": "a", "include": "old", "points": {"id:old": 2}}, {"name": "b", "exclude": "old"})
    found = [(code, finding.route) for code, finding in find_wrong_selections(wanted, BOOK, items)]
    assert found == [
        ("unknown-id", ("worksheets", 0, "include")),
        ("unknown-kind", ("worksheets", 0, "points", "id:old")),
    ]


def test_one_sheet_a_chapter() -> None:
    items = (*all_items(), item("short", id="in-the-intro", chapter="intro"))
    sheets, _ = assemble_worksheets(recipe({"name": "ch-{chapter}", "per": "chapter", "count": 50}), BOOK, items)
    assert [sheet.name for sheet in sheets] == ["ch-intro", "ch-1"]
    assert [len(sheet.entries) for sheet in sheets] == [1, len(KINDS) - 1]  # the cloze gives the short one away


def test_two_sheets_of_one_name() -> None:
    _, ((code, finding),) = assemble_worksheets(recipe({"name": "a"}, {"name": "b"}, {"name": "a"}), BOOK, MANY)
    assert code == "duplicate-name"
    assert finding.route == ("worksheets", 2, "name")


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


def selection(**changes: Any) -> Select:
    response = response_of(item("choice", **changes).question)
    assert isinstance(response, Select)
    return response


ALWAYS = ("always", "often", "rarely")


@pytest.mark.parametrize(
    ("changes", "printed"),
    [
        ({"answer": "never"}, ("never", *ALWAYS)),
        ({"answer": {"text": "never", "fixed": "4"}}, (*ALWAYS, "never")),
        ({"answer": {"text": "never", "fixed": "2"}}, ("always", "never", "often", "rarely")),
        ({"answer": {"text": "never", "fixed": "true"}}, ("never", *ALWAYS)),
        ({"answer": "none of these"}, (*ALWAYS, "none of these")),
        ({"answer": {"text": "none of these", "fixed": "1"}}, ("none of these", *ALWAYS)),
        ({"answer": "9", "distractors": ["12", "3"]}, ("9", "12", "3")),
    ],
)
def test_unshuffled_options_stay_as_written_but_for_those_with_a_place(
    changes: dict[str, Any], printed: tuple[str, ...]
) -> None:
    response = selection(**{"distractors": ALWAYS, "shuffle": "false", **changes})
    for seed in range(5):
        assert arrange_options(response, str(seed), language="en") == printed
    assert movable_options(response, "en") == frozenset()


def test_a_fixed_option_stays_where_it_is_and_the_others_are_shuffled() -> None:
    fixed: list[Any] = ["b", {"text": "c", "fixed": "true"}, {"text": "d", "fixed": "1"}, "e", "f"]
    response = selection(answer="a", distractors=fixed)
    orders = {arrange_options(response, str(seed), language="en") for seed in range(40)}
    assert {(order[0], order[3]) for order in orders} == {("d", "c")}
    assert len(orders) > 10 and {order.index("a") for order in orders} == {1, 2, 4, 5}
    assert movable_options(response, "en") == {"a", "b", "e", "f"}


def test_a_place_that_is_given_moves_what_is_written_where_it_was() -> None:
    distractors: list[Any] = [{"text": "always", "fixed": "true"}, "often", {"text": "never", "fixed": "true"}]
    response = selection(answer={"text": "rarely", "fixed": "2"}, distractors=distractors)
    orders = {arrange_options(response, str(seed), language="en") for seed in range(9)}
    assert orders == {("always", "rarely", "often", "never")}


@pytest.mark.parametrize("places", [("2", "2", "9"), ("1", "true", "1"), ("9", "9", "9")])
def test_places_that_cannot_be_lose_no_option(places: tuple[str, str, str]) -> None:
    answer, *wrong = ({"text": text, "fixed": place} for text, place in zip("abc", places, strict=True))
    response = selection(answer=answer, distractors=wrong)
    assert sorted(arrange_options(response, "seed", language="en")) == ["a", "b", "c"]


def test_numbers_ascend_before_what_refers_to_them() -> None:
    response = selection(answer="1.000", distractors=["2,25", "keine davon", "1,5"])
    assert arrange_options(response, "seed", language="de") == ("1,5", "2,25", "1.000", "keine davon")
    assert arrange_options(response, "seed", language="en") == ("1.000", "1,5", "2,25", "keine davon")


@pytest.mark.parametrize("seed", ["a", "b", "c"])
def test_evening_out_the_keys_moves_no_option_with_a_place(seed: str) -> None:
    last = {"text": "the last", "fixed": "4"}
    still = [choice(n, shuffle="false") for n in range(12)]
    placed = [choice(n, answer={"text": "the key", "fixed": "2"}, distractors=["x", "y", last]) for n in range(12, 24)]
    free = [choice(n, answer="the key", distractors=["x", "y", last]) for n in range(24, 48)]
    wanted = recipe(
        {"name": "quiz", "count": 48, "include": [f"choice-{n}" for n in range(48)], "versions": 2, "seed": seed}
    )
    sheets, _ = assemble_worksheets(wanted, BOOK, [*still, *placed, *free])
    for sheet in sheets:
        places = {entry.item.question.id: entry.options for entry in sheet.entries}
        for question in (each.question for each in still):
            (first, *_), options = places[question.id], places[question.id]
            assert first.endswith(f"a of matter{question.id[7:]}") and list(options) == sorted(options)
        for each in placed:
            assert places[each.question.id][1] == "the key" and places[each.question.id][3] == "the last"
        keys = [places[each.question.id].index("the key") for each in free]
        assert all(places[each.question.id][3] == "the last" for each in free)
        counts = [keys.count(place) for place in range(3)]
        assert max(counts) - min(counts) <= 2, counts


def test_of_two_options_each_is_the_key_about_as_often() -> None:
    bank = [choice(n, answer=f"yes{n}", distractors=[f"no{n}"]) for n in range(20)]
    (sheet,), _ = assemble_worksheets(recipe({"name": "quiz", "count": 20}), BOOK, bank)
    keys = [entry.options[0].startswith("yes") for entry in sheet.entries]
    assert abs(2 * sum(keys) - 20) <= 2


def test_what_refers_to_the_others_stands_last_in_each_version() -> None:
    bank = [
        choice(n, answer=f"none of the keepers listed{' here' * (n % 2)}", distractors=["x", "y"]) for n in range(6)
    ]
    sheets, _ = assemble_worksheets(recipe({"name": "quiz", "count": 6, "versions": 3}), BOOK, bank)
    assert {entry.options[-1][:25] for sheet in sheets for entry in sheet.entries} == {"none of the keepers liste"}
