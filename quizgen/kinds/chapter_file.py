"""The documentation of what a chapter's file has beside its questions, for editors and messages."""

from __future__ import annotations

from collections.abc import Mapping

from quizgen.kinds.kind import CITE, LIST_OF_TEXTS, SCALAR, FieldDoc

_ID_SHAPE = {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}
_ID_HINT = "An id is lower-case letters, digits and hyphens: `oil-of-a-year`."

OBJECTIVE_FIELDS: Mapping[str, FieldDoc] = {
    "id": FieldDoc("Unique in the book; questions name it: `objective: ID`.", _ID_HINT, _ID_SHAPE, ("read-a-table",)),
    "text": FieldDoc(
        "What a student should be able to do.", 'As in `{id: read-a-table, text: "Read figures off a table"}`.'
    ),
}

STIMULUS_FIELDS: Mapping[str, FieldDoc] = {
    "id": FieldDoc("Unique in the file; questions name it: `stimulus: ID`.", _ID_HINT, _ID_SHAPE, ("oil-of-a-year",)),
    "title": FieldDoc("What stands above it.", shape=SCALAR),
    "text": FieldDoc(
        "A text of your own in Markdown: prose, a table, a picture, code.",
        "A text of your own in Markdown: prose, a table, a picture, code; or else `cite`.",
    ),
    "cite": FieldDoc(
        'A passage of the book, `"first words … last words"`; builds with `--public` print only its place.',
        CITE.hint,
        CITE.shape,
        CITE.examples[:1],
    ),
}

_PASSAGE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["text"],
    "properties": {
        "text": {"type": "string", "description": "First words … last words."},
        "chapter": {"type": ["string", "integer"], "description": "Another chapter's key."},
    },
}

GUIDE_FIELDS: Mapping[str, FieldDoc] = {
    "thesis": FieldDoc(
        "What the chapter argues, in about three sentences of your own, in Markdown.",
        "What the chapter argues, in about three sentences of your own.",
    ),
    "discuss": FieldDoc(
        "Open questions to think and talk about.",
        'A list of open questions: `["Could it have gone otherwise?"]`.',
        LIST_OF_TEXTS,
    ),
    "passages": FieldDoc(
        'Key passages of the book, each `"first words … last words"`; builds with `--public` print only their places.',
        'A list of key passages: `["first words … last words", {chapter: 4, text: "…"}]`.',
        {"type": "array", "items": {"anyOf": [{"type": "string"}, _PASSAGE]}},
        ([*CITE.examples],),
    ),
}
