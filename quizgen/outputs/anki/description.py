"""A deck and ``released.lock`` → its description in Anki, and the one to paste on AnkiWeb.

Anki shows a description as the HTML that it is, with its line ends, and takes it over at every import (rslib,
``apkg/import/decks.rs``); AnkiDroid shows it with the tags of Android's ``Html``. AnkiWeb reads some Markdown, and of
HTML at least the tags a, b, i, ul and li.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from math import ceil

from quizgen.assembly.quiz import Deck, Item
from quizgen.kinds import response_of
from quizgen.kinds.response import Fill
from quizgen.model.language import is_right_to_left
from quizgen.model.report_link import address_for
from quizgen.outputs.anki.fields import note_type_of
from quizgen.outputs.anki.news import News, day_of, find_lessened, find_news
from quizgen.outputs.anki.notetypes import NOTE_TYPES
from quizgen.outputs.anki.release import Change
from quizgen.outputs.languages import Words, choose_words
from quizgen.outputs.markup import escaped
from quizgen.outputs.typography import marked_text, with_quotes
from quizgen.project.locks import ReleasedLock

A_DAY = 20
"""How many new cards a day Anki shows unless it is told otherwise."""

_MAX_NAMED = 12
"""More questions than these are counted, not named."""

SIGNATURE = "Made with quizgen."
"""The last words of a text for AnkiWeb, by which a later release knows that it may replace the file."""


def describe_deck(deck: Deck, lock: ReleasedLock, built: int) -> str:
    """The description of a deck that was built at a time (seconds since 1970), in HTML without line ends."""
    words = choose_words(deck.book.language, deck.words)
    own = words["deck_own_use"] if deck.has_passages else words["deck_public"]
    lines = [
        _book(deck, words),
        f"{_version(deck, words, built)} {escaped(own)}",
        _how_to_study(deck, words),
        escaped(words["deck_own_words"]),
        _report(deck, words),
    ]
    news = _news(deck, lock, words)
    return "<br>".join(filter(None, lines)) + (f"<br><br>{news}" if news else "")


def describe_for_ankiweb(deck: Deck, lock: ReleasedLock) -> str:
    """The text to paste where a released deck is shared on AnkiWeb, in the few tags and the Markdown that it reads."""
    words = choose_words(deck.book.language, deck.words)
    built = max((lock.lines[item.question.id].mod for item in deck.items), default=0)
    chapters = "; ".join(f"{name} ({count})" for name, count in _chapters(deck, words).items())
    lines = [
        f"{_version(deck, words, built)} {escaped(words['deck_public'])}",
        _filled(words["deck_chapters"], chapters=_text(chapters, deck)),
        _how_to_study(deck, words),
        escaped(words["deck_update"]),
        _report(deck, words),
    ]
    text = _book(deck, words) + _list(lines)
    if news := _news(deck, lock, words):
        text += f"\n{news}"
    return f"{without_markdown(text)}\n{SIGNATURE}\n"


def without_markdown(html: str) -> str:
    """The same HTML, with every sign outside of its tags as an entity that Markdown would read otherwise."""
    pieces = _split_tags(html)
    return "".join(piece if piece.startswith("<") else piece.translate(_ENTITIES) for piece in pieces)


_ENTITIES = {ord(sign): f"&#{ord(sign)};" for sign in "\\`*_[]~|!"}


def _split_tags(html: str) -> Iterator[str]:
    """The tags of HTML, and the texts between them; no attribute has an angle bracket."""
    for piece in html.split("<"):
        tag, ends, text = piece.partition(">")
        yield f"<{tag}>" if ends else tag
        yield text


def _book(deck: Deck, words: Words) -> str:
    book = deck.book
    line = _filled(words["deck_by"], title=f"<i>{_text(book.title, deck)}</i>", author=_text(book.author, deck))
    if book.translator:
        translated = _filled(words["deck_translated"], translator=_text(book.translator, deck))
        line += f", {translated}"
    return f"{line}, {book.year}." if book.year is not None else f"{line}."


def _version(deck: Deck, words: Words, built: int) -> str:
    questions, cards = len(deck.asked), sum(map(_count_cards, deck.asked))
    number = words.language.number
    counted = words["one_question"] if questions == 1 else _filled(words["some_questions"], count=number(questions))
    on = words["deck_one_card"] if cards == 1 else _filled(words["deck_cards"], count=number(cards))
    return _filled(words["deck_version"], date=day_of(built).isoformat(), questions=counted, cards=on)


def _how_to_study(deck: Deck, words: Words) -> str:
    cards = sum(map(_count_cards, deck.asked))
    days = words.language.number(ceil(cards / A_DAY))
    said = [_filled(words["deck_pace"], count=str(A_DAY), days=days)] if cards > A_DAY else []
    said += [escaped(words["deck_one_chapter"])] if len(deck.subdecks) > 1 else []
    return " ".join(said)


def _report(deck: Deck, words: Words) -> str:
    licence = escaped(words["deck_licence"])
    if deck.book.report is None:
        return licence
    return f'<a href="{escaped(address_for(deck.book.report))}">{escaped(words["deck_report"])}</a> · {licence}'


def _news(deck: Deck, lock: ReleasedLock, words: Words) -> str:
    """A heading and a list with a line a release, and what to do about it; empty if there is nothing to tell."""
    news = find_news(deck, lock)
    days = dict.fromkeys(each.day for each in news)
    lines = []
    for day in days:
        told = " · ".join(_told(each, deck, words) for each in news if each.day == day)
        lines.append(f"{day.isoformat()}: {told}")
    if any(each.change != "added" and _names(each) for each in news):
        lines.append(escaped(words["deck_find"]))
    if find_lessened(deck, lock):
        lines.append(escaped(words["deck_empty"]))
    heading = escaped(words["deck_news"])
    return f"<b>{heading}</b>{_list(lines)}" if lines else ""


def _told(news: News, deck: Deck, words: Words) -> str:
    if news.change == "added":
        count = words.language.number(len(news.items))
        chapters = _text(", ".join(_named_chapters(news.items, words)), deck)
        told = _filled(words["deck_added"], count=count)
        return f"{told} ({chapters})" if chapters else told
    said = _names(news) or words.language.number(len(news.items))
    sentences: Mapping[Change, str] = {
        "answer": words["deck_answer"],
        "text": words["deck_text"],
        "gap": words["deck_gap"],
        "retired": words["deck_retired"],
    }
    return _filled(sentences[news.change], questions=escaped(said))


def _names(news: News) -> str:
    """The ids of the questions; empty if there are too many to name."""
    return ", ".join(item.question.id for item in news.items) if len(news.items) <= _MAX_NAMED else ""


def _named_chapters(items: Iterable[Item], words: Words) -> Iterator[str]:
    """The chapters of questions, or nothing if they are many."""
    chapters = dict.fromkeys(_chapter(item, words, is_short=True) for item in items)
    if len(chapters) <= _MAX_NAMED:
        yield from chapters


def _chapters(deck: Deck, words: Words) -> dict[str, int]:
    """How many questions each chapter has, by its title; in the book's order they need no numbers."""
    counts: dict[str, int] = {}
    for item in deck.asked:
        name = _chapter(item, words)
        counts[name] = counts.get(name, 0) + 1
    return counts


def _chapter(item: Item, words: Words, *, is_short: bool = False) -> str:
    if item.chapter is None:
        return words["whole_book"]
    if not is_short:
        return item.chapter.title or item.chapter.label
    return f"{words['chapter']} {item.chapter.key}" if item.chapter.is_numbered else item.chapter.label


def _count_cards(item: Item) -> int:
    response = response_of(item.question)
    return len(response.numbers) if isinstance(response, Fill) else len(NOTE_TYPES[note_type_of(response)].templates)


def _text(text: str, deck: Deck) -> str:
    """A text of the bank as HTML; one that runs from right to left is kept apart from ours by signs for that."""
    html = with_quotes(escaped(marked_text(text)), deck.book.language)
    return f"\u2068{html}\u2069" if is_right_to_left(deck.book.language) else html


def _filled(sentence: str, **values: str) -> str:
    """A sentence in which HTML is filled in."""
    return escaped(sentence).format(**values)


def _list(lines: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{line}</li>' for line in lines if line)}</ul>"
