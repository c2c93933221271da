"""The false versions that a person wrote: each fits its question, says something else, and is judged as it should."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from evals import by_hand
from evals.by_hand import BANK, FALSE_VERSIONS, FalseVersion, Sort, falsify, judge_versions, read_false_versions
from evals.mutants.banks import read_banks
from evals.mutants.measure import Outcome
from quizgen.falsify.material import Material
from quizgen.kinds.question import Question
from quizgen.project.bank import read_bank_file
from quizgen.project.book_file import read_book
from quizgen.project.layout import find_files

FERRY = Path(__file__).parent / "ferry"
"""A project with a small book."""

VERSIONS = read_false_versions(FALSE_VERSIONS)


@pytest.fixture(scope="module")
def questions() -> dict[str, Question]:
    book = read_book(BANK / "book.yaml", "book.yaml").record
    files = [read_bank_file(file, file.name, book) for file in find_files(BANK)]
    return {entry.question.id: entry.question for file in files for entry in file.entries}


@pytest.fixture(scope="module")
def ferry() -> Material:
    (bank,) = read_banks(FERRY)
    assert isinstance(bank, Material)
    return bank


def test_each_question_has_one_false_version() -> None:
    assert len({version.id for version in VERSIONS}) == len(VERSIONS) == 82


def test_every_kind_and_every_sort_is_there(questions: dict[str, Question]) -> None:
    kinds = {questions[version.id].kind for version in VERSIONS}
    assert kinds == {question.kind for question in questions.values() if question.is_live}
    assert {version.sort for version in VERSIONS} == set(Sort)


@pytest.mark.parametrize("version", VERSIONS, ids=lambda version: version.id)
def test_a_false_version_fits_its_question_and_differs(version: FalseVersion, questions: dict[str, Question]) -> None:
    question = questions[version.id]
    false = falsify(question, version)
    assert (false.id, false.kind) == (question.id, question.kind)
    assert version.why.endswith(".")
    assert version.without <= question.model_fields_set
    for name in {*version.fields, *version.without}:
        assert getattr(false, name) != getattr(question, name), name


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("id: one\n", "not a list"),
        ("- one\n", "a mapping"),
        ("- {id: one, sort: typo, why: w}\n", "typo"),
        ("- {id: one, sort: name, why: w, without: instead}\n", "`without` is a list"),
    ],
)
def test_a_file_that_is_not_one_is_refused(tmp_path: Path, text: str, told: str) -> None:
    file = tmp_path / "bank.yaml"
    file.write_text(text, "utf-8")
    with pytest.raises(ValueError, match=told):
        read_false_versions(file)


# --- what check says --------------------------------------------------------------------------

FIGURE = FalseVersion("built-of-oaks", Sort.FIGURE, "It was 31 oaks.", {"answer": "47"}, frozenset())
OVERCLAIM = FalseVersion("notches", Sort.OVERCLAIM, "In one oar.", {"definition": "all accounts"}, frozenset())


def test_what_is_new_in_a_false_version_is_counted(ferry: Material) -> None:
    figure, overclaim = judge_versions(ferry, [FIGURE, OVERCLAIM], is_all_on=False)
    assert (figure.outcome, figure.is_by_text, figure.mutant.name) == (Outcome.ERROR, True, "figure")
    assert overclaim.outcome is Outcome.UNNOTICED


def test_an_id_that_the_bank_does_not_have_is_an_error(ferry: Material) -> None:
    with pytest.raises(KeyError, match="nobody"):
        list(judge_versions(ferry, [FalseVersion("nobody", Sort.NAME, "w", {}, frozenset())], is_all_on=False))


# --- the command ------------------------------------------------------------------------------

FERRY_VERSIONS = """\
- {id: built-of-oaks, sort: figure, why: It was 31 oaks., answer: 47}
- {id: notches, sort: overclaim, why: In one oar., definition: all accounts}
"""


@pytest.fixture
def on_ferry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "ferry.yaml"
    file.write_text(FERRY_VERSIONS, "utf-8")
    monkeypatch.setattr(by_hand, "BANK", FERRY / "questions" / "ferry")
    monkeypatch.setattr(by_hand, "FALSE_VERSIONS", file)


@pytest.mark.usefixtures("on_ferry")
def test_the_table_has_a_row_a_sort() -> None:
    done = CliRunner().invoke(by_hand.main, [], catch_exceptions=False)
    rows = done.stdout.splitlines()
    assert [row.split(" | ")[0].removeprefix("| ") for row in rows[2 : 3 + len(Sort)]] == [*Sort, "all"]
    assert "| figure | 1 | 1 | 0 | 0 | 1 | 1 | 0 | 0 | 1 |" in rows
    assert "| all | 2 | 1 | 0 | 1 | 1 | 1 | 0 | 1 | 1 |" in rows


@pytest.mark.usefixtures("on_ferry")
def test_the_list_names_what_nothing_noticed() -> None:
    done = CliRunner().invoke(by_hand.main, ["--list"], catch_exceptions=False)
    assert done.stdout.splitlines()[-1] == "overclaim: notches (default; all on): In one oar."
    assert "built-of-oaks" not in done.stdout


def test_without_a_copy_nothing_is_measured(tmp_path: Path) -> None:
    environment = {"QUIZGEN_LIBRARY": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)}
    done = CliRunner().invoke(by_hand.main, [], env={**environment, "CI": ""}, catch_exceptions=False)
    assert (done.exit_code, done.stdout) == (0, "")
    assert "revolution-betrayed is left out" in done.stderr
    assert CliRunner().invoke(by_hand.main, [], env={**environment, "CI": "true"}).exit_code == 1
