"""Faults of wording are found in the labelled questions, at their fields, and good questions are left alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.item_writing import CLUES, LABELS, MEASURED, Labelled, find, make_question, read_items, score, total
from evals.item_writing import WORDING as CHECKS
from quizgen.checks import BANK_CHECKS, QUESTION_CHECKS
from quizgen.checks.check import BankCheck, Check
from quizgen.kinds import KINDS
from quizgen.model.diagnostics import Finding
from quizgen.project.bank import read_bank_file
from tests.projects import BANK, LIGHTHOUSE
from tests.samples import FIELDS

ITEMS = read_items()


def found(code: str, **fields: object) -> list[Finding]:
    (check,) = (check for check in CHECKS if check.code == code)
    return find(check, make_question(fields, "q"))


def choice(code: str, prompt: str, answer: str, *distractors: str) -> list[Finding]:
    return found(code, kind="choice", prompt=prompt, answer=answer, distractors=list(distractors))


@pytest.mark.parametrize("check", [check for check in MEASURED if check not in CLUES], ids=lambda check: check.code)
def test_a_check_is_right_nine_times_in_ten(check: Check | BankCheck) -> None:
    result = score(check, ITEMS)
    assert result.positives >= 8
    assert result.precision >= 0.9, result.false_alarms
    assert result.recall >= 0.8, result.missed


@pytest.mark.parametrize("file", sorted(LABELS.glob("*.yaml")), ids=lambda file: file.stem)
def test_all_checks_together_are_right_on_each_set(file: Path) -> None:
    result = total([score(check, read_items(file)) for check in MEASURED])
    assert result.precision >= 0.95, result.false_alarms
    assert result.recall >= 0.85, result.missed


def test_the_labels_are_those_of_checks() -> None:
    labelled = {flaw for item in ITEMS for flaw in item.flaws}
    codes = {check.code for check in QUESTION_CHECKS} | {check.code for check in BANK_CHECKS}
    assert {check.code for check in MEASURED} <= labelled <= codes
    flawed = sum(bool(item.flaws) for item in ITEMS)
    assert len(ITEMS) > 700
    assert 0.4 < flawed / len(ITEMS) < 0.6


@pytest.mark.parametrize("kind", KINDS)
def test_a_good_question_of_any_kind_passes(kind: str) -> None:
    question = make_question({"kind": kind, **FIELDS[kind]}, "q")
    assert [(check.code, finding) for check in (*CHECKS, *CLUES) for finding in find(check, question)] == []


@pytest.mark.parametrize("name", ["1.yaml", "2.yaml"])
def test_the_lighthouse_passes(name: str) -> None:
    for entry in read_bank_file(LIGHTHOUSE / BANK / name, name, None).entries:
        assert [check.code for check in (*CHECKS, *CLUES) if find(check, entry.question)] == []


@given(
    st.text(" ?.:,_“”'*1Aan\n", max_size=200),
    st.lists(st.text("ab 1.-–,only ", min_size=1).filter(str.strip), min_size=3, max_size=9),
)
def test_no_text_is_too_odd(prompt: str, options: list[str]) -> None:
    if not prompt.strip():
        prompt = "?"
    fields = {"kind": "choice", "prompt": prompt, "answer": options[0], "distractors": options[1:]}
    question = make_question(fields, "q")
    for check in (*CHECKS, *CLUES):
        for finding in find(check, question):
            assert finding.message
            assert finding.hint


def test_long_texts_take_no_long_time() -> None:
    prompt = "Which of the keepers, " + "who was not there and " * 2000 + "went?"
    question = make_question({**FIELDS["choice"], "kind": "choice", "prompt": prompt}, "q")
    for check in (*CHECKS, *CLUES):
        find(check, question)


# --- where, and how it is said --------------------------------------------------------------------


def test_findings_lead_to_the_option() -> None:
    (finding,) = choice("all-of-the-above", "What floats?", "cork", "lead", "none of these")
    assert finding.route == ("distractors", 1)
    assert "“none of these”" in finding.message
    (finding,) = found(
        "overlapping-options",
        kind="multiple",
        prompt="Who may enter?",
        answers=["a pilot", "a clerk"],
        distractors=["a boy", "a pilot on duty"],
    )
    assert finding.route == ("distractors", 1)
    (finding,) = choice("mixed-options", "When was it?", "1904", "1909", "1911", "1913", "after the gale")
    assert finding.route == ("distractors", 3)
    assert "“after the gale”" in finding.message


def test_findings_name_the_words() -> None:
    (finding,) = found("not-self-contained", kind="cloze", text="In this passage the lens has {{sixteen}} panels.")
    assert finding.route == ("text",)
    assert "In this passage" in finding.message
    (finding,) = choice("plain-negative", "Which of these is not a sail?", "mast", "jib", "topsail")
    assert "write NOT" in finding.hint
    (finding,) = choice("double-negative", "Which of these is NOT a fish?", "It does not swim.", "an eel", "a cod")
    assert finding.route == ("answer",)


def test_more_than_one_vague_option_is_told_at_each() -> None:
    findings = choice("vague-frequency", "How does the lamp burn?", "often low", "rarely high", "blue")
    assert [finding.route for finding in findings] == [("answer",), ("distractors", 0)]


# --- whole words, ranges, numbers of options ---------------------------------------------------


@pytest.mark.parametrize("count", [2, 3, 7])
def test_any_number_of_options(count: int) -> None:
    distractors = [f"{number}0 to {number}8 metres" for number in range(2, 2 + count)]
    assert not choice("overlapping-options", "How high is it?", "10 to 18 metres", *distractors)
    assert choice("overlapping-options", "How high is it?", "10 to 20 metres", *distractors)


@pytest.mark.parametrize(
    ("first", "second", "overlap"),
    [
        ("10–20", "20–30", True),
        ("10–19", "20–29", False),
        ("more than 20", "10 to 20", False),
        ("at least 20", "10 to 20", True),
        ("under 10 metres", "10 metres", False),
        ("up to 10 metres", "10 metres", True),
        ("1,000 to 2,000 tons", "1.5 to 2 tons", False),
        ("1,000 to 2,000 tons", "1,500 tons", True),
        ("from two to three weeks", "from two to three months", False),
        ("1904 to 1909", "1909 to 1912", False),
        ("2.5 to 3.5 knots", "3.5 to 4 knots", True),
        ("1 to 1,5 metres", "2 to 3 metres", False),
        ("1 to 1,5 metres", "1,4 to 3 metres", True),
        ("0,75 tons", "70 to 80 tons", False),
    ],
)
def test_ranges(first: str, second: str, overlap: bool) -> None:
    assert bool(choice("overlapping-options", "How much was it?", first, second, "none")) is overlap


@pytest.mark.parametrize(
    ("shorter", "longer", "overlap"),
    [
        ("the crew", "the crew on deck", True),
        ("iron", "cast iron", True),
        ("at the pier", "at the south pier", True),
        ("the harbour", "the harbour master", False),
        ("north", "north-east", False),
        ("York", "New York", False),
        ("in Ireland", "in Northern Ireland", False),
        ("red", "red and green", False),
        ("oil", "no oil", False),
        ("sail", "mainsail", False),
        ("the mizzen", "the sail of the mizzen", False),
    ],
)
def test_parts(shorter: str, longer: str, overlap: bool) -> None:
    assert bool(choice("overlapping-options", "Which was it?", shorter, longer, "tin")) is overlap
    assert bool(choice("overlapping-options", "Which was it?", "tin", longer, shorter)) is overlap


@pytest.mark.parametrize(
    ("prompt", "flagged"),
    [
        ("Which ship has not come back?", True),
        ("Which ship hasn't come back?", True),
        ("Which ship had the pilot in the lee not seen?", True),
        ("Which ship has NOT come back?", False),
        ("Which ship has *not* come back?", False),
        ("Which ship that had not come back was found?", False),
        ("Which ship is not only fast but safe?", False),
        ("What did the mate tell the boy not to touch?", False),
        ("The oil did not last. Which lamp went out?", False),
        ("“Which of these is not mine?” Who asked this?", False),
        ("Which ship carries at least two boats?", False),
        ("Which ship carries the least oil?", False),
        ("Which ship is least suited to ice?", True),
    ],
)
def test_negatives(prompt: str, flagged: bool) -> None:
    assert bool(choice("plain-negative", prompt, "the Hope", "the Swift", "the Star")) is flagged


@pytest.mark.parametrize("prompt", ["Why is it that Trotsky's “What next?” was read?", "Who asked, “Why? And when?”"])
def test_quoted_questions_are_no_second_ones(prompt: str) -> None:
    assert not choice("two-questions", prompt, "a", "b", "c")


def test_a_label_is_not_needed_for_a_score() -> None:
    item = Labelled((make_question({"kind": "short", "prompt": "Oil.", "answer": "a"}, "q"),), frozenset())
    (check,) = (check for check in CHECKS if check.code == "prompt-is-no-question")
    assert score(check, (item,)).false_alarms == ("q",)
    assert score(check, (item,)).precision == 0
