"""A copy that lacks the opening of a part: all else is checked and built, and the locks keep what they know of it."""

from __future__ import annotations

import json
from pathlib import Path

from tests.projects import BANK, Project

LOCK = f"{BANK}/verified.lock"


def other_edition(project: Project, old: str, new: str) -> str:
    """The path of a copy with other words in one place, for ``--source``; the bank was checked with the better one."""
    assert project.run("check").code == 0
    copy = (project.library / "lighthouse.txt").read_text("utf-8")
    assert old in copy
    file = project.root.parent / "edition.txt"
    file.write_text(copy.replace(old, new), "utf-8")
    return str(file)


def test_the_lock_vouches_for_what_a_lost_chapter_is_asked(project: Project) -> None:
    source = other_edition(project, "The clock is the heart", "In every tower a clock stands")
    lock = project.read(LOCK)
    done = project.run("check", "--format", "json", "--source", source)
    found = json.loads(done.out)
    assert done.code == 1
    assert [each["code"] for each in found["diagnostics"]] == ["not-checked", "opens-not-found"]
    assert "6 questions were not checked against this copy" in found["diagnostics"][0]["message"]
    assert (found["summary"]["verified"], found["summary"]["from_lock"], found["summary"]["not_verified"]) == (6, 6, 0)
    assert project.read(LOCK) == lock
    built = project.run("build", "--source", source)
    assert built.code == 0, built.err
    assert "warning[opens-not-found]" in built.err
    assert "6 of 12 questions were checked against their passages" in built.out
    key = (project.root / "build" / "chapter-1-key.html").read_text("utf-8")
    assert "sixteen panels" in key
    shown = project.run("source", "show", "--source", source)
    assert shown.code == 0
    assert "       ?           ?  2. The Clock" in shown.out
    assert "It is not known where ch. 2 begins, likely at line 76, between line 48 and line 100" in shown.out


def test_a_changed_question_on_a_lost_chapter_is_not_verified(project: Project) -> None:
    source = other_edition(project, "The clock is the heart", "In every tower a clock stands")
    project.replace(f"{BANK}/2.yaml", "explanation: ", "explanation: And more. ")
    done = project.run("check", "--source", source)
    assert done.code == 1
    assert "error[not-verified]: this question cannot be held against this copy: it is not known where" in done.err


def test_a_lost_section_keeps_the_places_and_lines_of_the_lock(project: Project) -> None:
    source = other_edition(project, "The lens has sixteen panels and", "Of sixteen panels this lens has,")
    lock = project.read(LOCK)
    assert "ch. 1 §2" in lock
    done = project.run("check", "--source", source)
    assert "the words of ch. 1 §2 count as ch. 1, without a section" in done.err
    assert project.read(LOCK) == lock
    assert "several sections" in project.run("source", "show", "--source", source).out
    assert "several sections" in project.run("coverage", "--source", source).out


def test_a_new_lock_gets_its_sizes_from_a_whole_copy(project: Project) -> None:
    source = other_edition(project, "The clock is the heart", "In every tower a clock stands")
    whole = project.read(LOCK)
    Path(project.root / LOCK).unlink()
    project.run("check", "--source", source)
    lines = [json.loads(line) for line in project.read(LOCK).splitlines()]
    assert [line["spans"] for line in lines] == [[]] * 6, "no head, and no span counted in a copy that lacks a part"
    done = project.without_copy("coverage")
    assert done.code == 1
    assert "the lock does not know this table of contents" in done.err
    assert project.run("check").code == 0
    assert project.read(LOCK) == whole


def test_a_copy_without_most_openings_is_of_another_book(project: Project) -> None:
    for old, new in (
        ("This small book was", "Dear reader this is"),
        ("A lamp burns four", "Any lamp burns less"),
        ("The clock is the heart", "In every tower a clock stands"),
    ):
        project.replace(f"{BANK}/book.yaml", old, new)
    done = project.run("check")
    assert done.code == 1
    assert "this is no copy of “The Keeper's Year”: 3 of its 4 openings are not in it" in done.err
