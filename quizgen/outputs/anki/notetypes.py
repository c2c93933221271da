"""The four note types: their fields, the two sides of their cards, and their ids in Anki.

Readers have notes of these types, so ids and the number and order of fields and cards must never change; a field
may be renamed, and a spare one put to use. A change of a template, the style or a script requires a higher ``mod``
of each note type concerned: Anki imports only newer note types (rslib, ``notetype/merge.rs``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from quizgen.outputs.anki.card_words import Label, find_labels, find_said, in_english, put_labels, style_labels
from quizgen.outputs.compare import read_compare

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    id: int


@dataclass(frozen=True, slots=True)
class Template:
    """A card's two sides, in Anki's template language, and the words that they say."""

    name: str
    id: int
    front: str
    back: str
    words: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class NoteType:
    """A note type of Anki; ``mod`` is its time of modification, in seconds."""

    name: str
    id: int
    mod: int
    fields: tuple[Field, ...]
    templates: tuple[Template, ...]
    css: str
    is_cloze: bool = False

    @property
    def field_names(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields)

    def words_of(self, kind: str) -> tuple[str, ...]:
        """The names of the words on cards of a kind, which a note of a book in another language brings along."""
        labels = [label for template in self.templates for label in template.words]
        return tuple(dict.fromkeys(label.name for label in labels if label.of in ("", kind)))


_SCRIPTS = re.compile(r"<!-- ((?:\w+\.js ?)+)-->")


def _read(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


def _side(name: str) -> str:
    """A side of a card; its comments ``<!-- foot.html -->`` and ``<!-- name.js … -->`` are replaced by these files."""
    side = _read(name).replace("<!-- foot.html -->", _read("foot.html").strip())
    return _SCRIPTS.sub(lambda found: _script(found[1].split()), side).strip()


def _script(names: Sequence[str]) -> str:
    """Several scripts wrapped in one function, which has the words that they say in English."""
    parts = "\n".join(read_compare() if name == "compare.js" else _read(name) for name in names)
    words = f"const ENGLISH = {in_english(find_said(parts))};"
    return f'<script>\n(function () {{\n"use strict";\n{words}\n{parts}}})();\n</script>'


def _template(name: str, template_id: int, stem: str) -> Template:
    front, back = _side(f"{stem}.front.html"), _side(f"{stem}.back.html")
    words = (*find_labels(front + back), *map(Label, find_said(front + back)))
    return Template(name, template_id, put_labels(front), put_labels(back), words)


_SHARED = ("Explanation", "Derived", "Place", "Passage", "Notice", "Kind", "Id", "Book", "Language")
SPARE = ("Extra1", "Extra2", "Extra3")


def _fields(first_id: int, *own: str) -> tuple[Field, ...]:
    """Fields with consecutive ids: since fields never change position, they never change ids."""
    return tuple(Field(name, first_id + index) for index, name in enumerate((*own, *_SHARED, *SPARE)))


_LABELS = sorted({label for path in _FOLDER.glob("*.html") for label in find_labels(_read(path.name))})
_CSS = _read("card.css") + style_labels(_LABELS)

NOTE_TYPES: Mapping[str, NoteType] = {
    notetype.name: notetype
    for notetype in (
        NoteType(
            name="quizgen choice",
            id=1_763_801_000_001,
            mod=1_796_071_534,
            fields=_fields(7_140_310_001, "Prompt", "Task", "Options", "Answer"),
            templates=(_template("Choice", 7_140_310_101, "choice"),),
            css=_CSS,
        ),
        NoteType(
            name="quizgen answer",
            id=1_763_801_000_002,
            mod=1_796_071_534,
            fields=_fields(7_140_320_001, "Prompt", "Task", "Exercise", "Answer"),
            templates=(_template("Answer", 7_140_320_101, "answer"),),
            css=_CSS,
        ),
        NoteType(
            name="quizgen cloze",
            id=1_763_801_000_003,
            mod=1_796_071_534,
            fields=_fields(7_140_330_001, "Text"),
            templates=(_template("Cloze", 7_140_330_101, "cloze"),),
            css=_CSS + _read("cloze.css"),
            is_cloze=True,
        ),
        NoteType(
            name="quizgen term",
            id=1_763_801_000_004,
            mod=1_796_071_534,
            fields=_fields(7_140_340_001, "Term", "Definition"),
            templates=(
                _template("Term → definition", 7_140_340_101, "term"),
                _template("Definition → term", 7_140_340_102, "definition"),
            ),
            css=_CSS,
        ),
    )
}
