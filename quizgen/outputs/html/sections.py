"""The questions of a sheet → its sections, and what is said once above a section instead of in each question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import assert_never

from quizgen.assembly.quiz import Block, SheetItem, ShownStimulus, Worksheet
from quizgen.kinds.response import Arrange, Calculate, Compose, Fill, Judge, Pair, Recall, Select, Write
from quizgen.outputs.languages import Words
from quizgen.outputs.points import say_worth

UNDER_A_HEADING = 3
"""A sheet has headings only if there are at least this many questions per heading on average."""


@dataclass(frozen=True, slots=True)
class Section:
    """Consecutive questions: those of one stimulus, or of one kind below its heading, or all that have neither.

    ``said`` is what holds for each of them and stands above; ``has_cue`` and ``has_worth`` say what it is about.
    """

    stimulus: ShownStimulus | None
    kind: str
    entries: tuple[SheetItem, ...]
    said: str = ""
    has_cue: bool = False
    has_worth: bool = False

    @property
    def first(self) -> int:
        return self.entries[0].number

    @property
    def last(self) -> int:
        return self.entries[-1].number


@dataclass(frozen=True, slots=True)
class Scored:
    """A column of the marker's table: the numbers of its questions, as printed, and their points together."""

    numbers: str
    points: Decimal


def divide(sheet: Worksheet, words: Words) -> tuple[Section, ...]:
    """The sections in the order printed. What all questions of the sheet are worth is not said in any of them."""
    has_headings = _has_headings(sheet)
    worth_of_all = worth_of_each(sheet.entries)
    return tuple(
        _with_what_is_said(section, worth_of_all, words)
        for block in sheet.blocks
        for section in _of_block(block, has_headings=has_headings)
    )


def _of_block(block: Block, *, has_headings: bool) -> Iterator[Section]:
    if block.stimulus is not None or not has_headings:
        yield Section(block.stimulus, "", block.entries)
        return
    for kind, entries in groupby(block.entries, key=lambda entry: entry.item.question.kind):
        yield Section(None, kind, tuple(entries))


def _has_headings(sheet: Worksheet) -> bool:
    """Whether the questions without a stimulus have headings; a group has its own."""
    kinds = [entry.item.question.kind for entry in sheet.entries if entry.item.stimulus is None]
    return 1 < len(set(kinds)) <= len(kinds) / UNDER_A_HEADING


def _with_what_is_said(section: Section, worth_of_all: Decimal, words: Words) -> Section:
    if section.stimulus is None and not section.kind:
        return Section(None, "", section.entries, has_worth=bool(worth_of_all))
    cues = {say_cue(entry, words) for entry in section.entries} if section.kind else set()
    cue = cues.pop() if len(cues) == 1 and len(section.entries) > 1 else ""
    worth = Decimal(0) if worth_of_all or len(section.entries) == 1 else worth_of_each(section.entries)
    of_each = words["worth_of_each"].format(worth=say_worth(worth, words)) if worth else ""
    said = [
        # The heading of statements asks itself whether they are true.
        "" if section.kind == "true-false" else cue,
        f"({of_each})" if of_each else "",
    ]
    return Section(
        section.stimulus,
        section.kind,
        section.entries,
        " ".join(filter(None, said)),
        has_cue=bool(cue) or section.kind == "true-false",
        has_worth=bool(worth or worth_of_all),
    )


def worth_of_each(entries: Sequence[SheetItem]) -> Decimal:
    """What each of some questions is worth, or 0 if they differ or there are no points."""
    worths = {entry.points for entry in entries}
    return worths.pop() if len(worths) == 1 else Decimal(0)


def say_cue(entry: SheetItem, words: Words) -> str:
    """What is to be done with a question, where its prompt does not say it; empty for most kinds."""
    response = entry.response
    match response:
        case Select():
            return words["mark_all"] if response.is_multiple else ""
        case Judge():
            return words["true_or_false"]
        case Fill():
            return words["fill_gaps"]
        case Arrange():
            return words["number_boxes"]
        case Pair():
            is_spare = len(entry.options) > len(response.pairs)
            return words["write_letters_spare"] if is_spare else words["write_letters"]
        case Recall():
            return words[response.cue]
        case Write() | Calculate() | Compose():
            return ""
        case _:
            assert_never(response)


def columns_of_scores(sheet: Worksheet) -> tuple[Scored, ...]:
    """The columns of the marker's table: an essay has its own, consecutive questions of another kind share one."""
    columns = []
    for _, run in groupby(sheet.entries, key=_column_of):
        entries = list(run)
        first, last = entries[0].number, entries[-1].number
        points = sum((entry.points for entry in entries), Decimal(0))
        columns.append(Scored(str(first) if first == last else f"{first}–{last}", points))
    return tuple(columns)


def _column_of(entry: SheetItem) -> tuple[str, int]:
    return entry.item.question.kind, entry.number if isinstance(entry.response, Compose) else 0
