"""What gives an answer away is found in the labelled questions; what only looks like it is not."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from evals.item_writing import find, make_question, read_items, score
from quizgen.checks import clues, grammar_clues
from quizgen.checks.check import Check
from quizgen.model.diagnostics import Finding

CHECKS = (*clues.CHECKS, *grammar_clues.CHECKS)
ITEMS = read_items()


def choice(code: str, prompt: str, answer: str, *distractors: str) -> list[Finding]:
    fields = {"kind": "choice", "prompt": prompt, "answer": answer, "distractors": list(distractors)}
    return multiple_or_choice(code, fields)


def multiple_or_choice(code: str, fields: Mapping[str, object]) -> list[Finding]:
    (check,) = (check for check in CHECKS if check.code == code)
    return find(check, make_question(fields, "q"))


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_a_check_is_right_nine_times_in_ten(check: Check) -> None:
    result = score(check, ITEMS)
    assert result.positives >= 8
    assert result.precision >= 0.9, result.false_alarms
    assert result.recall >= 0.7, result.missed


# --- length ---------------------------------------------------------------------------------------


def test_the_longest_key_is_measured_against_the_longest_distractor() -> None:
    key = "k" * 20 + " " + "k" * 19  # 40 characters
    assert choice("longest-key", "What?", key, "d" * 31, "d")
    assert not choice("longest-key", "What?", key, "d" * 32, "d")
    (finding,) = choice("longest-key", "What?", key, "d" * 31, "d")
    assert finding.route == ("answer",)
    assert "40 characters" in finding.message
    assert "31" in finding.message


def test_words_names_numbers_and_small_differences_are_not_too_long() -> None:
    assert not choice("longest-key", "What?", "photosynthesis", "rot", "rust")
    assert not choice("longest-key", "Who?", "Isambard Kingdom Brunel", "James Watt", "Watt")
    assert not choice("longest-key", "How many?", "one hundred and eight", "eight", "nine")
    assert not choice("longest-key", "When?", "in the spring", "in May", "in June")


def test_of_several_answers_the_shortest_counts() -> None:
    fields: Mapping[str, object] = {"kind": "multiple", "prompt": "What?", "distractors": ["a red one", "a blue one"]}
    long = "a very long answer with all its qualifications"
    assert multiple_or_choice("longest-key", {**fields, "answers": [long, long + " and more"]})
    assert not multiple_or_choice("longest-key", {**fields, "answers": [long, "a grey one"]})


# --- absolutes ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "distractors", "flagged"),
    [
        ("by its pace", ["always by day", "never by night"], True),
        ("by its pace", ["always by day", "by its height"], False),
        ("by no other means", ["always by day", "never by night"], False),
        ("always by night", ["always by day", "never by noon"], False),
        ("a cutter", ["a small brig", "a tall smack"], False),
        ("a red one", ["a green all-round light", "a lamp lit all night", "not at all a lamp"], False),
        ("a red one", ["the only lamp", "all three lamps"], False),
    ],
)
def test_absolutes(answer: str, distractors: list[str], flagged: bool) -> None:
    findings = choice("absolute-word", "How is a light known?", answer, *distractors)
    assert bool(findings) is flagged
    if flagged:
        assert findings[0].route == ("distractors", 0)
        assert "“always” and “never” mark 2 distractors" in findings[0].message


def test_absolutes_that_are_asked_for() -> None:
    assert not choice("absolute-word", "How often does it rain?", "twice", "always", "never")


# --- echoes ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("prompt", "answer", "flagged"),
    [
        ("Who inspects the boilers?", "the inspector", True),
        ("What do the keepers fear?", "a keeper's court", True),
        ("What is a breakwater for?", "to break the waves", True),
        ("What does socialism rest on?", "on social ownership", False),
        ("What did the police enforce?", "an old policy", False),
        ("What did the first man use?", "a man's first tools", False),
        ("How many of the 16 are new?", "the 16 of the north", False),
        ("Does the ship carry oil or wine?", "oil", True),
    ],
)
def test_echoes(prompt: str, answer: str, flagged: bool) -> None:
    assert bool(choice("clang", prompt, answer, "a lump of coal", "a barrel of rum")) is flagged


def test_an_echo_in_a_distractor_takes_the_clue_away() -> None:
    assert choice("clang", "What does the harbour clerk record?", "the harbour dues", "the herring", "the fog")
    assert not choice("clang", "What does the harbour clerk record?", "the harbour dues", "the clerk's pay", "the fog")
    assert not choice("clang", "Which lamp is it?", "the red lamp", "the blue lamp", "the grey lamp")


def test_an_echo_in_one_of_three_answers_tells_little() -> None:
    fields: Mapping[str, object] = {
        "kind": "multiple",
        "prompt": "What do insurers fear?",
        "distractors": ["fog", "rum"],
    }
    (finding,) = multiple_or_choice("clang", {**fields, "answers": ["fire", "an insurer's clerk"]})
    assert finding.route == ("answers", 1)
    assert "“insurer's”" in finding.message
    assert not multiple_or_choice("clang", {**fields, "answers": ["fire", "an insurer's clerk", "ice"]})


def test_convergence_needs_two_distractors_and_no_rival() -> None:
    assert choice("convergence", "What was it?", "copper and zinc", "copper and tin", "lead and zinc", "iron")
    assert not choice(
        "convergence", "What was it?", "copper and zinc", "copper and tin", "lead and zinc", "lead and tin"
    )
    assert not choice("convergence", "What was it?", "copper and zinc", "copper and tin", "lead", "iron")
    (finding,) = choice("convergence", "What was it?", "copper and zinc", "copper and tin", "lead and zinc", "iron")
    assert "“copper”, “zinc”" in finding.message


# --- grammar --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("end", "answer", "distractor", "flagged"),
    [
        ("an", "anchor", "rudder", True),
        ("a", "rudder", "anchor", True),
        ("an", "anchor", "oar", False),
        ("a", "union", "brig", False),
        ("a", "one-man boat", "brig", False),
        ("an", "hour", "hut", True),
        ("an", "umbrella", "unknown ship", False),
        ("an", "8-oared gig", "oar", False),
        ("an ___", "SOS", "oar", False),
        ("a(n)", "anchor", "rudder", False),
        ("the", "anchor", "rudder", False),
        ("vitamin A", "anchor", "rudder", False),
    ],
)
def test_articles(end: str, answer: str, distractor: str, flagged: bool) -> None:
    assert bool(choice("article-clue", f"What the mate lost is called {end}", answer, distractor, answer)) is flagged


def test_an_article_inside_the_prompt_is_none_before_the_gap() -> None:
    assert not choice("article-clue", "What did an officer lose?", "anchor", "rudder", "oar")


@pytest.mark.parametrize(
    ("prompt", "answer", "distractor", "flagged"),
    [
        ("The side lights are", "red and green", "a white lamp", True),
        ("The side lights are", "a pair of lamps", "a white lamp", True),
        ("The side lights are", "red and green", "a set of lamps", False),
        ("The side lights are", "a red lamp", "a white lamp", False),
        ("The side lights are", "red and green", "a white and a blue lamp", False),
        ("Which two lights are these?", "red and green", "one white lamp", True),
        ("What were the nets used for?", "ropes", "a fence", False),
    ],
)
def test_numbers(prompt: str, answer: str, distractor: str, flagged: bool) -> None:
    assert bool(choice("number-clue", prompt, answer, distractor, "blue ones")) is flagged
