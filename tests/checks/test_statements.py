"""A false statement has the true one in its place, which is held against the book like an answer."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml

from quizgen.book.book_text import BookText
from quizgen.checks.run import run_checks
from quizgen.checks.subject import make_subject
from quizgen.model.diagnostics import Route, Severity
from quizgen.project.bank import BankFile, parse_bank
from quizgen.verify.question import make_hasher
from tests.projects import BANK, Project
from tests.samples import BOOK

COMMON = {
    "id": "example",
    "kind": "true-false",
    "prompt": "The lens has twelve panels.",
    "explanation": "So it is.",
    "cite": "The lens has sixteen panels",
    "difficulty": 1,
    "bloom": "remember",
}


def read(**fields: Any) -> BankFile:
    return parse_bank(yaml.safe_dump({"chapter": "1", "questions": [COMMON | fields]}), "example", BOOK)


def found(text: BookText, **fields: Any) -> list[tuple[str, Severity, Route]]:
    (entry,) = read(**fields).entries
    (reported,) = run_checks([make_subject(entry.question, entry.chapter, text)], text.book)
    return [(code, severity, finding.route) for code, severity, finding in reported]


def test_a_false_statement_without_the_true_one_is_a_warning(lighthouse: BookText) -> None:
    missing = ("false-without-instead", Severity.WARNING, ("answer",))
    assert found(lighthouse, answer=False) == [missing]
    assert found(lighthouse, answer=False, ignore={"false-without-instead": "a definition"}) == []
    assert found(lighthouse, answer=False, instead="The lens has sixteen panels.") == []
    assert found(lighthouse, answer=True, prompt="The lens has sixteen panels.") == []


def test_the_statement_itself_is_no_correction(lighthouse: BookText) -> None:
    repeated = found(lighthouse, answer=False, instead="the lens has “twelve” panels", derived="It is so.")
    assert ("false-without-instead", Severity.WARNING, ("instead",)) in repeated
    assert ("figure-not-in-passage", Severity.ERROR, ("instead",)) in repeated


@pytest.mark.parametrize(
    ("instead", "code"),
    [
        ("The lens has thirteen panels.", "figure-not-in-passage"),
        ("The lens has sixteen panels, like the one at Dover.", "name-not-in-passage"),
        ("TODO: the true statement in its place", "placeholder"),
        ("“The lens has sixteen panels.”", "quoted-text"),
        ("The captain sees that something is missing. A scratch spreads the beam thin.", "verbatim"),
    ],
)
def test_the_true_one_is_held_against_the_book(instead: str, code: str, lighthouse: BookText) -> None:
    reported = found(lighthouse, answer=False, instead=instead)
    assert (code, ("instead",)) in [(each, route) for each, _, route in reported]


def test_a_true_statement_has_none_in_its_place() -> None:
    (told,) = read(answer=True, instead="The lens has sixteen panels.").diagnostics
    assert told.code == "bad-value"
    assert told.message == "`instead`: only a false statement has another one in its place"
    assert "answer: true" in told.hint


def test_without_it_a_question_has_the_hash_that_it_had_before() -> None:
    hash_question = make_hasher(BOOK)
    (plain,) = read(answer=False).entries
    assert "instead" not in plain.question.model_dump(mode="json")
    (corrected,) = read(answer=False, instead="The lens has sixteen panels.").entries
    assert corrected.question.model_dump(mode="json")["instead"] == "The lens has sixteen panels."
    assert hash_question(plain) != hash_question(corrected)


def test_an_edited_one_is_verified_again(project: Project) -> None:
    assert project.run("check", "--strict").code == 0
    assert project.without_copy("check").code == 0
    project.replace(f"{BANK}/1.yaml", "is a greater danger than a crack.", "is a danger greater than a crack.")
    refused = json.loads(project.without_copy("check", "--format", "json").out)
    assert [each["code"] for each in refused["diagnostics"]] == ["not-verified"]
