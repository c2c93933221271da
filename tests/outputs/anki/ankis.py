"""Any version of Anki with a collection of its own, at the date that a test wants."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.conftest import missing

ANKIS = "QUIZGEN_ANKIS"
"""The variable that names a folder of virtual environments, each with an Anki: without it, the one of the tests."""

_PROCESS = Path(__file__).with_name("anki_process.py")


@dataclass(frozen=True, slots=True)
class Version:
    """An Anki: the name of its environment, and its Python."""

    name: str
    python: str

    @property
    def number(self) -> tuple[int, ...]:
        return tuple(map(int, self.name.split(".")))

    @property
    def stamps_imports(self) -> bool:
        """Whether an import that updates a note sets its ``mod`` to the time of the import, and not the package's."""
        return self.number < (25, 2)

    @property
    def has_always(self) -> bool:
        """Whether the dialog of an import has “Update notes: Always”."""
        return self.number >= (23, 10)

    def __str__(self) -> str:
        return self.name


def find_versions() -> list[Version]:
    from importlib.metadata import version

    if folder := os.environ.get(ANKIS):
        found = (Version(each.name, str(each / "bin" / "python")) for each in Path(folder).iterdir())
        return sorted(found, key=lambda each: each.number)
    return [Version(version("anki"), sys.executable)]


class Anki:
    """Someone's collection, opened by one process a date."""

    def __init__(self, version: Version, folder: Path) -> None:
        self.version = version
        self._collection = folder / "collection.anki2"
        self._faketime = shutil.which("faketime") or missing("faketime")
        self._process: subprocess.Popen[str] | None = None

    def open(self, now: int) -> None:
        """Begin a sitting at ``now`` (seconds); the one before ends."""
        self.close()
        date = time.strftime("@%Y-%m-%d %H:%M:%S", time.gmtime(now))
        self._process = subprocess.Popen(
            [self._faketime, "-f", date, self.version.python, str(_PROCESS), str(self._collection)],
            env={"PATH": os.environ["PATH"], "TZ": "UTC", "FAKETIME_DONT_FAKE_MONOTONIC": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, what: str, **arguments: Any) -> Any:
        """The answer to a request; ``anki_process.Sitting`` has them all."""
        assert self._process is not None and self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(json.dumps([what, arguments]) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, "Anki ended; what it said stands above"
        return json.loads(answer)

    def rows(self, query: str) -> list[Any]:
        found: list[Any] = self.ask("rows", query=query)
        return found

    def close(self) -> None:
        if self._process is not None:
            with suppress(BrokenPipeError):
                self._process.communicate(timeout=60)
            assert self._process.returncode == 0
            self._process = None
