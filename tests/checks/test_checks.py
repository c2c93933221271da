"""Every planted fault is found at its line, and none in the clean neighbours; each fault file says what is expected."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from quizgen.book.book_text import BookText
from quizgen.checks import EVERY_CHECK
from quizgen.checks.run import run_checks
from quizgen.checks.subject import make_subject
from quizgen.model.book import Level
from quizgen.model.diagnostics import Severity
from quizgen.project.bank import read_bank_file, stimulus_of
from tests.conftest import ROOT

FAULTS = sorted((ROOT / "tests" / "faults").glob("*.yaml"))
# These files plant errors; their prompts of one letter would give a warning each.
WARNINGS = [check.code for check in EVERY_CHECK if check.severity is Severity.WARNING]
WARNINGS_OFF = dict.fromkeys(WARNINGS, Level.OFF)
EXPECTATION = re.compile(r"# expect: ([a-z-]+(?:, [a-z-]+)*)")


def expected(file: Path) -> Counter[tuple[int, str]]:
    return Counter(
        (number, code)
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        for found in EXPECTATION.finditer(line)
        for code in found[1].split(", ")
    )


@pytest.mark.parametrize("file", FAULTS, ids=lambda file: file.stem)
def test_planted_faults(file: Path, lighthouse: BookText) -> None:
    bank = read_bank_file(file, file.name, lighthouse.book)
    diagnostics = list(bank.diagnostics)
    subjects = [make_subject(each.question, each.chapter, lighthouse, stimulus_of(each)) for each in bank.entries]
    book = lighthouse.book.model_copy(update={"checks": WARNINGS_OFF})
    for entry, reported in zip(bank.entries, run_checks(subjects, book), strict=True):
        diagnostics += [entry.diagnose(code, Severity.ERROR, finding) for code, finding in entry.faults]
        diagnostics += [entry.diagnose(code, severity, finding) for code, severity, finding in reported]
    found = Counter((diagnostic.location.line, diagnostic.code) for diagnostic in diagnostics)
    assert found == expected(file)
    for diagnostic in diagnostics:
        assert diagnostic.location.column >= 1
        assert diagnostic.message
        assert diagnostic.hint or diagnostic.code == "bad-value", diagnostic


def test_a_way_out_shows_what_the_copy_has(lighthouse: BookText) -> None:
    bank = read_bank_file(FAULTS[1], "x", lighthouse.book)
    by_id = {entry.question.id: entry for entry in bank.entries}
    hints = {}
    for name, entry in by_id.items():
        book = lighthouse.book.model_copy(update={"checks": WARNINGS_OFF})
        (reported,) = run_checks([make_subject(entry.question, entry.chapter, lighthouse)], book)
        for _, _, finding in reported:
            hints[name] = finding.hint
    assert "It stands in ch. 2" in hints["elsewhere"]
    assert "“sixteen” where the citation has “seventeen”" in hints["absent"]
    assert "§1, §2" in hints["no-such-section"]
