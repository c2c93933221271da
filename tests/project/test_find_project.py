"""The project's folder is found from any folder below it, and paths are told as they are seen from there."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizgen.project.find_project import find_project, seen_from
from quizgen.project.misnamed import find_original, is_like_book_file, meant_name
from tests.projects import BANK, Project


@pytest.mark.parametrize("below", [".", "questions", BANK, "decks", "build/deep"])
def test_it_is_found_from_below(project: Project, below: str) -> None:
    folder = project.root / below
    folder.mkdir(parents=True, exist_ok=True)
    assert find_project(folder).resolve() == project.root.resolve()


def test_the_search_ends_at_a_repository_and_at_home(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = project.root / "other" / "folder"
    (project.root / "other" / ".git").mkdir(parents=True)
    inside.mkdir()
    assert find_project(inside) == inside
    home = project.root / "home"
    (home / "notes").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    assert find_project(home / "notes") == home / "notes"


def test_paths_are_seen_from_where_one_stands(project: Project) -> None:
    told = "the id `a` is taken (questions/lighthouse/1.yaml, line 3); a bank is `questions/<book>/<chapter>.yaml`"
    seen = seen_from(project.root / "decks", told, project.root)
    there = str(Path("..", "questions", "lighthouse", "1.yaml"))
    assert seen == told.replace("questions/lighthouse/1.yaml", there)
    assert seen_from(Path(), told, Path()) == told


def test_commands_work_from_below(project: Project) -> None:
    project.replace(f"{BANK}/1.yaml", "kind: choice", "kind: choise")
    below = Project(project.root / BANK, project.library)
    done = below.run("check", "1.yaml")
    assert done.err.startswith("1.yaml:4:11: error[unknown-kind]: there is no kind `choise`")
    assert '"path": "1.yaml"' in below.run("check", "--format", "json").out
    project.replace(f"{BANK}/1.yaml", "kind: choise", "kind: choice")
    built = below.run("build")
    assert built.code == 0
    assert f"open {Path('..', '..', 'build', 'index.html')}" in built.out
    assert (project.root / "build" / "index.html").exists()
    assert below.run("build", "--out", "here").code == 2
    assert below.run("find", "sixteen panels").code == 0
    assert "2.yaml:60: a draft" in below.run("new", "2").out


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("1.yaml", "1.yaml"),
        ("1.yml", "1.yml"),
        ("part 2.yaml", "part 2.yaml"),
        ("1.YAML", "1.yaml"),
        ("1.yaml.txt", "1.yaml"),
        ("1.yaml.bak", "1.yaml"),
        ("Book.yaml", "book.yaml"),
        ("book.yml", "book.yaml"),
        ("BOOK.YML", "book.yaml"),
        ("book (1).yaml", "book.yaml"),
        ("book.yaml.txt", "book.yaml"),
        ("bookkeeping.yaml", "bookkeeping.yaml"),
        ("notes.txt", "notes.txt"),
    ],
)
def test_the_name_that_is_meant(name: str, meant: str) -> None:
    assert meant_name(name) == meant
    assert is_like_book_file(name) is (meant == "book.yaml")


@pytest.mark.parametrize(
    "name",
    [
        *("1 (copy).yaml", "1 (1).yaml", "1 copy.yaml", "1 copy 2.yaml", "1 - Copy.yaml", "1 - Kopie.yaml"),
        *("1-copie.yaml", "Copy of 1.yaml", "Kopie von 1.yaml", "1 2.yaml", "1_copy.yml"),
    ],
)
def test_a_copy_has_its_original_beside_it(name: str) -> None:
    assert find_original(name, {"1.yaml", "2.yaml", name}) == "1.yaml"
    assert find_original(name, {name}) is None, "where there is none, it is no copy"


@pytest.mark.parametrize("name", ["1.yaml", "12.yaml", "1-more.yaml", "copying.yaml", "part-2.yaml"])
def test_a_file_of_its_own_is_no_copy(name: str) -> None:
    assert find_original(name, {"1.yaml", "part.yaml", "2.yaml", name}) is None
