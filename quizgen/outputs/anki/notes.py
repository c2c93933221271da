"""A deck's questions → notes: fields in HTML, tags, and a digest of what is published."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup, escape

from quizgen.model import (
    Choice,
    Cloze,
    Deck,
    Deletion,
    Distractor,
    Essay,
    Item,
    Match,
    Multiple,
    Numeric,
    Order,
    Passage,
    Question,
    Short,
    Term,
    TrueFalse,
)
from quizgen.outputs.anki.notetypes import NOTE_TYPES
from quizgen.outputs.markup import block_for_anki as block
from quizgen.outputs.markup import filled, gapped, joined, number, paragraphs, plain, quantity, with_media
from quizgen.outputs.markup import inline_for_anki as inline
from quizgen.shuffle import are_numbers, shuffled_options, shuffled_order, shuffled_rights

RETIRED = "This question is no longer asked. You may suspend or delete it."

_TASKS: Mapping[str, str] = {
    "choice": "Choose one",
    "multiple": "Choose all that apply",
    "true-false": "True or false?",
    "short": "Short answer",
    "numeric": "Give a number",
    "order": "Put in order",
    "match": "Find the pairs",
    "essay": "Essay",
}

_SHUFFLE = Markup(' data-shuffle=""')


@dataclass(frozen=True, slots=True)
class Note:
    """A question as Anki gets it: ``fields`` are HTML in the note type's order, ``subdeck`` a full deck name.

    ``guid`` comes from the book's key and the question's id only. ``numbers`` are a cloze's card numbers.
    """

    id: str
    kind: str
    notetype: str
    guid: str
    fields: tuple[str, ...]
    tags: tuple[str, ...]
    subdeck: str
    numbers: tuple[int, ...]
    has_passage: bool

    @property
    def digest(self) -> str:
        """SHA-256, in hex, of what is published: note type, tags and fields, without the reader's passage."""
        names = NOTE_TYPES[self.notetype].field_names
        fields = [text for name, text in zip(names, self.fields, strict=True) if name != "Passage"]
        return hashlib.sha256(json.dumps([self.notetype, fields, self.tags]).encode()).hexdigest()


def render_notes(deck: Deck) -> tuple[Note, ...]:
    """The notes of a deck in its order; drafts are left out."""
    return tuple(
        _render(item, deck, subdeck.name)
        for subdeck in deck.subdecks
        for item in subdeck.items
        if not item.question.draft
    )


def _render(item: Item, deck: Deck, subdeck: str) -> Note:
    question = item.question
    passages = item.passages if deck.has_passages else ()
    own, values = _own_fields(question)
    values |= {
        "Explanation": block(question.explanation) if question.explanation else "",
        "Derived": inline(question.derived) if question.derived else "",
        "Place": escape("; ".join(item.places)),
        "Passage": _passages(passages),
        "Notice": RETIRED if question.retired else "",
        "Kind": question.kind,
        "Id": question.id,
        "Book": escape(deck.book.title),
        "Language": deck.book.language,
    }
    sources = {name: media.name for name, media in item.media.items()}
    fields = {name: with_media(value, sources) for name, value in values.items()}
    fields = {name: value if name == "Text" else _defuse(value) for name, value in fields.items()}
    names = NOTE_TYPES[own].field_names
    assert fields.keys() <= set(names), f"{own} lacks a field of {sorted(fields)}"
    return Note(
        id=question.id,
        kind=question.kind,
        notetype=own,
        guid=hashlib.sha256(f"quizgen/{deck.book_key}/{question.id}".encode()).hexdigest()[:20],
        fields=tuple(fields.get(name, "") for name in names),
        tags=_tags(item),
        subdeck=subdeck,
        numbers=question.numbers if isinstance(question, Cloze) else (),
        has_passage=bool(passages),
    )


def _own_fields(question: Question) -> tuple[str, dict[str, str]]:
    """A question's note type, and those of its fields that depend on the kind."""
    match question:
        case Cloze():
            return "quizgen cloze", {"Text": _cloze(question)}
        case Term():
            return "quizgen term", {"Term": inline(question.term), "Definition": block(question.definition)}
    values: dict[str, str] = {"Prompt": block(question.prompt), "Task": _TASKS[question.kind]}
    match question:
        case Choice():
            options = _options(question.id, [question.answer], question.distractors)
            return "quizgen choice", values | {"Options": options, "Answer": _paragraph(question.answer)}
        case Multiple():
            options = _options(question.id, question.answers, question.distractors)
            return "quizgen choice", values | {"Options": options, "Answer": _bulleted(question.answers)}
        case TrueFalse(answer=answer):
            right, wrong = Markup(' data-right=""'), Markup()
            options = filled(
                '<ul class="options"><li{}>True</li><li{}>False</li></ul>',
                right if answer else wrong,
                wrong if answer else right,
            )
            return "quizgen choice", values | {"Options": options, "Answer": _paragraph(str(answer))}
        case Short():
            also = joined((inline(variant) for variant in question.also), ", ")
            shown = _paragraph(question.answer)
            shown += filled('<p class="also">Also right: {}</p>', also) if also else Markup()
            accept = json.dumps([plain(text) for text in (question.answer, *question.also)], ensure_ascii=False)
            return "quizgen answer", values | {"Exercise": _writing(shown, accept=accept), "Answer": shown}
        case Numeric():
            shown = _number(question)
            low, high = str(question.answer - question.tolerance), str(question.answer + question.tolerance)
            exercise = _writing(shown, low=low, high=high, unit=plain(question.unit))
            return "quizgen answer", values | {"Exercise": exercise, "Answer": shown}
        case Order():
            return "quizgen answer", values | {"Exercise": _mixed(question), "Answer": _numbered(question.items)}
        case Match():
            return "quizgen answer", values | {"Exercise": _columns(question), "Answer": _pairs(question)}
        case Essay():
            points = filled('<ul class="points">{}</ul>', _items(question.points))
            return "quizgen answer", values | {"Answer": points}


def _paragraph(text: str) -> Markup:
    return filled("<p>{}</p>", inline(text))


def _items(texts: Iterable[str]) -> Markup:
    return joined(filled("<li>{}</li>", inline(text)) for text in texts)


def _bulleted(texts: Iterable[str]) -> Markup:
    return filled("<ul>{}</ul>", _items(texts))


def _numbered(texts: Iterable[str]) -> Markup:
    return filled("<ol>{}</ol>", _items(texts))


def _options(question_id: str, answers: Iterable[str], distractors: Iterable[Distractor]) -> Markup:
    """The options as a plain list: a card without its script still shows them; the script reads the attributes."""
    whys = dict.fromkeys(answers, "") | {distractor.text: distractor.why for distractor in distractors}
    right = set(answers)
    items = []
    for text in shuffled_options(whys, question_id):
        attribute = Markup(' data-right=""') if text in right else Markup()
        if whys[text]:
            attribute += filled(' data-why="{}"', str(inline(whys[text])))
        items.append(filled("<li{}>{}</li>", attribute, inline(text)))
    shuffle = Markup() if are_numbers(whys) else _SHUFFLE
    return filled('<ul class="options"{}>{}</ul>', shuffle, joined(items))


def _writing(answer: Markup, **attributes: str) -> Markup:
    """Where the script puts a field: what is right, and the answer that is shown once something was written."""
    attributes["shown"] = str(answer)
    named = joined(filled(' data-{}="{}"', name, value) for name, value in attributes.items())
    return filled('<div class="writing"{}></div>', named)


def _number(question: Numeric) -> Markup:
    value = filled("<p>{}</p>", quantity(question.answer, question.unit))
    if not question.tolerance:
        return value
    low, high = question.answer - question.tolerance, question.answer + question.tolerance
    return value + filled('<p class="also">Right from {} to {}</p>', number(low), number(high))


def _mixed(question: Order) -> Markup:
    """The items, each with the places where it is right."""
    items = joined(
        filled('<li data-place="{}">{}</li>', _places(text, question.items), inline(text))
        for text in shuffled_order(question.items, question.id)
    )
    return filled('<ul class="items" data-shuffle="">{}</ul>', items)


def _columns(question: Match) -> Markup:
    """The left sides, and the right ones, each with the numbers of the left sides that it belongs to."""
    lefts = _numbered((left for left, _ in question.pairs))
    own = [right for _, right in question.pairs]
    shown = joined(
        filled('<li data-pairs="{}">{}</li>', _places(right, own), inline(right))
        for right in shuffled_rights(dict.fromkeys(own), dict.fromkeys(question.distractors), question.id)
    )
    return filled('<div class="columns">{}<ol type="A"{}>{}</ol></div>', lefts, _SHUFFLE, shown)


def _places(text: str, texts: Sequence[str]) -> str:
    return " ".join(str(place) for place, other in enumerate(texts, 1) if other == text)


def _pairs(question: Match) -> Markup:
    row = '<tr><th scope="row">{}</th><td>{}</td></tr>'
    rows = joined(filled(row, inline(left), inline(right)) for left, right in question.pairs)
    left_over = joined((inline(text) for text in question.distractors), ", ")
    extra = filled('<p class="also">Left over: {}</p>', left_over) if left_over else Markup()
    return filled('<table class="pairs">{}</table>{}', rows, extra)


def _cloze(question: Cloze) -> str:
    """The text with Anki's own deletions."""

    def anki(piece: Markup | Deletion) -> str:
        if isinstance(piece, Markup):
            return _defuse(piece)
        words = _defuse(inline(piece.words)).replace("::", "&#58;&#58;")
        hint = f"::{_defuse(escape(piece.hint))}" if piece.hint else ""
        return f"{{{{c{piece.number or 1}::{words}{hint}}}}}"

    return "".join(map(anki, gapped(question, block)))


# What Anki reads in a field: {{c1::cloze}}, [sound:file], [latex]. Behind entities it is text.
_defuse = partial(re.compile(r"[{}\[]").sub, lambda found: f"&#{ord(found[0])};")


def _passages(passages: Iterable[Passage]) -> Markup:
    passages = tuple(passages)
    caption = '<p class="place">{}</p>'
    return joined(
        filled(
            "<blockquote>{}{}</blockquote>",
            filled(caption, passage.place) if len(passages) > 1 else "",
            _paragraphs(passage),
        )
        for passage in passages
    )


def _paragraphs(passage: Passage) -> Markup:
    """The passage's paragraphs; <mark> around the cited words begins and ends again in each."""
    mark = {True: "<mark>{}</mark>", False: "{}"}
    return joined(
        filled("<p>{}</p>", joined(filled(mark[is_cited], words) for words, is_cited in runs))
        for runs in paragraphs(passage)
    )


def _tags(item: Item) -> tuple[str, ...]:
    question = item.question
    chapter = re.sub(r"[\s\"]+", "-", item.chapter.key) if item.chapter else "whole-book"
    own = {
        f"chapter::{chapter}",
        f"bloom::{question.bloom}",
        f"difficulty::{question.difficulty}",
        f"kind::{question.kind}",
    }
    return tuple(sorted({*question.tags, *own, *(["retired"] if question.retired else [])}))
