"""What was verified and what was published outlives merges, clocks and clones without a copy."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from quizgen.project.locks import Released, ReleasedLock, read_released, read_verified, write_released, write_verified
from tests.projects import BANK, Project

LOCK = f"{BANK}/verified.lock"


def lines(project: Project, name: str = LOCK) -> dict[str, dict[str, object]]:
    rows = [json.loads(line) for line in project.read(name).splitlines()]
    return {row["id"]: row for row in rows if "id" in row}


def test_check_writes_the_lock_and_a_build_without_the_copy_uses_it(project: Project) -> None:
    assert project.without_copy("build").code == 1, "nothing has been verified yet"
    assert project.run("check").code == 0
    assert sorted(lines(project)) == [
        "barrels-in-winter", "grey-head", "heart-of-the-light", "not-ready", "oil-of-a-year", "old-question",
        "order-of-the-evening", "panels", "scratch-or-crack", "scratched-panel", "when-things-are-done", "winter-oil",
    ]  # fmt: skip
    assert lines(project)["winter-oil"]["places"] == ["ch. 1 §1"]
    done = project.without_copy("build")
    assert (done.code, done.err) == (0, "")
    assert "12 questions verified by the lock" in done.out


def test_the_head_has_the_structure(project: Project) -> None:
    project.run("check")
    head = json.loads(project.read(LOCK).splitlines()[0])
    assert [chapter["key"] for chapter in head["structure"]] == ["intro", "1", "2"]
    assert [section["words"] for section in head["structure"][1]["sections"]] == [105, 160]


def test_build_never_writes_the_lock(project: Project) -> None:
    assert project.run("build").code == 0
    assert not (project.root / LOCK).exists()


def test_an_edited_question_has_to_be_verified_again(project: Project) -> None:
    project.run("check")
    project.replace(f"{BANK}/1.yaml", "burn in a night of winter?", "burn in a long night?")
    without = project.without_copy("check")
    assert without.code == 1
    assert f"{BANK}/1.yaml:3:9: error[not-verified]" in without.err
    assert "source add" in without.err
    before = project.read(LOCK)
    assert "error[lock-outdated]" in project.run("check", "--locked").err
    assert project.read(LOCK) == before
    assert project.run("check").code == 0
    assert project.without_copy("check").code == 0


@pytest.mark.parametrize(
    ("old", "new"),
    [("tags: [oil]", "tags: [oil, winter]"), ("difficulty: 2", "difficulty: 3"), ("bloom: analyze", "bloom: apply")],
)
def test_tags_difficulty_and_bloom_do_not_matter(project: Project, old: str, new: str) -> None:
    project.run("check")
    before = project.read(LOCK)
    project.replace(f"{BANK}/1.yaml", old, new)
    assert project.without_copy("check").code == 0
    assert project.run("check", "--locked").code == 0
    assert project.read(LOCK) == before


def test_a_question_that_fails_keeps_its_old_line(project: Project) -> None:
    project.run("check")
    before = lines(project)
    project.replace(f"{BANK}/1.yaml", "… a night of summer", "… a night of autumn")
    assert project.run("check").code == 1
    assert lines(project) == before


def test_a_removed_question_leaves_the_lock(project: Project) -> None:
    project.run("check")
    text = project.read(f"{BANK}/2.yaml")
    project.write(f"{BANK}/2.yaml", text[: text.index("  - id: not-ready")])
    project.run("check")
    assert "not-ready" not in lines(project)


def test_a_file_that_cannot_be_read_keeps_its_lines_and_its_published_questions(project: Project) -> None:
    project.run("check")
    project.run("release")
    before = lines(project)
    project.write(f"{BANK}/2.yaml", "chapter: 2\nquestions:\n\t- id: a\n")
    done = project.run("check")
    assert done.err.count("error[") == 1
    assert lines(project) == before


def test_a_union_merge_is_read_line_by_line(tmp_path: Path) -> None:
    old = {"id": "a", "hash": "1", "checks": 1, "places": []}
    file = tmp_path / "verified.lock"
    file.write_text("".join(json.dumps(row) + "\n" for row in (old, {**old, "hash": "2"}, {**old, "id": "b"})))
    lock, diagnostics = read_verified(file, "verified.lock")
    assert not diagnostics
    assert lock.match("a", "1", 1)
    assert lock.match("a", "2", 1)
    assert not lock.match("a", "3", 1)
    assert not lock.match("a", "1", 2)
    assert len(write_verified(lock).splitlines()) == 3


def test_of_several_releases_the_latest_counts(tmp_path: Path) -> None:
    file = tmp_path / "released.lock"
    one = Released(id="a", kind="cloze", hash="1", mod=10, numbers=(1, 2), gone=())
    other = Released(id="a", kind="cloze", hash="2", mod=14, numbers=(1, 3), gone=(4,))
    file.write_bytes(write_released(ReleasedLock({"a": one})) + write_released(ReleasedLock({"a": other})))
    lock, diagnostics = read_released(file, "released.lock")
    assert not diagnostics
    assert lock.lines["a"] == replace(other, gone=(2, 4))


@pytest.mark.parametrize("line", ["<<<<<<< HEAD", "[]", '{"id": 1}', "{" * 5000, "\x00"])
@pytest.mark.parametrize("name", ["verified.lock", "released.lock"])
def test_a_line_that_is_none_is_reported_at_its_place(project: Project, name: str, line: str) -> None:
    project.run("check")
    path = f"{BANK}/{name}"
    before = project.read(path) if name == "verified.lock" else ""
    project.write(path, f"{before}{line}\n")
    number = before.count("\n") + 1
    done = project.without_copy("check")
    assert done.code == 1
    assert f"{path}:{number}:1: error[bad-lock]" in done.err
    if name == "verified.lock":
        assert f"{path}:{number}:1: warning[bad-lock]" in project.run("check").err
        assert project.read(path) == before, "written anew"
