"""A Chinese and a Japanese book, from their copies to cards and pages."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.projects import Project

BOOKS = Path(__file__).parents[1] / "books"


@pytest.mark.parametrize(
    ("key", "language", "passage"),
    [
        ("ferry", "zh-Hans", "每天清早，船夫把缆绳解开，<mark>第一班船在五点半离岸</mark>。"),
        ("island-post", "ja", "「<mark>濡れた手紙は、乾くまで配らない」と局長は言う。インクがにじむと、"),
    ],
)
def test_a_book_is_checked_and_its_passages_are_printed(tmp_path: Path, key: str, language: str, passage: str) -> None:
    project = Project(tmp_path / "project", tmp_path / "project" / "library")
    shutil.copytree(BOOKS / key, project.root)
    checked = project.run("check", "--strict")
    assert (checked.code, checked.err) == (0, "")
    assert "6 located" in checked.out
    assert project.run("build", "--out", "out").code == 0
    page = (project.root / "out" / "chapter-1-key.html").read_text(encoding="utf-8")
    assert f'<html lang="{language}">' in page
    assert passage in page
    assert (project.root / "out" / f"{key}.apkg").exists()
