"""What an earlier build left in the folder, and a newer one does not make."""

from __future__ import annotations

import json

import pytest

from quizgen.workspace.output_manifest import LIST, read_list
from tests.projects import Project

RECIPE = "decks/lighthouse.yaml"
SHEET = "  - {name: quiz, count: 3}\n"


def add_sheet(project: Project) -> None:
    project.write(RECIPE, project.read(RECIPE) + SHEET)


def test_a_sheet_that_is_no_longer_made_goes(project: Project) -> None:
    before = project.read(RECIPE)
    add_sheet(project)
    assert project.run("build").code == 0
    assert {"quiz.html", "quiz-key.html"} <= set(project.files("build"))
    project.write(RECIPE, before)
    assert project.run("build").code == 0
    files = set(project.files("build"))
    assert not {"quiz.html", "quiz-key.html"} & files
    assert set(json.loads(project.read(f"build/{LIST}"))) == files


@pytest.mark.parametrize("is_built_before", [True, False])
def test_a_public_build_leaves_no_page_of_another_command(project: Project, is_built_before: bool) -> None:
    if is_built_before:
        assert project.run("build", "--public", "--out", "o").err == ""
    assert project.run("sheet", "--count", "3", "--out", "o").code == 0
    assert project.run("coverage", "--out", "o").code == 0
    project.write("o/mine.txt", "my own")
    done = project.run("build", "--public", "--out", "o")
    assert done.code == 0
    assert "o: warning[pages-removed]: removed, since they may hold passages of the book: `sheet" in done.err
    assert set(project.files("o")) - set(read_list(project.root / "o")) == {"mine.txt"}
    assert sorted(path.name for path in (project.root / "o").glob(".quizgen-*")) == [LIST]
    assert project.run("build", "--public", "--out", "o").err == ""


def test_a_public_build_does_not_start_beside_a_changed_page(project: Project) -> None:
    project.run("sheet", "--count", "3", "--out", "o")
    project.write("o/sheet.html", "by hand")
    before = project.files("o")
    done = project.run("build", "--public", "--out", "o")
    assert done.code == 1
    assert (
        "o: error[file-taken]: somebody changed what quizgen wrote here, and it may hold passages of the book: "
        "`sheet.html`\n"
    ) in done.err
    assert project.files("o") == before
    assert project.run("build", "--out", "o").code == 0, "of one's own"


def test_a_public_build_leaves_no_passage_of_an_earlier_one(project: Project) -> None:
    add_sheet(project)
    assert project.run("build", "--out", "public").code == 0
    project.replace(RECIPE, "name: quiz", "name: test")
    assert project.run("build", "--public", "--out", "public").code == 0
    files = project.files("public")
    assert "test.html" in files
    assert "quiz.html" not in files
    assert not [name for name, content in files.items() if name.endswith(".html") and b"<mark>" in content]


def test_what_somebody_changed_or_added_stays(project: Project) -> None:
    add_sheet(project)
    assert project.run("build").code == 0
    project.write("build/quiz.html", "mine")
    project.write("build/own.html", "mine too")
    project.replace(RECIPE, SHEET, "")
    assert project.run("build").code == 0
    files = project.files("build")
    assert files["quiz.html"] == b"mine"
    assert files["own.html"] == b"mine too"
    assert "quiz-key.html" not in files


def test_one_recipe_adds_to_what_others_made(project: Project) -> None:
    project.write("decks/more.yaml", f"book: lighthouse\nworksheets:\n{SHEET}")
    assert project.run("build").code == 0
    before = set(project.files("build"))
    assert project.run("build", "more").code == 0
    assert set(project.files("build")) == before
    (project.root / "decks" / "more.yaml").unlink()
    assert project.run("build").code == 0
    assert before - set(project.files("build")) == {"quiz.html", "quiz-key.html"}


@pytest.mark.parametrize(
    "listed", ["", "[]", "{", '{"../kept.txt": "x"}', '{"quiz.html": 1}', '{"kept": null}', "\xff"]
)
def test_a_list_that_cannot_be_read_is_none(project: Project, listed: str) -> None:
    """What it would name is as good as somebody's; to build into an empty folder is the way out."""
    add_sheet(project)
    assert project.run("build").code == 0
    before = project.files("build")
    (project.root / "build" / LIST).write_bytes(listed.encode("latin-1"))
    project.replace(RECIPE, SHEET, "")
    done = project.run("build")
    assert done.code == 1
    assert (
        "build: error[file-taken]: quizgen did not write what stands here under the name of `index.html`\n"
        "    Nothing was replaced. Name another folder with `--out`; or remove it, if it is what you built earlier.\n"
    ) in done.err
    assert project.files("build") == before
    (project.root / "build" / "index.html").unlink()
    assert project.run("build").code == 0, "all else has the same bytes as before"
    assert "quiz.html" in project.files("build")


def test_nothing_outside_of_the_folder_is_removed(project: Project) -> None:
    from hashlib import sha256

    project.write("kept.txt", "kept")
    (project.root / "build").mkdir()
    project.write(f"build/{LIST}", json.dumps({"../kept.txt": sha256(b"kept").hexdigest()}))
    assert project.run("build").code == 0
    assert project.read("kept.txt") == "kept"


def test_a_build_that_fails_removes_nothing(project: Project) -> None:
    add_sheet(project)
    assert project.run("build").code == 0
    before = project.files("build")
    project.replace(RECIPE, SHEET, "  - {name: other, count: 0}\n")
    assert project.run("build").code == 1
    assert project.files("build") == before
