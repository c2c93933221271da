"""A kind of question → a skeleton in YAML for an author to fill in."""

from __future__ import annotations

import re
from collections.abc import Collection

from quizgen.kinds import KINDS

_MAX_STEM = 70
"""In characters, which leaves a number room in an id of 80."""


def fresh_id(kind: str, chapter: str, taken: Collection[str]) -> str:
    """A placeholder id that is not taken; the author replaces it by one that says what is asked."""
    stem = "-".join(re.findall(r"[a-z0-9]+", f"new {kind} {chapter}".lower()))[:_MAX_STEM].rstrip("-")
    number = next(n for n in range(1, len(taken) + 2) if f"{stem}-{n}" not in taken)
    return f"{stem}-{number}"


def write_skeleton(kind: str, question_id: str, indent: int) -> str:
    """The lines of a draft question, its hyphen after ``indent`` spaces."""
    lines = [
        f"id: {question_id}",
        f"kind: {kind}",
        *KINDS[kind].skeleton,
        'explanation: "TODO: why it is so, and why the nearest distractor is wrong"',
        'cite: "first words of it … last words of it"',
        "difficulty: 2",
        "bloom: understand",
        "tags: []",
        "draft: true",
    ]
    pad = " " * indent
    return "\n".join(f"{pad}{'- ' if number == 0 else '  '}{line}" for number, line in enumerate(lines)) + "\n"
