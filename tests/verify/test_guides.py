"""What a chapter's guide says is held against the book: its words, its key passages, and without a copy its line."""

from __future__ import annotations

import json
import re

from quizgen.project.request import Request
from quizgen.workspace.workspace import Workspace
from tests.projects import BANK, Project

CHAPTER = f"{BANK}/1.yaml"
GUIDE = """\
guide:
  thesis: "To the keeper a light is *care*, counted night by night."
  discuss: ["Is a light that is nearly on time worse than none?"]
  passages:
    - "A scratched panel is worse … he is farther off"
    - {chapter: 1, text: "A lamp burns four litres … a night of summer"}
questions:
"""
FAULTY = """\
guide:
  thesis: "My predecessor used vinegar, and his panels are in the museum of the harbour."  # expect: verbatim
  discuss:
    - "TODO: a question"  # expect: placeholder
    - "Is it worth the work?"
    - "What does $\\\\input{x}$ say?"  # expect: unknown-math
    - "What does the picture show? ![A lamp](no-lamp.svg)"  # expect: image
  passages:
    - "the lens has seventeen panels"  # expect: citation-not-found
    - "the captain sees that something is missing"  # expect: citation-ambiguous
    - "sixteen panels"  # expect: citation-malformed
    - {chapter: 9, text: "The lens has sixteen panels"}  # expect: citation-malformed
    - "A lamp burns four litres"
questions:
"""


def with_guide(project: Project, guide: str = GUIDE) -> Project:
    project.replace(CHAPTER, "questions:\n", guide)
    return project


def line_of(project: Project, name: str = "guide:1") -> dict[str, object] | None:
    rows = map(json.loads, project.read(f"{BANK}/verified.lock").splitlines())
    return next((row for row in rows if row.get("id") == name), None)


def test_each_fault_is_told_at_its_line(project: Project) -> None:
    with_guide(project, FAULTY)
    wanted = [
        (number, found[1])
        for number, line in enumerate(project.read(CHAPTER).splitlines(), 1)
        if (found := re.search(r"# expect: (\S+)", line))
    ]
    told = json.loads(project.run("check", "--format", "json").out)
    codes = [(each["line"], each["code"]) for each in told["diagnostics"]]
    assert codes == wanted
    assert all(each["question"] is None for each in told["diagnostics"])


def test_an_editor_is_told_the_same_and_offered_what_stands_in_the_book(project: Project) -> None:
    with_guide(project, GUIDE.replace("A scratched panel is worse", "A scratched pannel is worse"))
    workspace = Workspace(Request(project.root, source=project.library / "lighthouse.txt"))
    (told,) = (each for each in workspace.diagnostics(CHAPTER) if each.code == "citation-differs")
    assert told.location.line == 6
    (fix,) = told.fixes
    assert [edit.text for edit in fix.edits] == ['"A scratched panel is worse … he is farther off"']


def test_a_guide_has_a_line_in_the_lock_by_which_it_counts_without_a_copy(project: Project) -> None:
    with_guide(project)
    assert project.run("check").code == 0
    line = line_of(project)
    assert line is not None
    assert line["places"] == ["ch. 1 §2", "ch. 1 §1"]
    assert project.run("check", "--locked").code == 0
    assert project.without_copy("check").code == 0
    project.replace(CHAPTER, "counted night", "counted *night*")
    assert "error[not-verified]: this guide was never held against the book" in project.without_copy("check").err
    assert "the line of `guide:1` in verified.lock would change" in project.run("check", "--locked").err
    project.run("check")
    assert line_of(project) != line
    project.replace(CHAPTER, project.read(CHAPTER).partition("questions:")[0], "chapter: 1\n")
    project.run("check")
    assert line_of(project) is None, "a guide that is gone leaves nothing"


def test_the_lines_of_questions_are_the_same_with_a_guide(project: Project) -> None:
    project.run("check")
    before = project.read(f"{BANK}/verified.lock")
    with_guide(project)
    project.run("check")
    after = [row for row in project.read(f"{BANK}/verified.lock").splitlines() if '"guide:1"' not in row]
    assert after == before.splitlines()


def test_two_files_cannot_both_have_the_guide_of_a_chapter(project: Project) -> None:
    with_guide(project)
    project.write(f"{BANK}/1b.yaml", f"chapter: 1\n{GUIDE}")
    told = project.run("check").err
    assert f"{BANK}/1b.yaml:2:1: error[duplicate-key]: chapter `1` has a guide already ({CHAPTER}, line 2)" in told


def test_a_guide_of_the_whole_book_names_the_chapters_of_its_passages(project: Project) -> None:
    whole = 'guide:\n  thesis: "A keeper counts."\n  passages: ["A lamp burns four litres"]\nquestions: []\n'
    project.write(f"{BANK}/whole.yaml", whole)
    assert "citation-malformed" in project.run("check").err
    project.replace(
        f"{BANK}/whole.yaml", '"A lamp burns four litres"', '{chapter: 1, text: "A lamp burns four litres"}'
    )
    assert project.run("check").code == 0
    assert line_of(project, "guide:") is not None


def test_what_is_empty_is_nothing_and_a_long_thesis_is_a_warning(project: Project) -> None:
    with_guide(project, "guide:\n  discuss: []\n  passages:\nquestions:\n")
    assert project.run("check", "--strict").code == 0
    assert line_of(project) is None
    project.replace(CHAPTER, "  discuss: []", f'  thesis: "{"word " * 91}"')
    assert "warning[long-thesis]: this thesis has 91 words, and 90 are the most" in project.run("check").err
