"""A book of our own and one question of every kind, for tests of the outputs."""

from __future__ import annotations

from typing import Any

from quizgen.assembly.quiz import Item
from quizgen.kinds import KINDS
from quizgen.kinds.question import Question
from quizgen.model.book import Book
from quizgen.model.citation import Passage

BOOK = Book.model_validate(
    {
        "title": "The Keeper's Year",
        "author": "A. Keeper",
        "year": 1911,
        "chapters": [
            {"key": "intro", "title": "To the Reader", "opens": "This small book was"},
            {
                "key": "1",
                "title": "The Lamp",
                "sections": [
                    {"number": 1, "title": "Oil", "opens": "A lamp burns four litres"},
                    {"number": 2, "title": "Glass", "opens": "The lens has sixteen panels"},
                ],
            },
        ],
    }
)

PASSAGE = Passage("ch. 1 §1", "In winter, ", "the lamp burns four litres of oil a night", ", and in summer two.")

_COMMON: dict[str, Any] = {
    "explanation": "The nights are *longer* in winter, so the lamp burns longer.",
    "cite": "the lamp burns four litres",
    "difficulty": "2",
    "bloom": "understand",
    "tags": ["oil"],
}

_OF_A_PART = "The lens has sixteen panels"

FIELDS: dict[str, dict[str, Any]] = {
    "choice": {
        "prompt": "How much oil does the lamp burn in a *winter* night?",
        "answer": "four litres",
        "distractors": [{"text": "two litres", "why": "That is a summer night."}, "one litre", "eight litres"],
    },
    "multiple": {
        "prompt": "Which of these does the keeper do every day?",
        "answers": ["trim the wick", "wind the clock"],
        "distractors": ["paint the door", "order the oil"],
    },
    "true-false": {
        "prompt": "In summer the lamp burns as much oil as in winter.",
        "answer": "false",
        "instead": "In summer the lamp burns *half* as much oil as in winter.",
    },
    "short": {"prompt": "Which part of the lamp has sixteen panels?", "answer": "the lens", "also": ["lens"]},
    "numeric": {
        "prompt": "How many litres does the lamp burn in a week of winter?",
        "answer": "28",
        "tolerance": "0.5",
        "unit": "litres",
        "derived": "Seven nights of four litres.",
    },
    "cloze": {"text": "The lens has {{1::sixteen}} panels and turns once in {{2::eight seconds::how long?}}."},
    "order": {
        "prompt": "Put the evening's work in order.",
        "items": ["fill the lamp", {"text": "trim the wick", "cite": _OF_A_PART}, "light the lamp", "wind the clock"],
    },
    "match": {
        "prompt": "Match each thing to its place.",
        "pairs": [["oil", "cellar"], ["clock", "stair"], {"left": "lens", "right": "lantern", "cite": _OF_A_PART}],
        "distractors": ["jetty"],
    },
    "term": {"term": "occulting light", "definition": "a light that is longer bright than dark"},
    "person": {"person": "Aldous Grey", "description": "the keeper who brought the clock to the light"},
    "date": {"date": "March 1904", "event": "Two panels of the lens are replaced"},
    "essay": {
        "prompt": "Why does the keeper call the clock the heart of the light?",
        "points": ["it turns the lens", "without it the light cannot be told from others"],
    },
}


def question(kind: str, **changes: Any) -> Question:
    """A valid question of a kind; its id is ``sample-<kind>`` unless changed."""
    fields = {"id": f"sample-{kind}", "kind": kind, **_COMMON, **FIELDS[kind], **changes}
    if kind == "true-false" and fields["answer"] == "true":
        fields.pop("instead")
    made: Question = KINDS[kind].record.model_validate(fields)
    return made


WHY_MATCH: dict[str, Any] = {
    "pairs": [{"left": "oil", "right": "cellar", "why": "It is *cool* there."}, ["clock", "stair"]],
    "distractors": [{"text": "jetty", "why": "There the boat lands."}, "roof"],
}
"""A match in which something is said of a pair and of a distractor."""


def item(kind: str, *, passages: bool = True, chapter: str | None = "1", **changes: Any) -> Item:
    """A question of a kind with its place, and with its passage unless told otherwise."""
    return Item(question(kind, **changes), BOOK.chapter(chapter), (PASSAGE.place,), (PASSAGE,) if passages else ())


def all_items(*, passages: bool = True) -> tuple[Item, ...]:
    return tuple(item(kind, passages=passages) for kind in KINDS)
