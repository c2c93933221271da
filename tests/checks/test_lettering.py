"""Letters given as answers, or written before options, are told with the repair; names are left alone."""

from __future__ import annotations

from typing import Any

import pytest

from quizgen.checks.lettering import lettered_options, read_label
from quizgen.checks.subject import Subject
from quizgen.model.diagnostics import Finding
from tests.projects import BANK, Project
from tests.samples import question


def found(kind: str, **fields: Any) -> list[Finding]:
    subject: Subject[Any] = Subject(question(kind, **fields), "1")
    return list(lettered_options(subject))


CITIES = ["A. Oslo", "B. Rome", "C. Bern", "D. Kyiv"]


@pytest.mark.parametrize(
    ("answer", "distractors", "hint"),
    [
        ("B", ["A. Oslo", "B. Rome", "C. Bern"], '`answer: "Rome"`; and the wrong ones alone, without letters: '
                                                 '`distractors: ["Oslo", "Bern"]`.'),
        ("b", ["a) Oslo", "b) Rome", "c) Bern"], '`answer: "Rome"`'),
        ("(B)", ["(A) Oslo", "(B) Rome", "(C) Bern"], '`answer: "Rome"`'),
        ("b)", ["a) Oslo", "b) Rome"], '`answer: "Rome"`'),
        ("B.", CITIES, '`answer: "Rome"`'),
        ("Option B", CITIES, '`answer: "Rome"`'),
        ("2", ["1. Oslo", "2. Rome", "3. Bern"], '`answer: "Rome"`'),
        ("B", ["A. Oslo", "C. Bern"], "`answer: …`"),
        ("Option B", ["Oslo", "Bern"], "`answer: …`"),
        ("(c)", ["Oslo", "Bern"], "`answer: …`"),
    ],
)  # fmt: skip
def test_a_letter_is_no_answer(answer: str, distractors: list[str], hint: str) -> None:
    (finding,) = found("choice", answer=answer, distractors=distractors)
    assert finding.route == ("answer",)
    assert finding.message == f"the answer is a letter or number, “{answer}”, and not the text of an option"
    assert finding.hint.startswith("Write the text of the right option: ")
    assert hint in finding.hint


def test_letters_as_the_answers_of_a_multiple() -> None:
    findings = found("multiple", answers=["A", "C"], distractors=CITIES[:3])
    assert [finding.route for finding in findings] == [("answers", 0), ("answers", 1)]
    assert '`answers: ["Oslo", "Bern"]`' in findings[0].hint
    assert '`distractors: ["Rome"]`' in findings[0].hint


@pytest.mark.parametrize(
    ("answer", "distractors", "routes"),
    [
        ("B. Rome", ["A. Oslo", "C. Bern"], [("answer",), ("distractors", 0), ("distractors", 1)]),
        ("a) Rome", ["b) Oslo", "c) Bern"], [("answer",), ("distractors", 0), ("distractors", 1)]),
        ("Rome", ["A) Oslo", "B) Bern"], [("distractors", 0), ("distractors", 1)]),
        ("Rome", ["1. Oslo", "2. Bern", "4. Kyiv"], [("distractors", 0), ("distractors", 1), ("distractors", 2)]),
    ],
)
def test_letters_before_options_would_print_twice(answer: str, distractors: list[str], routes: list[Any]) -> None:
    findings = found("choice", answer=answer, distractors=distractors)
    assert [finding.route for finding in findings] == routes
    label = read_label(distractors[0])
    assert label is not None
    told = next(finding for finding in findings if finding.route == ("distractors", 0))
    assert told.message.startswith(f"“{label.written}” would be printed as part of the text")
    assert told.hint == 'Leave it out: `"Oslo"`.'


def test_letters_before_items_and_pairs() -> None:
    items = found("order", items=["1. fill the lamp", "2. trim the wick", "3. light it"])
    assert [finding.hint for finding in items][:1] == ['Leave it out: `"fill the lamp"`.']
    assert [finding.route for finding in items] == [("items", 0), ("items", 1), ("items", 2)]
    pairs = found("match", pairs=[["a) oil", "cellar"], ["b) clock", "stair"]], distractors=[])
    assert [finding.route for finding in pairs] == [("pairs", 0, 0), ("pairs", 1, 0)]


@pytest.mark.parametrize(
    ("answer", "distractors"),
    [
        ("B", ["A", "AB", "0"]),
        ("B", ["A", "C", "D"]),
        ("C", ["Java", "Python"]),
        ("J. S. Bach", ["A. Corelli", "G. Telemann"]),
        ("A. Einstein", ["N. Bohr", "I. Newton", "M. Curie"]),
        ("1917", ["1905", "1921"]),
        ("3", ["1", "2", "4"]),
        ("E. coli", ["B. subtilis", "S. aureus"]),
        ("2. Congress", ["1. Congress", "3. Congress"]),
        ("4", ["in May", "in June"]),
        ("vitamin C", ["vitamin A", "vitamin B"]),
        ("I. Stalin", ["L. Trotsky", "N. Bukharin"]),
    ],
)
def test_initials_grades_and_numbers_are_texts(answer: str, distractors: list[str]) -> None:
    assert found("choice", answer=answer, distractors=distractors) == []


def test_the_place_is_that_of_the_answer(project: Project) -> None:
    project.replace(f"{BANK}/1.yaml", 'answer: "four litres"', "answer: B")
    project.replace(
        f"{BANK}/1.yaml", 'distractors: [{text: "two litres", why: "That is a night of summer."}, ', "distractors: ["
    )
    text = project.read(f"{BANK}/1.yaml").replace('"three litres"', '"A. three litres", "B. four litres"', 1)
    project.write(f"{BANK}/1.yaml", text.replace('"eight litres"', '"C. eight litres"', 1))
    line = project.read(f"{BANK}/1.yaml").splitlines().index("    answer: B") + 1
    done = project.run("check")
    assert done.code == 1
    assert f"{BANK}/1.yaml:{line}:13: error[lettered-options]: the answer is a letter or number, “B”" in done.err
