"""A question → the fields of its Anki note, in HTML."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import assert_never

from quizgen.assembly.quiz import Deck, Item
from quizgen.assembly.shuffle import arrange_options, movable_options, shuffled_order, shuffled_rights
from quizgen.kinds import kind_of, response_of
from quizgen.kinds.question import Question
from quizgen.kinds.response import (
    Arrange,
    Calculate,
    Compose,
    Deletion,
    Fill,
    Judge,
    Pair,
    Recall,
    Response,
    Select,
    Write,
)
from quizgen.model.citation import Passage
from quizgen.model.language import is_right_to_left
from quizgen.outputs.anki.card_words import bring_words, lang_of, say_retired
from quizgen.outputs.anki.hidden_images import with_hidden_images
from quizgen.outputs.anki.notetypes import NOTE_TYPES, SPARE
from quizgen.outputs.anki.report_link import show_report_link
from quizgen.outputs.anki.right_to_left import turn_fields
from quizgen.outputs.anki.stimulus import show_stimulus
from quizgen.outputs.blocks import with_media
from quizgen.outputs.direction import isolate
from quizgen.outputs.languages import Words, choose_words
from quizgen.outputs.markup import block_for_anki as block
from quizgen.outputs.markup import (
    escaped,
    escaped_for_anki,
    gapped,
    has_lines,
    paragraphs,
    quantity,
    typed,
    without_math,
)
from quizgen.outputs.markup import inline_for_anki as inline
from quizgen.outputs.markup import prose_for_anki as prose
from quizgen.outputs.places import say_place
from quizgen.outputs.typography import marked_text, straight, with_quotes

_NOTE_TYPES: Mapping[type[Response], str] = {
    **dict.fromkeys((Select, Judge), "quizgen choice"),
    **dict.fromkeys((Write, Calculate, Arrange, Pair, Compose), "quizgen answer"),
    Fill: "quizgen cloze",
    Recall: "quizgen term",
}


def note_type_of(response: Response) -> str:
    """The name of the note type for a form of response."""
    return _NOTE_TYPES[type(response)]


_SHUFFLE = ' data-shuffle=""'
_RIGHT = ' data-right=""'
_FIXED = ' data-fixed=""'
_UNUSED = ("",) * len(SPARE)


# All strings that the functions below return are HTML. Texts of a bank or a book enter them only through `inline`,
# `block` and `escaped`. They are no `Markup`, which took twice as long for a whole deck.


def render_fields(item: Item, deck: Deck, passages: Sequence[Passage], stimulus: Sequence[Passage]) -> tuple[str, ...]:
    """The fields of a question's note in the order of its note type.

    ``passages`` are those that it cites, ``stimulus`` those that its stimulus cites; as they may be shown, or empty.
    """
    question, response, language = item.question, response_of(item.question), deck.book.language
    notetype, words = NOTE_TYPES[note_type_of(response)], choose_words(language, deck.words)
    above = show_stimulus(item.stimulus, stimulus, words, language) if item.stimulus else ""
    own = _own_fields(question, response, language, words)
    with_stimulus = 2 if isinstance(response, Recall) else 1  # of a term each side is the front of a card
    is_cloze, right_to_left = isinstance(response, Fill), is_right_to_left(language)
    if is_cloze:
        above = _defuse(isolate(above, right_to_left=True) if right_to_left else above)
    fields = [
        *(above + text for text in own[:with_stimulus]),
        *own[with_stimulus:],
        _explained(question, response, words),
        prose(question.derived) if question.derived else "",
        "; ".join([escaped_for_anki(say_place(place, words)) for place in item.places])
        + show_report_link(deck.book, question.id, words),
        _passages(passages, words),
        say_retired(words) if question.retired else "",
        question.kind,
        question.id,
        escaped_for_anki(marked_text(deck.book.title)) + bring_words(words, notetype.words_of(question.kind)),
        language,
        *_UNUSED,
    ]
    if right_to_left:
        fields = turn_fields(notetype.field_names, fields)
    together = "".join(fields)  # tested at once: nearly all have no image, and nothing that Anki reads
    if "media:" in together:
        sources = {name: media.name for name, media in item.media.items()}
        fields = with_hidden_images([with_media(field, sources) for field in fields])
    fields = [with_quotes(field, language) for field in fields]
    if "{" in together or "}" in together or "[" in together:
        own_text, others = (fields[:1], fields[1:]) if is_cloze else ([], fields)
        fields = [*own_text, *map(_defuse, others)]
    return tuple(fields)


def _own_fields(question: Question, response: Response, language: str, words: Words) -> tuple[str, ...]:
    """The fields that only this note type has: the first ones, in order."""
    kind, lang = kind_of(question), lang_of(words, language)

    def asked() -> tuple[str, str]:
        return block(kind.stem(question, "")), escaped_for_anki(words[f"task_{kind.name}"])

    match response:
        case Select():
            return (*asked(), _options(question.id, response, language), _right(response))
        case Judge():
            right, wrong = (_RIGHT, "") if response.answer else ("", _RIGHT)
            true, false = (escaped_for_anki(words[name]) for name in ("true", "false"))
            options = f'<ul class="options"><li{right}{lang}>{true}</li><li{wrong}{lang}>{false}</li></ul>'
            return (*asked(), options, f"<p{lang}>{true if response.answer else false}</p>")
        case Write():
            answer, *others = response.accepted
            shown = _paragraph(answer) + _also("also_right", others, words, language)
            accept = json.dumps([typed(text) for text in response.accepted], ensure_ascii=False)
            return (*asked(), _writing(shown, accept=accept), shown)
        case Calculate():
            shown = _number(response, words, language)
            lows, highs = zip(*[(str(each.low), str(each.high)) for each in response.accepted], strict=True)
            exercise = _writing(
                shown, low=" ".join(lows), high=" ".join(highs), unit=without_math(typed(response.unit))
            )
            return (*asked(), exercise, shown)
        case Fill():
            return (_cloze(response, right_to_left=is_right_to_left(language)),)
        case Arrange():
            return (*asked(), _mixed(question.id, response), _numbered(response.items))
        case Pair():
            return (*asked(), _columns(question.id, response), _pairs(response, words, language))
        case Recall():
            return (prose(response.term), block(response.definition))
        case Compose():
            return (*asked(), "", f'<ul class="points">{_items(response.points)}</ul>')
        case _:
            assert_never(response)


def _explained(question: Question, response: Response, words: Words) -> str:
    """The explanation, after the true statement in place of a false one.

    The field is shown on the back of every card, while the one with the answer gives way to the marked options.
    """
    explanation = block(question.explanation) if question.explanation else ""
    if not isinstance(response, Judge) or not response.instead:
        return explanation
    opening = f'<b lang="{words.tag}">{escaped(words["should_read"])}</b>'
    return f"{_paragraph(response.instead, opening)}{explanation}"


def _right(response: Select) -> str:
    return _bulleted(response.right) if response.is_multiple else _paragraph(response.right[0])


def _paragraph(text: str, opening: str = "") -> str:
    """A text as a paragraph, with words of ours before it; one that has lines as its blocks."""
    if has_lines(text):
        return f"<p>{opening}</p>{block(text)}" if opening else block(text)
    return f"<p>{opening} {inline(text)}</p>" if opening else f"<p>{inline(text)}</p>"


def _also(name: str, texts: Sequence[str], words: Words, language: str) -> str:
    """What is right too, or left over, behind the word of that name."""
    if not texts:
        return ""
    tag = "div" if any(map(has_lines, texts)) else "p"
    return f'<{tag} class="also">{_opening(name, words, language)} {", ".join(map(prose, texts))}</{tag}>'


def _opening(name: str, words: Words, language: str) -> str:
    """A word at the beginning of a line, with a capital."""
    said, lang = _capital(escaped_for_anki(words[name])), lang_of(words, language)
    return f"<span{lang}>{said}</span>" if lang else said


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _items(texts: Iterable[str]) -> str:
    return "".join([f"<li>{prose(text)}</li>" for text in texts])


def _bulleted(texts: Iterable[str]) -> str:
    return f"<ul>{_items(texts)}</ul>"


def _numbered(texts: Iterable[str]) -> str:
    return f"<ol>{_items(texts)}</ol>"


def _options(question_id: str, response: Select, language: str) -> str:
    """The options as a plain list, visible also without the script, which reads the attributes."""
    options = {option.text: option for option in response.options}
    movable = movable_options(response, language)
    items = []
    for text in arrange_options(response, question_id, language=language):
        option = options[text]
        is_right = _RIGHT if option.is_right else ""
        is_fixed = _FIXED if movable and text not in movable else ""
        items.append(f"<li{is_right}{is_fixed}{_why(option.why)}>{prose(text)}</li>")
    return f'<ul class="options"{_SHUFFLE if movable else ""}>{"".join(items)}</ul>'


def _why(text: str) -> str:
    """The attribute whose text the script shows once an answer was given."""
    return f' data-why="{escaped(prose(text))}"' if text else ""


def _writing(answer: str, **attributes: str) -> str:
    """The place where the script puts an input field, with what is right and the answer to show afterwards."""
    attributes["shown"] = answer
    named = "".join([f' data-{name}="{escaped(value)}"' for name, value in attributes.items()])
    return f'<div class="writing"{named}></div>'


def _number(response: Calculate, words: Words, language: str) -> str:
    """The answer and what else is right."""
    exact, lang = words.language.exact, lang_of(words, language)
    shown = f"<p>{without_math(str(quantity(exact(response.answer), response.unit, words.language.percent)))}</p>"
    own, *others = response.accepted
    if own.low != own.high:
        said = _capital(words["from_to"].format(low=exact(own.low), high=exact(own.high)))
        shown += f'<p class="also"{lang}>{escaped_for_anki(said)}</p>'
    if others:
        ends = [(exact(each.low), exact(each.high)) for each in others]
        also = "; ".join([low if low == high else words["range"].format(low=low, high=high) for low, high in ends])
        said = escaped_for_anki(f"{words['also_right']} {also}")
        shown += f'<p class="also"{lang}>{_capital(said)}</p>'
    return shown


def _mixed(question_id: str, response: Arrange) -> str:
    """The items, each with its right places."""
    items = [
        f'<li data-place="{_places(text, response.items)}">{prose(text)}</li>'
        for text in shuffled_order(response.items, question_id)
    ]
    return f'<ul class="items" data-shuffle="">{"".join(items)}</ul>'


def _columns(question_id: str, response: Pair) -> str:
    """The left sides, and the right sides with the numbers of the left sides that each belongs to."""
    lefts = [f"<li{_why(response.why(index))}>{inline(left)}</li>" for index, (left, _) in enumerate(response.pairs)]
    own = [right for _, right in response.pairs]
    shown = [
        f'<li data-pairs="{_places(right, own)}"{_why(response.why_spare.get(right, ""))}>{prose(right)}</li>'
        for right in shuffled_rights(dict.fromkeys(own), dict.fromkeys(response.spare), question_id)
    ]
    return f'<div class="columns"><ol>{"".join(lefts)}</ol><ol type="A"{_SHUFFLE}>{"".join(shown)}</ol></div>'


def _places(text: str, texts: Sequence[str]) -> str:
    return " ".join(str(place) for place, other in enumerate(texts, 1) if other == text)


def _pairs(response: Pair, words: Words, language: str) -> str:
    rows = [
        f'<tr><th scope="row">{prose(left)}</th><td>{prose(right)}{_said(response.why(index))}</td></tr>'
        for index, (left, right) in enumerate(response.pairs)
    ]
    whys = "".join([f"<li><i>{prose(text)}</i> – {prose(why)}</li>" for text, why in response.why_spare.items()])
    extra = _also("left_over", response.spare, words, language) + (f'<ul class="also">{whys}</ul>' if whys else "")
    return f'<table class="pairs">{"".join(rows)}</table>{extra}'


def _said(why: str) -> str:
    return f'<div class="why">{prose(why)}</div>' if why else ""


def _cloze(response: Fill, *, right_to_left: bool) -> str:
    """The text with deletions in Anki's syntax."""
    is_in_formula = False

    def turned(html: str) -> str:
        return isolate(html, right_to_left=True) if right_to_left else html

    def anki(piece: str | Deletion) -> str:
        nonlocal is_in_formula
        if not isinstance(piece, Deletion):
            opens, closes = piece.rfind(r"\("), piece.rfind(r"\)")
            is_in_formula = opens > closes if opens >= 0 or closes >= 0 else is_in_formula
            return _defuse(str(piece))
        shown = inline(piece.words)
        words = _defuse(straight(shown) if is_in_formula else turned(shown)).replace("::", "&#58;&#58;")
        hint = f"::{_defuse(escaped_for_anki(piece.hint))}" if piece.hint else ""
        return f"{{{{c{piece.number or 1}::{words}{hint}}}}}"

    pieces = gapped(response, lambda text: turned(block(text)))
    return _SPLIT_MATH.sub(lambda found: found[1] or f"\\\u2060{found[2]}", "".join(map(anki, pieces)))


# A whole formula, which stays, or a backslash and a bracket separated only by the edge of a deletion: older versions of
# Anki put no tag around some deletions, so that the two would begin a formula.
_SPLIT_MATH = re.compile(r"(\\\(.*?\\\))|\\((?:\}\}|\{\{c\d+::)+)(?=\(|&#91;|begin)", re.DOTALL)


def _defuse(html: str) -> str:
    """Escape by entities what Anki interprets in a field: {{c1::cloze}}, [sound:file], [latex]."""
    return html.replace("{", "&#123;").replace("}", "&#125;").replace("[", "&#91;")


def _passages(passages: Sequence[Passage], words: Words) -> str:
    are_several = len(passages) > 1
    return "".join(
        [
            f"<blockquote>{_place(passage, words) if are_several else ''}{_paragraphs(passage)}</blockquote>"
            for passage in passages
        ]
    )


def _place(passage: Passage, words: Words) -> str:
    return f'<p class="place">{escaped_for_anki(say_place(passage.place, words))}</p>'


def _paragraphs(passage: Passage) -> str:
    """The paragraphs of a passage; in each, the cited words have their own <mark>."""
    return "".join([f"<p>{''.join([_run(*run) for run in runs])}</p>" for runs in paragraphs(passage)])


def _run(words: str, is_cited: bool) -> str:
    return f"<mark>{escaped_for_anki(words)}</mark>" if is_cited else escaped_for_anki(words)
