"""The promised Python surface answers as the command line does, and holds a project in memory."""

from __future__ import annotations

import inspect
import json
from importlib.resources import files
from pathlib import Path

import pytest

from quizgen import api
from quizgen.model.recipe import WorksheetRecipe
from tests.projects import BANK, Project


@pytest.fixture(autouse=True)
def surroundings(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUIZGEN_LIBRARY", str(project.library))
    monkeypatch.setenv("QUIZGEN_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")


def test_a_check_finds_what_the_command_finds(project: Project) -> None:
    project.replace(f"{BANK}/1.yaml", 'answer: "four litres"', 'answer: "nine litres"')
    printed = json.loads(project.run("check", "--format", "json").out)
    result = api.check(project.root)
    assert [(each.code, each.location.path, each.location.line) for each in result.diagnostics] == [
        (each["code"], each["path"], each["line"]) for each in printed["diagnostics"]
    ]
    assert result.not_verified == printed["summary"]["not_verified"] == 1
    assert api.check(project.root, [project.root / BANK / "2.yaml"]).diagnostics == ()


def test_a_build_makes_what_the_command_makes(project: Project) -> None:
    assert project.run("build").code == 0
    other = project.root / "other"  # beside the first, as the page of coverage leads to the bank's files
    built = api.build(project.root, out=other)
    assert built.made
    assert built.diagnostics == ()
    made = {path.name: path.read_bytes() for path in other.iterdir() if not path.name.startswith(".")}
    assert made == project.files("build")


def test_a_build_that_is_not_possible_says_why(project: Project, tmp_path: Path) -> None:
    built = api.build(project.root, ["nothing"], out=tmp_path / "other")
    assert built.made == ()
    assert [each.code for each in built.diagnostics] == ["no-such-recipe"]
    assert not (tmp_path / "other").exists()


def test_words_are_found_with_a_citation(project: Project) -> None:
    book = api.open_book(project.root)
    (hit,) = api.find(book, "turns once in eight seconds")
    assert hit.place.startswith("ch. 1")
    assert "eight seconds" in hit.passage.text
    assert hit.cite is not None
    assert hit.cite == "The lens has … in eight seconds"
    (again,) = api.find(book, hit.cite)
    assert (again.cite, again.passage.text) == (hit.cite, hit.passage.text)
    assert api.find(book, "turns once in eight seconds", chapter="2") == ()


def test_what_there_is_not_is_said(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(KeyError):
        api.open_book(project.root, "other")
    with pytest.raises(KeyError, match="there is none"):
        api.open_book(project.root / "library")
    with pytest.raises(KeyError):
        api.find(api.open_book(project.root), "seconds", chapter="99")
    monkeypatch.setenv("QUIZGEN_LIBRARY", str(project.root / "nowhere"))
    with pytest.raises(ValueError, match="there is no copy of lighthouse"):
        api.find(api.open_book(project.root), "seconds")
    project.write(f"{BANK}/book.yaml", "title: [\n")
    with pytest.raises(ValueError, match="the file ends inside of brackets"):
        api.find(api.open_book(project.root), "seconds")


def test_a_project_grows_by_the_surface_alone(tmp_path: Path) -> None:
    root = tmp_path / "course"
    assert api.init_project(root) == ()
    assert [each.code for each in api.init_project(root)] == ["folder-taken"]
    book = api.open_book(root)
    appended = api.append_question(book, "1", "short")
    assert appended.diagnostics == ()
    assert appended.place.startswith("questions/tide-mill/1.yaml:")
    assert appended.id in [entry.question.id for entry in book.bank.entries]
    for chapter, kind in (("99", "short"), ("1", "riddle")):
        with pytest.raises(KeyError):
            api.append_question(book, chapter, kind)


def test_a_release_says_what_it_published(project: Project) -> None:
    released = api.release(project.root)
    assert released.diagnostics == ()
    assert [path.name for path in (project.root / "decks").glob("*.apkg")] == ["lighthouse.apkg"]
    assert released.made[0].startswith(f"{project.root / 'decks'}/lighthouse.apkg: ")


def test_a_sheet_is_one_as_the_command_makes(project: Project, tmp_path: Path) -> None:
    project.run("sheet", "--count", "3", "--title", "Quiz")
    recipe = WorksheetRecipe(name="sheet", title="Quiz", count=3)
    built = api.build_sheet(api.open_book(project.root), recipe, out=tmp_path / "sheet")
    said, _, line = built.made
    assert said == f"Made a worksheet of 3 questions, with its key: open {tmp_path / 'sheet' / 'index.html'}"
    assert line.startswith("  - {name: sheet, title: Quiz, count: 3, mix: {")
    made = {path.name: path.read_bytes() for path in (tmp_path / "sheet").iterdir() if not path.name.startswith(".")}
    assert made == project.files("build/sheet")


def test_a_book_is_measured_and_its_copy_diagnosed(project: Project, tmp_path: Path) -> None:
    book = api.open_book(project.root)
    coverage, diagnostics = api.measure_coverage(book, out=tmp_path / "coverage")
    assert diagnostics == ()
    assert coverage is not None
    printed = json.loads(project.run("coverage", "--format", "json").out)
    assert (coverage.measure.words, coverage.measure.cited) == (printed["words"], printed["cited"])
    assert (tmp_path / "coverage" / "coverage.html").is_file()
    found = json.loads(project.run("source", "doctor", "--format", "json").out)
    assert [each.line for each in api.diagnose_copy(book).damage] == [each["line"] for each in found["damage"]]


def test_a_copy_is_added_from_where_the_book_was_opened(project: Project, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="without a `source`"):
        api.add_copy(api.open_book(project.root))
    copy = tmp_path / "mine.txt"
    copy.write_bytes((project.library / "lighthouse.txt").read_bytes() + b"\n")
    added = api.add_copy(api.open_book(project.root, source=copy))
    assert added.diagnostics == ()
    assert added.path.read_bytes() == copy.read_bytes()
    assert [old for old, _ in added.moved] == [project.library / "lighthouse.txt"]


def test_a_project_is_held_in_memory(project: Project) -> None:
    workspace = api.open_project(project.root)
    path = f"{BANK}/1.yaml"
    assert workspace.diagnostics(path) == ()
    workspace.change(path, project.read(path).replace('answer: "four litres"', 'answer: "nine litres"'))
    assert {each.code for each in workspace.diagnostics(path) if each.is_error} == {"figure-not-in-passage"}


def test_what_is_promised_is_documented_and_typed() -> None:
    for name in api.__all__:
        documented = inspect.getdoc(getattr(api, name))
        assert documented, name
        assert not documented.startswith(f"{name}("), "a dataclass without a docstring has its signature"
    assert (files("quizgen") / "py.typed").is_file()
