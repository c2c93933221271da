"""Options are compared as they are printed; two are enough; a place is one among the options, and given once."""

from __future__ import annotations

from typing import Any

import pytest

from quizgen.checks.check import Find
from quizgen.checks.option_forms import few_options, mixed_options
from quizgen.checks.options import (
    ambiguous_match,
    answer_stands_first,
    duplicate_option,
    key_among_distractors,
    nearly_equal_options,
    option_places,
)
from quizgen.checks.overlaps import overlapping_options
from quizgen.checks.repetition import contradiction, near_duplicate
from quizgen.checks.similarity import are_alike, profile, tells
from quizgen.checks.subject import Subject, Subjects
from quizgen.model.diagnostics import Route
from tests.samples import question

COMPARING: tuple[Find, ...] = (
    key_among_distractors,
    duplicate_option,
    ambiguous_match,
    nearly_equal_options,
    overlapping_options,
    mixed_options,
)


def asked(kind: str = "choice", **changes: Any) -> Subject[Any]:
    return Subject(question(kind, **changes), "1")


def found(find: Find, subject: Subject[Any]) -> list[tuple[Route, str]]:
    return [(finding.route, finding.message) for finding in find(subject)]


PAIRS = [
    ("-5", "5"), ("> 5", "< 5"), ("C", "C++"), ("C", "C#"), ("C++", "C#"), ("x++", "x--"), ("5%", "5"), ("5 €", "5 $"),
    ("a + b", "a - b"), ("$x^2$", "$x_2$"), ("Na+", "Na"), ("p ∧ q", "p ∨ q"), ("Was?", "Was!"), ("x = y", "x == y"),
    ("#include", "include"), ("a[0]", "a(0)"), ("'a'", '"a"'), ("é", "e"), ("mL", "ML"), ("`a`", "a"), ("+", "−"),
    ("x", "x + y"), ("5!", "5"), ("5 + 3", "8"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), [*PAIRS, *((other, one) for one, other in PAIRS)])
def test_what_a_reader_tells_apart_is_two_options(one: str, other: str) -> None:
    are_numbers = one[-1:].isdigit() and other[-1:].isdigit() and one[0] not in "<>"
    third, fourth = ("7", "9") if are_numbers else ("u", "w")
    for subject in (
        asked(answer=one, distractors=[other, third]),
        asked(answer=third, distractors=[one, other, fourth]),
        asked("multiple", answers=[one, other], distractors=[third]),
        asked("order", items=[one, other, third]),
        asked("match", pairs=[["a", one], ["b", other]], distractors=[third]),
        asked("match", pairs=[[one, "a"], [other, "b"]], distractors=["c"]),
    ):
        for find in COMPARING:
            if find is not mixed_options and type(subject.question) in _kinds(find):
                assert found(find, subject) == []


def _kinds(find: Find) -> frozenset[type]:
    from quizgen.checks import BY_CODE

    check = BY_CODE[find.__name__.replace("_", "-")]
    kinds: frozenset[type] = check.kinds  # type: ignore[union-attr] # none of these is a rule over a bank
    return kinds


@pytest.mark.parametrize(
    ("one", "other"), [("-5", "5"), ("Na+", "Na"), ("mL", "ML"), ("x", "2x"), ("5!", "5."), ("May", "may")]
)
def test_a_symbol_is_no_odd_one_out(one: str, other: str) -> None:
    assert found(mixed_options, asked(answer=one, distractors=[other])) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("caf\u00e9", "cafe\u0301"),
        ("5\u00a0km", "5 km"),
        ("*a*", "_a_"),
        ("sixteen", "six\u00adteen"),
        ("$x^2$", "$x^{2}$"),
    ],
)
def test_what_looks_the_same_is_one_option(one: str, other: str) -> None:
    message = f"the distractor “{other}” is the right answer"
    twice = f"“{other}” stands twice among the options"
    matchings = f"“{other}” stands twice, so that two matchings are right"
    assert found(key_among_distractors, asked(answer=one, distractors=["u", other])) == [(("distractors", 1), message)]
    assert found(duplicate_option, asked(answer="u", distractors=[one, other])) == [(("distractors", 1), twice)]
    assert found(duplicate_option, asked("order", items=["u", one, other])) == [(("items", 2, "text"), twice)]
    pairs = asked("match", pairs=[["a", one], ["b", "u"]], distractors=[other])
    assert found(ambiguous_match, pairs) == [(("distractors", 0), matchings)]


def test_nearly_equal_options_are_a_warning_each() -> None:
    near = asked(answer="sixteen", distractors=["eight", "Sixteen.", "twelve"])
    assert found(nearly_equal_options, near) == [(("distractors", 1), "“Sixteen.” and “sixteen” look nearly the same")]
    assert found(key_among_distractors, near) == []
    order = asked("order", items=["sixteen", "eight", "**eight**"])
    assert found(nearly_equal_options, order) == [
        (("items", 2, "text"), "“**eight**” and “eight” look nearly the same")
    ]
    match = asked("match", pairs=[["a", "Oil"], ["b", "oil"], ["c", "air"]], distractors=[])
    assert [route for route, _ in found(nearly_equal_options, match)] == [("pairs", 1, "right", 1)]


def test_where_all_are_nearly_equal_the_difference_is_asked_for() -> None:
    assert found(nearly_equal_options, asked(answer="May", distractors=["may"])) == []
    assert found(nearly_equal_options, asked(answer="Er kommt.", distractors=["er kommt", "Er Kommt."])) == []


@pytest.mark.parametrize(
    ("answer", "distractors", "hint"),
    [
        ("No", ["Yes"], "Ask it as a statement, with `kind: true-false`."),
        ("before", ["after"], "Add a distractor, if there is another one that a reader may believe."),
    ],
)
def test_two_options_are_a_question_with_a_warning(answer: str, distractors: list[str], hint: str) -> None:
    (finding,) = few_options(asked(answer=answer, distractors=distractors))
    assert (finding.route, finding.message) == (("distractors",), "two options leave a guesser an even chance")
    assert finding.hint == hint
    assert not list(few_options(asked(answer=answer, distractors=[*distractors, "It depends."])))
    assert not list(few_options(asked("multiple", answers=["a", "b"], distractors=["c"])))
    assert not list(few_options(asked("match", pairs=[["a", "+"], ["b", "-"], ["c", "−−"]], distractors=[])))


def test_places_are_among_the_options_and_given_once() -> None:
    beyond = asked(answer={"text": "a", "fixed": "9"}, distractors=["b", "c"])
    assert found(option_places, beyond) == [(("answer", "text"), "“a” has place 9, and there are 3 options")]
    twice = asked(answer="a", distractors=[{"text": "b", "fixed": "2"}, {"text": "c", "fixed": "2"}])
    assert found(option_places, twice) == [(("distractors", 1), "“b” and “c” both have place 2")]
    beside = asked(answer="a", distractors=[{"text": "b", "fixed": "true"}, {"text": "c", "fixed": "2"}])
    assert not found(option_places, beside)
    assert not found(option_places, asked(answer={"text": "a", "fixed": "3"}, distractors=["b", "c"]))


def test_an_answer_without_a_place_that_would_always_be_a_is_told() -> None:
    message = "the options are not shuffled, and the right answer stands first"
    stays = asked(answer="never", distractors=["always", "often"], shuffle="false")
    assert found(answer_stands_first, stays) == [(("answer",), message)]
    several = asked("multiple", answers=["a", "b"], distractors=["c"], shuffle="false")
    assert found(answer_stands_first, several) == [(("answers",), message)]
    for answer in ({"text": "never", "fixed": "3"}, {"text": "never", "fixed": "true"}, "none of these"):
        assert not found(answer_stands_first, asked(answer=answer, distractors=["always", "often"], shuffle="false"))
    assert not found(answer_stands_first, asked(answer="never", distractors=["always", "often"]))


def test_an_answer_repeated_at_its_place_is_told_how_to_say_it() -> None:
    (finding,) = key_among_distractors(asked(answer="often", distractors=["never", "often", "always"], shuffle="false"))
    assert finding.route == ("distractors", 1)
    assert 'give the answer as `{text: "often", fixed: 2}`' in finding.hint


# --- across questions ---


def short(name: str, prompt: str, answer: str) -> Subject[Any]:
    return asked("short", id=name, prompt=prompt, answer=answer, also=[])


WROTE = "Which language did the keeper of the light learn first?"
WROTE_TOO = "Which language did the keeper of the light first learn?"


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("C", "C++", False),
        ("-5", "5", False),
        ("5 €", "5 $", False),
        ("+", "−", False),
        ("Was?", "Was!", False),
        ("$x^2$", "$x_2$", False),
        ("C++", "C++", True),
        ("+", "+", True),
        ("sixteen", "Sixteen.", True),
        ("the keeper of the light", "keeper of the light", True),
    ],
)
def test_answers_of_two_questions_are_compared_with_their_signs(one: str, other: str, is_same: bool) -> None:
    bank = Subjects([short("one", WROTE, one), short("two", WROTE_TOO, other)])
    assert [subject.question.id for subject, _ in near_duplicate(bank)] == ["two"] * is_same
    assert [subject.question.id for subject, _ in contradiction(bank)] == ["two"] * (not is_same)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("What is 5 + 3 in the ring of whole numbers?", "What is 5 - 3 in the ring of whole numbers?"),
        ("What is the derivative of $x^2$ at that point?", "What is the derivative of $x_2$ at that point?"),
        ("What does `x++` do to the variable?", "What does `x--` do to the variable?"),
        ("Who invented the language C for computers?", "Who invented the language C++ for computers?"),
    ],
)
def test_prompts_that_differ_in_signs_are_two_questions(one: str, other: str) -> None:
    mine, its = profile(short("one", one, "8").question), profile(short("two", other, "2").question)
    assert not are_alike(mine, its)
    assert are_alike(mine, mine)
    assert not list(contradiction(Subjects([short("one", one, "8"), short("two", other, "2")])))


def test_a_prompt_gives_an_answer_away_only_with_its_signs() -> None:
    answer = profile(short("one", "Which line of the program reads the header file?", "#include").question)
    for word, is_told in (("include", False), ("#include", True)):
        prompt = f"What does {word} do in a program with a header file?"
        assert tells(profile(short("two", prompt, "it reads it").question), answer) is is_told
