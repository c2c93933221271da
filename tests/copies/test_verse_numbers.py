"""Numbers that count the lines of verse are no words of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizgen.copies.copy import read_copy

VERSE = [f"The lamp goes round, and round the {number}th time" for number in range(1, 31)]


def read(file: Path, lines: list[str]) -> tuple[str, ...]:
    file.write_text("\n".join(lines), encoding="utf-8")
    copy, _ = read_copy(file)
    assert copy is not None
    return copy.lines


@pytest.mark.parametrize("step", [5, 10])
@pytest.mark.parametrize("first", [0, 100])
def test_every_fifth_or_tenth_line(tmp_path: Path, step: int, first: int) -> None:
    verse = VERSE * 2

    def numbered(number: int, line: str) -> str:
        return f"{line}     {first + number}" if number % step == 0 else line

    lines = [numbered(number, line) for number, line in enumerate(verse, 1)]
    lines.insert(7, "")
    assert [line for line in read(tmp_path / "b.txt", lines) if line] == verse


def test_numbers_before_the_lines_keep_their_place(tmp_path: Path) -> None:
    lines = [
        f"{number:>3}     {line}" if number % 5 == 0 else f"        {line}" for number, line in enumerate(VERSE, 1)
    ]
    assert read(tmp_path / "b.txt", lines) == tuple(f"        {line}" for line in VERSE)


@pytest.mark.parametrize(
    "lines",
    [
        [f"The {number}th chapter     {number * 7}" for number in range(1, 20)],
        [f"{number}   oil" for number in range(1, 20)],
        [f"{line}     {number}" if number in (5, 10, 15) else line for number, line in enumerate(VERSE, 1)],
        [f"{line} {number}" if number % 5 == 0 else line for number, line in enumerate(VERSE, 1)],
        [f"{line}     {number * 5}" for number, line in enumerate(VERSE, 1)],
    ],
)
def test_other_numbers_stay(tmp_path: Path, lines: list[str]) -> None:
    assert read(tmp_path / "b.txt", lines) == tuple(lines)
