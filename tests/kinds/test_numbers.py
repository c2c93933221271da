"""Numbers of any length and in any writing: what every output can carry is read, all else is an error at its field."""

from __future__ import annotations

import html
import json
import re
from decimal import Context, Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, NoReturn

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jinja2 import Environment

from quizgen.assembly.quiz import Item
from quizgen.assembly.shuffle import shuffled_options
from quizgen.book.book_text import BookText
from quizgen.checks.run import run_checks
from quizgen.checks.subject import make_subject
from quizgen.kinds.numeric import Numeric
from quizgen.outputs.anki.notes import render_notes
from quizgen.outputs.html.templates import _environment
from quizgen.outputs.html.worksheet import render_worksheet
from quizgen.outputs.languages import choose_words
from quizgen.outputs.languages.english import ENGLISH
from quizgen.project.bank import parse_bank
from quizgen.text.figures import read_evidence, read_figures
from quizgen.text.superscripts import lower_digits
from tests.outputs.anki.test_notes import deck_of, fields
from tests.projects import BANK, Project
from tests.samples import BOOK, PASSAGE, item
from tests.sheets import make_sheet

NINES = "9" * 24_000


def strict(text: str) -> Any:
    """JSON as browsers read it."""

    def refuse(constant: str) -> NoReturn:
        raise AssertionError(f"{constant} is no JSON")

    return json.loads(text, parse_constant=refuse)


def accepted(question: Numeric) -> tuple[list[float], list[str]]:
    """The lowest and the highest number that is right, on the sheet and on the card."""
    one = Item(question, BOOK.chapter("1"), (PASSAGE.place,), (PASSAGE,))
    page = render_worksheet(make_sheet([one])).decode()
    found = re.search(r'<script type="application/json" id="answers">(.*?)</script>', page, re.DOTALL)
    assert found
    (note,) = render_notes(deck_of(one))
    exercise = fields(note)["Exercise"]
    bounds = re.findall(r'data-(?:low|high)="([^"]*)"', exercise)
    assert all(len(field) < 5000 for field in note.fields)
    (interval,) = strict(found[1])["questions"][0]["accept"]
    return interval, [html.unescape(bound) for bound in bounds]


def _value(shown: str) -> Decimal:
    mantissa, _, power = shown.replace(",", "").partition("\u00a0×\u00a010")
    return Decimal(mantissa).scaleb(int(lower_digits(power) or 0), LONG)


LONG = Context(prec=200, Emin=-999_999, Emax=999_999)

TEMPLATE = """\
chapter: 1
questions:
  - id: litres
    kind: numeric
    prompt: "How many litres?"
    answer: {answer}
    tolerance: {tolerance}
    derived: "Counted."
    explanation: "Counted."
    cite: "The lens has sixteen panels"
    difficulty: 1
    bloom: apply
"""

SIGN = st.sampled_from(["", "-", "+", " "])
DIGITS = st.text("0123456789", max_size=40) | st.text("0123456789_.٣１½, xe-", max_size=12)
POWER = st.just("") | st.integers(-(10**25), 10**25).map("e{}".format) | st.integers(-120, 120).map("E{}".format)
NUMBERS = st.builds("{}{}{}".format, SIGN, DIGITS, POWER) | st.sampled_from(["nan", "inf", "-Infinity", "0x10", NINES])


@given(NUMBERS, NUMBERS)
@example("1", "1e400")
@example("1e1000000", "0")
@example("1e-999999999", "0")
@example("0e999999999", "0")
@example("9" * 15 + "e85", "9" * 15 + "e-100")
@example("6.02214076e23", "0.001")
@example("1e40", "1e-13")
@example(NINES, NINES)
@example("1." + "0" * 24_000, "0." + "0" * 24_000 + "1")
@example("1_000", "+5")
@example("٣", "１")
def test_a_number_is_carried_by_sheet_and_card_or_refused_at_its_field(answer: str, tolerance: str) -> None:
    text = TEMPLATE.format(answer=json.dumps(answer), tolerance=json.dumps(tolerance))
    bank = parse_bank(text, "bank", BOOK)
    for diagnostic in bank.diagnostics:
        assert diagnostic.code == "bad-value"
        assert diagnostic.location.line in (6, 7)
        assert diagnostic.hint
        assert len(diagnostic.message) < 200
    if bank.diagnostics:
        return
    (question,) = (entry.question for entry in bank.entries)
    assert isinstance(question, Numeric)
    (low, high), bounds = accepted(question)
    assert low <= float(question.answer) <= high
    assert (low < float(question.answer) < high) == bool(question.tolerance.amount)
    assert [low, high] == list(map(float, bounds))
    assert _value(ENGLISH.exact(question.answer)) == question.answer
    run_checks([make_subject(question, "1", None)], BOOK)


@pytest.mark.parametrize("written", ["1e100", "1e-101", "9" * 16, "1.0000000000000001", "5." + "0" * 101, "1e400"])
def test_beyond_the_limits_the_hint_names_them(written: str) -> None:
    (fault,) = parse_bank(TEMPLATE.format(answer=written, tolerance=0), "bank", BOOK).diagnostics
    assert str(fault.location) == "bank:6:13"
    assert fault.message == "`answer`: this number has more digits than a sheet or card can carry"
    assert fault.hint.startswith(
        "At most 15 digits from the first to the last that is not 0, at most 100 before the point and 100 behind it"
    )


@pytest.mark.parametrize(("answer", "tolerance"), [("6.02214076e23", "0.001"), ("1e40", "1e-13"), ("0.5", "1e15")])
def test_a_tolerance_that_would_be_lost_beside_its_answer_is_refused(answer: str, tolerance: str) -> None:
    (fault,) = parse_bank(TEMPLATE.format(answer=answer, tolerance=tolerance), "bank", BOOK).diagnostics
    assert str(fault.location) == "bank:7:16"
    assert fault.message == "`tolerance`: with its tolerance, the answer has more digits than a sheet or card can carry"
    assert fault.hint.startswith("At most 15 digits")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("6.02e23", "6.02 × 10²³"),
        ("60.20E+22", "60.20 × 10²²"),
        ("1e99", "1 × 10⁹⁹"),
        ("1e-100", "1 × 10⁻¹⁰⁰"),
        ("-2.5e-3", "-2.5 × 10⁻³"),
        ("602e0", "602 × 10⁰"),
        ("1" + "0" * 99, "1" + ",000" * 33),
        ("0." + "0" * 99 + "1", "0." + "0" * 99 + "1"),
        ("1.50", "1.50"),
        ("12500", "12,500"),
        ("9" * 15, "999,999,999,999,999"),
        ("1_000", "1000"),
        ("+5", "5"),
        ("0e50", "0"),
    ],
)
def test_up_to_the_limits_a_number_is_shown_as_it_is(written: str, shown: str) -> None:
    (entry,) = parse_bank(TEMPLATE.format(answer=written, tolerance=0), "bank", BOOK).entries
    assert isinstance(entry.question, Numeric)
    assert ENGLISH.exact(entry.question.answer).replace("\u00a0", " ") == shown
    assert accepted(entry.question)[0] == [float(written)] * 2


def test_infinity_never_gets_into_a_page() -> None:
    environment: Environment = _environment(choose_words("en"))
    with pytest.raises(ValueError, match="not JSON compliant"):
        environment.from_string("{{ value | tojson }}").render(value=float("inf"))


# --- whole numbers ---

WHOLE = {
    "difficulty": (f"{BANK}/1.yaml", "difficulty: 1", "difficulty: {}"),
    "year": (f"{BANK}/book.yaml", "year: 1911", "year: {}"),
    "number of a section": (f"{BANK}/book.yaml", "number: 1,", "number: {},"),
    "verbatim": (f"{BANK}/book.yaml", "language: en", "language: en\nverbatim: {}"),
    "count": ("decks/lighthouse.yaml", "count: 10}", "count: {}}}"),
    "versions": ("decks/lighthouse.yaml", "versions: 2", "versions: {}"),
    "columns": ("decks/lighthouse.yaml", "versions: 2", "columns: {}"),
    "space": ("decks/lighthouse.yaml", "versions: 2", "space: {{essay: {}}}"),
    "mix": ("decks/lighthouse.yaml", "versions: 2", "mix: {{essay: {}}}"),
    "difficulty of a sheet": ("decks/lighthouse.yaml", "versions: 2", "difficulty: {}"),
}
TOO_LARGE = ["1000001", "9" * 400, "9" * 4300, NINES]
NOT_WHOLE = ["1e5", "0x10", "٣", "1.5", "-1e400", "１", "NaN", "-7777777"]


@pytest.mark.parametrize("written", [*TOO_LARGE, *NOT_WHOLE], ids=lambda written: written[:8])
@pytest.mark.parametrize("field", WHOLE)
def test_a_whole_number_that_is_none_or_too_large_is_refused_at_its_field(
    project: Project, field: str, written: str
) -> None:
    name, old, new = WHOLE[field]
    project.replace(name, old, new.format(written))
    line = next(number for number, text in enumerate(project.read(name).splitlines(), 1) if written[:300] in text)
    done = project.run("build")
    assert done.code == 1
    assert f"{name}:{line}:" in done.err
    assert "error[bad-value]" in done.err
    assert len(done.err) < 3000


@pytest.mark.parametrize("written", [" 5 ", "+5", "5.0", "0_5"])
def test_other_ways_to_write_a_whole_number(project: Project, written: str) -> None:
    project.replace("decks/lighthouse.yaml", "count: 10, versions: 2", f'count: "{written}", versions: 2')
    done = project.run("build")
    assert (done.code, done.err) == (0, "")
    assert project.read("build/everything-a.html").count('<form class="question') == 5


@pytest.mark.parametrize(
    "digits", ["0", "501", "99999999999", NINES, "0" * 24_000 + "1"], ids=lambda digits: digits[:8]
)
def test_the_number_of_a_deletion_has_bounds(project: Project, digits: str) -> None:
    project.replace(f"{BANK}/1.yaml", "{{1::sixteen}}", f"{{{{{digits}::sixteen}}}}")
    done = project.run("check")
    assert done.code == 1
    assert "error[cloze-numbering]: gaps are numbered from 1 to 500" in done.err


HUGE = [str(2**63), "9" * 4000, NINES, "-1", "1.5", "Infinity"]


@pytest.mark.parametrize("written", HUGE, ids=lambda written: written[:8])
@pytest.mark.parametrize("field", ["mod", "numbers", "gone"])
def test_numbers_of_a_published_note_have_bounds(project: Project, field: str, written: str) -> None:
    project.run("check")
    value = {"mod": "1", "numbers": "[]", "gone": "[]"} | {field: written if field == "mod" else f"[{written}]"}
    row = ", ".join(f'"{name}": {each}' for name, each in value.items())
    project.write(f"{BANK}/released.lock", f'{{"id": "panels", "kind": "cloze", "hash": "0", {row}}}\n')
    done = project.run("build")
    assert done.code == 1
    assert f"{BANK}/released.lock:1:1: error[bad-lock]" in done.err


@pytest.mark.parametrize("written", HUGE, ids=lambda written: written[:8])
@pytest.mark.parametrize("field", ["words", "spans", "checks"])
def test_numbers_of_what_was_verified_may_be_any(project: Project, field: str, written: str) -> None:
    project.run("check")
    name = f"{BANK}/verified.lock"
    pattern = {"words": r'"words": \d+', "spans": r"(?<=\"1\", )\d+", "checks": r'"checks": \d+'}[field]
    before = f'"{field}": ' if field != "spans" else ""
    text, count = re.subn(pattern, f"{before}{written}", project.read(name))
    assert count
    project.write(name, text)
    for command in (["coverage"], ["check"], ["build", "--keep-going"]):
        assert project.without_copy(*command).code in (0, 1)


@pytest.mark.parametrize("value", [NINES, "٣" * 11, "1e9", "0"])
def test_the_time_of_a_build_has_bounds(project: Project, value: str) -> None:
    done = project.run("build", SOURCE_DATE_EPOCH=value)
    assert done.code == 1
    assert "SOURCE_DATE_EPOCH: error[bad-value]" in done.err
    assert len(done.err) < 300


# --- numbers within texts ---

TEXTS = [
    "10^999999999",
    "1e999999",
    "9" * 30_000,
    "1" + ",000" * 10_000,
    "1" + " 000" * 10_000,
    "1." + "9" * 30_000,
    "1,000." + "9" * 30_000,
    "9" * 300 + " million" * 1000,
    "9" * 300 + "/" + "9" * 300,
    "1/" + "9" * 30_000,
    "٣" * 5000,
    "²" * 5000,
    "16 to " + "9" * 300 + " million per cent",
    "&#" + "9" * 5000 + ";",
    "$" + "9" * 5000 + "$",
    "9" * 5000 + ". x\ny",
]


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text[:8])
def test_a_number_in_a_text_may_be_of_any_length(text: str, lighthouse: BookText) -> None:
    read_evidence(text)
    shuffled_options([text, f"{text} tons"])
    changes: dict[str, Any] = {"prompt": text, "explanation": text, "cite": "The lens has sixteen panels"}
    items = [
        item(
            "choice", answer=text, distractors=[f"more than {text}", f"{text} to {text}", f"{text} million"], **changes
        ),
        item("short", answer=text, also=[text], **changes),
        item("true-false", answer="true", **changes),
        item("numeric", unit=text, **changes),
    ]
    run_checks([make_subject(each.question, "1", lighthouse) for each in items], lighthouse.book)
    page = render_worksheet(make_sheet(items)).decode()
    found = re.search(r'id="answers">(.*?)</script>', page, re.DOTALL)
    assert found and len(strict(found[1])["questions"]) == 4
    assert len(list(render_notes(deck_of(*items)))) == 4


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text[:8])
def test_so_may_one_in_the_copy(project: Project, text: str) -> None:
    file = Path("library/lighthouse.txt")
    project.replace(file.as_posix(), "in January.", f"boat in January. It is {text} as well.")
    project.replace(f"{BANK}/1.yaml", 'explanation: "The nights', 'explanation: "In 1850 and 1234567 the nights')
    done = project.run("check")
    assert "explanation-figure-not-in-chapter" in done.err
    assert project.run("source", "outline", file.as_posix()).code in (0, 1)


def test_grouped_digits_are_read_as_before() -> None:
    grouped = "1" + ",000" * 99
    assert [figure.spoken for figure in read_figures(grouped)] == [10**297]
    assert [figure.spoken for figure in read_figures("1 000 000 and 2,500.25")] == [10**6, Fraction(250025, 100)]
