"""What a beginner did wrong → what quizgen says of it: each file here is a table of such slips, see `README.md`."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.projects import BANK, Project, make_project

FOLDER = Path(__file__).parent
TABLES = sorted(FOLDER.glob("*.txt"))
CHAPTER = f"{BANK}/1.yaml"
REST = (
    *('explanation: "Each panel throws one beam."', 'cite: "The lens has sixteen panels"'),
    *("difficulty: 2", "bloom: understand"),
)
"""The fields that a question needs whatever its kind, where a row says ``⟨rest⟩``."""


class Command(NamedTuple):
    """A command line, in which folder of the project it is typed."""

    folder: str
    arguments: tuple[str, ...]


@dataclass
class Mistake:
    """A row: the files that are written and removed, and the commands that are run then."""

    written: str
    files: dict[str, list[str]] = field(default_factory=dict)
    removed: list[str] = field(default_factory=list)
    commands: list[Command] = field(default_factory=list)


def read_table(text: str) -> Iterator[Mistake]:
    for row in re.split(r"^(?==== )", text, flags=re.MULTILINE)[1:]:
        written, _, _ = row.partition("\n--- says")
        mistake = Mistake(written)
        path = CHAPTER
        for line in written.split("\n")[1:]:
            if line.startswith(">>> "):
                path = line[4:]
                mistake.files[path] = []
            elif line.startswith("<<< "):
                mistake.removed.append(line[4:])
            elif found := re.match(r"(\S*)\$ quizgen ?(.*)", line):
                mistake.commands.append(Command(found[1], tuple(shlex.split(found[2]))))
            elif line or path in mistake.files:
                mistake.files.setdefault(path, []).append(line)
        yield mistake


def file_text(path: str, lines: list[str]) -> str:
    """What a row says of a file: an item of the list of questions stands for all of a chapter's file."""
    if path.startswith(BANK) and lines and lines[0].startswith("-"):
        lines = ["chapter: 1", "questions:", *(f"  {line}" if line else "" for line in lines)]
    text = "".join(f"{line}\n" for line in lines)
    text = re.sub(r"^( *)⟨rest⟩$", lambda found: "\n".join(found[1] + line for line in REST), text, flags=re.MULTILINE)
    return re.sub(r"⟨U\+([0-9A-F]+)⟩", lambda found: chr(int(found[1], 16)), text)


def told(mistake: Mistake, folder: Path) -> str:
    """What the commands say, and how they end."""
    shutil.rmtree(folder, ignore_errors=True)
    make_project(folder)
    for path, lines in mistake.files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(file_text(path, lines).encode("utf-8", "surrogateescape"))
    for path in mistake.removed:
        shutil.rmtree(folder / path) if (folder / path).is_dir() else (folder / path).unlink()
    said = []
    for place, arguments in mistake.commands or [Command("", ("check",))]:
        (folder / place).mkdir(parents=True, exist_ok=True)
        done = Project(folder / place, folder / "library").run(*arguments)
        err = re.sub(r"^(?:Usage: .*|Try '.*|)\n", "", done.err, flags=re.MULTILINE)  # the same for each command
        err = re.sub(r"(?m)^(.{300}).+", r"\1…", err)  # lists of all codes
        out = "" if arguments[:1] == ("check",) else done.out  # the counts of a check say nothing of a mistake
        said.append(f"{err}{out}".replace(str(folder), "/project").rstrip() + f"\n(exit code {done.code})")
    return "\n".join(said)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.stem)
def test_each_mistake_is_told(table: Path, tmp_path: Path, pytestconfig: pytest.Config) -> None:
    text = table.read_text("utf-8")
    head = text.partition("=== ")[0]
    rows = [f"{each.written.rstrip()}\n--- says\n{told(each, tmp_path / 'project')}\n" for each in read_table(text)]
    now = head + "\n".join(rows)
    if pytestconfig.getoption("update_golden"):
        table.write_text(now, "utf-8")
        text = now
    assert now == text


def test_there_are_enough_of_them_and_none_ends_in_a_traceback() -> None:
    texts = [table.read_text("utf-8") for table in TABLES]
    assert sum(text.count("\n--- says\n") for text in texts) >= 150
    assert not any("Traceback" in text for text in texts)
