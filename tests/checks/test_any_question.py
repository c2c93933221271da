"""Whatever a question says, all checks of it end, without an exception and in good time; in very small books too."""

from __future__ import annotations

from time import process_time
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizgen.book.book_text import BookText
from quizgen.book.structure import read_structure
from quizgen.checks import QUESTION_CHECKS
from quizgen.checks.run import run_checks
from quizgen.checks.subject import make_subject
from quizgen.copies.copy import Copy
from quizgen.kinds import KINDS
from quizgen.model.book import Book, Chapter, Level, Section
from quizgen.project.bank import parse_bank
from tests.checks.claims import COMMON, codes_of, make_book, make_claim

ALL_ON = {check.code: Level.WARNING for check in QUESTION_CHECKS if check.may_be_ignored}

PIECES = (
    "the lens has sixteen panels",
    "Grey Head",
    "captain's",
    "according to Marx",
    "A",
    "I",
    "16 panels",
    "sixteen",
    "two years and a half",
    "the third week and a half",
    "half a million and a half",
    "8 seconds",
    "1,095 litres",
    "1.095,5",
    "12 per cent",
    "3‰",
    "April 3, 1911",
    "the 1930s",
    "XIV",
    "$5",
    "½",
    "九",
    "٣ × ٤ = ١٢",
    "2 × 3 = 6",
    "1/0 = 2",
    "((1 + 2) × 3) = 9",
    "= 5",
    "≈",
    "+",
    "−",
    "$x^2$",
    "`print(1)`",
    "**bold**",
    "🦊",
    "…",
    "\u200b",
    "e\u0301",
    "Straße",
    "灯塔",
    "ข้าวไรย์",
    "{{x}}",
    "which three",
)
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), min_size=1, max_size=6).map(" ".join)
CITES = st.lists(
    st.sampled_from(
        [
            "The lens has sixteen panels",
            "A lamp burns four litres",
            "Of the sixteen panels … in my time",
            {"chapter": "2", "text": "If mine ran slow … to the north"},
            {"section": 2},
            {"chapter": "2", "text": "the lens has sixteen panels"},
        ]
    ),
    min_size=1,
    max_size=3,
)
MANY = st.lists(TEXTS, min_size=3, max_size=5)
OF_KIND: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "choice": {"prompt": TEXTS, "answer": TEXTS, "distractors": MANY},
    "multiple": {"prompt": TEXTS, "answers": MANY, "distractors": MANY},
    "true-false": {"prompt": TEXTS, "answer": st.just("true")},
    "short": {"prompt": TEXTS, "answer": TEXTS, "also": MANY},
    "numeric": {"prompt": TEXTS, "answer": st.decimals(-2000, 2000, places=2).map(str), "unit": TEXTS},
    "cloze": {"text": st.tuples(TEXTS, TEXTS).map(lambda both: f"{both[0]} {{{{1::{both[1]}}}}}")},
    "order": {"prompt": TEXTS, "items": MANY},
    "match": {"prompt": TEXTS, "pairs": st.lists(st.tuples(TEXTS, TEXTS).map(list), min_size=2, max_size=5)},
    "term": {"term": TEXTS, "definition": TEXTS},
    "person": {"person": TEXTS, "description": TEXTS},
    "date": {"date": TEXTS.map(lambda text: f"{text} 1921"), "event": TEXTS},
    "essay": {"prompt": TEXTS, "points": MANY},
}


@st.composite
def questions(draw: st.DrawFn) -> dict[str, Any]:
    kind = draw(st.sampled_from(sorted(KINDS)))
    fields = {name: draw(strategy) for name, strategy in OF_KIND[kind].items()}
    common = {"cite": draw(CITES), "explanation": draw(TEXTS)}
    derived = {"derived": draw(TEXTS)} if draw(st.booleans()) else {}
    return {**COMMON, "kind": kind, **common, **derived, **fields}


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(questions())
def test_any_question(lighthouse: BookText, fields: dict[str, Any]) -> None:
    bank = parse_bank(yaml.safe_dump({"chapter": "1", "questions": [fields]}, allow_unicode=True), "b", lighthouse.book)
    book = lighthouse.book.model_copy(update={"checks": ALL_ON})
    for entry in bank.entries:
        (reported,) = run_checks([make_subject(entry.question, entry.chapter, lighthouse)], book)
        assert all(finding.message and finding.hint for _, _, finding in reported)


# --- small books ------------------------------------------------------------------------------

PARAGRAPH = "The miller by the brook ground nine sacks of rye every day until the great frost of that winter."
MORE = "His brother Albert sold the flour in town.", "Nobody else in the valley had a mill at all."


@pytest.mark.parametrize("paragraphs", [(PARAGRAPH,), (PARAGRAPH, MORE[0]), (PARAGRAPH, *MORE)], ids=len)
@pytest.mark.parametrize("answer", ["about nine sacks", "rye", "he ground rye", "a miller", "till the frost"])
def test_a_true_answer_in_a_very_small_book(paragraphs: tuple[str, ...], answer: str) -> None:
    text = make_book("en", *paragraphs)
    cite = "The miller by the … of that winter"
    found = codes_of(text, levels=ALL_ON, kind="short", prompt="What did he grind, and until when?", answer=answer,
                     cite=cite)  # fmt: skip
    assert [code for code, _ in found if code != "prompt-is-vague"] == []


@pytest.mark.parametrize("paragraphs", [(PARAGRAPH,), (PARAGRAPH, *MORE)], ids=len)
def test_an_invented_answer_in_a_very_small_book(paragraphs: tuple[str, ...]) -> None:
    text = make_book("en", *paragraphs)
    found = codes_of(text, kind="short", answer="oats", cite="The miller by the … of that winter")
    assert ("answer-not-in-passage", "error") in found


def test_sections_of_one_paragraph_are_cited_whole() -> None:
    sections = tuple(
        Section(number=number, title=f"Part {number}", opens=opens)
        for number, opens in enumerate(("The miller by the brook", "His brother Albert sold"), 1)
    )
    book = Book(title="T", author="A", year=1911, chapters=(Chapter(key="1", title="One", sections=sections),))
    text, _ = read_structure(Copy("copy.txt", "0" * 64, (PARAGRAPH, "", MORE[0])), book)
    assert text is not None
    for section in (1, 2):
        claim = make_claim(text, kind="essay", points=["Albert sold flour in 1911."], cite={"section": section})
        (reported,) = run_checks([claim], book.model_copy(update={"checks": ALL_ON}))
        assert [code for code, _, _ in reported] == ["explanation-figure-not-in-chapter"]


@pytest.mark.parametrize("answer", ["+", "−", "$x^2$", "$$\\frac{1}{2}$$", "🦊", "…"])
def test_signs_and_formulas_are_not_looked_up(answer: str, lighthouse: BookText) -> None:
    found = codes_of(lighthouse, kind="short", answer=answer, cite="The lens has sixteen panels")
    assert "answer-not-in-passage" not in dict(found)


# --- time -------------------------------------------------------------------------------------


def make_long_book(sentences: int) -> BookText:
    """A chapter with one section of many different sentences, and another with many paragraphs of one."""
    told = [
        f"Keeper number{n} saw ship{n % 97} pass rock{n % 89} at hour{n % 83} and wrote {n} lines."
        for n in range(sentences)
    ]
    lines = (
        " ".join(told),
        "",
        "Behind it stands the second part.",
        "",
        *(line for each in told for line in (each, "")),
    )
    sections = (
        Section(number=1, title="One", opens="Keeper number0 saw ship0 pass"),
        Section(number=2, title="Two", opens="Behind it stands the second"),
    )
    book = Book(title="T", author="A", year=1911, chapters=(Chapter(key="1", title="One", sections=sections),))
    text, findings = read_structure(Copy("copy.txt", "0" * 64, tuple(lines)), book)
    assert text is not None, findings
    return text


LONG = " ".join(f"ship{n} rock{n} hour{n} number{n}" for n in range(25))
SLOW: dict[str, dict[str, Any]] = {
    "order": {"items": [f"item{n} {LONG}" for n in range(12)]},
    "match": {"pairs": [[f"left{n} number{n}", f"right{n} rock{n}"] for n in range(20)]},
    "choice": {"answer": LONG, "distractors": [f"{LONG} other{n}" for n in range(4)]},
    "short": {"answer": f"{LONG} in 17 years"},
    "essay": {"points": [LONG] * 10},
    "true-false": {"answer": "true", "prompt": f"{LONG}, 17 years before Albert's 18 tons."},
}


@pytest.mark.parametrize("kind", SLOW)
def test_time_grows_no_faster_than_the_text(kind: str) -> None:
    """Of a section, which is the longest passage: four times the text may take eight times as long, but not sixteen."""
    small, large = (measure(make_long_book(size), kind) for size in (300, 1200))
    assert large < 8 * small + 0.1, (small, large)


def measure(text: BookText, kind: str) -> float:
    """The seconds that all checks of a question take, once the book's weights are known; the better of two runs."""
    text.weights.best_paragraph(text.weights.stems("x"), text.chapters)
    seconds = []
    for prompt in ("Why?", "Why so?"):
        claim = make_claim(text, kind=kind, cite={"section": 1}, **{"prompt": prompt, **SLOW[kind]})
        book = text.book.model_copy(update={"checks": ALL_ON})
        start = process_time()
        run_checks([claim], book)
        seconds.append(process_time() - start)
    return min(seconds)


LONG_CALCULATIONS = {
    "no end": lambda n: "1+" * n + "1",
    "one": lambda n: "1+" * n + "1 = 2",
    "many": lambda n: "1+1=" * n,
    "nested": lambda n: "(" * n + "1+1" + ")" * n + " = 2",
    "numbers": lambda n: "1 " * n + "= 1",
    "signs": lambda n: "=" * n,
    "long operand": lambda n: "9" * n + " × 2 = 18",
    "long result": lambda n: "2 × 2 = " + "9" * n,
    "large": lambda n: "9 trillion × " * n + "9 trillion = 1",
}


@pytest.mark.parametrize("name", LONG_CALCULATIONS)
def test_a_long_calculation(name: str, lighthouse: BookText) -> None:
    """Four times the calculation takes no more than eight times as long, whatever else the machine does meanwhile."""
    small, large = (min(seconds_for(name, size, lighthouse) for _ in range(3)) for size in (600, 2400))
    assert large < 8 * small + 0.1


def seconds_for(name: str, size: int, lighthouse: BookText) -> float:
    derived = LONG_CALCULATIONS[name](size)
    start = process_time()
    codes_of(lighthouse, kind="short", answer="17 lamps", cite="The lens has sixteen panels", derived=derived)
    return process_time() - start
