"""The measure that makes questions false: what it changes, and how it counts what check says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from evals.mutants import measure
from evals.mutants.__main__ import main
from evals.mutants.banks import Absent, find_folders, read_banks
from evals.mutants.measure import (
    Half,
    Judge,
    Mutant,
    Outcome,
    count_alarms,
    half_of,
    judge_mutant,
    judge_mutants,
    make_mutants,
)
from quizgen.checks import QUESTION_CHECKS
from quizgen.falsify.change import Change
from quizgen.falsify.classes import CLASSES
from quizgen.falsify.material import Material

FERRY = Path(__file__).parent / "ferry"
"""A project with a small book, on which every class makes a mutant."""

EXCHANGES = {"key", "order", "match"}


@pytest.fixture(scope="module")
def bank() -> Material:
    (bank,) = read_banks(FERRY)
    assert isinstance(bank, Material)
    return bank


@pytest.fixture(scope="module")
def mutants(bank: Material) -> tuple[Mutant, ...]:
    return tuple(mutant for entry in bank.entries for mutant in make_mutants(entry, bank))


def of_class(mutants: tuple[Mutant, ...], name: str) -> list[Mutant]:
    found = [mutant for mutant in mutants if mutant.name == name]
    assert found, name
    return found


def leaves(value: Any, route: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Every value of a question with its route."""
    if isinstance(value, (dict, list, tuple)):
        for step, each in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(each, (*route, step))
    else:
        yield route, value


def changed_routes(mutant: Mutant) -> set[tuple[Any, ...]]:
    before = dict(leaves(mutant.entry.question.model_dump()))
    after = dict(leaves(mutant.change.question.model_dump()))
    return {route for route in before | after if before.get(route) != after.get(route)}


def copy_of_project(folder: Path) -> Path:
    target = folder / "questions" / "ferry"
    target.mkdir(parents=True)
    for file in (FERRY / "questions" / "ferry").iterdir():
        (target / file.name).write_bytes(file.read_bytes())
    return target


def edited(folder: Path, file: str, old: str, new: str) -> Material:
    """The small bank with one text of a file replaced."""
    target = copy_of_project(folder)
    text = (target / file).read_text("utf-8")
    assert old in text
    (target / file).write_text(text.replace(old, new, 1), "utf-8")
    (bank,) = read_banks(target)
    assert isinstance(bank, Material)
    return bank


# --- what is changed --------------------------------------------------------------------------


def test_the_originals_are_sound(bank: Material) -> None:
    judge = Judge(bank, is_all_on=False)
    assert len(bank.entries) == 19
    assert [judge.judge(entry).shown for entry in bank.entries if judge.judge(entry).shown] == []


@pytest.mark.parametrize("name", CLASSES)
def test_each_class_makes_a_mutant(name: str, mutants: tuple[Mutant, ...]) -> None:
    assert of_class(mutants, name)


@pytest.mark.parametrize("name", CLASSES)
def test_a_mutant_differs_in_one_thing(name: str, mutants: tuple[Mutant, ...]) -> None:
    """A text, the citations, or two texts in each other's place; the variants of a short answer go with it."""
    for mutant in of_class(mutants, name):
        routes = {route for route in changed_routes(mutant) if route[0] != "also"}
        if name in EXCHANGES:
            before = dict(leaves(mutant.entry.question.model_dump()))
            after = dict(leaves(mutant.change.question.model_dump()))
            one, other = routes
            assert (before[one], before[other]) == (after[other], after[one])
        elif name.startswith("citation-"):
            assert {route[0] for route in routes} == {"cite"}
        else:
            assert len(routes) == 1
        assert mutant.change.old != mutant.change.new


def test_a_question_has_at_most_one_mutant_of_a_class(mutants: tuple[Mutant, ...]) -> None:
    pairs = [(mutant.name, mutant.entry.question.id) for mutant in mutants]
    assert len(pairs) == len(set(pairs)) > 3 * len(CLASSES)


def test_mutants_are_the_same_each_time_and_in_any_choice_of_classes(
    bank: Material, mutants: tuple[Mutant, ...]
) -> None:
    (again,) = read_banks(FERRY / "questions" / "ferry")
    assert isinstance(again, Material)
    made = [
        mutant.change
        for name in reversed(list(CLASSES))
        for entry in again.entries
        for mutant in make_mutants(entry, again, [name])
    ]
    assert sorted(map(repr, made)) == sorted(repr(mutant.change) for mutant in mutants)


def test_the_variants_of_an_answer_go_with_it(mutants: tuple[Mutant, ...]) -> None:
    (mutant,) = [each for each in of_class(mutants, "figure-in-answer") if each.entry.question.id == "winter-crossing"]
    fields = mutant.change.question.model_dump()
    assert fields["answer"] != "25 minutes"
    assert fields["also"] == ()


def test_another_figure_stands_in_the_book_and_not_in_the_passage(bank: Material, mutants: tuple[Mutant, ...]) -> None:
    paragraphs = (paragraph for chapter in bank.text.chapters.values() for paragraph in chapter.paragraphs)
    book = "\n".join(map(bank.text.paragraph_text, paragraphs))
    (mutant,) = [each for each in of_class(mutants, "figure-in-answer") if each.entry.question.id == "built-of-oaks"]
    assert mutant.change.new in book
    assert mutant.change.new not in "1752 31"


def test_a_neighbours_citation_leads_to_another_paragraph(mutants: tuple[Mutant, ...]) -> None:
    """Questions that share a passage never exchange citations."""
    shared = {"winter-crossing", "winter-fare"}
    found = [each for each in of_class(mutants, "citation-of-question") if each.entry.question.id in shared]
    assert len(found) == 2
    assert all(mutant.change.question.cite != mutant.entry.question.cite for mutant in found)
    assert all("In winter" not in mutant.change.new for mutant in found)


def test_a_question_whose_citation_is_not_found_has_no_mutants(tmp_path: Path) -> None:
    bank = edited(tmp_path, "2.yaml", "The stone came from Morvik", "The stone came from Nowhere")
    (entry,) = [entry for entry in bank.entries if entry.question.id == "where-the-stone-came-from"]
    assert list(make_mutants(entry, bank)) == []


# --- what is counted --------------------------------------------------------------------------


def test_a_figure_that_the_passage_lacks_is_an_error(bank: Material) -> None:
    judged = list(judge_mutants(bank, bank.entries, ["figure-in-answer"], is_all_on=False))
    outcomes = {each.mutant.entry.question.id: each.outcome for each in judged}
    assert outcomes["winter-crossing"] is Outcome.ERROR
    assert outcomes["built-of-oaks"] is Outcome.ERROR
    assert all(each.is_by_text for each in judged if each.outcome is Outcome.ERROR)


def test_a_finding_that_the_original_has_is_not_new(bank: Material, mutants: tuple[Mutant, ...]) -> None:
    judge = Judge(bank, is_all_on=False)
    (mutant,) = [each for each in of_class(mutants, "figure-in-answer") if each.entry.question.id == "built-of-oaks"]
    assert judge_mutant(mutant, judge.judge(mutant.entry), judge).outcome is Outcome.ERROR
    known = judge.judge(replace(mutant.entry, question=mutant.change.question))
    assert judge_mutant(mutant, known, judge).outcome is Outcome.UNNOTICED


@pytest.fixture
def excused(tmp_path: Path) -> Material:
    """The bank with an answer whose name the passage has not, which `ignore` allows."""
    new = 'answer: "Mildred, with the boat"\n    ignore: {name-not-in-passage: "a joke"}\n'
    return edited(tmp_path, "1.yaml", 'answer: "Edwin"\n', new)


def answered(bank: Material, question_id: str, answer: str) -> Mutant:
    """A question with another answer."""
    (entry,) = [entry for entry in bank.entries if entry.question.id == question_id]
    question = entry.question.model_copy(update={"answer": answer})
    return Mutant("name-in-answer", entry, Change(question, "", answer))


@pytest.mark.parametrize(("answer", "is_masked"), [("Osmund, with the boat", True), ("Edwin", False)])
def test_what_ignore_hides_is_told(answer: str, is_masked: bool, excused: Material) -> None:
    """The excuse was written for one name, and hides another; that it is not needed any more says nothing."""
    mutant = answered(excused, "heir-of-the-boat", answer)
    judge = Judge(excused, is_all_on=False)
    judged = judge_mutant(mutant, judge.judge(mutant.entry), judge)
    assert (judged.outcome, judged.is_masked, judged.codes) == (Outcome.UNNOTICED, is_masked, ())


def test_alarms_on_true_questions_are_counted_with_and_without_ignore(excused: Material) -> None:
    alarms = count_alarms(excused, excused.entries, is_all_on=False)
    assert alarms.codes == {"name-not-in-passage": (0, 1)}
    assert alarms.questions == (0, 1)


@pytest.mark.parametrize(("level", "outcome"), [("off", Outcome.WARNING), ("error", Outcome.ERROR)])
def test_checks_that_are_off_by_default_are_switched_on(
    level: str, outcome: Outcome, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A level in `book.yaml` other than `off` stays as it is."""
    (check,) = [check for check in QUESTION_CHECKS if check.code == "name-not-in-passage"]
    monkeypatch.setattr(measure, "QUESTION_CHECKS", (replace(check, is_on=False),))
    new = f"language: en\nchecks: {{name-not-in-passage: {level}}}\n"
    bank = edited(tmp_path, "book.yaml", "language: en\n", new)
    mutant = answered(bank, "heir-of-the-boat", "Osmund, with the boat")
    judge = Judge(bank, is_all_on=True)
    assert judge_mutant(mutant, judge.judge(mutant.entry), judge).outcome is outcome


def test_halves_depend_on_the_chapters_key_alone(bank: Material) -> None:
    assert {key: half_of(key) for key in ("1", "2")} == {"1": Half.HELD, "2": Half.TUNE}
    assert half_of(None) is half_of("")


# --- the command ------------------------------------------------------------------------------


def run(*arguments: str, **environment: str) -> Result:
    return CliRunner().invoke(main, arguments, env={"CI": "", **environment}, catch_exceptions=False)


def test_the_table_has_every_class_and_both_halves() -> None:
    done = run(str(FERRY))
    assert done.exit_code == 0
    assert "## ferry: 4 in `tune`, 15 in `held`; checks: default\n" in done.stdout
    assert all(f"\n| {name} | " in done.stdout for name in CLASSES)
    assert "false alarms, all on" in done.stdout


def test_the_list_shows_what_was_changed() -> None:
    done = run(str(FERRY), "--class", "negation", "--list", "--half", "held")
    assert done.stdout.splitlines()[-3:] == [
        "negation: winter-fare (ferry/1.yaml)",
        "  - what the ferryman asked for when the river was high",
        "  + what the ferryman asked for when the river was not high",
    ]


def test_json_has_the_numbers_of_the_table() -> None:
    (value,) = json.loads(run(str(FERRY), "--format", "json", "--class", "order", "--list").stdout)
    held = value["classes"]["order"]["held"]
    assert held == {"planted": 1, "error": 0, "warning": 0, "unnoticed": 1, "masked": 0, "by_text": 0}
    assert [each["question"] for each in value["unnoticed"]] == ["last-evening"]


def test_several_banks_are_added_up() -> None:
    values = json.loads(run(str(FERRY), str(FERRY), "--format", "json", "--class", "truth").stdout)
    assert [value["classes"]["truth"]["held"]["planted"] for value in values] == [1, 1, 2]
    assert {value["checks"] for value in values} == {"default"}


def test_a_bank_without_a_copy_is_named_and_left_out(tmp_path: Path) -> None:
    bank = copy_of_project(tmp_path)
    (bank / "ferry.txt").unlink()
    done = run(str(tmp_path), QUIZGEN_LIBRARY=str(tmp_path))
    assert (done.exit_code, done.stdout) == (0, "")
    assert "ferry is left out: there is no copy of it in the library" in done.stderr
    assert run(str(tmp_path), QUIZGEN_LIBRARY=str(tmp_path), CI="true").exit_code == 1


def test_a_book_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    bank = copy_of_project(tmp_path)
    (bank / "book.yaml").write_text("title: [", "utf-8")
    (absent,) = read_banks(bank)
    assert isinstance(absent, Absent)
    assert absent.reason == "book.yaml cannot be read"


def test_a_folder_without_banks_is_refused(tmp_path: Path) -> None:
    done = run(str(tmp_path))
    assert done.exit_code == 2
    assert "there is no bank in" in done.stderr


def test_make_bench_names_folders_that_have_banks() -> None:
    root = Path(__file__).parents[2]
    command = re.search(r"-m evals\.mutants (.+)", (root / "Makefile").read_text("utf-8"))
    assert command is not None
    paths = [each for each in command[1].split() if not each.startswith("-")]
    assert [path for path in paths if not find_folders(root / path)] == []
