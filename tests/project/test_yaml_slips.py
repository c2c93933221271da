"""Slips of YAML are told on the line where they were made, and only where they were."""

from __future__ import annotations

import pytest

from quizgen.model.diagnostics import Diagnostic
from quizgen.project.bank import parse_bank

ITEM = """  - id: {id}
    kind: choice
    prompt: "How many panels?"
    answer: "sixteen"
    distractors: ["two", "three", "four"]
    explanation: "e"
    cite: "The lens has sixteen panels"
    difficulty: 1
    bloom: apply
"""
HEAD = "chapter: 1\nquestions:\n"


def told(old: str, new: str) -> Diagnostic:
    """The first diagnostic of a bank whose first question is spoilt; the second one is read all the same."""
    first = ITEM.replace("{id}", "a")
    assert old in first
    bank = parse_bank(HEAD + first.replace(old, new, 1) + ITEM.replace("{id}", "b"), "1.yaml", None)
    assert [entry.question.id for entry in bank.entries if entry.question.id == "b"] == ["b"]
    return bank.diagnostics[0]


@pytest.mark.parametrize(
    ("old", "new", "place", "message"),
    [
        ('panels?"', "panels?", (5, 13), "a quotation mark that is never closed"),
        ('"How many panels?"', "'How many panels?", (5, 13), "a quotation mark that is never closed"),
        ('sixteen panels"', "sixteen panels", (9, 11), "a quotation mark that is never closed"),
        ('"four"]', '"four]', (7, 35), "a quotation mark that is never closed"),
        ('"two"', '"two', (7, 19), "a quotation mark that is never closed"),
        ('"two", ', '"two" ', (7, 25), "a comma is missing before this"),
        ('"four"]', '"four"', (7, 18), "a bracket that is never closed"),
        ('"four"]', '"four"}', (7, 41), "“}” where the “[” of line 7 has to be closed first"),
        ('"four"]', '"four",, "five"]', (7, 42), "a comma too many"),
        ("answer:", "answer", (6, 5), "a field without a colon"),
        ("answer: ", "answer:", (6, 5), "a colon without a space behind it"),
        ("answer: ", "answer = ", (6, 5), "a field without a colon"),
        ("answer: ", "answer; ", (6, 5), "a field without a colon"),
        ("- id: a", "- id a", (3, 5), "a field without a colon"),
        (
            "    answer",
            "   \u00a0answer",
            (6, 4),
            "a space that YAML does not take for one, before the text: no-break space (U+00A0)",
        ),
        (
            "answer: ",
            "answer:\u2009",
            (6, 12),
            "a space that YAML does not take for one, behind the colon: thin space (U+2009)",
        ),
        (
            "    answer",
            "   \u200b answer",
            (6, 4),
            "a character that cannot be seen, before the text: zero-width space (U+200B)",
        ),
        ("answer: ", "answer： ", (6, 11), "“：” for a colon: fullwidth colon (U+FF1A)"),
    ],
)
def test_a_slip_is_told_where_it_was_made(old: str, new: str, place: tuple[int, int], message: str) -> None:
    found = told(old, new)
    assert (found.location.line, found.location.column) == place
    assert found.message == f"not YAML: {message}"
    assert found.hint


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"e"', '"one\n      note: two\n      three"'),  # a text over several lines is none that is never closed
        ('"e"', 'He said, "yes and went'),  # letters in a text without quotes
        ('"e"', "the keepers' year"),
        ('"e"', "a – dash, and • a bullet"),
    ],
)
def test_another_slip_is_told_in_its_own_place(old: str, new: str) -> None:
    found = told(f'explanation: {old}\n    cite: "', f'explanation: {new}\n    cite: @"')
    assert "begins with “@”" in found.message


@pytest.mark.parametrize(
    ("old", "new", "hint"),
    [
        ('"How many panels?"', "'It's what?'", '`"It\'s what?"`'),
        ('"How many panels?"', '"What is "spirit"?"', "`'What is \"spirit\"?'`"),
        ('["two", "three", "four"]', '"two", "three", "four"', '`["two", "three", "four"]`'),
        ('"sixteen"', '"sixteen",', '`"sixteen"`'),
        ('"sixteen"', "[see] sixteen", '`"[see] sixteen"`'),
        ("- id: a", "- id a", "`- id: a`"),
        ("answer: ", "answer ", '`answer: "sixteen"`'),
    ],
)
def test_the_hint_has_it_as_it_is_to_be_written(old: str, new: str, hint: str) -> None:
    assert hint in told(old, new).hint
