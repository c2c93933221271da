"""The questions of a queue → the scores that a program of the user's gives them."""

from __future__ import annotations

import json
import math
import os
import shlex
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from threading import Thread
from typing import IO

_SECONDS, _SECONDS_EACH = 60, 10
"""How long a program may take: to begin with, and for each question."""

_BYTES_EACH = 4096
"""How much a program may write for each question."""


@dataclass(frozen=True, slots=True)
class Unscored:
    """Why there are no scores."""

    reason: str


def ask_judge(command: str, rows: Sequence[Mapping[str, str]]) -> Mapping[str, float] | Unscored:
    """Run a command, without a shell, on rows with ``id``, ``passage`` and ``claim``; the scores by id.

    The command reads a row a line, as JSON, from standard input, and writes ``{"id": …, "score": …}`` for each.
    """
    try:
        arguments = shlex.split(command)
        if not arguments:
            return Unscored("it names no program")
        program = subprocess.Popen(  # noqa: S603 (the user names it on the command line)
            arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
        )
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        return Unscored(f"it cannot be run: {(reason or 'no reason given').lower()}")
    assert program.stdin is not None
    assert program.stdout is not None
    lines = "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)
    read: list[bytes] = []
    limit = _BYTES_EACH * (len(rows) + 1)
    writer = Thread(target=_write, args=(program.stdin, lines.encode("utf-8", "replace")), daemon=True)
    reader = Thread(target=_read, args=(program.stdout, limit, read), daemon=True)
    writer.start()
    reader.start()
    seconds = _SECONDS + _SECONDS_EACH * len(rows)
    try:
        reader.join(seconds)
        if reader.is_alive():
            return Unscored(f"it was not done after {seconds} seconds")
        if len(read[0]) > limit:
            return Unscored("it writes far more than a score a question")
        code = program.wait(seconds)
    except subprocess.TimeoutExpired:
        return Unscored(f"it was not done after {seconds} seconds")
    finally:
        _end(program)
    return Unscored(f"it ended with the code {code}") if code else _scores(read[0], {row["id"] for row in rows})


def _write(stream: IO[bytes], content: bytes) -> None:
    with suppress(OSError):  # a program may end without reading all: what it wrote is judged
        stream.write(content)
    with suppress(OSError):
        stream.close()


def _read(stream: IO[bytes], limit: int, read: list[bytes]) -> None:
    content = b""
    with suppress(OSError, ValueError):
        content = stream.read(limit + 1)
    read.append(content)
    with suppress(OSError):
        stream.close()


def _end(program: subprocess.Popen[bytes]) -> None:
    """End the program, and where the system has process groups also what it started."""
    with suppress(OSError):
        if sys.platform != "win32":
            os.killpg(program.pid, signal.SIGKILL)
        else:
            program.kill()
    program.wait()


def _scores(content: bytes, ids: set[str]) -> Mapping[str, float] | Unscored:
    scores: dict[str, float] = {}
    for number, line in enumerate(content.decode("utf-8", "replace").splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            question, score = row["id"], float(row["score"])
        except (ValueError, TypeError, LookupError, RecursionError, OverflowError):
            return Unscored(f'line {number} of what it writes is not {{"id": …, "score": …}}')
        if not isinstance(question, str) or question not in ids or not math.isfinite(score):
            return Unscored(f"line {number} of what it writes has an id that was not asked, or no number")
        scores[question] = score
    if missing := len(ids) - len(scores):
        return Unscored(f"it gives no score to {missing} of {len(ids)} questions")
    return scores
