"""What a student should be able to do, and what all have to know: chosen by recipes, counted, and never in a hash."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from quizgen.assembly.selection import find_wrong_selections, is_of_sort, select
from quizgen.assembly.worksheets import assemble_worksheets
from quizgen.model.recipe import Selection
from quizgen.outputs.anki.notes import render_notes
from tests.assembly.test_assembly import recipe, short
from tests.outputs.anki.test_package import deck_of
from tests.projects import BANK, Project
from tests.samples import BOOK, item

CHAPTER = f"{BANK}/1.yaml"
OBJECTIVES = """objectives:
  - {id: count-oil, text: "Say how much oil the lamp *burns*"}
  - {id: glass, text: "Say how the glass is kept"}
questions:
"""


@pytest.fixture
def aimed(project: Project) -> Project:
    """The small project, three of whose questions serve an objective, and two of these are core."""
    project.replace(CHAPTER, "questions:\n", OBJECTIVES)
    _aim(project, CHAPTER, "winter-oil", "objective: count-oil", "core: true")
    _aim(project, CHAPTER, "oil-of-a-year", "objective: count-oil")
    _aim(project, f"{BANK}/2.yaml", "heart-of-the-light", "objective: glass", "core: true")
    return project


def _aim(project: Project, file: str, name: str, *fields: str) -> None:
    written = "".join(f"    {field}\n" for field in fields)
    project.replace(file, f"  - id: {name}\n", f"  - id: {name}\n{written}")


def test_they_void_nothing_that_was_checked_or_read(project: Project) -> None:
    project.run("check")
    before = project.read(f"{BANK}/verified.lock")
    project.replace(CHAPTER, "questions:\n", OBJECTIVES)
    _aim(project, CHAPTER, "winter-oil", "objective: count-oil", "core: true")
    assert project.run("check", "--locked").code == 0
    assert project.run("check").code == 0
    assert project.read(f"{BANK}/verified.lock") == before
    assert project.without_copy("build").code == 0


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("objective: count-oli", "there is no objective `count-oli` in this book\n    Did you mean `count-oil`?"),
        ("objective: panes", "there is no objective `panes` in this book\n    There are: `count-oil`, `glass`."),
        ("objective: [glass]", "`objective`: this should be one text, and is a list"),
        ("core: yes", "`core`: this is `true` or `false`, not `yes`"),
    ],
)
def test_slips_in_a_question(project: Project, written: str, says: str) -> None:
    project.replace(CHAPTER, "questions:\n", OBJECTIVES)
    _aim(project, CHAPTER, "winter-oil", written)
    done = project.run("check")
    assert done.code == 1
    assert "1.yaml:7:" in done.err
    assert says in done.err
    assert project.run("build").code == 1
    assert "winter-oil" in project.run("build", "--keep-going").out


@pytest.mark.parametrize(("file", "place"), [("1.yaml", "1.yaml:5:10"), ("2.yaml", "2.yaml:3:10")])
def test_ids_are_unique_in_the_book(aimed: Project, file: str, place: str) -> None:
    second = "  - {id: glass, text: Something else}\n"
    if file == "1.yaml":
        aimed.replace(CHAPTER, "questions:\n", f"{second}questions:\n")
    else:
        aimed.replace(f"{BANK}/2.yaml", "questions:\n", f"objectives:\n{second}questions:\n")
    message = "the id `glass` of the objective is taken (questions/lighthouse/1.yaml, line 4)"
    assert f"{place}: error[duplicate-id]: {message}" in aimed.run("check").err


def test_one_that_cannot_be_read_is_missed_by_no_question(aimed: Project) -> None:
    aimed.replace(CHAPTER, 'text: "Say how the glass is kept"', "txt: kept")
    done = aimed.run("check")
    assert "1.yaml:4:17: error[unknown-field]: `txt` is not a field here" in done.err
    assert "unknown-objective" not in done.err


def test_coverage_counts_their_questions(aimed: Project) -> None:
    expected = """
1. The Lamp: 1 of 6 questions is core (17%)
       2  count-oil: Say how much oil the lamp *burns*
       1  glass: Say how the glass is kept

2. The Clock: 1 of 4 questions is core (25%)
"""
    assert expected in aimed.run("coverage").out
    aimed.run("check")
    assert expected in aimed.without_copy("coverage").out
    in_json = json.loads(aimed.run("coverage", "--format", "json").out)
    assert "objectives" not in in_json["chapters"][0]
    assert in_json["chapters"][1]["core"] == {"questions": 1, "share": 0.1667}
    assert in_json["chapters"][1]["objectives"] == [
        {"id": "count-oil", "text": "Say how much oil the lamp *burns*", "questions": 2},
        {"id": "glass", "text": "Say how the glass is kept", "questions": 1},
    ]


def test_pages_list_them(aimed: Project) -> None:
    assert aimed.run("build").code == 0
    for page in ("index.html", "coverage.html"):
        html = re.sub(r"<.*?>", "", aimed.read(f"build/{page}"))
        said = " ".join(html[html.index("Objectives") :].split())
        assert said.startswith(
            "Objectives 1. The Lamp Core: 1 of 6 questions (17%) Say how much oil the lamp burns 2 questions"
            " Say how the glass is kept 1 question 2. The Clock Core: 1 of 4 questions (25%)"
        ), page
    key = aimed.read("build/chapter-1-key.html")
    assert key.count('<p class="also">Objective: ') == 2
    assert '<p class="also">Objective: Say how much oil the lamp <em>burns</em> · core question</p>' in key


def test_a_book_without_them_has_no_such_section(project: Project) -> None:
    assert project.run("build").code == 0
    for page in ("index.html", "coverage.html", "chapter-1-key.html"):
        assert "bjective" not in project.read(f"build/{page}")
    assert "core" not in project.run("coverage").out


BANK_OF = [
    item("choice", id="a", core="true"),
    item("short", id="b", objective="oil"),
    item("cloze", id="c", objective="glass", core="true"),
    item("term", id="d"),
]


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        ({"objectives": "oil"}, "b"),
        ({"objectives": ["oil", "glass"]}, "bc"),
        ({"core": "true"}, "ac"),
        ({"core": "true", "objectives": ["glass"]}, "c"),
        ({"core": "false"}, "abcd"),
    ],
)
def test_selecting(selection: dict[str, Any], expected: str) -> None:
    chosen = select(BANK_OF, Selection.model_validate(selection))
    assert "".join(each.question.id for each in chosen) == expected


@pytest.mark.parametrize(("sort", "expected"), [("core", "ac"), ("objective:glass", "c"), ("objective:core", "")])
def test_sorts(sort: str, expected: str) -> None:
    assert "".join(each.question.id for each in BANK_OF if is_of_sort(each, sort)) == expected


def test_quotas_points_and_space_by_them() -> None:
    bank = [
        short(number, core=str(number % 2 == 0).lower(), objective="oil" if number < 4 else None) for number in range(9)
    ]
    sorts = {"mix": {"core": 2, "objective:oil": 1}, "points": {"core": 3, "objective:oil": 2}, "space": {"core": 5}}
    wanted = recipe({"name": "quiz", "count": 4, **sorts})
    assert not list(find_wrong_selections(wanted, BOOK, bank, ["oil"]))
    (sheet,), findings = assemble_worksheets(wanted, BOOK, bank)
    assert not findings
    questions = [entry.item.question for entry in sheet.entries]
    assert sum(each.core for each in questions) == 2
    assert sum(each.objective == "oil" for each in questions) == 1
    worth = {3 if each.core else 2 if each.objective else 1 for each in questions}
    assert {entry.points for entry in sheet.entries} == worth
    assert all((entry.space == 5) is entry.item.question.core for entry in sheet.entries)


def test_unknown_ones_in_a_recipe_are_told() -> None:
    wanted = recipe({"name": "quiz", "objectives": ["oils"], "mix": {"objective:oils": 1, "cores": 1}})
    found = [(code, finding.message) for code, finding in find_wrong_selections(wanted, BOOK, BANK_OF, ["oil"])]
    assert found == [
        ("unknown-objective", "there is no objective `oils`"),
        ("unknown-kind", "there is no objective `oils`"),
        ("unknown-kind", "there is no sort `cores`"),
    ]


def test_notes_have_their_tags_and_others_none() -> None:
    new = {"core", "objective::oil", "objective::glass"}
    assert {note.id: new.intersection(note.tags) for note in render_notes(deck_of(BANK_OF))} == {
        "a": {"core"},
        "b": {"objective::oil"},
        "c": {"core", "objective::glass"},
        "d": set(),
    }


def test_a_sheet_without_a_recipe(aimed: Project) -> None:
    done = aimed.run("sheet", "--objective", "count-oil", "--count", "2")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("Made a worksheet of 2 questions, with its key")
    done = aimed.run("sheet", "--core", "--count", "2")
    assert (done.code, done.err) == (0, "")
    wrong = aimed.run("sheet", "--objective", "glas")
    assert wrong.err.startswith("quizgen sheet --objective: error[unknown-objective]: there is no objective `glas`\n")
