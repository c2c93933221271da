"""Counts agree with their nouns: one question, two questions."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from quizgen.model.diagnostics import counted
from tests.conftest import ROOT
from tests.projects import BANK, Project

ONE = """chapter: 1
questions:
  - id: panels
    kind: short
    prompt: "How many panels has the lens?"
    answer: sixteen
    explanation: "Each panel throws one beam."
    cite: "The lens has sixteen panels"
    difficulty: 2
    bloom: understand
"""


@pytest.fixture
def one_question(project: Project) -> Project:
    project.write(f"{BANK}/1.yaml", ONE)
    for name in ("2.yaml", "released.lock", "reviewed.lock"):
        (project.root / BANK / name).unlink(missing_ok=True)
    project.write(
        "decks/lighthouse.yaml",
        'book: lighthouse\nanki: {deck: "One"}\nworksheets:\n  - {name: quiz, count: 2}\n',
    )
    return project


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("check",), "1 question: 1 located, 1 checked against the passage as far as words can tell, 0 read; 0 errors"),
        (("build",), "Made 1 Anki deck (1 question) and 1 worksheet with its key: open"),
        (("build",), "1 question was checked against its passage in "),
        (("build",), "“quiz” asks for 2 questions, and 1 can be had"),
        (("sheet", "--count", "1"), "Made a worksheet of 1 question, with its key: open"),
        (("sheet", "--count", "1", "--tag", "none", "--kind", "essay"), "there is no tag `none`"),
        (("release",), "1 added, 0 edited, 0 retired"),
        (("source", "add", "library/lighthouse.txt", "--book", "lighthouse"), "3 chapters, 506 words, kept in"),
    ],
)
def test_one_question(one_question: Project, arguments: tuple[str, ...], said: str) -> None:
    done = one_question.run(*arguments)
    assert said in done.out + done.err


def test_one_of_two(one_question: Project) -> None:
    second = ONE.partition("questions:\n")[2].replace("panels\n", "other\n", 1).replace("sixteen\n", "eighteen\n")
    one_question.write(f"{BANK}/1.yaml", ONE + second)
    done = one_question.run("build", "--keep-going")
    assert "1 of 2 questions was checked against its passage" in done.out
    assert "2 questions: 2 located, 1 checked" in one_question.run("check").out
    assert "1 error, 1 warning." in one_question.run("check").out


def test_one_of_a_thing() -> None:
    assert [counted(number, "question") for number in (0, 1, 2)] == ["0 questions", "1 question", "2 questions"]


_NOUNS = (
    "answer book chapter character copie deck distractor error file gap letter line opening option page paragraph part "
    "passage place question section sheet version warning word worksheet"
)
_PLURAL = re.compile(rf" (?:{'|'.join(_NOUNS.split())})s\b")

NEVER_ONE = {
    "checks/balance.py",  # reported of a dozen or more
    "checks/brevity.py",  # reported of six words or more
    "checks/option_patterns.py",  # reported of three options or more
    "checks/citations.py",  # of several places
    "checks/clues.py",  # of two distractors or more
    "checks/options.py",  # of two options or more
    "book/openings.py",  # of several places
    "pipeline/ask_judge.py",  # one of many
    "pipeline/build_recipes.py",  # “All 2 questions”
    "pipeline/build_sheet.py",  # of several versions
    "reports/damage.py",  # it says “1 place looks” itself
    "copies/formats/archive.py",  # limits in thousands
    "copies/formats/epub.py",
    "copies/formats/pdf.py",
}


def plurals_behind_numbers(file: Path) -> Iterator[str]:
    """The f-strings of a module in which a number is put before a plural."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.JoinedStr):
            for value, text in zip(node.values, node.values[1:], strict=False):
                if isinstance(value, ast.FormattedValue) and isinstance(text, ast.Constant):
                    found = _PLURAL.match(str(text.value))
                    if found and re.search(r"len\(|count|number|total|sound|MAX|limit", ast.unparse(value.value)):
                        yield ast.unparse(node)


def test_no_other_message_counts_by_itself() -> None:
    package = ROOT / "quizgen"
    found = {
        file.relative_to(package).as_posix(): said
        for file in package.rglob("*.py")
        if (said := list(plurals_behind_numbers(file)))
    }
    assert found.keys() == NEVER_ONE, found
