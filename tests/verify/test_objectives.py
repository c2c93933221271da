"""Objectives that no question serves, and a core too large or too small, are reported where an objective stands."""

from __future__ import annotations

import pytest

from tests.projects import Project

BOOK = "questions/lighthouse/book.yaml"
FILE = "questions/lighthouse/1.yaml"
HEAD = """\
chapter: 1
objectives:
  - {id: know-the-lamp, text: "Describe the lamp"}
  - {id: tell-the-time, text: "Read the clock"}
questions:
"""
LEVELS = "checks: {objective-without-question: warning, core-share: error, similar-questions: 'off'}\n"


def question(number: int, *, core: bool) -> str:
    return f"""\
  - id: lamp-{number}
    kind: numeric
    prompt: "How many panels has the lens of lamp {number}?"
    answer: 16
    unit: panels
    explanation: "Each throws one beam."
    cite: "The lens has sixteen panels"
    difficulty: 1
    bloom: understand
    objective: {"tell-the-time" if number == 1 else "know-the-lamp"}
    core: {str(core).lower()}
"""


def findings(project: Project, text: str) -> list[str]:
    """The findings about objectives."""
    project.write(FILE, text)
    lines = project.run("check", FILE).err.splitlines()
    return [line for line in lines if "[objective-without-question]" in line or "[core-share]" in line]


@pytest.fixture
def levelled(project: Project) -> Project:
    project.write(BOOK, project.read(BOOK) + LEVELS)
    return project


def chapter(core: int, count: int = 12) -> str:
    return HEAD + "".join(question(number, core=number <= core) for number in range(1, count + 1))


@pytest.mark.parametrize(("core", "flagged"), [(1, True), (2, False), (4, False), (5, True)])
def test_the_share_of_the_core(levelled: Project, core: int, flagged: bool) -> None:
    found = findings(levelled, chapter(core))
    assert [line.startswith(f"{FILE}:3:") and f"{core} of the 12 questions" in line for line in found] == [
        True
    ] * flagged


def test_few_questions_need_no_core(levelled: Project) -> None:
    assert findings(levelled, chapter(0, count=9)) == []


def test_an_objective_that_no_question_serves(levelled: Project) -> None:
    text = chapter(3).replace("objective: tell-the-time", "objective: know-the-lamp")
    (line,) = findings(levelled, text)
    assert line.startswith(f"{FILE}:4:")
    assert "warning[objective-without-question]" in line
    retired = chapter(3).replace("objective: tell-the-time", "objective: tell-the-time\n    retired: true")
    assert len(findings(levelled, retired)) == 1


def test_nothing_is_said_while_a_question_cannot_be_read(levelled: Project) -> None:
    text = (
        chapter(9).replace("objective: tell-the-time", "objective: know-the-lamp").replace("answer: 16", "answer: x", 1)
    )
    assert findings(levelled, text) == []


def test_nothing_is_said_unless_the_bank_asks(project: Project) -> None:
    assert findings(project, chapter(9)) == []
