"""Judged mutants and alarms → tables in Markdown, or values for JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from evals.mutants.measure import Alarms, Half, Judged, Outcome
from quizgen.falsify.classes import CLASSES

CHECK_SETS = {False: "default", True: "all on"}
"""Which checks are run, by whether those are on that are off by default."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many mutants of one class and half there are, and what became of them.

    ``by_text`` are those that a check noticed which reads the book's text: a check of wording notices some by chance.
    """

    planted: int
    error: int
    warning: int
    unnoticed: int
    masked: int
    by_text: int

    @property
    def caught(self) -> int:
        return self.error + self.warning


def tally(judged: Iterable[Judged]) -> Tally:
    each = list(judged)
    counts = Counter(one.outcome for one in each)
    masked, by_text = sum(one.is_masked for one in each), sum(one.is_by_text for one in each)
    return Tally(len(each), counts[Outcome.ERROR], counts[Outcome.WARNING], counts[Outcome.UNNOTICED], masked, by_text)


@dataclass(frozen=True, slots=True)
class Result:
    """The measure of one bank, or of several together; ``alarms`` have the names of `CHECK_SETS`.

    ``checks`` is the one of these sets that the mutants were held against.
    """

    name: str
    checks: str
    questions: Mapping[Half, int]
    judged: tuple[Judged, ...]
    alarms: Mapping[str, Mapping[Half, Alarms]]

    def of(self, name: str | None, half: Half) -> Tally:
        """Those of one class, or of all."""
        return tally(
            each for each in self.judged if each.mutant.half is half and (name is None or each.mutant.name == name)
        )

    @property
    def classes(self) -> tuple[str, ...]:
        there = {each.mutant.name for each in self.judged}
        return tuple(name for name in CLASSES if name in there)

    @property
    def codes(self) -> Mapping[str, Counter[str]]:
        """By class, how many mutants each check noticed; one that several noticed counts for each of them."""
        found: dict[str, Counter[str]] = {name: Counter() for name in self.classes}
        for each in self.judged:
            found[each.mutant.name].update(each.codes)
        return found


def join_results(results: Sequence[Result]) -> Result:
    """The mutants of several banks in one table; alarms are counted for each bank alone."""
    questions = {half: sum(each.questions.get(half, 0) for each in results) for half in Half}
    return Result("all banks", results[0].checks, questions, tuple(one for each in results for one in each.judged), {})


# --- tables -----------------------------------------------------------------------------------


def write_tables(result: Result, halves: Sequence[Half]) -> Iterator[str]:
    """The lines of a bank's tables."""
    said = ", ".join(f"{result.questions[half]} in `{half}`" for half in halves)
    yield f"## {result.name}: {said}; checks: {result.checks}"
    yield ""
    yield from _table(
        [
            "class",
            *(f"{half}: planted | error | warning | unnoticed | masked | caught | by the text" for half in halves),
        ],
        [[name or "all", *(_cells(result.of(name, half)) for half in halves)] for name in (*result.classes, None)],
        7 * len(halves) + 1,
    )
    rows = [
        [name, ", ".join(f"{code} {count}" for code, count in counts.most_common())]
        for name, counts in result.codes.items()
        if counts
    ]
    if rows:
        yield from _table(["class", "noticed by"], rows, 2)
    for name, alarms in result.alarms.items():
        yield from _alarms(name, alarms, result, halves)


def _cells(each: Tally) -> str:
    shares = [f"{count / each.planted:.0%}" if each.planted else "" for count in (each.caught, each.by_text)]
    return " | ".join(map(str, (each.planted, each.error, each.warning, each.unnoticed, each.masked, *shares)))


def _alarms(name: str, alarms: Mapping[Half, Alarms], result: Result, halves: Sequence[Half]) -> Iterator[str]:
    codes = sorted({code for half in halves for code in alarms[half].codes})
    head = [f"false alarms, {name}", *(f"{half}: shown | without `ignore`" for half in halves)]
    rows = [[code, *(" | ".join(map(str, alarms[half].codes.get(code, (0, 0)))) for half in halves)] for code in codes]
    rows.append(["questions with any", *(_shares(alarms[half], result.questions[half]) for half in halves)])
    yield from _table(head, rows, 2 * len(halves) + 1)


def _shares(alarms: Alarms, questions: int) -> str:
    return " | ".join(f"{count} ({count / questions:.1%})" if questions else "0" for count in alarms.questions)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], columns: int) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield "|---" * columns + "|"
    yield from (f"| {' | '.join(row)} |" for row in rows)
    yield ""


def write_unnoticed(result: Result, halves: Sequence[Half]) -> Iterator[str]:
    """A line and two more for each mutant that nothing noticed: what stood there, and what stands there now."""
    for each in result.judged:
        mutant = each.mutant
        if each.outcome is Outcome.UNNOTICED and mutant.half in halves:
            masked = " (masked by `ignore`)" if each.is_masked else ""
            yield f"{mutant.name}: {mutant.entry.question.id} ({mutant.entry.path}){masked}"
            yield f"  - {' '.join(mutant.change.old.split())}"
            yield f"  + {' '.join(mutant.change.new.split())}"


# --- JSON -------------------------------------------------------------------------------------


def as_json(result: Result, halves: Sequence[Half], *, is_listed: bool) -> dict[str, Any]:
    value: dict[str, Any] = {
        "bank": result.name,
        "checks": result.checks,
        "questions": {half: result.questions[half] for half in halves},
        "classes": {name: {half: asdict(result.of(name, half)) for half in halves} for name in result.classes},
        "noticed_by": {name: dict(counts) for name, counts in result.codes.items()},
        "alarms": {
            name: {
                half: {
                    "codes": {code: _pair(counts) for code, counts in alarms[half].codes.items()},
                    "questions": _pair(alarms[half].questions),
                }
                for half in halves
            }
            for name, alarms in result.alarms.items()
        },
    }
    if is_listed:
        value["unnoticed"] = [
            {
                "class": each.mutant.name,
                "question": each.mutant.entry.question.id,
                "half": each.mutant.half,
                "old": each.mutant.change.old,
                "new": each.mutant.change.new,
                "masked": each.is_masked,
            }
            for each in result.judged
            if each.outcome is Outcome.UNNOTICED and each.mutant.half in halves
        ]
    return value


def _pair(counts: tuple[int, int]) -> dict[str, int]:
    return {"shown": counts[0], "without_ignore": counts[1]}
