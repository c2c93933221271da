"""`quizgen sheet`: the options with a recipe's power, and the line of a recipe that makes the same sheet."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from quizgen.model.recipe import WorksheetRecipe
from quizgen.project.yaml_document import parse_document
from quizgen.reports.recipe_line import say_worksheet
from tests.conftest import ROOT
from tests.projects import Project, make_project
from tests.test_school import SCHOOL

BOOK = "revolution-betrayed"


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A book of six subjects, with stimuli, objectives and a core."""
    return make_project(tmp_path_factory.mktemp("school") / "school", SCHOOL)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The first bank as it is checked out, without a copy of its book."""
    root = tmp_path_factory.mktemp("first")
    shutil.copytree(ROOT / "questions", root / "questions")
    return Project(root, library=root / "library")


def line_of(printed: str) -> str:
    (line,) = re.findall(r"^  (- \{.*\})$", printed, re.MULTILINE)
    return str(line)


def pages(project: Project, folder: str) -> dict[str, bytes]:
    files = project.files(folder)
    return {name: files[name] for name in files if name.startswith("sheet")}


def test_a_sheet_at_once_is_what_a_worksheet_usually_is(first: Project) -> None:
    done = first.run("sheet", "--chapter", "3", "--count", "12")
    assert (done.code, done.err) == (0, "")
    assert ("mix: {choice: 7, true-false: 1, cloze: 1, term: 1, multiple: 1, essay: 1}, spread: true") in line_of(
        done.out
    )
    key = first.read("build/sheet/sheet-3-key.html")
    assert len(set(re.findall(r"ch\. 3 §\d", key))) >= 2


@pytest.mark.parametrize(
    "options",
    [
        (),
        ("--count", "9", "--versions", "2"),
        ("--chapter", "2", "--chapter", "3", "--count", "6", "--seed", "a: b, c", "--title", 'Say "no" to: [it]'),
        ("--kind", "short", "--kind", "choice", "--points", "choice: 1.5, difficulty:3: 4"),
        ("--mix", "choice: 2, core: 1", "--count", "4", "--key", "end", "--answer-sheet", "--no-answers"),
        ("--mix", "{short: 2}", "--stimuli", "part", "--language", "de"),
        ("--count", "5", "--alternates", "2", "--versions", "2", "--large-print"),
        ("--count", "60",),
    ],
)  # fmt: skip
def test_the_printed_line_makes_the_same_sheet(school: Project, options: tuple[str, ...]) -> None:
    done = school.run("sheet", *options, "--out", "one")
    assert done.code == 0, done.err
    school.write("decks/mine.yaml", f"book: school\nworksheets:\n  {line_of(done.out)}\n")
    built = school.run("build", "mine", "--out", "two")
    assert built.code == 0, built.err
    made = pages(school, "one")
    assert made == pages(school, "two")
    assert made
    shutil.rmtree(school.root / "one")
    shutil.rmtree(school.root / "two")


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (
            ("--mix", "choise: 6"),
            "--mix: error[unknown-kind]: there is no sort `choise`\n    Did you mean `choice`",
        ),
        (("--mix", "choice: six"), "sheet --mix: error[bad-value]: `mix.choice`: this should be a whole number"),
        (("--mix", "choice:6"), "Put a space behind the colon: `choice: 6`."),
        (("--mix", "choice=6"), "sheet --mix: error[bad-value]: `mix`: this is a single value, where fields belong"),
        (("--mix", "choice: -1"), "sheet --mix: error[bad-value]: `mix.choice`: `-1` is less than 0"),
        (("--mix", "{choice: [6"), "sheet --mix: error[yaml]: not YAML"),
        (("--mix", "match: 40"), "“sheet” asks for 40 `match`, and "),
        (("--chapter", "1", "--mix", "match: 4"), "“sheet-1” asks for 4 `match`, and 1 can be had (1 in chapter 1)"),
        (("--points", "choice: 0.3"), "sheet --points: error[bad-value]: `points.choice`: `0.3` is no whole or half"),
        (("--points", "id:nothing: 3"), "sheet --points: error[unknown-kind]: there is no question `nothing`"),
        (("--language", "eo"), "sheet --language: error[no-words]: there are no words in `eo`"),
        (("--language", "German"), "sheet --language: error[bad-value]: `language`: `German` is no language tag"),
    ],
)
def test_an_option_is_refused_as_the_field_of_a_recipe_is(school: Project, options: tuple[str, ...], says: str) -> None:
    done = school.run("sheet", *options, "--out", "nothing")
    assert done.code == 1
    assert says in done.err
    assert not (school.root / "nothing").exists()


def test_few_questions_and_many_essays_are_told(first: Project) -> None:
    done = first.run("sheet", "--chapter", "intro", "--count", "20", "--out", "few")
    assert done.code == 0
    assert "sheet --count: warning[count-unmet]: “sheet-intro” asks for 20 questions, and 13 can be had" in done.err
    done = first.run("sheet", "--chapter", "3", "--count", "60", "--out", "few")
    assert "sheet --mix: note[many-essays]: 3 of " in done.err
    assert "are essays" not in first.run("sheet", "--chapter", "3", "--kind", "essay", "--out", "few").err


def test_a_second_sitting_has_a_file_and_a_heading_of_its_own(school: Project) -> None:
    done = school.run(
        "sheet", "--count", "6", "--alternates", "2", "--versions", "2", "--language", "it", "--out", "it"
    )
    assert done.code == 0, done.err
    assert "Made a worksheet of 6 questions in 2 versions for 2 sittings, with its key: open " in done.out
    names = {f"sheet{sitting}-{page}.html" for sitting in ("", "-2") for page in ("a", "b", "key")}
    assert set(school.files("it")) == {"index.html", *names}
    for name, says in (("sheet-2-b.html", "Sessione 2, Versione B"), ("sheet-2-key.html", "Sessione 2")):
        page = school.read(f"it/{name}")
        assert re.search(f"<title>.*, {says}</title>", page), name
        assert f'<b class="version">{says}</b>' in page
    assert "Sessione" not in school.read("it/sheet-a.html")
    assert "Sessione 2, Versione B" in school.read("it/index.html")


def test_a_sheet_of_another_sitting_is_known_by_its_recipe(school: Project) -> None:
    school.write("decks/mine.yaml", "book: school\nworksheets:\n  - {name: quiz, count: 3, alternates: 2}\n")
    (school.root / "decks" / "school.yaml").rename(school.root / "decks" / "school.off")
    done = school.run("build", "quiz-2", "--out", "nothing")
    (school.root / "decks" / "school.off").rename(Path(school.root, "decks", "school.yaml"))
    assert "It is a worksheet of the recipe `mine`" in done.err


@pytest.mark.parametrize("title", ["-", "a, b", "{x}", "# no", "'tis", 'say "x"', "x: y", "1936", "null", "Ä ö – ü"])
def test_any_title_can_be_read_back(title: str) -> None:
    line = say_worksheet(WorksheetRecipe(name="quiz", title=title, seed=title))
    document = parse_document(f"worksheets:\n  {line}\n", "recipe.yaml")
    assert document.value == {"worksheets": [{"name": "quiz", "title": title, "seed": title}]}
