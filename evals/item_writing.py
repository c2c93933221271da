"""Measure the precision and recall of each check of wording, clues and repetition on labelled questions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from quizgen.checks import (
    clues,
    combined_options,
    grammar_clues,
    negatives,
    option_forms,
    options,
    overlaps,
    prompts,
    repetition,
    self_contained,
    single_task,
    unwritten,
)
from quizgen.checks.check import BankCheck, Check
from quizgen.checks.subject import Subject, Subjects
from quizgen.kinds import KINDS
from quizgen.kinds.question import Question
from quizgen.model.diagnostics import Finding
from quizgen.project.bank import read_bank_file
from quizgen.project.layout import find_files
from quizgen.project.yaml_document import read_document

ROOT = Path(__file__).parent.parent
LABELS = ROOT / "tests" / "labels"
BANK = ROOT / "questions" / "revolution-betrayed"
CLUES: tuple[Check, ...] = (*clues.CHECKS, *grammar_clues.CHECKS)
WORDING: tuple[Check, ...] = (
    *prompts.CHECKS,
    *single_task.CHECKS,
    *self_contained.CHECKS,
    *negatives.CHECKS,
    *combined_options.CHECKS,
    *overlaps.CHECKS,
    *option_forms.CHECKS,
)
MEASURED: tuple[Check | BankCheck, ...] = (
    *WORDING,
    *CLUES,
    *unwritten.CHECKS,
    *(check for check in options.CHECKS if check.code == "asked-number"),
    *(check for check in repetition.CHECKS if check.code != "same-front"),  # which compares exact words
)
FILLED_IN = {
    "explanation": "Because it is so.",
    "cite": "The lens has sixteen panels",
    "difficulty": "1",
    "bloom": "remember",
}


@dataclass(frozen=True, slots=True)
class Labelled:
    """One question, or two of one bank, and the codes of the flaws that a person labelled them with."""

    questions: tuple[Question, ...]
    flaws: frozenset[str]

    @property
    def name(self) -> str:
        return self.questions[0].id


@dataclass(frozen=True, slots=True)
class Score:
    """A check's result on the labelled questions: the ids of flawed ones it found and missed, and of false alarms."""

    code: str
    found: tuple[str, ...]
    missed: tuple[str, ...]
    false_alarms: tuple[str, ...]

    @property
    def positives(self) -> int:
        return len(self.found) + len(self.missed)

    @property
    def precision(self) -> float:
        reported = len(self.found) + len(self.false_alarms)
        return len(self.found) / reported if reported else 1.0

    @property
    def recall(self) -> float:
        return len(self.found) / self.positives if self.positives else 1.0


def make_question(fields: Mapping[str, Any], name: str) -> Question:
    """A question from some of its fields; the others get neutral values (`FILLED_IN`)."""
    record = KINDS[str(fields["kind"])].record
    made: Question = record.model_validate({**FILLED_IN, "id": name, **fields})
    return made


def read_items(file: Path | None = None) -> tuple[Labelled, ...]:
    """The labelled questions of a file, or of all files of labels."""
    if file is None:
        return tuple(item for each in sorted(LABELS.glob("*.yaml")) for item in read_items(each))
    return tuple(_items_of(file))


def _items_of(file: Path) -> Iterator[Labelled]:
    """The questions one by one, then the pairs, then the bank's questions that the labels name as clean."""
    document = read_document(file, file.name)
    labels: Any = document.value
    assert labels is not None, document.diagnostics
    for number, fields in enumerate(labels["items"], 1):
        flaws = frozenset(fields.pop("flaws", ()))
        yield Labelled((make_question(fields, _name(fields, f"{file.stem}-{number}")),), flaws)
    for number, pair in enumerate(labels.get("pairs", ()), 1):
        questions = [
            make_question(fields, _name(fields, f"{file.stem}-pair-{number}{letter}"))
            for letter, fields in zip("ab", pair["questions"], strict=True)
        ]
        yield Labelled(tuple(questions), frozenset(pair.get("flaws", ())))
    banked = {entry.question.id: entry.question for entry in _bank_entries()} if "clean" in labels else {}
    for name in labels.get("clean", ()):
        yield Labelled((banked[name],), frozenset())


def _name(fields: Mapping[str, Any], start: str) -> str:
    prompt = fields.get("prompt") or fields.get("text") or fields.get("term") or ""
    return "-".join([start, *re.findall(r"[a-z0-9]+", prompt.lower())[:6]])


def _bank_entries() -> Iterator[Any]:
    for file in find_files(BANK):
        yield from read_bank_file(file, file.name, None).entries


def find(check: Check, question: Question) -> list[Finding]:
    """What a check finds in a question without a copy; empty if it is not for this kind of question."""
    return list(check.find(Subject(question, None))) if type(question) in check.kinds else []


def reports(check: Check | BankCheck, item: Labelled) -> bool:
    """Whether a check finds anything in an item."""
    if isinstance(check, BankCheck):
        return any(check.find(Subjects([Subject(question, None) for question in item.questions])))
    return any(find(check, question) for question in item.questions)


def score(check: Check | BankCheck, items: tuple[Labelled, ...]) -> Score:
    found, missed, false_alarms = [], [], []
    for item in items:
        reported = reports(check, item)
        labelled = check.code in item.flaws
        if reported and labelled:
            found.append(item.name)
        elif labelled:
            missed.append(item.name)
        elif reported:
            false_alarms.append(item.name)
    return Score(check.code, tuple(found), tuple(missed), tuple(false_alarms))


def total(scores: list[Score]) -> Score:
    """The results of all checks as that of one."""
    return Score(
        "all",
        tuple(f"{each.code}: {name}" for each in scores for name in each.found),
        tuple(f"{each.code}: {name}" for each in scores for name in each.missed),
        tuple(f"{each.code}: {name}" for each in scores for name in each.false_alarms),
    )


@click.command()
@click.argument("file", required=False, type=click.Path(exists=True, path_type=Path))
def main(file: Path | None) -> None:
    """Measure on a file of labels, or on all of tests/labels/."""
    items = read_items(file)
    kinds = Counter(bool(item.flaws) for item in items)
    click.echo(f"{len(items)} items: {kinds[True]} flawed, {kinds[False]} clean\n")
    click.echo("| rule | positives | found | false alarms | precision | recall |")
    click.echo("|---|---|---|---|---|---|")
    scores = [score(check, items) for check in MEASURED]
    whole = total(scores)
    for each in (*scores, whole):
        counts = f"{each.positives} | {len(each.found)} | {len(each.false_alarms)}"
        click.echo(f"| {each.code} | {counts} | {each.precision:.2f} | {each.recall:.2f} |")
    click.echo()
    for name in whole.missed:
        click.echo(f"missed: {name}")
    for name in whole.false_alarms:
        click.echo(f"false alarm: {name}")


if __name__ == "__main__":
    main()
