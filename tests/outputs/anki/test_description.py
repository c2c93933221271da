"""A deck's description: what is in the deck, how to study it, and what its last few releases changed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from markdown_it import MarkdownIt

from quizgen.assembly.quiz import Deck, Item
from quizgen.outputs.anki.description import describe_deck, describe_for_ankiweb
from quizgen.outputs.languages import LANGUAGES
from quizgen.project.locks import MAX_MOD, Released, ReleasedLock
from tests.outputs.anki.test_package import deck_of
from tests.samples import BOOK, all_items, item

DAY = 86_400
NOW = 1_796_000_000  # 2026-11-30


def deck(*parts: Sequence[Item], **book: Any) -> Deck:
    return replace(deck_of(*parts), book=BOOK.model_copy(update=book))


def lock_of(of: Deck, **changed: dict[str, Any]) -> ReleasedLock:
    """A lock where all was published 60 days ago, but for what is ``changed``, by kind."""
    lines = {}
    for each in of.items:
        begun = NOW - 60 * DAY
        line = Released(each.question.id, each.question.kind, "", NOW, first=begun, changed=begun)
        more = changed.get(each.question.id.removeprefix("sample-").replace("-", "_"), {"changes": ("added",)})
        lines[line.id] = replace(line, **more)
    return ReleasedLock(lines)


def news(of: Deck, lock: ReleasedLock) -> list[str]:
    text = describe_deck(of, lock, NOW)
    return re.findall(r"<li>(.*?)</li>", text.partition("What is new")[2])


def test_it_says_how_long_the_deck_takes_and_how_to_begin_with_a_chapter() -> None:
    shorts = [item("short", id=f"q-{number}") for number in range(30)]
    text = describe_deck(deck(all_items(), shorts), ReleasedLock(), NOW)
    assert "Version of 2026-11-30: 42 questions on 46 cards." in text
    assert "At 20 new cards a day you will have seen them all in 3 days." in text
    assert "choose its own deck below this one" in text
    small = describe_deck(deck(all_items()), ReleasedLock(), NOW)
    assert "a day" not in small
    assert "its own deck" not in small


def test_a_retired_question_costs_no_time() -> None:
    items = [item("short", id=f"q-{number}", retired="true" if number else "false") for number in range(30)]
    assert "a day" not in describe_deck(deck(items), ReleasedLock(), NOW)


def test_what_is_new_is_told_by_day_latest_first() -> None:
    of = deck(all_items(), [item("short", id="other", chapter="intro"), item("short", id="more", chapter=None)])
    later, last = NOW - 20 * DAY, NOW - DAY
    lock = lock_of(
        of,
        choice={"changes": ("answer",), "changed": last},
        cloze={"changes": ("gap", "answer"), "changed": last, "gone": (3,)},
        short={"changes": ("text",), "changed": last},
        match={"changes": ("retired",), "changed": last},
        other={"changes": ("added",), "changed": later, "first": later},
        more={"changes": ("added",), "changed": later, "first": later},
    )
    assert news(of, lock) == [
        "2026-11-29: with another answer: sample-choice, sample-cloze · revised: sample-short"
        " · with a gap less: sample-cloze · no longer asked: sample-match",
        "2026-11-10: new questions: 2 (To the Reader, The whole book)",
        "Each name stands on the back of its card; type it into the search of Anki’s browser to find it.",
        "The cards of gaps that were taken out go with Tools → Empty Cards (in AnkiDroid Check → Empty cards).",
    ]


def test_a_deck_that_was_never_changed_has_no_news() -> None:
    of = deck(all_items())
    assert news(of, ReleasedLock()) == news(of, lock_of(of)) == []
    old = ReleasedLock({each.question.id: Released(each.question.id, "short", "", NOW) for each in of.items})
    assert news(of, old) == [], "a lock from before it said what changed"


def test_only_the_last_three_releases_are_told_and_many_questions_are_counted() -> None:
    items = [item("short", id=f"q-{number}") for number in range(40)]
    of = deck(items)
    lines = {
        each.question.id: Released(
            each.question.id, "short", "", NOW, first=1, changed=NOW - (index % 4) * DAY, changes=("text",)
        )
        for index, each in enumerate(items[:20])
    }
    lines |= {
        each.question.id: Released(each.question.id, "short", "", NOW, first=1, changed=NOW, changes=("answer",))
        for each in items[20:]
    }
    told = news(of, ReleasedLock(lines))
    assert told[0] == "2026-11-30: with another answer: 20 · revised: q-0, q-4, q-8, q-12, q-16"
    assert [line[:10] for line in told[:3]] == ["2026-11-30", "2026-11-29", "2026-11-28"]
    assert len(told) == 4


def test_a_lock_with_a_time_that_no_calendar_has_is_read() -> None:
    of = deck([item("short")])
    assert "9999-12-31" in describe_deck(of, lock_of(of, short={"changed": MAX_MOD - 1}), MAX_MOD - 1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_in_the_books_language_and_one_line_for_anki(language: str) -> None:
    """Anki keeps line ends, AnkiDroid makes lines of them."""
    of = deck(all_items(), all_items()[:0], language=language, translator="T", report="https://example.org/{id}")
    every = {"changes": ("gap", "answer", "text", "retired", "added"), "changed": NOW, "gone": (3,)}
    for text in (describe_deck(of, lock_of(of, cloze=every), NOW), describe_for_ankiweb(of, lock_of(of, cloze=every))):
        assert not re.search(r"[{}]", text)
        for words in ("deck_news", "deck_report", "deck_licence"):
            assert LANGUAGES[language].words[words] in text
    assert "\n" not in describe_deck(of, lock_of(of, cloze=every), NOW)


def test_where_mistakes_are_reported_is_a_link() -> None:
    of = deck(all_items(), report="mailto:me@example.org?subject={id}&body=x")
    assert '<a href="mailto:me@example.org?subject=&amp;body=x">Report a mistake</a>' in describe_deck(
        of, ReleasedLock(), NOW
    )
    assert "href" not in describe_deck(deck(all_items()), ReleasedLock(), NOW)


def test_titles_are_shown_as_they_are() -> None:
    of = deck(all_items(), title='A <b> & "B" {x} *y*_z_', author="O'Brien")
    assert "<i>A &lt;b&gt; &amp; “B” {x} *y*_z_</i> by O’Brien" in describe_deck(of, ReleasedLock(), NOW)
    hebrew = deck(all_items(), title="שנה", author="שומר", language="he")
    assert "<i>\u2068שנה\u2069</i> by \u2068שומר\u2069, 1911." in describe_deck(hebrew, ReleasedLock(), NOW)


def test_the_text_for_ankiweb_has_few_tags_and_nothing_that_markdown_reads() -> None:
    title = "*Do* [not](x) `read` _this_ ![as](y) ~~markup~~ <u>at all</u> \\"
    of = deck(all_items(), title=title, report="https://example.org/a_b_c?q={id}")
    text = describe_for_ankiweb(of, lock_of(of, choice={"changes": ("answer",), "changed": NOW}))
    assert set(re.findall(r"</?(\w+)", text)) == {"i", "b", "a", "ul", "li"}
    shown = MarkdownIt("commonmark", {"html": True}).enable("strikethrough").render(text)
    assert set(re.findall(r"</?(\w+)", shown)) == {"i", "b", "a", "ul", "li", "p"}
    assert "Questions by chapter: The Lamp (12)." in text
    assert "Download the deck again and import it" in text
    assert 'href="https://example.org/a_b_c?q="' in shown
