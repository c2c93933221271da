"""Another sitting has other questions of the same make-up, and the first one is as it would be without."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from quizgen.assembly.quiz import Item, ShownStimulus, Worksheet
from quizgen.assembly.worksheets import assemble_worksheets
from quizgen.model.diagnostics import CodedFinding
from tests.assembly.test_assembly import choice, ids, recipe, short
from tests.samples import BOOK, item

SECTIONS = ("ch. 1 §1", "ch. 1 §2", "ch. 1 §3")


def placed(each: Item, number: int) -> Item:
    return replace(each, places=(SECTIONS[number % 3],))


def bank(count: int = 45) -> list[Item]:
    """So many choices and short answers in three sections, of three difficulties."""
    return [
        placed(make(number, difficulty=str(number // 3 % 3 + 1)), number)
        for make in (choice, short)
        for number in range(count)
    ]


def made(items: list[Item], **wanted: Any) -> tuple[list[Worksheet], list[CodedFinding]]:
    sheets, findings = assemble_worksheets(recipe({"name": "quiz", **wanted}), BOOK, items)
    return list(sheets), list(findings)


def make_up(sheet: Worksheet) -> Counter[tuple[str, str, int]]:
    questions = [(entry.item.question, entry.item.places[0]) for entry in sheet.entries]
    return Counter((question.kind, place, question.difficulty) for question, place in questions)


MIX = {"choice": 6, "short": 4}


def test_each_sitting_has_other_questions_of_the_same_make_up() -> None:
    sheets, findings = made(bank(135), count=10, mix=MIX, alternates=3, versions=2)
    assert not findings
    assert [sheet.name for sheet in sheets] == ["quiz-a", "quiz-b", "quiz-2-a", "quiz-2-b", "quiz-3-a", "quiz-3-b"]
    assert [sheet.sitting for sheet in sheets] == [1, 1, 2, 2, 3, 3]
    questions = [set(ids(sheet.entries)) for sheet in sheets]
    assert questions[0] == questions[1]
    assert len(questions[0] | questions[2] | questions[4]) == 30
    assert all(make_up(sheet) == make_up(sheets[0]) for sheet in sheets)


def test_the_first_sitting_is_the_same_paper_as_without_alternates() -> None:
    (alone,), _ = made(bank(), count=10, mix=MIX)
    sheets, _ = made(bank(), count=10, mix=MIX, alternates=2)
    assert sheets[0].entries == alone.entries
    assert (sheets[0].name, sheets[0].title) == (alone.name, alone.title)


def test_a_third_sitting_changes_nothing_of_the_second() -> None:
    two, _ = made(bank(), count=10, mix=MIX, alternates=2)
    three, _ = made(bank(), count=10, mix=MIX, alternates=3)
    assert [sheet.entries for sheet in two] == [sheet.entries for sheet in three[:2]]


def test_an_unrelated_question_changes_no_sitting() -> None:
    before, _ = made(bank(), count=10, mix=MIX, alternates=2)
    changed = []
    for number in range(12):
        new = replace(choice(100 + number, difficulty="1"), places=("ch. 1 §9",))
        after, _ = made([*bank(), new], count=10, mix=MIX, alternates=2)
        if new.question.id not in ids([*after[0].entries, *after[1].entries]):
            assert [ids(sheet.entries) for sheet in after] == [ids(sheet.entries) for sheet in before]
        else:
            changed.append(number)
    assert len(changed) < 6
    like = [placed(choice(200 + number, difficulty="2"), number) for number in range(6)]
    for new in like:
        after, _ = made([*bank(), new], count=10, mix=MIX, alternates=2)
        lost = set(ids(before[1].entries)) - set(ids(after[1].entries)) - set(ids(after[0].entries))
        assert len(lost) <= 1


def test_what_differs_is_told() -> None:
    few = [placed(choice(n, difficulty="1"), 0) for n in range(4)]
    few += [placed(choice(4, difficulty="3"), 0), placed(choice(5, difficulty="1"), 1), placed(short(1), 0)]
    few += [placed(short(2, chapter="intro"), 0)]
    sheets, findings = made(few, include=["choice-0", "choice-1", "choice-2", "short-1"], count=4, alternates=2)
    assert len(sheets[1].entries) == 4
    ((code, finding),) = findings
    assert code == "make-up-differs"
    assert finding.route == ("worksheets", 0, "alternates")
    assert "of another difficulty: " in finding.message
    assert "of another section or objective: " in finding.message
    assert "of another chapter: short-1" in finding.message


def test_another_kind_stands_in_only_where_there_is_no_other_like() -> None:
    few = [choice(1), choice(2), short(1), item("numeric", id="number")]
    sheets, findings = made(few, include=["choice-1", "short-1"], count=2, alternates=2)
    assert set(ids(sheets[1].entries)) == {"choice-2", "number"}
    assert [finding.message for _, finding in findings] == [
        "“quiz-2” has the likes of some questions of “quiz” only of another kind: short-1"
    ]


def test_questions_without_a_like_are_named() -> None:
    few = [choice(1), choice(2), short(1)]
    sheets, findings = made(few, include=["choice-1", "short-1"], count=2, alternates=3)
    assert [len(sheet.entries) for sheet in sheets] == [2, 1], "a sitting without any question is not made"
    assert [code for code, _ in findings] == ["count-unmet", "count-unmet"]
    assert findings[0][1].message == "“quiz-2” has 1 question, as these of “quiz” have no like left: short-1"
    assert findings[1][1].message == "“quiz-3” is not made: no question of “quiz” has a like left"
    assert findings[1][1].hint


def test_quotas_and_points_hold_in_each_sitting() -> None:
    tagged = [
        placed(choice(n, tags=["oil"] if n % 4 == 0 else ["glass"], difficulty="3" if n % 5 == 0 else "2"), n)
        for n in range(60)
    ]
    wanted = {"mix": {"choice": 10, "tag:oil": 4}, "points": {"difficulty:3": 4, "choice": 1}, "count": 10}
    sheets, findings = made(tagged, alternates=3, **wanted)
    assert [code for code, _ in findings] in ([], ["make-up-differs"], ["make-up-differs"] * 2)
    for sheet in sheets:
        assert sum("oil" in entry.item.question.tags for entry in sheet.entries) == 4
        assert sheet.points == sheets[0].points


def test_no_two_questions_of_a_sitting_answer_each_other() -> None:
    asked = item("short", id="asked", prompt="Which keeper of Grey Head first counted the oil?", answer="John Marsh")
    telling = item("short", id="telling", prompt="When did John Marsh, keeper of Grey Head, count?", answer="in 1904")
    sheets, findings = made([short(1), short(2), asked, telling], include=["short-1", "short-2"], count=2, alternates=2)
    assert [len(sheet.entries) for sheet in sheets] == [2, 1]
    assert findings[0][0] == "count-unmet"


# --- groups -----------------------------------------------------------------------------------


def about(name: str, *items: Item) -> list[Item]:
    return [replace(each, stimulus=ShownStimulus(f"1.yaml#{name}", text=f"Text of {name}")) for each in items]


TABLE = about("table", choice(100), short(100))
POEM = about("poem", choice(101), short(101))
PICTURE = about("picture", short(102), short(103))


@pytest.mark.parametrize("first", [TABLE, POEM])
def test_a_group_stands_for_a_group_of_the_same_make_up(first: list[Item]) -> None:
    everything = [*TABLE, *POEM, *PICTURE, *map(choice, range(5)), *map(short, range(5))]
    include = [first[0].question.id]
    sheets, findings = made(everything, include=include, count=2, alternates=2)
    assert not findings
    other = {each.question.id for each in (POEM if first is TABLE else TABLE)}
    assert set(ids(sheets[1].entries)) == other
    assert len(sheets[1].blocks) == 1


def test_without_such_a_group_its_questions_stand_by_themselves() -> None:
    everything = [*TABLE, *PICTURE, *map(choice, range(5)), *map(short, range(5))]
    sheets, findings = made(everything, include=["choice-100"], count=2, alternates=2)
    assert Counter(entry.item.question.kind for entry in sheets[1].entries) == {"choice": 1, "short": 1}
    assert not any(entry.item.stimulus for entry in sheets[1].entries)
    assert [finding.message for _, finding in findings] == [
        "“quiz-2” has the likes of some questions of “quiz” only without their stimulus: choice-100, short-100"
    ]


def test_a_sheet_for_each_chapter_has_its_alternates_too() -> None:
    everything = [*bank(), *(choice(200 + n, chapter="intro") for n in range(3))]
    sheets, findings = made(everything, name="quiz-{chapter}", per="chapter", count=2, alternates=2)
    assert [sheet.name for sheet in sheets] == ["quiz-intro", "quiz-intro-2", "quiz-1", "quiz-1-2"]
    assert [code for code, _ in findings] == ["count-unmet"]
    assert "“quiz-intro-2” has 1 question," in findings[0][1].message
