"""Every planted fault is found at its line, and none in the clean neighbours; each fault file says what is expected."""

from __future__ import annotations

import inspect
import re
from collections import Counter
from pathlib import Path

import pytest

from quizgen.checks import ALL_CHECKS, run_checks
from quizgen.checks.subject import make_subject
from quizgen.loading.bank import read_bank_file
from quizgen.source.structure import BookText

FAULTS = sorted((Path(__file__).parent / "faults").glob("*.yaml"))
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
    for entry in bank.entries:
        subject = make_subject(entry.question, entry.chapter, lighthouse)
        diagnostics += [entry.diagnose(code, severity, found) for code, severity, found in run_checks(subject)]
    found = Counter((diagnostic.location.line, diagnostic.code) for diagnostic in diagnostics)
    assert found == expected(file)
    for diagnostic in diagnostics:
        assert diagnostic.location.column >= 1
        assert diagnostic.message
        assert diagnostic.hint or diagnostic.code == "bad-value", diagnostic


@pytest.mark.parametrize("check", ALL_CHECKS, ids=lambda check: check.code)
def test_every_check_is_documented_and_has_a_planted_fault(check: object) -> None:
    from quizgen.checks.subject import Check

    assert isinstance(check, Check)
    documentation = inspect.getdoc(check.find) or ""
    assert "\nBad: " in documentation
    assert "\nGood: " in documentation
    planted = {code for file in FAULTS for _, code in expected(file)} | {"citation-ambiguous"}
    assert check.code in planted, "plant one in tests/faults/ (an ambiguous citation: test_locate.py)"


def test_a_way_out_shows_what_the_copy_has(lighthouse: BookText) -> None:
    bank = read_bank_file(FAULTS[1], "x", lighthouse.book)
    by_id = {entry.question.id: entry for entry in bank.entries}
    hints = {}
    for name, entry in by_id.items():
        for _, _, finding in run_checks(make_subject(entry.question, entry.chapter, lighthouse)):
            hints[name] = finding.hint
    assert "It stands in ch. 2" in hints["elsewhere"]
    assert "“sixteen” where the citation has “seventeen”" in hints["absent"]
    assert "§1, §2" in hints["no-such-section"]
