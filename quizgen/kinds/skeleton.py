"""A kind of question → the lines of YAML that an instructor fills in."""

from __future__ import annotations

from collections.abc import Collection

_FIELDS = {
    "choice": (
        'prompt: "TODO: the question?"',
        'answer: "TODO: the right option"',
        "distractors:",
        '  - {text: "TODO: a wrong option", why: "TODO: the misunderstanding that chooses it"}',
        '  - "TODO: another wrong option"',
        '  - "TODO: a third wrong option"',
    ),
    "multiple": (
        'prompt: "TODO: the question?"',
        'answers: ["TODO: a right option", "TODO: another right option"]',
        'distractors: ["TODO: a wrong option", "TODO: another wrong option"]',
    ),
    "true-false": ('prompt: "TODO: the statement"', "answer: false"),
    "short": ('prompt: "TODO: the question?"', 'answer: "TODO: the answer"', "also: []"),
    "numeric": ('prompt: "TODO: the question?"', "answer: 0", "tolerance: 0", 'unit: "TODO: the unit"'),
    "cloze": ('text: "TODO: a sentence with {{1::words left out}} and {{2::more words::a hint}}"',),
    "order": ('prompt: "TODO: what to put in order"', 'items: ["TODO: first", "TODO: second", "TODO: third"]'),
    "match": (
        'prompt: "TODO: what to match"',
        'pairs: [["TODO: left", "TODO: right"], ["TODO: another left", "TODO: its right"]]',
        "distractors: []",
    ),
    "term": ('term: "TODO: the term"', 'definition: "TODO: what the book means by it"'),
    "essay": ('prompt: "TODO: the question?"', 'points: ["TODO: what a good answer contains"]'),
}


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
        *_FIELDS[kind],
        'explanation: "TODO: why it is so, and why the nearest distractor is wrong"',
        'cite: "first words of it … last words of it"',
        "difficulty: 2",
        "bloom: understand",
        "tags: []",
        "draft: true",
    ]
    pad = " " * indent
    return "\n".join(f"{pad}{'- ' if number == 0 else '  '}{line}" for number, line in enumerate(lines)) + "\n"
