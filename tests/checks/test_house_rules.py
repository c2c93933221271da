"""Rules that a bank switches on: short prompts, reasons that say what is true, attributed views, natural options."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from evals.item_writing import LABELS, make_question
from quizgen.checks import BY_CODE
from quizgen.checks.check import Check
from quizgen.checks.headwords import headword_not_in_book
from quizgen.checks.run import run_checks
from quizgen.checks.subject import Subject
from quizgen.model.book import Book, Level
from quizgen.model.diagnostics import Route
from tests.checks.claims import make_book, make_claim, routes
from tests.samples import BOOK

HOUSE_RULES = (
    "long-prompt",
    "long-typed-answer",
    "missing-why",
    "why-by-place",
    "unattributed-explanation",
    "options-of-one-pattern",
    "missing-objective",
)
CHOICE: dict[str, Any] = {
    "kind": "choice",
    "prompt": "What does Keeper hold of soda?",
    "answer": "It spoils the glass.",
}


def found(code: str, attribute: str = "Keeper", **fields: Any) -> list[Route]:
    check = BY_CODE[code]
    assert isinstance(check, Check)
    book = BOOK.model_copy(update={"attribute": attribute})
    findings = list(check.find(Subject(make_question(fields, "q"), "1", book=book)))
    assert all(each.message and each.hint for each in findings)
    return [each.route for each in findings]


@pytest.mark.parametrize("code", HOUSE_RULES)
def test_a_house_rule_is_off_unless_a_bank_switches_it_on(code: str) -> None:
    question = make_question(
        {
            "kind": "choice",
            "prompt": " ".join(["word"] * 60),
            "answer": "a b c d",
            "distractors": ["a e f g", "a h i j"],
        },
        "q",
    )

    def codes(book: Book, *, retired: bool = False) -> set[str]:
        asked = question.model_copy(update={"retired": retired})
        (reported,) = run_checks([Subject(asked, "1", book=book)], book)
        return {each for each, _, _ in reported} & set(HOUSE_RULES)

    on = BOOK.model_copy(update={"attribute": "Keeper", "checks": {code: Level.WARNING}})
    assert codes(BOOK) == set()
    assert codes(on) == ({code} if code not in ("long-typed-answer", "why-by-place") else set())
    assert codes(on, retired=True) == set(), "nobody is asked it any more"


@pytest.mark.parametrize(("words", "flagged"), [(40, False), (41, True)])
@pytest.mark.parametrize("kind", ["choice", "true-false", "cloze"])
def test_long_prompts(words: int, flagged: bool, kind: str) -> None:
    text = " ".join(["word"] * words)
    shapes: dict[str, dict[str, Any]] = {
        "choice": {"prompt": text, "answer": "a", "distractors": ["b"]},
        "true-false": {"prompt": text, "answer": True},
        "cloze": {"text": text + " {{left out}}"},
    }
    field = "text" if kind == "cloze" else "prompt"
    assert found("long-prompt", kind=kind, **shapes[kind]) == ([(field,)] if flagged else [])


def test_formulas_and_code_are_no_words_of_a_prompt() -> None:
    prompt = "What is $a + b + c$?" + " `x = y`" * 30
    assert found("long-prompt", kind="short", prompt=prompt, answer="d") == []


def test_answers_that_are_typed() -> None:
    long = "it throws the beam of light aside"
    assert found("long-typed-answer", kind="short", prompt="What?", answer=long) == [("answer",)]
    assert found("long-typed-answer", kind="short", prompt="What?", answer=long, also=["aside"]) == []
    assert found("long-typed-answer", kind="short", prompt="What?", answer="the lens of the lamp") == []


def test_each_distractor_without_a_why() -> None:
    distractors = ["one", {"text": "two", "why": "That is the summer."}, {"text": "three", "fixed": True}]
    fields: dict[str, Any] = {"prompt": "What?", "answer": "a", "distractors": distractors}
    assert found("missing-why", kind="choice", **fields) == [("distractors", 0), ("distractors", 2)]
    fields = {"prompt": "What?", "answers": ["a", "b"], "distractors": ["one"]}
    assert found("missing-why", kind="multiple", **fields) == [("distractors", 0)]


@pytest.mark.parametrize(
    ("why", "flagged"),
    [
        ("This belongs to a later chapter.", True),
        ("Not what was asked.", True),
        ("The section on oil has it.", True),
        ("That stands elsewhere.", True),
        ("See §3.", True),
        ("Here the keeper speaks of the clock.", True),
        ("The two are asked about together.", True),
        ("The decree came two years later.", False),
        ("That was the official claim; Keeper saw no sign of it.", False),
        ("Lamps stood here and there along the coast.", False),
        ("He asked the harbour for oil.", False),
        ("The harbour had asked for higher taxes.", False),
        ("The month is asked for, and not the year.", True),
        ("That is the place and not the thing asked for.", True),
        ("The text of the law names oil alone.", False),
        ("That was the question of his time; he looked for culprits.", False),
        ("It answers another thing than this question.", True),
        ("The farms belonged to the state.", False),
        ("It is the title of the chapter on “the section here”.", True),
        ("The keeper's own phrase is “not here”.", False),
    ],
)
def test_a_reason_is_no_place(why: str, flagged: bool) -> None:
    fields = {**CHOICE, "distractors": [{"text": "It cleans it.", "why": why}]}
    assert found("why-by-place", **fields) == ([("distractors", 0, "why")] if flagged else [])


def test_an_explanation_may_name_another_chapter_and_not_point() -> None:
    fields = {**CHOICE, "distractors": ["It cleans it."]}
    assert found("why-by-place", **fields, explanation="Keeper says why in another chapter.") == []
    assert found("why-by-place", **fields, explanation="Here Keeper says why.") == [("explanation",)]
    assert found("why-by-place", **fields, explanation="The passage names soda.") == [("explanation",)]


@pytest.mark.parametrize(
    ("explanation", "flagged"),
    [
        ("Soda is the ruin of every lamp.", True),
        ("Keeper calls it the ruin of every lamp.", False),
        ("For Keeper's neighbours it was the ruin of lamps.", False),
        ("He calls it the ruin of every lamp.", False),
        ("The inspector Brown held it to be the ruin of every lamp.", False),
        ("The board in London bought soda every year.", True),
        ("TODO: why it is so", False),
    ],
)
def test_an_explanation_says_whose_view_it_is(explanation: str, flagged: bool) -> None:
    fields = {**CHOICE, "distractors": ["It cleans it."], "explanation": explanation}
    assert found("unattributed-explanation", **fields) == ([("explanation",)] if flagged else [])


def test_a_pronoun_needs_a_name() -> None:
    fields = {"kind": "short", "answer": "soda", "explanation": "He calls it the ruin of every lamp."}
    assert found("unattributed-explanation", prompt="What spoils the glass?", **fields) == [("explanation",)]
    assert found("unattributed-explanation", prompt="What spoils the glass for Keeper?", **fields) == []


@pytest.mark.parametrize(
    ("options", "flagged"),
    [
        (["because its weight falls slowly", "because its spring holds long", "because its bell rings twice"], True),
        (["because its weight falls slowly", "because its spring holds longer than it", "since its bell rings"], False),
        (["the lamp", "the lens", "the clock"], False),
        (["the keeper winds the clock", "a boy winds the clock", "nobody winds the old clock"], False),
        (["because its weight falls slowly", "because its spring holds long"], False),
    ],
)
def test_options_of_one_pattern(options: list[str], flagged: bool) -> None:
    fields: dict[str, Any] = {"kind": "choice", "prompt": "Why?", "answer": options[0], "distractors": options[1:]}
    assert found("options-of-one-pattern", **fields) == ([("answer",)] if flagged else [])


TEXT = make_book(
    "en", "The New Economic Policy, or NEP, came in 1921. Kulaks were rich peasants.", "A lamp burns four litres."
)


@pytest.mark.parametrize(
    ("term", "flagged"),
    [
        ("NEP (New Economic Policy)", False),
        ("New Economic Policy", False),
        ("kulak", False),
        ("economic lamp", True),
        ("smychka", True),
        ("smychka (kulaks)", False),
        ("kulak / rich peasant", False),
    ],
)
def test_headwords_stand_in_the_book(term: str, flagged: bool) -> None:
    claim = make_claim(TEXT, kind="term", term=term, definition="rich peasants", cite="Kulaks were rich peasants")
    assert routes(headword_not_in_book, claim) == ([("term",)] if flagged else [])


# --- labelled texts -------------------------------------------------------------------------------

LABELLED = [
    item
    for file in sorted((LABELS / "house-rules").glob("*.yaml"))
    for item in yaml.safe_load(file.read_text(encoding="utf-8"))
]
MEASURED = {
    "why-by-place": "why",
    "unattributed-explanation": "explanation",
    "options-of-one-pattern": "distractors",
}
"""Each rule, and the field that the texts labelled for it have."""


def is_found(code: str, item: dict[str, Any]) -> bool:
    fields = {name: value for name, value in item.items() if name not in ("flaws", "why", "attribute")}
    shape: dict[str, Any] = {"kind": "short" if "explanation" in item else "choice", **fields}
    if "why" in item:
        shape |= {"prompt": "What?", "answer": "a", "distractors": [{"text": "b", "why": item["why"]}]}
    return found(code, attribute=item.get("attribute", "Keeper"), **shape) != []


@pytest.mark.parametrize("code", MEASURED)
def test_a_house_rule_is_right_nine_times_in_ten(code: str) -> None:
    items = [item for item in LABELLED if MEASURED[code] in item]
    flawed = {index for index, item in enumerate(items) if code in item.get("flaws", ())}
    reported = {index for index, item in enumerate(items) if is_found(code, item)}
    assert len(flawed) >= 20
    assert len(flawed & reported) / len(reported) >= 0.9, [items[index] for index in reported - flawed]
    assert len(flawed & reported) / len(flawed) >= 0.85, [items[index] for index in flawed - reported]
