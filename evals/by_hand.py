"""Put false versions that a person wrote in place of their questions, and print how many `quizgen check` notices.

Run as `python -m evals.by_hand` with the first book's copy in `$QUIZGEN_LIBRARY`; `--list` names those that nothing
noticed. The false versions were written before this measure was first run, by somebody who had not read the checks:
they are a sample and not a target, so none is changed afterwards, whatever is said of it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import click

from evals.mutants.banks import Absent, read_banks
from evals.mutants.measure import Judge, Judged, Mutant, Outcome, judge_mutant
from evals.mutants.report import CHECK_SETS, tally
from quizgen.falsify.change import Change
from quizgen.falsify.material import Material
from quizgen.kinds.question import Question
from quizgen.project.bank import LocatedQuestion
from quizgen.project.yaml_document import parse_document
from quizgen.project.yaml_parsers import Value

ROOT = Path(__file__).parent.parent
BANK = ROOT / "questions" / "revolution-betrayed"
FALSE_VERSIONS = Path(__file__).parent / "false_by_hand" / f"{BANK.name}.yaml"


class Sort(StrEnum):
    """The sorts of error, as a reader of the question and its passage would name them."""

    FIGURE = "figure"  # or a year, or a unit
    NAME = "name"  # of a person, a place or a body
    CAUSE = "cause"  # one cause for another
    EXCHANGE = "exchange"  # of two things or persons
    OPPOSITE = "opposite"
    OVERCLAIM = "overclaim"  # all for some, always for mostly
    SIDE = "side"  # a view given to somebody who does not hold it
    DISTRACTOR_KEY = "distractor-key"  # a distractor as the key
    ORDER_OR_PAIRING = "order-or-pairing"
    DEFINITION = "definition"  # of another term
    CITATION = "citation"  # of another question
    GENERAL_KNOWLEDGE = "general-knowledge"  # a detail from elsewhere that the book does not have
    TURNED_TRUTH = "turned-truth"  # a true statement called false, or a false one true


@dataclass(frozen=True, slots=True)
class FalseVersion:
    """What becomes of a question: its changed fields as in a bank, and those that it loses."""

    id: str
    sort: Sort
    why: str
    fields: Mapping[str, Value]
    without: frozenset[str]


def read_false_versions(file: Path) -> tuple[FalseVersion, ...]:
    """The false versions of a file; a file that is not one is a ValueError."""
    document = parse_document(file.read_text("utf-8"), file.name)
    if not isinstance(document.value, list) or document.diagnostics:
        told = "; ".join(each.message for each in document.diagnostics)
        raise ValueError(f"{file.name} is not a list of false versions: {told}")
    return tuple(_read_version(value) for value in document.value)


def _read_version(value: Value) -> FalseVersion:
    if not isinstance(value, dict):
        raise ValueError(f"a false version is a mapping, and not {value!r}")
    fields = dict(value)
    name, sort, why = (str(fields.pop(field, "")) for field in ("id", "sort", "why"))
    without = fields.pop("without", [])
    if not isinstance(without, list):
        raise ValueError(f"{name}: `without` is a list of fields")
    return FalseVersion(name, Sort(sort), why, fields, frozenset(map(str, without)))


def falsify(question: Question, version: FalseVersion) -> Question:
    """The question with the fields of its false version."""
    kept = {name: value for name, value in question.model_dump().items() if name not in version.without}
    return type(question).model_validate({**kept, **version.fields})


def judge_versions(bank: Material, versions: Sequence[FalseVersion], *, is_all_on: bool) -> Iterator[Judged]:
    """What check says of each false version beyond what it says of the original; an unknown id is a KeyError."""
    judge = Judge(bank, is_all_on=is_all_on)
    entries = {entry.question.id: entry for entry in bank.entries}
    for version in versions:
        entry = entries[version.id]
        yield judge_mutant(_mutant(entry, version), judge.judge(entry), judge)


def _mutant(entry: LocatedQuestion, version: FalseVersion) -> Mutant:
    change = Change(falsify(entry.question, version), old="", new=version.why)
    return Mutant(version.sort, entry, change)


# --- tables -----------------------------------------------------------------------------------

_COUNTS = ("error", "warning", "unnoticed", "by the text")


def write_table(sets: Mapping[str, Sequence[Judged]]) -> Iterator[str]:
    """A row a sort, with the outcomes under each set of checks; "by the text" are those caught by the book's text."""
    head = [f"{name}: {' | '.join(_COUNTS)}" for name in sets]
    yield f"| sort | planted | {' | '.join(head)} |"
    yield "|---" * (2 + len(_COUNTS) * len(sets)) + "|"
    for sort in (*Sort, None):
        parts = [[each for each in judged if sort is None or each.mutant.name == sort] for judged in sets.values()]
        cells = [str(len(parts[0]))]
        for part in parts:
            counts = tally(part)
            cells += map(str, (counts.error, counts.warning, counts.unnoticed, counts.by_text))
        yield f"| {sort or 'all'} | {' | '.join(cells)} |"
    yield ""


def write_list(sets: Mapping[str, Sequence[Judged]]) -> Iterator[str]:
    """By sort, each false version that one of the sets does not notice, with what is false and which set it was."""
    judged = [(name, each) for name, part in sets.items() for each in part if each.outcome is Outcome.UNNOTICED]
    missed: dict[tuple[str, str, str], list[str]] = {}
    for name, each in judged:
        key = (each.mutant.name, each.mutant.entry.question.id, each.mutant.change.new)
        missed.setdefault(key, []).append(f"{name}, masked by `ignore`" if each.is_masked else name)
    for sort in Sort:
        for (of, question, why), names in missed.items():
            if of == sort:
                yield f"{sort}: {question} ({'; '.join(names)}): {why}"


@click.command(help=__doc__)
@click.option("--list", "is_listed", is_flag=True, help="Name each false version that nothing noticed.")
def main(is_listed: bool) -> None:
    (bank,) = read_banks(BANK)
    if isinstance(bank, Absent):
        click.echo(f"{bank.name} is left out: {bank.reason}", err=True)
        sys.exit(1 if os.environ.get("CI") else 0)
    versions = read_false_versions(FALSE_VERSIONS)
    sets = {name: tuple(judge_versions(bank, versions, is_all_on=all_on)) for all_on, name in CHECK_SETS.items()}
    for line in write_table(sets):
        click.echo(line)
    if is_listed:
        for line in write_list(sets):
            click.echo(line)


if __name__ == "__main__":
    main()
