"""Slips in the gaps of a cloze, and texts that only look like them."""

from __future__ import annotations

import pytest

from quizgen.checks.clozes import CHECKS
from quizgen.checks.gap_slips import find_gap_slips, find_half_marked
from quizgen.checks.ignores import apply_ignores
from quizgen.checks.run import checks_of_questions
from quizgen.checks.subject import Subject, make_subject
from quizgen.kinds.cloze import Cloze
from quizgen.model.book import Book
from quizgen.model.diagnostics import Finding, Replace, Severity

REST = {"explanation": "e", "cite": "the lens has sixteen", "difficulty": "1", "bloom": "apply"}


def cloze(text: str, **fields: str) -> Subject:
    question = Cloze.model_validate({"kind": "cloze", "id": "a", "text": text, **REST, **fields})
    return make_subject(question, "1", None)


def found(code: str, text: str, **fields: str) -> list[Finding]:
    (check,) = (each for each in CHECKS if each.code == code)
    return list(check.find(cloze(text, **fields)))


def mended(text: str) -> list[str]:
    """The texts that fixes of the braces would write."""
    fixes = [fix for finding in found("cloze-syntax", text) for fix in finding.fixes]
    return [change.text for fix in fixes for change in fix.changes if isinstance(change, Replace)]


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("The {{c1::lens}} has {{c2::16::how many?}} panels.", "The {{1::lens}} has {{2::16::how many?}} panels."),
        ("The {{C1:lens}} turns.", "The {{1::lens}} turns."),
        ("The {c1::lens} turns.", "The {{1::lens}} turns."),
        ("The {1::lens} turns.", "The {{1::lens}} turns."),
        ("The {{1::lens} turns.", "The {{1::lens}} turns."),
        ("The {lens}} turns.", "The {{lens}} turns."),
        ("The {{{lens}}} turns.", "The {{lens}} turns."),
        ("The {{ lens }} turns.", "The {{lens}} turns."),
        ("The {{1 :: lens :: what? }} turns.", "The {{1::lens::what?}} turns."),
        ("The {{1:lens}} turns.", "The {{1::lens}} turns."),
        (
            "The {{c1::lens}} has {2::16} panels and {{ 3::turns }}.",
            "The {{1::lens}} has {{2::16}} panels and {{3::turns}}.",
        ),
    ],
)
def test_slips_are_mended(written: str, right: str) -> None:
    assert mended(written) == [right]
    assert not list(find_gap_slips(right))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The {{}} turns.", "`{{}}` leaves no words out"),
        ("The {{1::}} turns.", "`{{1::}}` leaves no words out"),
        ("The {{1::::what?}} turns.", "`{{1::::what?}}` leaves no words out"),
        ("The {{lens turns.", "the gap that begins with `{{lens turns.` is not closed by `}}`"),
        ("The lens}} turns.", "`}}` closes no gap: two braces have to open it"),
        ("The {{1::lens {{2::turns}}}}.", "`{{1::lens` is not closed before another gap begins"),
        ("A {{1::std::vector::size}}.", "`{{1::std::vector::size}}` has `::` more than once behind its words"),
        ("A {{1:30}}.", "`{{1:30}}` has one colon behind its number"),
        ("The {1:SHORTANSWER:=lens} turns.", "`{1:SHORTANSWER:=lens}` is Moodle's notation"),
    ],
)
def test_what_cannot_be_mended_is_named(text: str, said: str) -> None:
    assert [slip.message for slip in find_gap_slips(text)] == [said]
    assert mended(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The {{lens}} turns.",
        "The {{1::lens::what?}} has {{2::sixteen}} panels.",
        r"$x = {{1::\frac{a}{b}}}$ and {{2::$\frac{1}{2}$}}.",
        "Of {{1::`std::vector`}} and {{2::`a{b}`}}.",
        r"A {{1::std\:\:vector}}.",
        "The set {1, 2} of {{two}}, `{x}` and $\\{y\\}$.",
        r"An escaped \{brace\} and {{one}}.",
        "At {{1::10:30}}.",
    ],
)
def test_what_is_right_is_left_alone(text: str) -> None:
    assert not list(find_gap_slips(text))
    assert not found("cloze-without-deletion", text)


@pytest.mark.parametrize(
    ("text", "half"),
    [
        ("The {lens} turns.", [("{lens}", "lens")]),
        ("The [[lens]] turns.", [("[[lens]]", "lens")]),
        ("The ____ turns.", [("____", "")]),
        ("The [...] turns.", [("[...]", "")]),
        ("The […] turns.", [("[…]", "")]),
        ("The (___) turns.", [("(___)", "")]),
        ("The set {1, 2}, `{x}`, $x_{i}$, x_{i} and [a link](there).", []),
    ],
)
def test_what_is_a_gap_elsewhere(text: str, half: list[tuple[str, str]]) -> None:
    assert list(find_half_marked(text)) == half
    told = [each for each, words in half if words or "_" in each]  # beside a gap, `[…]` is an omission
    assert len(found("half-marked-gap", f"{text} {{{{1::one}}}}")) == len(told)


@pytest.mark.parametrize(
    ("gap", "is_told"),
    [
        ("{{1::std::vector}}", True),
        ("{{std::cout}}", True),
        ("{{1::Foo::bar()}}", True),
        ("{{1::Vec::push_back}}", True),
        ("{{1::ActiveRecord::Base}}", True),
        ("{{1::fe80::1}}", True),
        ("{{1::2001:db8::1}}", True),
        ("{{1::`std::vector`}}", False),
        (r"{{1::std\:\:vector}}", False),
        ("{{1::1920::year}}", False),
        ("{{1::C#::language}}", False),
        ("{{1::Paris::(capital)}}", False),
        ("{{1::JavaScript::language}}", False),
        ("{{1::eight::how many?}}", False),
        ("{{1::5::}}", False),
        ("{{1::x_1::index}}", False),
    ],
)
def test_a_hint_that_seems_to_be_a_part_of_the_words(gap: str, is_told: bool) -> None:
    assert len(found("colons-in-gap", f"It is a {gap} here.")) == is_told


def test_a_name_in_the_explanation_gives_it_away() -> None:
    assert found("colons-in-gap", "A {{1::river::bank}}.", explanation="The class `river::bank` is meant.")
    assert not found("colons-in-gap", "A {{1::river::bank}}.", explanation="The bank of a river is meant.")


def test_one_message_hides_the_others() -> None:
    book = Book.model_validate(
        {"title": "t", "author": "a", "chapters": [{"key": "1", "title": "c", "opens": "one two three"}]}
    )
    run = checks_of_questions(book)
    assert [code for code, _, _ in run(cloze("TODO: the {{c1::lens}} has {{2::not}} usually ____ panels."))] == [
        "cloze-syntax"
    ]
    assert [code for code, _, _ in run(cloze("TODO: the {lens} turns."))] == ["cloze-without-deletion"]


def test_an_ignored_warning_is_not_unused_while_a_slip_hides_it() -> None:
    text = "The {{c1::lens}} turns."
    question = cloze(text).question.model_copy(update={"ignore": {"colons-in-gap": "it is meant so"}})
    reported = [("cloze-syntax", Severity.ERROR, finding) for finding in found("cloze-syntax", text)]
    assert [code for code, _, _ in apply_ignores(question, reported, has_text=True)] == ["cloze-syntax"]
