"""The documentation of a check is its docstring: its examples run, its page and the schema are as checked in."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from quizgen.book.book_text import BookText
from quizgen.checks import EVERY_CHECK
from quizgen.checks.check import AnyCheck, Check
from quizgen.checks.docs import read_documentation
from quizgen.checks.run import run_checks
from quizgen.checks.subject import Subject, make_subject
from quizgen.kinds import KINDS
from quizgen.model.book import Book, Level
from quizgen.project.bank import parse_bank
from quizgen.project.yaml_document import parse_document
from quizgen.reports.explanation import OTHER_CODES, all_codes, explain, write_page
from quizgen.reports.schema import bank_schema, write_schema
from tests.conftest import ROOT
from tests.projects import Project

COMMON = {
    "explanation": "Each panel throws one beam.",
    "cite": "The lens has sixteen panels",
    "difficulty": "2",
    "bloom": "understand",
}


def examples(text: str, lighthouse: BookText, book: Book) -> list[Subject]:
    """The questions of an example: one mapping, or a list of them."""
    value: Any = parse_document(text, "example").value
    assert value is not None
    fields: list[dict[str, Any]] = value if isinstance(value, list) else [value]
    filled = [{"id": f"example-{number}", **COMMON, **each} for number, each in enumerate(fields, 1)]
    bank = parse_bank(
        yaml.safe_dump({"chapter": "1", "questions": filled}, allow_unicode=True), "example", lighthouse.book
    )
    assert not bank.diagnostics, bank.diagnostics
    return [make_subject(entry.question, entry.chapter, lighthouse, book=book) for entry in bank.entries]


def is_runnable(check: AnyCheck) -> bool:
    """A balance over hundreds of questions is described in prose."""
    return "kind:" in read_documentation(check).bad


@pytest.mark.parametrize("check", EVERY_CHECK, ids=lambda check: check.code)
def test_the_bad_example_is_found_and_the_good_one_is_not(check: AnyCheck, lighthouse: BookText) -> None:
    documented = read_documentation(check)
    assert documented.rule
    if not is_runnable(check):
        assert documented.bad
        assert documented.good
        return
    book = lighthouse.book.model_copy(update={"checks": {check.code: Level(check.severity)}, "attribute": "Keeper"})
    if isinstance(check, Check) and check.reads_text:
        assert all(each.is_located for each in examples(documented.good, lighthouse, book)), "else it shows nothing"
    for text, expected in ((documented.bad, True), (documented.good, False)):
        reported = run_checks(examples(text, lighthouse, book), book)
        codes = {code for each in reported for code, _, _ in each}
        assert (check.code in codes) is expected, (text, codes)


def test_every_code_of_the_source_is_documented() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "quizgen").rglob("*.py"))
    used = set(re.findall(r'(?:Diagnostic|[Ff]ault|append|yield|return|diagnose)[\s(]*"([a-z]+(?:-[a-z]+)+)"', source))
    assert {"unknown-check", "opens-not-found", "copy-empty", "released-kind", "unknown-field"} <= used
    assert used <= set(all_codes()), used - set(all_codes())
    for code in OTHER_CODES:
        assert f'"{code}"' in source.replace("explanation.py", ""), code


@pytest.mark.parametrize("code", all_codes())
def test_every_code_can_be_explained(code: str) -> None:
    text = explain(code)
    assert text is not None
    assert text.startswith(code)


def test_explain_on_the_command_line(project: Project) -> None:
    done = project.run("explain", "citation-not-found")
    assert done.code == 0
    assert "Bad:" in done.out
    assert "did you mean `verbatim`" in project.run("explain", "verbatum").err
    assert project.run("explain").code == 2


def test_the_page_of_all_checks_is_the_one_checked_in() -> None:
    hint = "run: quizgen explain --all > docs/checks.md"
    assert (ROOT / "docs" / "checks.md").read_text(encoding="utf-8") == write_page(), hint


# --- the schema -------------------------------------------------------------------------------

SCHEMA = ROOT / "questions" / "bank.schema.json"
BANKS = [path for path in sorted((ROOT / "questions").glob("*/*.yaml")) if path.name != "book.yaml"]


def test_the_schema_is_the_one_checked_in() -> None:
    assert SCHEMA.read_text(encoding="utf-8") == write_schema(), "run: quizgen schema > questions/bank.schema.json"


def validator() -> jsonschema.Draft202012Validator:
    jsonschema.Draft202012Validator.check_schema(bank_schema())
    return jsonschema.Draft202012Validator(bank_schema())


@pytest.mark.parametrize("path", BANKS, ids=lambda path: path.stem)
def test_every_bank_names_the_schema_and_fits_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=../bank.schema.json\n")
    assert not list(validator().iter_errors(yaml.safe_load(text)))


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_knows_the_fields_of_every_kind(kind: str, lighthouse: BookText) -> None:
    """What the schema underlines, the loader refuses, and the other way round."""
    from tests.samples import FIELDS

    fields = {"id": "sample", "kind": kind, **COMMON, **FIELDS[kind], "difficulty": 2}
    for number in ("answer", "tolerance"):
        if kind == "numeric":
            fields[number] = float(fields[number])
    if kind == "true-false":
        fields["answer"] = fields["answer"] == "true"
    check = validator()
    assert check.is_valid({"chapter": 1, "questions": [fields]})
    for spoiled in ({"promt": "x"}, {"bloom": "know"}, {"difficulty": 4}, {"id": "Not An Id"}, {"tags": ["two words"]}):
        bad = {"chapter": 1, "questions": [{**fields, **spoiled}]}
        assert not check.is_valid(bad), spoiled
        assert parse_bank(yaml.safe_dump(bad, allow_unicode=True), "bank", lighthouse.book).diagnostics, spoiled
    for name in ("id", "cite", "bloom"):
        assert not check.is_valid({"questions": [{key: value for key, value in fields.items() if key != name}]})


def test_new_banks_name_the_schema(project: Project) -> None:
    project.run("new", "intro")
    assert "bank.schema.json" not in project.read("questions/lighthouse/intro.yaml"), "there is none here"
    (project.root / "questions" / "bank.schema.json").write_text("{}")
    (project.root / "questions" / "lighthouse" / "intro.yaml").unlink()
    project.run("new", "intro")
    assert project.read("questions/lighthouse/intro.yaml").startswith(
        "# yaml-language-server: $schema=../bank.schema.json"
    )


# --- living with checks -----------------------------------------------------------------------

TWICE = """\
chapter: 1
questions:
  - id: panels-one
    kind: short
    prompt: "How many panels of glass has the great lens?"
    answer: "sixteen panels"
    explanation: "e"
    cite: "The lens has sixteen panels"
    difficulty: 1
    bloom: apply
  - id: panels-two
    kind: short
    prompt: "The great lens has how many panels of glass?"
    answer: "sixteen panels"
    explanation: "e"
    cite: "The lens has sixteen panels"
    difficulty: 1
    bloom: apply
"""


def found(book: Book, text: str, lighthouse: BookText, *, copy: bool = True) -> list[tuple[str, str]]:
    bank = parse_bank(text, "bank", book)
    subjects = [make_subject(e.question, e.chapter, lighthouse if copy else None) for e in bank.entries]
    reported = run_checks(subjects, book)
    return [(code, severity) for each in reported for code, severity, _ in each]


def test_a_warning_can_be_ignored_and_an_ignore_that_excuses_nothing_is_told(lighthouse: BookText) -> None:
    book = lighthouse.book
    assert found(book, TWICE, lighthouse) == [("near-duplicate", "warning")]
    ignored = TWICE + '    ignore: {near-duplicate: "asked from both sides"}\n'
    assert found(book, ignored, lighthouse) == []
    first = TWICE.replace("    bloom: apply\n", '    bloom: apply\n    ignore: {near-duplicate: "why"}\n', 1)
    assert found(book, first, lighthouse) == [("unused-ignore", "warning"), ("near-duplicate", "warning")]


def test_an_error_cannot_be_ignored_nor_a_check_that_there_is_not(lighthouse: BookText) -> None:
    text = TWICE.replace('has sixteen panels"\n    difficulty', 'has seventeen panels"\n    difficulty', 1)
    text = text.replace(
        "    bloom: apply\n", '    bloom: apply\n    ignore: {citation-not-found: "why", typo: "why"}\n', 1
    )
    assert found(lighthouse.book, text, lighthouse)[:3] == [
        ("citation-not-found", "error"),
        ("unknown-check", "error"),
        ("unknown-check", "error"),
    ]


@pytest.mark.parametrize(("level", "expected"), [("error", [("near-duplicate", "error")]), ("off", [])])
def test_a_bank_may_weigh_a_warning_otherwise(lighthouse: BookText, level: str, expected: list[object]) -> None:
    book = lighthouse.book.model_copy(update={"checks": {"near-duplicate": Level(level)}})
    assert found(book, TWICE, lighthouse) == expected


def test_levels_that_are_none(project: Project) -> None:
    name = "questions/lighthouse/book.yaml"
    project.write(name, project.read(name) + "checks: {citation-not-found: off, typo: error, verbatim: error}\n")
    done = project.run("check")
    assert done.err.count("error[unknown-check]") == 2
    assert f"{name}:13:30: error[unknown-check]: `citation-not-found` is an error in every bank" in done.err


def test_strict_makes_warnings_errors(project: Project) -> None:
    project.replace(
        "questions/lighthouse/1.yaml", "  - id: panels\n", TWICE.split("questions:\n")[1] + "  - id: panels\n"
    )
    assert project.run("check").code == 0
    assert project.run("check", "--strict").code == 1


def test_the_limit_of_verbatim_can_be_set(project: Project) -> None:
    project.replace("questions/lighthouse/1.yaml", "Three a night on average", "It is three litres a night if one asks")
    assert project.run("check").code == 0
    project.replace("questions/lighthouse/book.yaml", "language: en\n", "language: en\nverbatim: 4\n")
    assert "error[verbatim]" in project.run("check").err
