"""Figures and names of a prompt stand near the passage; those that mean the present, or count parts, need not."""

from __future__ import annotations

from typing import Any

import pytest

from quizgen.book.book_text import BookText
from quizgen.checks.prompt_facts import figure_in_prompt, name_in_prompt, name_not_in_chapter
from tests.checks.claims import make_book, make_claim, routes

LENS = "The lens has sixteen panels"  # 1911 and 1,095 litres are in another section, 1904 and 1909 three paragraphs on


@pytest.mark.parametrize(
    ("prompt", "count"),
    [
        ("What has the lens of 16 panels?", 0),
        ("What has the lens of 17 panels?", 1),
        ("What had the lens in 1911, and in 1910?", 0),
        ("What had the lens in April 1910?", 1),
        ("What had the lenses of the 1910s?", 0),
        ("What had 13 lenses?", 1),
        ("What had ten lenses, and at first one?", 0),
        ("What had ten per cent of the lenses?", 1),
    ],
)
def test_figures(prompt: str, count: int, lighthouse: BookText) -> None:
    claim = make_claim(lighthouse, kind="short", prompt=prompt, answer="panels", cite=LENS)
    assert routes(figure_in_prompt, claim) == [("prompt",)] * count


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"kind": "true-false", "prompt": "The lens has 17 panels.", "answer": "true"}, [("prompt",)]),
        ({"kind": "true-false", "prompt": "The lens has 17 panels.", "answer": "false"}, []),
        ({"kind": "cloze", "text": "In 1877 the lens has {{panels}}."}, [("text",)]),
        ({"kind": "term", "term": "the lens of 1877", "definition": "panels"}, [("term",)]),
        ({"kind": "match", "pairs": [["17 panels", "lens"], ["seconds", "turns"]]}, [("prompt",)]),
    ],
    ids=str,
)
def test_figures_of_other_kinds(fields: dict[str, Any], expected: list[Any], lighthouse: BookText) -> None:
    assert routes(figure_in_prompt, make_claim(lighthouse, cite=LENS, **fields)) == expected


TALE = make_book(
    "en",
    "In that spring Albert Miller ground rye for the whole valley, and nobody paid him a penny.",
    "In summer Berta Weaver wove linen, as she had always done, and sold it to the town.",
    "In autumn it rained for six weeks, so that neither of them could leave the house.",
    "In winter Conrad came over the pass with salt and iron, and they paid him in flour.",
)
RYE = "In that spring Albert … him a penny"


LEAGUE = make_book(
    "en",
    "In that spring the Salt League sent an army of carts over the pass, with salt and with red flags.",
    "In summer the league of the weavers was founded, and the carts of salt went on to the town.",
    "In autumn it rained for six weeks, so that no salt and no cart could come over the pass.",
    "In winter the Linen League sent its own carts, and the salt was paid for with linen.",
)
CARTS = "sent an army of carts … with red flags"


@pytest.mark.parametrize(
    ("prompt", "near", "absent"),
    [
        ("What did Albert grind?", 0, 0),
        ("What did Albert, who knew Berta, grind?", 0, 0),
        ("What did Albert, who knew Conrad, grind?", 1, 0),
        ("What did Albert, who knew Dora, grind?", 0, 1),
        ("What did Albert Dora grind?", 0, 0),
        ("What was ground, according to Berta?", 1, 0),
        ("What was ground, in Berta's view?", 1, 0),
        ("Suppose that Albert had ground oats: what then?", 0, 0),
    ],
)
def test_names(prompt: str, near: int, absent: int) -> None:
    assert find_names(TALE, prompt, RYE) == (near, absent)


@pytest.mark.parametrize(
    ("prompt", "near"),
    [
        ("What did the Salt League send?", 0),
        ("What did the Linen League send?", 1),
        ("What did the Cart League send?", 1),
        ("Salt League: what did it send?", 0),
    ],
)
def test_words_that_are_a_name_only_together(prompt: str, near: int) -> None:
    """Each of them is written small somewhere, as *salt* and *league* are."""
    assert find_names(LEAGUE, prompt, CARTS) == (near, 0)


def find_names(text: BookText, prompt: str, cite: str) -> tuple[int, int]:
    """How many names of a prompt are not near the passage, and how many not in the chapter."""
    claim = make_claim(text, kind="short", prompt=prompt, answer="x", cite=cite)
    near, absent = routes(name_in_prompt, claim), routes(name_not_in_chapter, claim)
    assert {*near, *absent} <= {("prompt",)}
    return len(near), len(absent)


def test_a_statement_that_is_false_tells_nothing() -> None:
    claim = make_claim(TALE, kind="true-false", prompt="Albert and Dora ground rye.", answer="false", cite=RYE)
    assert routes(name_not_in_chapter, claim) == []


def test_german_nouns_are_no_names() -> None:
    text = make_book("de", "Der Müller am Bach mahlte den Roggen für das ganze Tal und bekam nichts dafür.")
    claim = make_claim(
        text, kind="short", prompt="Was mahlte die Mühle?", answer="Roggen", cite="mahlte den Roggen für"
    )
    assert routes(name_not_in_chapter, claim) == routes(name_in_prompt, claim) == []
