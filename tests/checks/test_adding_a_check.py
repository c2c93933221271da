"""A check is one generator with its docstring, and one line in its module: it is then known wherever checks are."""

from __future__ import annotations

import importlib
import inspect
import json
import pkgutil
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from quizgen import checks
from quizgen.checks import EVERY_CHECK, balance, clues, options
from quizgen.checks.check import BankCheck, Check
from quizgen.checks.levels import severity_in
from quizgen.model.diagnostics import Severity
from tests.conftest import ROOT
from tests.projects import BANK, Project
from tests.samples import BOOK

GENERATOR = '''
def shouted_prompt(subject: Subject[Choice]) -> Iterator[Finding]:
    """A prompt does not shout.

    Bad:
        kind: choice
        prompt: "How many panels has the lens?!"
        answer: "sixteen"
        distractors: ["eight", "twelve"]
    Good:
        kind: choice
        prompt: "How many panels has the lens?"
        answer: "sixteen"
        distractors: ["eight", "twelve"]
    """
    if "!" in subject.question.prompt:
        yield Finding(("prompt",), "this prompt shouts", "Ask.")


CHECKS = ('''
LINE = "    Check(ambiguous_match),\n"


@pytest.fixture
def grown(tmp_path: Path) -> Path:
    """quizgen with one check more: a generator, and a line in the list of its module."""
    package = tmp_path / "grown" / "quizgen"
    shutil.copytree(ROOT / "quizgen", package, ignore=shutil.ignore_patterns("__pycache__"))
    module = package / "checks" / "options.py"
    text = module.read_text(encoding="utf-8")
    assert (text.count("\nCHECKS = ("), text.count(LINE)) == (1, 1)
    added = '    Check(shouted_prompt, Severity.WARNING, languages=frozenset({"en"})),\n'
    text = text.replace("\nCHECKS = (", GENERATOR).replace(LINE, LINE + added)
    module.write_text(
        text.replace("import Finding, Fix, Mending, Remove\n", "import Finding, Fix, Mending, Remove, Severity\n"),
        encoding="utf-8",
    )
    return package.parent


def run(grown: Path, project: Project, *arguments: str) -> subprocess.CompletedProcess[str]:
    variables = {"PYTHONPATH": str(grown), "QUIZGEN_CACHE": str(grown / "cache"), "PATH": ""}
    return subprocess.run(
        [sys.executable, "-m", "quizgen", *arguments],
        cwd=project.root,
        env={**variables, "QUIZGEN_LIBRARY": str(project.library)},
        capture_output=True,
        text=True,
    )


def test_a_new_check_is_known_everywhere(grown: Path, project: Project) -> None:
    page = run(grown, project, "explain", "--all").stdout
    codes = [line.removeprefix("### ") for line in page.splitlines() if line.startswith("### ")]
    assert codes[codes.index("ambiguous-match") + 1] == "shouted-prompt"
    assert "*Warning.* A prompt does not shout." in page
    assert "Bad:" in run(grown, project, "explain", "shouted-prompt").stdout

    name = f"{BANK}/1.yaml"
    lines = project.read(name).splitlines()
    number = next(n for n, line in enumerate(lines) if "kind: choice" in line) + 1
    assert lines[number].startswith("    prompt:")
    lines[number] = lines[number].replace('?"', '?!"')
    project.write(name, "\n".join(lines) + "\n")
    told = f"{name}:{number + 1}:13: warning[shouted-prompt]: this prompt shouts\n    Ask.\n"
    done = run(grown, project, "check")
    assert (done.returncode, done.stderr) == (0, told)

    book = f"{BANK}/book.yaml"
    for level, code, expected in (("error", 1, "error[shouted-prompt]"), ("off", 0, "")):
        before = project.read(book)
        project.write(book, f"{before}checks: {{shouted-prompt: {level}}}\n")
        done = run(grown, project, "check")
        assert (done.returncode, expected in done.stderr) == (code, True)
        assert bool(done.stderr) == bool(expected)
        project.write(book, before)
    project.replace(book, "language: en\n", "language: de\n")
    assert "shouted-prompt" not in run(grown, project, "check").stderr, "it goes by English words"
    project.replace(book, "language: de\n", "language: en\n")

    lines.insert(number, '    ignore: {shouted-prompt: "it has to be heard"}')
    project.write(name, "\n".join(lines) + "\n")
    done = run(grown, project, "check", "--format", "json")
    assert (done.returncode, json.loads(done.stdout)["diagnostics"]) == (0, [])


MODULES = [importlib.import_module(f"quizgen.checks.{found.name}") for found in pkgutil.iter_modules(checks.__path__)]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_every_generator_with_a_documentation_is_listed_in_its_module(module: ModuleType) -> None:
    """One that was forgotten in the list would never run."""
    listed = (*getattr(module, "CHECKS", ()), *getattr(module, "OBJECTIVE_CHECKS", ()))
    written = {
        function
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and "\nBad:" in (inspect.getdoc(function) or "")
    }
    assert {check.find for check in listed} == written
    assert {check.code for check in listed} <= {check.code for check in EVERY_CHECK}


def test_codes_are_unique() -> None:
    assert len({check.code for check in EVERY_CHECK}) == len(EVERY_CHECK)


@pytest.mark.parametrize(
    ("language", "runs"), [("en", True), ("en-GB", True), ("EN", True), ("de", False), ("enm", False), ("de-en", False)]
)
def test_a_check_of_english_words_runs_on_english_books(language: str, runs: bool) -> None:
    book = BOOK.model_copy(update={"language": language})
    assert severity_in(book, clues.CHECKS[0]) is (Severity.WARNING if runs else None)
    assert severity_in(book, options.CHECKS[0]) is Severity.ERROR


def test_a_check_has_its_severity_and_languages_beside_it() -> None:
    check = Check(clues.clang, Severity.WARNING, frozenset({"en", "de"}))
    assert (check.code, check.reads_text, check.is_on) == ("clang", False, True)
    assert [check.suits(language) for language in ("de-CH", "en", "fr")] == [True, True, False]
    assert BankCheck(balance.mostly_recall).severity is Severity.WARNING
