"""The lines of docs/paper.md, to the letter: whoever adds a row of the table adds to `SHOWS` what it has to make."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.projects import Project, make_project
from tests.test_school import SCHOOL

PAPER = (ROOT / "docs" / "paper.md").read_text("utf-8")
ROWS = dict(re.findall(r"^\| ([^|]+) \| `([^`]+)` \|$", PAPER, re.MULTILINE))
BLOCKS = re.findall(r"```yaml\n(.*?)```", PAPER, re.DOTALL)
OF_SCHOOL = "a shared text with all its questions, by the id of one of them"
COMMANDS = {task: line for task, line in ROWS.items() if line.startswith("quizgen ")}
RECIPE_LINES = {task: line for task, line in ROWS.items() if line.startswith("- ")}

SHOWS: dict[str, tuple[str, str]] = {
    "a sheet of chapter 3 in two versions, with a brief key": ("sheet-3-key.html", '<th scope="col">B</th>'),
    "a test of so many questions of each kind, with points": ("sheet-3.html", "6 points"),
    "a second sitting with other questions": ("test-3-2.html", '<b class="version">Sitting 2</b>'),
    "the words around the questions in German": ("blatt-3-key.html", "Kap. 3 §"),
    "a sheet of circles to fill in": ("sheet-2.html", "Answer sheet"),
    "large print": ("sheet-3-large.html", "large print"),
    OF_SCHOOL: ("maps.html", "Questions 5 and 6 refer to the text"),
    "a Word file of the sheet and of its key": ("index.html", 'href="sheet-3-key.docx"'),
    "a class set as PDFs": ("index.html", '<a href="sheets-3.zip">3. Socialism and the State</a>'),
    "a site for students": ("index.html", '<a href="test-3-2.html">'),
    "the same with keys for teachers": ("keys/index.html", '<a href="blatt-3-key.html">'),
}
"""A file that a row makes, and what stands in it."""


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The first bank as it is checked out, with all recipe lines of the table in one recipe."""
    root = tmp_path_factory.mktemp("paper")
    shutil.copytree(ROOT / "questions", root / "questions")
    (root / "decks").mkdir()
    project = Project(root, library=root / "library")
    lines = "".join(f"  {line}\n" for task, line in RECIPE_LINES.items() if task != OF_SCHOOL)
    project.write("decks/paper.yaml", f"book: revolution-betrayed\nworksheets:\n{lines}")
    done = project.run("build", "paper")
    assert done.code == 0, done.err
    assert "error[" not in done.err
    return project


def test_every_row_is_tried() -> None:
    assert COMMANDS | RECIPE_LINES == ROWS
    assert ROWS.keys() == SHOWS.keys()


@pytest.mark.parametrize("task", sorted(ROWS.keys() - {OF_SCHOOL}))
def test_a_line_of_the_table_makes_what_it_says(first: Project, task: str) -> None:
    folder = "build"
    if task in COMMANDS:
        program, *arguments = shlex.split(COMMANDS[task])
        done = first.run(*arguments)
        assert program == "quizgen"
        assert done.code == 0, done.err
        # What the recipe of the other rows has to say of its second sitting is no part of this.
        assert "error[" not in done.err
        assert "warning[" not in done.err
        folder = re.findall(r"open (\S+)/index\.html", done.out)[0]
    name, says = SHOWS[task]
    assert says in first.read(f"{folder}/{name}")


def test_questions_that_share_a_text_come_together(tmp_path: Path) -> None:
    school = make_project(tmp_path / "school", SCHOOL)
    school.write("decks/maps.yaml", f"book: school\nworksheets:\n  {RECIPE_LINES[OF_SCHOOL]}\n")
    done = school.run("build", "maps")
    name, says = SHOWS[OF_SCHOOL]
    assert (done.code, says in school.read(f"build/{name}")) == (0, True), done.err


def test_the_line_that_the_page_shows_is_printed(first: Project) -> None:
    block, *_ = BLOCKS
    assert block in first.run("sheet", "--chapter", "3", "--count", "12").out


def test_the_message_that_the_page_shows_is_printed(first: Project) -> None:
    (message,) = re.findall(r"“sheet-3” asks for .*? \([^)]*\)", PAPER)
    assert message in first.run("sheet", "--chapter", "3", "--mix", "numeric: 4").err


COPIED = {
    "half-term-a.html": "45 minutes",
    "half-term-key.html": "Version B",
    "brief-key.html": '<th scope="col">C</th>',
    "bubbles.html": "Answer sheet",
    "large-large.html": "large print",
}
"""A file that each block of recipes to copy makes, and what stands in it."""


def test_the_recipes_to_copy_stand_below_those_of_the_first_bank(first: Project) -> None:
    blocks = [block for block in BLOCKS[1:] if block.startswith("  - ")]
    recipe = (ROOT / "decks" / "revolution-betrayed.yaml").read_text("utf-8")
    first.write("decks/copied.yaml", f"{recipe}{''.join(blocks)}")
    done = first.run("build", "copied", "--out", "copied")
    assert (done.code, len(blocks)) == (0, len({name.split("-")[0] for name in COPIED})), done.err
    for name, says in COPIED.items():
        assert says in first.read(f"copied/{name}")
