"""A deck's questions → notes: fields in HTML, tags, and a digest of what is published."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from quizgen.assembly.quiz import Deck, Item, Subdeck
from quizgen.assembly.shuffle import are_numbers, shuffled_options, shuffled_order, shuffled_rights
from quizgen.kinds import Question
from quizgen.kinds.choice import Choice
from quizgen.kinds.cloze import Cloze, Deletion
from quizgen.kinds.essay import Essay
from quizgen.kinds.match import Match
from quizgen.kinds.multiple import Multiple
from quizgen.kinds.numeric import Numeric
from quizgen.kinds.order import Order
from quizgen.kinds.question import Distractor
from quizgen.kinds.short import Short
from quizgen.kinds.term import Term
from quizgen.kinds.true_false import TrueFalse
from quizgen.model.citation import Passage
from quizgen.outputs.anki.notetypes import NOTE_TYPES, SPARE
from quizgen.outputs.markup import block_for_anki as block
from quizgen.outputs.markup import (
    escaped,
    escaped_for_anki,
    gapped,
    number,
    paragraphs,
    plain,
    quantity,
    with_media,
    without_math,
)
from quizgen.outputs.markup import inline_for_anki as inline

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

NOTETYPE_OF: Mapping[str, str] = {
    **dict.fromkeys(("choice", "multiple", "true-false"), "quizgen choice"),
    **dict.fromkeys(("short", "numeric", "order", "match", "essay"), "quizgen answer"),
    "cloze": "quizgen cloze",
    "term": "quizgen term",
}
"""The note type of each kind."""

_SHUFFLE = ' data-shuffle=""'
_RIGHT = ' data-right=""'
_UNUSED = ("",) * len(SPARE)


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


def render_notes(deck: Deck) -> Iterator[Note]:
    """The notes of a deck in its order."""
    for subdeck in deck.subdecks:
        for item in notes_of(subdeck):
            yield _render(item, deck, subdeck.name)


def notes_of(subdeck: Subdeck) -> list[Item]:
    """What becomes a note; drafts are left out."""
    return [item for item in subdeck.items if not item.question.draft]


# Every string that a function makes from here on is HTML. What a bank or a book says comes into it by `inline`, `block`
# and `escaped`, and by nothing else; strings that know that they are HTML took twice as long for a whole deck.


def _render(item: Item, deck: Deck, subdeck: str) -> Note:
    question = item.question
    passages = item.passages if deck.has_passages else ()
    fields = [
        *_own_fields(question),
        block(question.explanation) if question.explanation else "",
        inline(question.derived) if question.derived else "",
        escaped_for_anki("; ".join(item.places)),
        _passages(passages),
        RETIRED if question.retired else "",
        question.kind,
        question.id,
        escaped_for_anki(deck.book.title),
        deck.book.language,
        *_UNUSED,
    ]
    together = "".join(fields)  # nearly all have no image, and nothing that Anki would read: one look is enough
    if "media:" in together:
        sources = {name: media.name for name, media in item.media.items()}
        fields = [with_media(field, sources) for field in fields]
    is_cloze = isinstance(question, Cloze)
    if "{" in together or "}" in together or "[" in together:
        own_text, others = (fields[:1], fields[1:]) if is_cloze else ([], fields)
        fields = [*own_text, *map(_defuse, others)]
    return Note(
        id=question.id,
        kind=question.kind,
        notetype=NOTETYPE_OF[question.kind],
        guid=hashlib.sha256(f"quizgen/{deck.book_key}/{question.id}".encode()).hexdigest()[:20],
        fields=tuple(fields),
        tags=_tags(item),
        subdeck=subdeck,
        numbers=question.numbers if isinstance(question, Cloze) else (),
        has_passage=bool(passages),
    )


def _own_fields(question: Question) -> tuple[str, ...]:
    """Those fields of a note that its type alone has: the first ones, in their order."""
    match question:
        case Cloze():
            return (_cloze(question),)
        case Term():
            return (inline(question.term), block(question.definition))
    asked = (block(question.prompt), _TASKS[question.kind])
    match question:
        case Choice():
            options = _options(question.id, [question.answer], question.distractors)
            return (*asked, options, _paragraph(question.answer))
        case Multiple():
            options = _options(question.id, question.answers, question.distractors)
            return (*asked, options, _bulleted(question.answers))
        case TrueFalse(answer=answer):
            right, wrong = (_RIGHT, "") if answer else ("", _RIGHT)
            options = f'<ul class="options"><li{right}>True</li><li{wrong}>False</li></ul>'
            return (*asked, options, _paragraph(str(answer)))
        case Short():
            also = ", ".join(map(inline, question.also))
            shown = _paragraph(question.answer) + (f'<p class="also">Also right: {also}</p>' if also else "")
            accept = json.dumps([plain(text) for text in (question.answer, *question.also)], ensure_ascii=False)
            return (*asked, _writing(shown, accept=accept), shown)
        case Numeric():
            shown = _number(question)
            low, high = str(question.answer - question.tolerance), str(question.answer + question.tolerance)
            exercise = _writing(shown, low=low, high=high, unit=without_math(plain(question.unit)))
            return (*asked, exercise, shown)
        case Order():
            return (*asked, _mixed(question), _numbered(question.items))
        case Match():
            return (*asked, _columns(question), _pairs(question))
        case Essay():
            return (*asked, "", f'<ul class="points">{_items(question.points)}</ul>')


def _paragraph(text: str) -> str:
    return f"<p>{inline(text)}</p>"


def _items(texts: Iterable[str]) -> str:
    return "".join([f"<li>{inline(text)}</li>" for text in texts])


def _bulleted(texts: Iterable[str]) -> str:
    return f"<ul>{_items(texts)}</ul>"


def _numbered(texts: Iterable[str]) -> str:
    return f"<ol>{_items(texts)}</ol>"


def _options(question_id: str, answers: Iterable[str], distractors: Iterable[Distractor]) -> str:
    """The options as a plain list: a card without its script still shows them; the script reads the attributes."""
    whys = dict.fromkeys(answers, "") | {distractor.text: distractor.why for distractor in distractors}
    right = set(answers)
    items = []
    for text in shuffled_options(whys, question_id):
        is_right = _RIGHT if text in right else ""
        why = f' data-why="{escaped(inline(whys[text]))}"' if whys[text] else ""
        items.append(f"<li{is_right}{why}>{inline(text)}</li>")
    return f'<ul class="options"{"" if are_numbers(whys) else _SHUFFLE}>{"".join(items)}</ul>'


def _writing(answer: str, **attributes: str) -> str:
    """Where the script puts a field: what is right, and the answer that is shown once something was written."""
    attributes["shown"] = answer
    named = "".join([f' data-{name}="{escaped(value)}"' for name, value in attributes.items()])
    return f'<div class="writing"{named}></div>'


def _number(question: Numeric) -> str:
    value = f"<p>{without_math(str(quantity(question.answer, question.unit)))}</p>"
    if not question.tolerance:
        return value
    low, high = question.answer - question.tolerance, question.answer + question.tolerance
    return f'{value}<p class="also">Right from {number(low)} to {number(high)}</p>'


def _mixed(question: Order) -> str:
    """The items, each with the places where it is right."""
    items = [
        f'<li data-place="{_places(text, question.items)}">{inline(text)}</li>'
        for text in shuffled_order(question.items, question.id)
    ]
    return f'<ul class="items" data-shuffle="">{"".join(items)}</ul>'


def _columns(question: Match) -> str:
    """The left sides, and the right ones, each with the numbers of the left sides that it belongs to."""
    lefts = _numbered(left for left, _ in question.pairs)
    own = [right for _, right in question.pairs]
    shown = [
        f'<li data-pairs="{_places(right, own)}">{inline(right)}</li>'
        for right in shuffled_rights(dict.fromkeys(own), dict.fromkeys(question.distractors), question.id)
    ]
    return f'<div class="columns">{lefts}<ol type="A"{_SHUFFLE}>{"".join(shown)}</ol></div>'


def _places(text: str, texts: Sequence[str]) -> str:
    return " ".join(str(place) for place, other in enumerate(texts, 1) if other == text)


def _pairs(question: Match) -> str:
    rows = "".join(
        [f'<tr><th scope="row">{inline(left)}</th><td>{inline(right)}</td></tr>' for left, right in question.pairs]
    )
    left_over = ", ".join(map(inline, question.distractors))
    extra = f'<p class="also">Left over: {left_over}</p>' if left_over else ""
    return f'<table class="pairs">{rows}</table>{extra}'


def _cloze(question: Cloze) -> str:
    """The text with Anki's own deletions."""

    def anki(piece: str | Deletion) -> str:
        if not isinstance(piece, Deletion):
            return _defuse(str(piece))
        words = _defuse(inline(piece.words)).replace("::", "&#58;&#58;")
        hint = f"::{_defuse(escaped_for_anki(piece.hint))}" if piece.hint else ""
        return f"{{{{c{piece.number or 1}::{words}{hint}}}}}"

    return _PARTED.sub(lambda found: found[1] or f"\\\u2060{found[2]}", "".join(map(anki, gapped(question, block))))


# A formula, or a backslash and a bracket with the edge of a deletion between them: older Ankis put no tag around some.
_PARTED = re.compile(r"(\\\(.*?\\\))|\\((?:\}\}|\{\{c\d+::)+)(?=\(|&#91;|begin)", re.DOTALL)


def _defuse(html: str) -> str:
    """HTML with entities for what Anki reads in a field: {{c1::cloze}}, [sound:file], [latex]."""
    return html.replace("{", "&#123;").replace("}", "&#125;").replace("[", "&#91;")


def _passages(passages: Sequence[Passage]) -> str:
    are_several = len(passages) > 1
    return "".join(
        [
            f"<blockquote>{_place(passage) if are_several else ''}{_paragraphs(passage)}</blockquote>"
            for passage in passages
        ]
    )


def _place(passage: Passage) -> str:
    return f'<p class="place">{escaped_for_anki(passage.place)}</p>'


def _paragraphs(passage: Passage) -> str:
    """The passage's paragraphs; <mark> around the cited words begins and ends again in each."""
    return "".join([f"<p>{''.join([_run(*run) for run in runs])}</p>" for runs in paragraphs(passage)])


def _run(words: str, is_cited: bool) -> str:
    return f"<mark>{escaped_for_anki(words)}</mark>" if is_cited else escaped_for_anki(words)


_BETWEEN = re.compile(r"[\s\"]+")


def _tags(item: Item) -> tuple[str, ...]:
    question = item.question
    own = {
        f"chapter::{_BETWEEN.sub('-', item.chapter.key) if item.chapter else 'whole-book'}",
        f"bloom::{question.bloom}",
        f"difficulty::{question.difficulty}",
        f"kind::{question.kind}",
    }
    return tuple(sorted({*question.tags, *own, *(["retired"] if question.retired else [])}))
