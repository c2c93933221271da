"""A judge is a program of the user's: what it may answer, and what becomes of one that does not."""

from __future__ import annotations

import shlex
import sys
import time
from pathlib import Path

import pytest

from quizgen.pipeline import ask_judge as module
from quizgen.pipeline.ask_judge import Unscored, ask_judge

ROWS = [{"id": name, "passage": "“Ö” said.", "claim": f"claim {name}"} for name in ("one", "two")]


def judge(tmp_path: Path, body: str) -> str:
    """The command of a judge with this Python code, which has ``rows``."""
    program = tmp_path / "a judge.py"
    head = "import json, sys, time\nrows = [json.loads(line) for line in sys.stdin]\n"
    program.write_text(head + body, encoding="utf-8")
    return shlex.join([sys.executable, str(program)])


def test_scores_come_by_id(tmp_path: Path) -> None:
    body = """
for row in reversed(rows):
    assert set(row) == {"id", "passage", "claim"} and row["passage"] == "\\u201c\\u00d6\\u201d said."
    print(json.dumps({"id": row["id"], "score": len(row["id"]) - (row["id"] == "two"), "why": "more is ignored"}))
    print()
"""
    assert ask_judge(judge(tmp_path, body), ROWS) == {"one": 3.0, "two": 2.0}


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("sys.exit(3)", "it ended with the code 3"),
        ("print('fine')", "line 1 of what it writes is not"),
        ("print('[]')", "line 1 of what it writes is not"),
        ("""print('{"id": "one", "score": "much"}')""", "line 1 of what it writes is not"),
        ("""print('{"id": "one", "score": NaN}')""", "no number"),
        ("""print('{"id": "three", "score": 1}')""", "an id that was not asked"),
        ("""print('{"id": ["one"], "score": 1}')""", "an id that was not asked"),
        ("""print('{"id": "one", "score": 1}')""", "no score to 1 of 2"),
        ("sys.stdout.buffer.write(b'\\xff\\n')", "line 1 of what it writes is not"),
        ("print('x' * 10**7)", "far more than a score a question"),
        ("", "no score to 2 of 2"),
    ],
)
def test_nonsense_is_told(tmp_path: Path, body: str, reason: str) -> None:
    answer = ask_judge(judge(tmp_path, body), ROWS)
    assert isinstance(answer, Unscored)
    assert reason in answer.reason


@pytest.mark.parametrize("command", ["/no/such/judge", "'", "   ", "/"])
def test_what_cannot_be_run_is_told(command: str) -> None:
    assert isinstance(ask_judge(command, ROWS), Unscored)


def test_a_judge_that_hangs_is_ended_with_what_it_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_SECONDS", 1)
    monkeypatch.setattr(module, "_SECONDS_EACH", 0)
    mark = tmp_path / "mark"
    child = f"import time; time.sleep(4); open({str(mark)!r}, 'w')"
    answer = ask_judge(judge(tmp_path, f"import subprocess\nsubprocess.run([sys.executable, '-c', {child!r}])"), ROWS)
    assert answer == Unscored("it was not done after 1 seconds")
    time.sleep(4)
    assert not mark.exists()


def test_no_shell_reads_the_command(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    ask_judge(f"{judge(tmp_path, '')}; touch {mark}", ROWS)
    assert not mark.exists()
