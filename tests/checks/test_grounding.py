"""What the cited passages do not bear out is found, and what they do is not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import yaml

from quizgen.book.book_text import BookText
from quizgen.checks.check import Check
from quizgen.checks.grounding import (
    distractor_figure_in_passage,
    explanation_figure_not_in_chapter,
    figure_not_in_passage,
    name_not_in_passage,
)
from quizgen.checks.subject import Subject, make_subject
from quizgen.model.diagnostics import Finding, Route
from quizgen.project.bank import parse_bank
from tests.projects import BANK, LIGHTHOUSE

Find = Callable[[Subject[Any]], Iterator[Finding]]

CHECKS: tuple[Find, ...] = (
    figure_not_in_passage,
    name_not_in_passage,
    explanation_figure_not_in_chapter,
    distractor_figure_in_passage,
)
LENS = "The lens has sixteen panels"  # … and turns once in eight seconds
YEAR = "In the year 1911 we … litres a night"  # 1,095 litres, three a night
PANELS = "Of the sixteen panels … in my time"  # 1904, 1909
WEIGHT = "The weight falls nine … is the loud one"  # nine metres in six hours
NORTH = "If mine ran slow … to the north"  # eleven miles, Grey Head


def subject(text: BookText, /, **fields: Any) -> Subject:
    chapter = fields.pop("chapter", "1")
    prompt = {} if fields["kind"] in ("cloze", "term", "person", "date") else {"prompt": "What is it?"}
    common = {"id": "example", "explanation": "So it is.", "cite": LENS, "difficulty": 1, "bloom": "remember"}
    written = yaml.safe_dump({"chapter": chapter, "questions": [prompt | common | fields]}, allow_unicode=True)
    bank = parse_bank(written, "example", text.book)
    assert not bank.diagnostics, bank.diagnostics
    (entry,) = bank.entries
    return make_subject(entry.question, entry.chapter, text)


def routes(check: Find, of: Subject) -> list[Route]:
    findings = list(check(of))
    assert all(finding.message and finding.hint for finding in findings)
    return [finding.route for finding in findings]


# --- figures of the answer --------------------------------------------------------------------

TWO = ["x", "y"]
BORNE_OUT: list[dict[str, Any]] = [
    {"kind": "short", "answer": "16 panels"},
    {"kind": "short", "answer": "sixteen"},
    {"kind": "choice", "answer": "once in 8 seconds", "distractors": TWO},
    {"kind": "multiple", "answers": ["16 panels", "8 seconds a turn"], "distractors": TWO},
    {"kind": "numeric", "answer": "1095", "unit": "litres", "cite": YEAR},
    {"kind": "numeric", "answer": "1.095", "unit": "thousand litres", "cite": YEAR},
    {"kind": "numeric", "answer": "3", "cite": YEAR},
    {"kind": "true-false", "answer": "true", "prompt": "The lens has 16 panels."},
    {"kind": "true-false", "answer": "false", "prompt": "The lens has 17 panels."},
    {"kind": "true-false", "answer": "true", "prompt": "In 1911 the lens had panels in two parts."},
    {"kind": "cloze", "text": "A lens of {{16}} panels, which has 17 faults."},
    {"kind": "cloze", "text": "It turns in {{1::eight::how long?}} seconds, 17 times."},
    {"kind": "order", "items": ["the repair of 1904", "the repair of 1909", "today"], "cite": PANELS},
    {"kind": "match", "pairs": [["16", "panels"], ["seconds", "8"]], "distractors": ["17"]},
    {"kind": "term", "term": "the lens of 17", "definition": "what has 16 panels"},
    {"kind": "short", "answer": "2,190", "derived": "2 × 1,095 = 2,190", "cite": YEAR},
    {"kind": "short", "answer": "nine metres", "cite": {"chapter": "2", "text": WEIGHT}},
    {"kind": "short", "answer": "a turn in one go, at first a pair"},
    {"kind": "short", "answer": "17 panels", "cite": "words that are nowhere in it"},
    {"kind": "essay", "points": ["It has 17 panels."], "cite": {"section": 2}},
]


@pytest.mark.parametrize("fields", BORNE_OUT, ids=str)
def test_figures_that_stand_in_the_passage(fields: dict[str, Any], lighthouse: BookText) -> None:
    assert routes(figure_not_in_passage, subject(lighthouse, **fields)) == []


NOT_BORNE_OUT: list[tuple[dict[str, Any], Route]] = [
    ({"kind": "short", "answer": "17 panels"}, ("answer",)),
    ({"kind": "short", "answer": "sixteen", "cite": YEAR}, ("answer",)),
    ({"kind": "choice", "answer": "once in eighty seconds", "distractors": TWO}, ("answer",)),
    ({"kind": "multiple", "answers": ["16 panels", "9 seconds"], "distractors": TWO}, ("answers", 1)),
    ({"kind": "numeric", "answer": "1085", "unit": "litres", "tolerance": "10", "cite": YEAR}, ("answer",)),
    ({"kind": "numeric", "answer": "1.095", "unit": "litres", "cite": YEAR}, ("answer",)),
    ({"kind": "numeric", "answer": "16", "unit": "per cent"}, ("answer",)),
    ({"kind": "true-false", "answer": "true", "prompt": "The lens has 17 panels."}, ("prompt",)),
    ({"kind": "true-false", "answer": "true", "prompt": "It turns in seven seconds."}, ("prompt",)),
    ({"kind": "cloze", "text": "A lens of {{17}} panels."}, ("text",)),
    ({"kind": "cloze", "text": "A lens of {{16}} per cent."}, ("text",)),
    ({"kind": "order", "items": ["the repair of 1905", "that of 1909", "today"], "cite": PANELS}, ("items", 0, "text")),
    ({"kind": "match", "pairs": [["panels", "17"], ["seconds", "8"]]}, ("pairs", 0, "right", 1)),
    ({"kind": "match", "pairs": [["17", "panels"], ["8", "seconds"]]}, ("pairs", 0, "left", 0)),
    ({"kind": "term", "term": "the lens", "definition": "what turns in half a second"}, ("definition",)),
    ({"kind": "short", "answer": "in the storm of 1903", "cite": PANELS}, ("answer",)),
    ({"kind": "short", "answer": "the 16th panel"}, ("answer",)),
]


@pytest.mark.parametrize(("fields", "route"), NOT_BORNE_OUT, ids=str)
def test_figures_that_do_not(fields: dict[str, Any], route: Route, lighthouse: BookText) -> None:
    assert routes(figure_not_in_passage, subject(lighthouse, **fields)) == [route]


def test_the_message_says_what_the_passage_has(lighthouse: BookText) -> None:
    (finding,) = figure_not_in_passage(subject(lighthouse, kind="short", answer="about 17 panels"))
    assert finding.message == "“17” is in the answer, but not in the cited passage, which has “sixteen”"


# --- names of the answer ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "short", "answer": "the one at Grey Head", "cite": NORTH},
        {"kind": "short", "answer": "Grey Head's", "cite": NORTH},
        {"kind": "short", "answer": "at Grey Head", "prompt": "Is it Grey Head?", "cite": WEIGHT},
        {"kind": "short", "answer": "what the Keeper says", "cite": WEIGHT},
        {"kind": "short", "answer": "The weight and the Clock", "cite": WEIGHT},
        {"kind": "short", "answer": "Nothing at all", "cite": WEIGHT},
        {"kind": "term", "term": "pace", "definition": "what tells it from Grey Head", "cite": WEIGHT},
        {"kind": "cloze", "text": "At Grey Head the weight falls {{nine metres}}.", "cite": WEIGHT},
        {"kind": "true-false", "answer": "false", "prompt": "It is at Land's End.", "cite": WEIGHT},
        {"kind": "match", "pairs": [["Land's End", "nine metres"], ["Dover", "six hours"]], "cite": WEIGHT},
    ],
    ids=str,
)
def test_names_that_are_known(fields: dict[str, Any], lighthouse: BookText) -> None:
    assert routes(name_not_in_passage, subject(lighthouse, chapter="2", **fields)) == []


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"kind": "short", "answer": "the one at Grey Head", "cite": WEIGHT}, [("answer",)] * 2),
        ({"kind": "short", "answer": "Grey Head", "cite": WEIGHT}, [("answer",)] * 2),
        ({"kind": "choice", "answer": "a light at Dover", "distractors": TWO, "cite": NORTH}, [("answer",)]),
        ({"kind": "cloze", "text": "The light at {{Dover}}.", "cite": NORTH}, [("text",)]),
        ({"kind": "term", "term": "pace", "definition": "what tells it from Dover", "cite": NORTH}, [("definition",)]),
    ],
    ids=str,
)
def test_names_that_are_not(fields: dict[str, Any], expected: list[Route], lighthouse: BookText) -> None:
    assert routes(name_not_in_passage, subject(lighthouse, chapter="2", **fields)) == expected


def test_an_alias_in_the_book_stands_for_a_name(lighthouse: BookText) -> None:
    asked = subject(lighthouse, kind="short", answer="the one at Dover", chapter="2", cite=NORTH)
    assert routes(name_not_in_passage, asked) == [("answer",)]
    book = lighthouse.book.model_copy(update={"aliases": {"Grey Head": ("Dover",)}})
    text = BookText(book, lighthouse.copy, lighthouse.flow, lighthouse.parts)
    assert routes(name_not_in_passage, make_subject(asked.question, "2", text)) == []


# --- explanations and distractors -------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"explanation": "The storm came in 1904, and in 1911 they burned 1,095 litres."}, []),
        ({"explanation": "Two things, in the third place ten others, see chapter 7 and § 12."}, []),
        ({"explanation": "The storm came in 1903."}, [("explanation",)]),
        ({"explanation": "They burned 12 per cent."}, [("explanation",)]),
        ({"explanation": "They burned 12 barrels."}, [("explanation",)]),
        ({"explanation": "They burned 12 barrels.", "derived": "12 = 8 + 4"}, []),
        ({"explanation": "It was 1877.", "prompt": "What was in 1877?"}, []),
        ({"explanation": "Eleven miles to the north."}, [("explanation",)]),
        ({"explanation": "Eleven miles off.", "cite": [LENS, {"chapter": "2", "text": NORTH}]}, []),
    ],
    ids=str,
)
def test_figures_of_the_explanation(fields: dict[str, Any], expected: list[Route], lighthouse: BookText) -> None:
    asked = subject(lighthouse, kind="short", answer="panels", **fields)
    assert routes(explanation_figure_not_in_chapter, asked) == expected


def test_figures_of_whys_and_points(lighthouse: BookText) -> None:
    distractors = [{"text": "x", "why": "in 1904"}, {"text": "y", "why": "in 1905"}]
    choice = subject(lighthouse, kind="choice", answer="sixteen", distractors=distractors)
    assert routes(explanation_figure_not_in_chapter, choice) == [("distractors", 1, "why")]
    right = {"text": "sixteen", "why": "in 1905"}
    choice = subject(lighthouse, kind="choice", answer=right, distractors=["x"])
    assert routes(explanation_figure_not_in_chapter, choice) == [("answer", "why")]
    multiple = subject(lighthouse, kind="multiple", answers=["a", right], distractors=["x"])
    assert routes(explanation_figure_not_in_chapter, multiple) == [("answers", 1, "why")]
    essay = subject(lighthouse, kind="essay", points=["16 panels", "17 panels"], cite={"section": 2})
    assert routes(explanation_figure_not_in_chapter, essay) == [("points", 1)]


NIGHT = "A lamp burns four litres"  # … of oil in a winter night, and two in a night of summer


@pytest.mark.parametrize(
    ("answer", "distractors", "expected"),
    [
        ("four litres", ["two litres", "six litres"], [("distractors", 0)]),
        ("4 litres", ["six litres", "2 litres"], [("distractors", 1)]),
        ("four litres", [{"text": "two litres", "why": "in summer"}, "six litres"], []),
        ("four litres", ["4 litres at most", "six litres"], []),
        ("four litres", ["two barrels", "six litres"], []),
        ("oil", ["two litres", "six litres"], []),
    ],
)
def test_a_distractor_with_a_figure_of_the_passage(
    answer: str, distractors: list[Any], expected: list[Route], lighthouse: BookText
) -> None:
    asked = subject(lighthouse, kind="choice", answer=answer, distractors=distractors, cite=NIGHT)
    assert routes(distractor_figure_in_passage, asked) == expected


# --- whole banks ------------------------------------------------------------------------------


def test_the_lighthouse_bank_is_clean(lighthouse: BookText) -> None:
    for name in ("1.yaml", "2.yaml"):
        bank = parse_bank((LIGHTHOUSE / BANK / name).read_text(encoding="utf-8"), name, lighthouse.book)
        assert bank.entries
        for entry in bank.entries:
            asked = make_subject(entry.question, entry.chapter, lighthouse)
            own = [find for find in CHECKS if type(entry.question) in Check(find).kinds]
            assert [finding for find in own for finding in find(asked)] == []


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_without_a_copy_there_is_nothing_to_hold_against(check: Find, lighthouse: BookText) -> None:
    asked = subject(lighthouse, kind="choice", answer="17 panels of Dover", distractors=TWO, explanation="In 1903.")
    assert list(check(Subject(asked.question, "1"))) == []
