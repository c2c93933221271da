"""The kinds of questions → the JSON Schema of a bank, for editors."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from quizgen.kinds import KINDS
from quizgen.model.fields import Bloom

_DIALECT = "https://json-schema.org/draft/2020-12/schema"

_DESCRIPTIONS: Mapping[str, str] = {
    "id": "Unique in the book; says what is asked, and stays for good: `truck-mileage`.",
    "kind": "What sort of question this is; it decides the other fields.",
    "prompt": "The question; for `true-false` the statement.",
    "answer": "The right answer.",
    "answers": "All right options.",
    "distractors": "Wrong options from the book's own world; each a text, or `{text:, why:}`.",
    "also": "Variants that count as right.",
    "tolerance": "How far off a number may be, both sides included.",
    "unit": "The unit of the number: `tons`, `per cent`.",
    "text": "The text with `{{words left out}}`, or `{{1::words}}` and `{{2::words::hint}}` for several cards.",
    "items": "The items in the right order.",
    "pairs": "Pairs to be found again: `[[left, right], …]`.",
    "term": "The term; there are cards both ways.",
    "definition": "What the book means by it.",
    "points": "What a good answer contains.",
    "explanation": "Two or three sentences that teach: why it is so, and why the nearest distractor is wrong.",
    "cite": 'Where it stands: `"first words … last words"`, 3 to 6 at each end, or a phrase of 4 to 8 words.',
    "difficulty": "1 (easy), 2 or 3 (hard).",
    "bloom": "The level in Bloom's taxonomy.",
    "tags": "Single words, for choosing questions.",
    "draft": "Checked, but left out of everything.",
    "retired": "No longer asked; stays for those who have it.",
    "derived": "Why the answer follows from the passage, where it is computed and not stated in it.",
    "ignore": 'Warnings that do not apply here, each with its reason: `{longest-key: "why"}`.',
    "chapter": "The chapter's key in `book.yaml`; a bank without it is about the whole book.",
    "questions": "One item a question.",
}

_EXAMPLES: Mapping[str, list[Any]] = {
    "id": ["truck-mileage"],
    "cite": ["In America a truck … a fourth as much", {"chapter": 4, "text": "first words … last words"}],
    "text": ["The first plan was drawn up in {{1::1920::which year?}}."],
    "pairs": [[["left", "right"], ["another left", "its right"]]],
    "distractors": [["a wrong option", {"text": "another", "why": "the misunderstanding behind it"}]],
}

_CITATION: Mapping[str, Any] = {
    "anyOf": [
        {"type": "string"},
        {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "text": {"type": "string", "description": "First words … last words."},
                "section": {"type": ["string", "integer"], "description": "A whole section; for essays only."},
                "chapter": {"type": ["string", "integer"], "description": "Another chapter's key."},
            },
        },
    ]
}

# Written in YAML, where the loader reads strings, an editor sees YAML's own types.
_SCALAR: Mapping[str, Any] = {"type": ["string", "number", "boolean"]}
_LIST_OF_TEXTS: Mapping[str, Any] = {"type": "array", "items": _SCALAR}

_SHAPES: Mapping[str, Mapping[str, Any]] = {
    "id": {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"},
    "cite": {"anyOf": [_CITATION, {"type": "array", "items": _CITATION, "minItems": 1}]},
    "difficulty": {"enum": [1, 2, 3]},
    "bloom": {"enum": [level.value for level in Bloom]},
    "tags": {"type": "array", "items": {"type": "string", "pattern": '^[^\\s"]+$'}},
    "draft": {"type": "boolean"},
    "retired": {"type": "boolean"},
    "ignore": {"type": "object", "additionalProperties": {"type": "string"}},
    "answers": {**_LIST_OF_TEXTS, "minItems": 1},
    "also": _LIST_OF_TEXTS,
    "items": {**_LIST_OF_TEXTS, "minItems": 3},
    "points": {**_LIST_OF_TEXTS, "minItems": 1},
    "pairs": {"type": "array", "minItems": 2, "items": {**_LIST_OF_TEXTS, "minItems": 2, "maxItems": 2}},
    "tolerance": {"type": "number", "minimum": 0},
}

_WITH_WHY: Mapping[str, Any] = {
    "anyOf": [
        _SCALAR,
        {
            "type": "object",
            "additionalProperties": False,
            "required": ["text"],
            "properties": {"text": _SCALAR, "why": {"type": "string"}},
        },
    ]
}

_SHAPES_BY_KIND: Mapping[tuple[str, str], Mapping[str, Any]] = {
    ("choice", "distractors"): {"type": "array", "minItems": 2, "items": _WITH_WHY},
    ("multiple", "distractors"): {"type": "array", "minItems": 2, "items": _WITH_WHY},
    ("match", "distractors"): _LIST_OF_TEXTS,
    ("true-false", "answer"): {"type": "boolean"},
    ("numeric", "answer"): {"type": "number"},
}


def bank_schema() -> dict[str, Any]:
    """The schema of a chapter's file, with the fields of each kind."""
    questions = {"type": "array", "description": _DESCRIPTIONS["questions"], "items": {"$ref": "#/$defs/question"}}
    return {
        "$schema": _DIALECT,
        "title": "A question bank of quizgen",
        "type": "object",
        "additionalProperties": False,
        "required": ["questions"],
        "properties": {
            "chapter": {"type": ["string", "integer"], "description": _DESCRIPTIONS["chapter"]},
            "questions": questions,
        },
        "$defs": {
            "question": {
                "type": "object",
                "required": ["kind"],
                "properties": {"kind": {"enum": list(KINDS), "description": _DESCRIPTIONS["kind"]}},
                "allOf": [
                    {
                        "if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]},
                        "then": {"$ref": f"#/$defs/{kind}"},
                    }
                    for kind in KINDS
                ],
            },
            **{kind: _kind_schema(kind) for kind in KINDS},
        },
    }


def _kind_schema(kind: str) -> dict[str, Any]:
    record = KINDS[kind]
    return {
        "type": "object",
        "description": " ".join((record.__doc__ or "").split()),
        "additionalProperties": False,
        "required": [name for name, field in record.model_fields.items() if field.is_required()],
        "properties": {name: _field_schema(kind, name) for name in record.model_fields},
    }


def _field_schema(kind: str, name: str) -> dict[str, Any]:
    if name == "kind":
        return {"const": kind}
    shape = dict(_SHAPES_BY_KIND.get((kind, name)) or _SHAPES.get(name, _SCALAR))
    shape["description"] = _DESCRIPTIONS[name]
    if name in _EXAMPLES:
        shape["examples"] = _EXAMPLES[name]
    return shape


def write_schema() -> str:
    return json.dumps(bank_schema(), ensure_ascii=False, indent=2) + "\n"
