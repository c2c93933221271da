"""A kind of question → the lines of YAML that an instructor fills in."""

from __future__ import annotations

from collections.abc import Collection

from quizgen.kinds import KINDS


def fresh_id(kind: str, chapter: str, taken: Collection[str]) -> str:
    """An id that no question has, to be replaced by one that says what is asked."""
    stem = f"new-{kind}-{chapter}"
    number = next(n for n in range(1, len(taken) + 2) if f"{stem}-{n}" not in taken)
    return f"{stem}-{number}"


def write_skeleton(kind: str, question_id: str, indent: int) -> str:
    """A question's lines, ``indent`` spaces before its hyphen; drafts are checked and left out of everything."""
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
