"""Measure the precision and recall of each check of wording and clues on labelled questions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from quizgen.checks import clues, combined_options, negatives, option_forms, overlaps, prompts
from quizgen.checks.check import Check
from quizgen.checks.subject import Subject
from quizgen.kinds import KINDS
from quizgen.kinds.question import Question
from quizgen.model.diagnostics import Finding
from quizgen.project.bank import read_bank_file
from quizgen.project.layout import find_files
from quizgen.project.yaml_document import read_document

ROOT = Path(__file__).parent.parent
LABELS = ROOT / "tests" / "labels" / "items.yaml"
BANK = ROOT / "questions" / "revolution-betrayed"
WORDING = (
    *prompts.CHECKS,
    *negatives.CHECKS,
    *combined_options.CHECKS,
    *overlaps.CHECKS,
    *option_forms.CHECKS,
)
FILLED_IN = {
    "explanation": "Because it is so.",
    "cite": "The lens has sixteen panels",
    "difficulty": "1",
    "bloom": "remember",
}


@dataclass(frozen=True, slots=True)
class Labelled:
    """A question, and the codes of the flaws that a person labelled it with."""

    question: Question
    flaws: frozenset[str]


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


def read_items() -> tuple[Labelled, ...]:
    """The labelled questions, then the bank's questions that the labels name as clean."""
    document = read_document(LABELS, LABELS.name)
    labels: Any = document.value
    assert labels is not None, document.diagnostics
    items = []
    for number, fields in enumerate(labels["items"], 1):
        flaws = frozenset(fields.pop("flaws", ()))
        prompt = fields.get("prompt") or fields.get("text") or fields.get("term")
        slug = "-".join(re.findall(r"[a-z0-9]+", prompt.lower())[:6])
        items.append(Labelled(make_question(fields, f"{number}-{slug}"), flaws))
    banked = {entry.question.id: entry.question for entry in _bank_entries()}
    items += [Labelled(banked[name], frozenset()) for name in labels["clean"]]
    return tuple(items)


def _bank_entries() -> Iterator[Any]:
    for file in find_files(BANK):
        yield from read_bank_file(file, file.name, None).entries


def find(check: Check, question: Question) -> list[Finding]:
    """What a check finds in a question without a copy; empty if it is not for this kind of question."""
    return list(check.find(Subject(question, None))) if type(question) in check.kinds else []


def score(check: Check, items: tuple[Labelled, ...]) -> Score:
    found, missed, false_alarms = [], [], []
    for item in items:
        reported = bool(find(check, item.question))
        labelled = check.code in item.flaws
        if reported and labelled:
            found.append(item.question.id)
        elif labelled:
            missed.append(item.question.id)
        elif reported:
            false_alarms.append(item.question.id)
    return Score(check.code, tuple(found), tuple(missed), tuple(false_alarms))


def main() -> None:
    items = read_items()
    flawed = sum(bool(item.flaws) for item in items)
    click.echo(f"{len(items)} questions: {flawed} flawed, {len(items) - flawed} clean\n")
    click.echo("| rule | positives | found | false alarms | precision | recall |")
    click.echo("|---|---|---|---|---|---|")
    scores = [score(check, items) for check in (*WORDING, *clues.CHECKS)]
    for each in scores:
        counts = f"{each.positives} | {len(each.found)} | {len(each.false_alarms)}"
        click.echo(f"| {each.code} | {counts} | {each.precision:.2f} | {each.recall:.2f} |")
    click.echo()
    for each in scores:
        for name in each.missed:
            click.echo(f"missed: {each.code}: {name}")
        for name in each.false_alarms:
            click.echo(f"false alarm: {each.code}: {name}")


if __name__ == "__main__":
    main()
