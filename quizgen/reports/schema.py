"""Generate the JSON Schema of a bank, for editors, from the kinds of questions."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from quizgen.kinds import KINDS
from quizgen.kinds.chapter_file import GUIDE_FIELDS, OBJECTIVE_FIELDS, STIMULUS_FIELDS
from quizgen.kinds.kind import COMMON_FIELDS, FieldDoc, Kind

_DIALECT = "https://json-schema.org/draft/2020-12/schema"

_CHAPTER = "The chapter's key in `book.yaml`; a bank without it is about the whole book."
_GUIDE = "What a study guide says of the chapter as a whole."
_OBJECTIVES = "What a student should be able to do after the chapter; a question names one of them."
_STIMULI = "Texts, tables and pictures that several questions of this file share."


def bank_schema() -> dict[str, Any]:
    """The schema of a chapter's file, with the fields of each kind."""
    questions = {"type": "array", "description": "One item a question.", "items": {"$ref": "#/$defs/question"}}
    return {
        "$schema": _DIALECT,
        "title": "A question bank of quizgen",
        "type": "object",
        "additionalProperties": False,
        "required": ["questions"],
        "properties": {
            "chapter": {"type": ["string", "integer"], "description": _CHAPTER},
            "guide": {**_record_schema(GUIDE_FIELDS), "description": _GUIDE},
            "objectives": {"type": "array", "description": _OBJECTIVES, "items": {"$ref": "#/$defs/objective"}},
            "stimuli": {"type": "array", "description": _STIMULI, "items": {"$ref": "#/$defs/stimulus"}},
            "questions": questions,
        },
        "$defs": {
            "objective": {**_record_schema(OBJECTIVE_FIELDS), "required": ["id", "text"]},
            "stimulus": {
                **_record_schema(STIMULUS_FIELDS),
                "required": ["id"],
                "oneOf": [{"required": ["text"]}, {"required": ["cite"]}],
            },
            "question": {
                "type": "object",
                "required": ["kind"],
                "properties": {"kind": {"enum": list(KINDS), "description": COMMON_FIELDS["kind"].description}},
                "allOf": [
                    {
                        "if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]},
                        "then": {"$ref": f"#/$defs/{kind}"},
                    }
                    for kind in KINDS
                ],
            },
            **{name: _kind_schema(kind) for name, kind in KINDS.items()},
        },
    }


def _kind_schema(kind: Kind[Any]) -> dict[str, Any]:
    record = kind.record
    fields = {name: _field_schema(doc) for name, doc in kind.all_fields.items()}
    required = [name for name, field in record.model_fields.items() if field.is_required()]
    return {
        "type": "object",
        "description": " ".join((record.__doc__ or "").split()),
        "additionalProperties": False,
        "properties": {**fields, "kind": {"const": kind.name}},
        "if": {"properties": {"draft": {"const": True}}, "required": ["draft"]},
        "then": {"required": ["kind", "id"]},
        "else": {"required": required, **_required_citation(kind)},
    }


def _record_schema(fields: Mapping[str, FieldDoc]) -> dict[str, Any]:
    properties = {name: _field_schema(doc) for name, doc in fields.items()}
    return {"type": "object", "additionalProperties": False, "properties": properties}


def _required_citation(kind: Kind[Any]) -> dict[str, Any]:
    """The rule of a kind whose parts may have citations of their own: it needs ``cite`` unless each of them has one."""
    with_parts = [name for name, doc in kind.all_fields.items() if _may_have_citations(doc)]
    cites_itself = {"required": ["cite"]}
    of_parts = [{"properties": {name: {"items": {"type": "object", **cites_itself}}}} for name in with_parts]
    return {"anyOf": [cites_itself, *of_parts]} if of_parts else {}


def _may_have_citations(doc: FieldDoc) -> bool:
    """Whether a field is a list of texts or mappings, of which the latter have ``cite``."""
    forms = doc.shape.get("items", {}).get("anyOf", ())
    return any("cite" in form.get("properties", {}) for form in forms)


def _field_schema(doc: FieldDoc) -> dict[str, Any]:
    schema = {**doc.shape, "description": doc.description}
    return {**schema, "examples": list(doc.examples)} if doc.examples else schema


def write_schema() -> str:
    return json.dumps(bank_schema(), ensure_ascii=False, indent=2) + "\n"
