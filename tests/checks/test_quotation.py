"""Quotation marks around a text, or one at an end of it, are told; titles, inches and apostrophes are left alone."""

from __future__ import annotations

from typing import Any

import pytest

from quizgen.checks.quotation import quoted_answer, quoted_text
from quizgen.checks.subject import Subject
from quizgen.model.diagnostics import Finding
from tests.projects import BANK, Project
from tests.samples import question


def answers(kind: str, **fields: Any) -> list[Finding]:
    return list(quoted_answer(Subject(question(kind, **fields), "1")))


def texts(kind: str, **fields: Any) -> list[Finding]:
    return list(quoted_text(Subject(question(kind, **fields), "1")))


PAIR = "quotation marks stand around this text: "
ALONE = "a quotation mark without another stands at an end of this text: "


@pytest.mark.parametrize(
    ("answer", "message", "bare"),
    [
        ("“Murdock”", PAIR, "Murdock"),
        ("„Murdock“", PAIR, "Murdock"),
        ("«Murdock»", PAIR, "Murdock"),
        ("‘Murdock’", PAIR, "Murdock"),
        ('"Murdock', ALONE, "Murdock"),
        ('Murdock"', ALONE, "Murdock"),
        ("“Murdock", ALONE, "Murdock"),
        ("Murdock”", ALONE, "Murdock"),
    ],
)
def test_quotes_around_an_answer(answer: str, message: str, bare: str) -> None:
    (finding,) = answers("short", answer=answer, also=[])
    assert (finding.route, finding.message) == (("answer",), message + answer)
    assert f'`"{bare}"`' in finding.hint


def test_every_text_that_is_chosen_or_typed() -> None:
    assert [each.route for each in answers("choice", answer="Oslo", distractors=["“Rome”", "Bern"])] == [
        ("distractors", 0, "text")
    ]
    assert [each.route for each in answers("multiple", answers=["Oslo", "„Rome“"], distractors=["Bern", "Kyiv"])] == [
        ("answers", 1)
    ]
    assert [each.route for each in answers("short", also=["“lens”"])] == [("also", 0)]
    assert [each.route for each in answers("order", items=["first", "second", "“third”"])] == [("items", 2)]
    pairs = [["oil", "cellar"], ["“clock”", "stair"]]
    assert [each.route for each in answers("match", pairs=pairs, distractors=[])] == [("pairs", 1, 0)]
    assert [each.route for each in answers("term", term="“occulting light”")] == [("term",)]


def test_straight_quotes_of_the_key_alone_give_it_away() -> None:
    assert [each.route for each in answers("choice", answer='"Oslo"', distractors=["Rome", "Bern"])] == [("answer",)]


@pytest.mark.parametrize(
    "fields",
    [
        {"answer": "“Pravda”", "distractors": ["“Izvestia”", "“Iskra”"]},
        {"answer": "“Iskra”, the spark", "distractors": ["Pravda", "Izvestia"]},
        {"answer": "`“x”`", "distractors": ["`'y'`", "`z`"]},
        {"answer": "$a''$", "distractors": ["$b'$", "$c$"]},
        {"answer": "[0, 1)", "distractors": ["(0, 1]", "[0, 1]"]},
        {"answer": "5' 6\"", "distractors": ["6' 2\"", "5'"]},
        {"answer": "'tis the wind", "distractors": ["the tide", "the moon"]},
        {"answer": "the workers'", "distractors": ["the owners'", "the state's"]},
        {"answer": "ʻOumuamua", "distractors": ["Vesta", "Ceres"]},
    ],
)
def test_what_is_no_slip(fields: dict[str, Any]) -> None:
    assert answers("choice", **fields) == []


@pytest.mark.parametrize(
    ("name", "written"), [("prompt", "“Which part has sixteen panels?”"), ("explanation", "The lens has them.”")]
)
def test_quotes_around_another_text_are_a_warning(name: str, written: str) -> None:
    (finding,) = texts("short", **{name: written})
    assert finding.route == (name,)
    assert finding.message == (PAIR if written.startswith("“") else ALONE) + written
    assert answers("short", **{name: written}) == []


@pytest.mark.parametrize(
    "prompt", ["“Iskra” means what?", "Who said “no”?", "“One” or “two”?", 'Is a 6" pipe wider?', '`"` is what?']
)
def test_quotes_in_a_prompt(prompt: str) -> None:
    assert texts("short", prompt=prompt) == []


def test_the_place_and_the_weight(project: Project) -> None:
    project.replace(f"{BANK}/1.yaml", 'answer: "four litres"', "answer: “four litres”")
    line = project.read(f"{BANK}/1.yaml").splitlines().index("    answer: “four litres”") + 1
    done = project.run("check")
    assert done.code == 1
    assert f"{BANK}/1.yaml:{line}:13: error[quoted-answer]: {PAIR}“four litres”" in done.err
    assert 'YAML\'s own are straight: `"four litres"`.' in done.err
