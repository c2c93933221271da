"""The questions of a deck → Anki notes: fields in HTML, tags, and a digest of what is published."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass

from quizgen.assembly.quiz import Deck, Item
from quizgen.kinds import response_of
from quizgen.kinds.response import Fill
from quizgen.model.deck_name import chapter_tag
from quizgen.model.identity import guid_of
from quizgen.outputs.anki.earlier_package import hash_content
from quizgen.outputs.anki.fields import note_type_of, render_fields
from quizgen.outputs.anki.notetypes import NOTE_TYPES


@dataclass(frozen=True, slots=True)
class Note:
    """A question as an Anki note: ``fields`` are HTML in the note type's order, ``subdeck`` is a full deck name.

    ``guid`` depends only on the book's identity and the question's id. ``numbers`` are the card numbers of a cloze.
    One that is not ``is_asked``, because its question is retired, has no card for those who do not have it yet.
    ``published`` are the fields without words of the book in a stimulus.
    """

    id: str
    kind: str
    notetype: str
    guid: str
    fields: tuple[str, ...]
    published: tuple[str, ...]
    tags: tuple[str, ...]
    subdeck: str
    numbers: tuple[int, ...]
    is_asked: bool
    has_passage: bool

    @property
    def digest(self) -> str:
        """SHA-256, in hex, of what is published: note type, tags and all fields but the passage."""
        fields = self._published_without("Passage")
        return hashlib.sha256(json.dumps([self.notetype, fields, self.tags]).encode()).hexdigest()

    @property
    def text_digest(self) -> str:
        """A shorter one of the question alone, without what is said of its place, its book and its tags."""
        fields = self._published_without("Passage", "Place", "Book", "Language")
        return hashlib.sha256(json.dumps(fields).encode()).hexdigest()[:12]

    @property
    def content(self) -> bytes:
        """Hash of all that an import of the note writes, to compare it with the package of an earlier build."""
        return hash_content(NOTE_TYPES[self.notetype].id, self.tags, self.fields)

    def _published_without(self, *left_out: str) -> list[str]:
        names = NOTE_TYPES[self.notetype].field_names
        return [text for name, text in zip(names, self.published, strict=True) if name not in left_out]


def render_notes(deck: Deck) -> Iterator[Note]:
    """The notes of a deck, in order."""
    for subdeck in deck.subdecks:
        for item in subdeck.items:
            yield _render(item, deck, subdeck.name)


def _render(item: Item, deck: Deck, subdeck: str) -> Note:
    question, response = item.question, response_of(item.question)
    passages = item.passages if deck.has_passages else ()
    above = item.stimulus.passages if item.stimulus and deck.has_passages else ()
    fields = render_fields(item, deck, passages, above)
    return Note(
        id=question.id,
        kind=question.kind,
        notetype=note_type_of(response),
        guid=guid_of(deck.identity, question.id),
        fields=fields,
        published=render_fields(item, deck, passages, ()) if above else fields,
        tags=_tags(item),
        subdeck=subdeck,
        numbers=response.numbers if isinstance(response, Fill) else (),
        is_asked=not question.retired,
        has_passage=bool(passages or above),
    )


def _tags(item: Item) -> tuple[str, ...]:
    question = item.question
    own = {
        chapter_tag(item.chapter.key if item.chapter else None),
        f"bloom::{question.bloom}",
        f"difficulty::{question.difficulty}",
        f"kind::{question.kind}",
    }
    own |= {f"objective::{question.objective}"} if question.objective else set()
    own |= {"core"} if question.core else set()
    return tuple(sorted({*question.tags, *own, *(["retired"] if question.retired else [])}))
