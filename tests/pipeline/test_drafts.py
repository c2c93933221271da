"""A draft needs an id and a kind: a note tells what it lacks, errors what is wrong in it, and it hinders nothing."""

from __future__ import annotations

import json

import jsonschema
import pytest
import yaml

from quizgen.kinds import KINDS
from quizgen.reports.schema import bank_schema
from tests.projects import BANK, Project

FILE = f"{BANK}/1.yaml"
LAST = "cite, explanation, difficulty, bloom"
ALL = {
    "choice": f"prompt, answer, distractors, {LAST}",
    "multiple": f"prompt, answers, distractors, {LAST}",
    "true-false": f"prompt, answer, {LAST}",
    "short": f"prompt, answer, {LAST}",
    "numeric": f"prompt, answer, {LAST}",
    "cloze": f"text, {LAST}",
    "order": f"prompt, items, {LAST}",
    "match": f"prompt, pairs, {LAST}",
    "term": f"term, definition, {LAST}",
    "person": f"person, description, {LAST}",
    "date": f"date, event, {LAST}",
    "essay": "prompt, points, cite, difficulty, bloom",
}


def add(project: Project, *lines: str, to: str = FILE) -> int:
    """Append a question to a chapter's file; the line where it begins."""
    before = project.read(to).rstrip() + "\n"
    project.write(to, before + f"  - {lines[0]}\n" + "".join(f"    {line}\n" for line in lines[1:]))
    return before.count("\n") + 1


def told(project: Project, *options: str) -> tuple[int, list[str], str]:
    """The exit code of a check, the first lines of its diagnostics, and its last line."""
    done = project.run("check", *options)
    return done.code, [line for line in done.err.splitlines() if not line.startswith(" ")], done.out


@pytest.mark.parametrize("kind", KINDS)
def test_an_id_and_a_kind_are_enough(project: Project, kind: str) -> None:
    line = add(project, "id: some-day", f"kind: {kind}", "draft: true")
    note = f"{FILE}:{line}:9: note[draft]: this draft still needs: {ALL[kind]}"
    rest = "12 questions: 12 located, 12 checked against the passage as far as words can tell, 0 read; "
    assert told(project) == (0, [note], f"{rest}0 errors, 0 warnings, 1 note.\n")
    assert told(project, "--strict")[0] == 0, "a note is no error under --strict"
    assert told(project, "--locked")[0] == 0, "and gets no line in the lock"
    assert "some-day" not in project.read(f"{BANK}/verified.lock")
    built = project.run("build")
    assert (built.code, built.err) == (0, "")
    assert not any(b"some-day" in content for content in project.files("build").values())


BEGUN = {
    "a text that is empty": (["kind: short", 'prompt: ""', "answer:"], f"prompt, answer, {LAST}"),
    "one pair": (["kind: match", "prompt: Match", "pairs: [[oil, cellar]]"], f"more pairs, {LAST}"),
    "half a pair": (["kind: match", "prompt: Match", "pairs: [[oil, cellar], [clock]]"], f"more pairs, {LAST}"),
    "two items": (["kind: order", "prompt: Put in order", "items: [one, two]"], f"more items, {LAST}"),
    "an empty list": (["kind: choice", "prompt: Why?", "answer: so", "distractors: []"], f"distractors, {LAST}"),
    "all but the level": (
        [
            "kind: term",
            "term: a",
            "definition: b",
            "cite: A lamp burns four litres",
            "explanation: c",
            "bloom: apply",
        ],
        "difficulty",
    ),
    "a cite of some parts": (
        ["kind: order", "prompt: Order", "items: [{text: a, cite: the lamp burns four}, b, c]", "explanation: d"],
        "cite, difficulty, bloom",
    ),
    "a cite of every part": (
        [
            "kind: match",
            "prompt: Match",
            "pairs: [{left: a, right: b, cite: a b c d}, {left: c, right: d, cite: e f g h}]",
        ],
        "explanation, difficulty, bloom",
    ),
    "an optional field that was left empty": (["kind: term", "term: a", "tags:"], f"definition, {LAST}, tags"),
}


@pytest.mark.parametrize("lines_and_needs", BEGUN.values(), ids=BEGUN)
def test_what_was_begun(project: Project, lines_and_needs: tuple[list[str], str]) -> None:
    lines, needs = lines_and_needs
    at = add(project, "id: some-day", *lines, "draft: true")
    code, found, _ = told(project)
    assert (code, found) == (0, [f"{FILE}:{at}:9: note[draft]: this draft still needs: {needs}"])


WRONG = {
    "a level": (["kind: short", "difficulty: 5"], "error[bad-value]: `difficulty`: `5` is more than 3"),
    "a field": (["kind: short", "promt: x"], "error[unknown-field]: `promt` is not a field here"),
    "an empty field": (
        ["kind: short", "promt:"],
        "error[unknown-field]: `promt` is not a field here",
    ),
    "a number": (["kind: numeric", "answer: many"], "error[bad-value]: `answer`: this should be a number"),
    "an id": (["kind: term", "id: Some Day"], "error[bad-value]: `id`: `Some Day` is no id"),
    "no id": (["kind: term", "term: a"], "error[missing-field]: `id` is missing"),
    "an empty id": (["kind: term", 'id: ""'], "error[bad-value]: `id`: this is empty"),
    "no kind": (["id: some-day", "prompt: a"], "error[missing-field]: `kind` is missing"),
    "fields that exclude each other": (
        ["kind: true-false", "prompt: a", "answer: true", "instead: b"],
        "error[bad-value]: `instead`: only a false statement has another one in its place",
    ),
    "yes": (["kind: term", "draft: yes"], "error[bad-value]: `draft`: this is `true` or `false`, not `yes`"),
}


@pytest.mark.parametrize("lines_and_error", WRONG.values(), ids=WRONG)
def test_what_is_given_has_to_be_right_and_hinders_no_build(
    project: Project, lines_and_error: tuple[list[str], str]
) -> None:
    lines, error = lines_and_error
    own = (
        []
        if any("id" in line.split(":")[0] for line in lines) or error.endswith("`id` is missing")
        else ["id: some-day"]
    )
    add(project, *own, *lines, *([] if "draft: yes" in lines else ["draft: true"]))
    code, found, _ = told(project)
    assert code == 1
    assert [line.split(": ", 1)[1] for line in found if " error[" in line] == [error]
    assert project.run("build").code == 0


def test_a_complete_draft_is_checked_as_any_question(project: Project) -> None:
    complete = ["kind: short", "prompt: How much does the lamp burn?", "answer: nine litres", "explanation: It does."]
    add(project, "id: some-day", *complete, "cite: the lamp burns four", "difficulty: 1", "bloom: apply", "draft: true")
    code, found, _ = told(project)
    assert code == 1
    assert [line.split(": ")[1] for line in found] == ["error[citation-not-found]"]
    assert project.run("build").code == 0


CITED = {
    "what does not stand there": ("cite: the lamp burns nine", "citation-not-found", "error"),
    "too few words": ("cite: sixteen panels", "citation-malformed", "error"),
    "a slip": ("cite: the lens has sixteen pannels", "citation-differs", "warning"),
    "several places": ("cite: the captain sees that something is missing", "citation-ambiguous", "error"),
    "one of a list": ("cite: [the lens has sixteen panels, the lamp burns nine]", "citation-not-found", "error"),
    "a chapter that there is not": (
        "cite: {chapter: 9, text: the lens has sixteen panels}",
        "citation-malformed",
        "error",
    ),
}


@pytest.mark.parametrize("case", CITED.values(), ids=CITED)
def test_what_a_draft_cites_has_to_stand_in_the_book(project: Project, case: tuple[str, str, str]) -> None:
    cite, code, severity = case
    line = add(project, "id: some-day", "kind: short", cite, "draft: true")
    found = told(project)[1]
    assert [each.split(": ")[1] for each in found] == ["note[draft]", f"{severity}[{code}]"]
    assert found[1].startswith(f"{FILE}:{line + 2}:")
    assert project.without_copy("check").err.count("[") == 1, "the note alone"
    assert project.run("build").code == 0


def test_what_a_draft_cites_rightly(project: Project) -> None:
    add(project, "id: some-day", "kind: short", "cite: the lens has sixteen panels", "draft: true")
    add(project, "id: another-day", "kind: essay", "cite: {section: 2}", "draft: true")
    whole = 'cite: {chapter: "1", text: the lens has sixteen panels}'
    project.write(f"{BANK}/whole.yaml", f"questions:\n  - {{id: whole, kind: short, draft: true, {whole}}}\n")
    code, found, _ = told(project)
    assert (code, [each.split(": ")[1] for each in found]) == (0, ["note[draft]"] * 3)
    project.replace(f"{BANK}/whole.yaml", "sixteen", "seventeen")
    assert "error[citation-not-found]" in told(project)[1][-1]


def test_two_of_one_id(project: Project) -> None:
    """The draft is told, wherever it stands; the question keeps the id."""
    taken = add(project, "id: grey-head", "kind: short", "draft: true")
    _, found, _ = told(project)
    assert f"{FILE}:{taken}:9: error[duplicate-id]: the id `grey-head` is taken (" in found[-1]
    assert project.run("build").code == 0
    first = add(project, "id: some-day", "kind: short", "draft: true")
    second = add(project, "id: some-day", "kind: term", "draft: true", to=f"{BANK}/2.yaml")
    _, found, _ = told(project)
    assert f"{BANK}/2.yaml:{second}:9: error[duplicate-id]: the id `some-day` is taken ({FILE}, line {first})" in found


def test_a_new_question_gets_an_id_that_no_draft_has(project: Project) -> None:
    add(project, "id: new-choice-1-1", "kind: choice", "draft: true")
    assert "a draft with the id `new-choice-1-2`" in project.run("new", "1").out


def test_a_published_question_cannot_become_a_draft(project: Project) -> None:
    assert project.run("release").code == 0
    whole = project.read(FILE)
    project.write(FILE, whole[: whole.index("  - id: scratched-panel")])  # the last of the chapter
    add(project, "id: scratched-panel", "kind: short", "draft: true")
    code, found, _ = told(project)
    assert code == 1
    assert f"{BANK}/released.lock: error[released-missing]: `scratched-panel` was published and is a draft now" in found
    assert project.run("build").code == 1


def test_in_json_and_on_github(project: Project) -> None:
    line = add(project, "id: some-day", "kind: term", "term: a light", "draft: true")
    shown = json.loads(project.run("check", "--format", "json").out)
    (note,) = shown["diagnostics"]
    needs = f"this draft still needs: definition, {LAST}"
    assert {name: note[name] for name in ("code", "severity", "line", "column", "message", "question")} == {
        "code": "draft", "severity": "note", "line": line, "column": 9, "message": needs, "question": "some-day",
    }  # fmt: skip
    counts = {name: shown["summary"][name] for name in ("questions", "not_verified", "errors", "warnings", "notes")}
    assert counts == {"questions": 12, "not_verified": 0, "errors": 0, "warnings": 0, "notes": 1}
    shown = project.run("check", "--format", "github")
    place = f"file={FILE},line={line},col=9,endLine={line},endColumn=17"
    assert (shown.code, shown.out) == (0, f"::notice {place},title=draft::{needs}\n")


def test_the_next_run_says_the_same(project: Project) -> None:
    add(project, "id: some-day", "kind: term", "draft: true")
    first = told(project)
    assert told(project) == first
    assert told(project, FILE)[:2] == first[:2]
    assert told(project, f"{BANK}/2.yaml")[1] == []


def test_a_draft_needs_no_chapter(project: Project) -> None:
    project.write(f"{BANK}/whole.yaml", "questions:\n  - id: some-day\n    kind: essay\n    draft: true\n")
    assert told(project)[:2] == (0, [f"{BANK}/whole.yaml:2:9: note[draft]: this draft still needs: {ALL['essay']}"])


@pytest.mark.parametrize(("draft", "is_valid"), [("draft: true", True), ("draft: false", False), ("tags: [a]", False)])
def test_editors_underline_what_a_question_lacks_and_not_what_a_draft_does(draft: str, is_valid: bool) -> None:
    bank = yaml.safe_load(f"chapter: 1\nquestions:\n  - {{id: some-day, kind: match, {draft}}}\n")
    assert jsonschema.Draft202012Validator(bank_schema()).is_valid(bank) is is_valid


def test_a_slip_in_a_draft_is_mended_as_in_any_question(project: Project) -> None:
    add(project, "id: some-day", "kind: short", "promt: How?", "draft: yes")
    done = project.run("check", "--fix")
    assert (done.code, done.err.count("fixed[")) == (0, 2)
    assert project.read(FILE).endswith("  - id: some-day\n    kind: short\n    prompt: How?\n    draft: true\n")
    assert f"note[draft]: this draft still needs: answer, {LAST}" in done.err
