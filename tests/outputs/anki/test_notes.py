"""What questions become as notes: fields, tags, guids and digests."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from markupsafe import escape

from quizgen.assembly.quiz import Deck, Item, Subdeck
from quizgen.kinds import KINDS
from quizgen.model.citation import Passage
from quizgen.outputs.anki.notes import Note, render_notes
from quizgen.outputs.anki.notetypes import NOTE_TYPES
from tests.samples import BOOK, PASSAGE, all_items, item


def deck_of(*items: Item, subdeck: str = "Keeper", has_passages: bool = True) -> Deck:
    return Deck("keeper", "Keeper", "keeper", BOOK, (Subdeck(subdeck, items),), has_passages)


def note_of(kind: str, **changes: Any) -> Note:
    (note,) = render_notes(deck_of(item(kind, **changes)))
    return note


def fields(note: Note) -> dict[str, str]:
    return dict(zip(NOTE_TYPES[note.notetype].field_names, note.fields, strict=True))


def test_every_kind_has_a_note_in_the_decks_order() -> None:
    assert [note.kind for note in render_notes(deck_of(*all_items()))] == list(KINDS)


def test_a_retired_question_is_a_note_with_a_notice() -> None:
    notes = tuple(render_notes(deck_of(item("short", id="b", retired="true"), item("term"))))
    assert [note.id for note in notes] == ["b", "sample-term"]
    assert "no longer asked" in fields(notes[0])["Notice"] and "retired" in notes[0].tags
    assert not fields(notes[1])["Notice"] and "retired" not in notes[1].tags


def test_a_guid_comes_from_book_and_id_alone_and_stays_what_it_was() -> None:
    note = note_of("choice")
    # Published: a reader's copy of the note is found by it.
    assert note.guid == "7f10fe6be7d692e58572"
    assert note_of("choice", prompt="Another?", tags=[]).guid == note.guid
    assert note_of("choice", id="other").guid != note.guid
    (elsewhere,) = render_notes(replace(deck_of(item("choice")), book_key="other"))
    assert elsewhere.guid != note.guid


def test_the_digest_follows_what_is_published() -> None:
    note = note_of("choice")
    assert note_of("choice").digest == note.digest
    for change in (
        {"prompt": "Another?"},
        {"tags": ["wick"]},
        {"retired": "true"},
        {"explanation": "No."},
        {"difficulty": "3"},
    ):
        assert note_of("choice", **change).digest != note.digest, change


def test_the_digest_is_blind_to_the_passage_and_the_subdeck() -> None:
    (here,) = render_notes(deck_of(item("choice")))
    (public,) = render_notes(deck_of(item("choice", passages=False), has_passages=False))
    (there,) = render_notes(deck_of(item("choice"), subdeck="Keeper::01"))
    assert here.has_passage and not public.has_passage
    assert here.fields != public.fields
    assert here.digest == public.digest == there.digest


def test_a_deck_without_passages_holds_none_whatever_its_items_say() -> None:
    (note,) = render_notes(deck_of(item("choice"), has_passages=False))
    assert not fields(note)["Passage"] and not note.has_passage


def test_tags_are_sorted_and_say_chapter_level_difficulty_and_kind() -> None:
    assert note_of("choice").tags == ("bloom::understand", "chapter::1", "difficulty::2", "kind::choice", "oil")
    assert "chapter::whole-book" in note_of("choice", chapter=None).tags


def test_a_cited_passage_that_spans_paragraphs_is_marked_in_each() -> None:
    passage = Passage("ch. 1 §2", "Before <it>. ", "One\n\ntwo", " after.\n\nLast.")
    question = item("short")
    (note,) = render_notes(deck_of(replace(question, passages=(passage,))))
    assert fields(note)["Passage"] == (
        "<blockquote><p>Before &lt;it&gt;. <mark>One</mark></p><p><mark>two</mark> after.</p><p>Last.</p></blockquote>"
    )


def test_several_passages_are_told_apart_by_their_places() -> None:
    passages = (Passage("ch. 1 §1", "", "a", ""), Passage("ch. 1 §2", "", "b", ""))
    (note,) = render_notes(deck_of(replace(item("short"), places=("ch. 1 §1", "ch. 1 §2"), passages=passages)))
    assert fields(note)["Place"] == "ch. 1 §1; ch. 1 §2"
    assert fields(note)["Passage"].count("<blockquote>") == 2
    assert '<p class="place">ch. 1 §2</p>' in fields(note)["Passage"]


def test_options_stand_in_an_order_of_their_own_and_numbers_ascend() -> None:
    options = fields(note_of("choice"))["Options"]
    assert options == fields(note_of("choice"))["Options"]
    assert "data-shuffle" in options and options.count("data-right") == 1
    right = '<ul class="options" data-shuffle=""><li data-right'
    first = {fields(note_of("choice", id=f"q-{number}"))["Options"].startswith(right) for number in range(30)}
    assert first == {True, False}
    numbers = fields(note_of("choice", answer="28 litres", distractors=["1,400 litres", "9 litres"]))["Options"]
    assert numbers == '<ul class="options"><li>9 litres</li><li data-right="">28 litres</li><li>1,400 litres</li></ul>'


def test_true_comes_before_false() -> None:
    assert (
        fields(note_of("true-false"))["Options"] == '<ul class="options"><li>True</li><li data-right="">False</li></ul>'
    )


@pytest.mark.parametrize(
    ("changes", "shown"),
    [
        ({}, '<p>28\u00a0litres</p><p class="also">Right from 27.5 to 28.5</p>'),
        ({"tolerance": "0", "unit": "%"}, "<p>28%</p>"),
        ({"answer": "1936", "tolerance": "0", "unit": ""}, "<p>1936</p>"),
        ({"answer": "20000", "tolerance": "0", "unit": "km"}, "<p>20,000\u00a0km</p>"),
        ({"answer": "-3.50", "tolerance": "0", "unit": "degrees"}, "<p>-3.50\u00a0degrees</p>"),
    ],
)
def test_a_number_has_its_unit_and_the_range_that_is_right(changes: dict[str, str], shown: str) -> None:
    assert fields(note_of("numeric", **changes))["Answer"] == shown


def test_what_is_to_be_ordered_never_stands_in_order() -> None:
    for number in range(40):
        shown = fields(note_of("order", id=f"q-{number}", items=["a", "b", "c"]))["Exercise"]
        places = [shown.index(f'data-place="{place}"') for place in (1, 2, 3)]
        assert places != sorted(places)


def test_a_written_answer_brings_what_is_right_and_what_is_shown_then() -> None:
    short = fields(note_of("short", answer="*Iskra*", also=['the "spark"']))
    accept = str(escape(json.dumps(["Iskra", 'the "spark"']))).replace("[", "&#91;")
    shown = escape(short["Answer"])
    assert short["Exercise"] == f'<div class="writing" data-accept="{accept}" data-shown="{shown}"></div>'
    numeric = fields(note_of("numeric", answer="0.3", tolerance="0.1", unit="*m*"))["Exercise"]
    assert numeric.startswith('<div class="writing" data-low="0.2" data-high="0.4" data-unit="m" data-shown="')


def test_equal_texts_have_all_their_places() -> None:
    order = fields(note_of("order", items=["bell", "lamp", "bell"]))["Exercise"]
    assert order.count('<li data-place="1 3">bell</li>') == 2 and '<li data-place="2">lamp</li>' in order
    match = fields(note_of("match", pairs=[["oil", "x"], ["wick", "x"], ["lens", "y"]], distractors=["z"]))["Exercise"]
    for item_of_right in ('<li data-pairs="1 2">x</li>', '<li data-pairs="3">y</li>', '<li data-pairs="">z</li>'):
        assert match.count(item_of_right) == 1


def test_the_language_is_the_books() -> None:
    assert fields(note_of("term"))["Language"] == "en"


@pytest.mark.parametrize(
    ("text", "shown", "numbers"),
    [
        ("The {{lens}} and the {{lamp}}.", "The {{c1::lens}} and the {{c1::lamp}}.", (1,)),
        ("The {{3::lens::part}} {{1::turns}}.", "The {{c3::lens::part}} {{c1::turns}}.", (1, 3)),
        (
            r"A {{1::std\:\:vector}} and a {{2::a\:\:b::c}}.",
            "A {{c1::std&#58;&#58;vector}} and a {{c2::a&#58;&#58;b::c}}.",
            (1, 2),
        ),
        ("*The {{lens}} turns*.", "<em>The {{c1::lens}} turns</em>.", (1,)),
        ("Set {{1::`a::b`::x}} }} {x}.", "Set {{c1::<code>a&#58;&#58;b</code>::x}} &#125;&#125; &#123;x&#125;.", (1,)),
        ("{{c2::not ours}} {{1::<b>}}", "{{c1::c2::not ours}} {{c1::&lt;b&gt;}}", (1,)),
        ("[see](http://x/{{1::y}})", "&#91;see](http://x/{{c1::y}})", (1,)),
        ("\ue0000\ue001 {{1::y}}", "0 {{c1::y}}", (1,)),
    ],
)
def test_deletions_become_ankis_and_nothing_else_does(text: str, shown: str, numbers: tuple[int, ...]) -> None:
    note = note_of("cloze", text=text)
    assert fields(note)["Text"] == f"<p>{shown}</p>"
    assert note.numbers == numbers


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "cloze"])
def test_nothing_that_anki_reads_is_left_in_a_field(kind: str) -> None:
    hostile = "{{c1::x}} }} [sound:a.mp3] [latex]x[/latex] <script>alert(1)</script>"
    changes: dict[str, Any] = {"explanation": hostile}
    changes |= {
        name: hostile for name in ("prompt", "term", "definition", "derived") if name in KINDS[kind].record.model_fields
    }
    for text in note_of(kind, **changes).fields:
        assert not {"{", "}", "["} & set(text)
        assert "<script" not in text


def test_a_prompt_of_100_kb_is_one_field() -> None:
    text = "a <script>{{c1::b}} ]] $ ` * _ [x](javascript:y) " * 2000
    (note,) = render_notes(deck_of(item("short", prompt=text)))
    assert len(note.fields[0]) > 90_000
    assert "<script" not in note.fields[0]
    assert "{{" not in note.fields[0]
    assert 'href="javascript' not in note.fields[0]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (r"\\{{1::(x}}", "\\\u2060{{c1::(x}}"),
        (r"{{1::a\\}}(x", "{{c1::a\\\u2060}}(x"),
        (r"{{1::a\\}}{{2::[x}}", "{{c1::a\\\u2060}}{{c2::&#91;x}}"),
        (r"{{1::x::\(y\)}}", "{{c1::x::\\\u2060(y\\)}}"),
        (
            r"[see](http://x/{{1::y}}) \(\href{a}{x}",
            "&#91;see](http://x/{{c1::y}}) \\\u2060(\\href&#123;a&#125;&#123;x&#125;",
        ),
        (r"{{1::a\\}} (x", "{{c1::a\\}} (x"),
        (r"$a\\{{1::(x)}}$", r'<span class="math inline">\(a\\{{c1::(x)}}\)</span>'),
    ],
)
def test_no_deletion_joins_a_backslash_to_a_bracket(text: str, shown: str) -> None:
    """Ankis before 2.1.56 show the words of other cards' deletions without a tag around them."""
    assert fields(note_of("cloze", text=text))["Text"] == f"<p>{shown}</p>"


def test_what_is_no_markdown_begins_no_formula_either() -> None:
    evil = r"\(\href{javascript:alert(1)}{x}\)"
    one = replace(
        item("numeric", unit="`" + evil + "`"), places=(evil,), passages=(Passage(evil, evil, evil, evil), PASSAGE)
    )
    deck = replace(deck_of(one), book=BOOK.model_copy(update={"title": evil}))
    (note,) = render_notes(deck)
    shown = "".join(note.fields)
    assert r"\(" not in shown and r"\&#91;" not in shown
    assert shown.count("\\\u2060(") == 9


@pytest.mark.parametrize(
    ("language", "opening"),
    [
        ("en", '<b lang="en">It should read:</b>'),
        ("de-CH", '<b lang="de">Richtig heißt es:</b>'),
        ("fr", '<b lang="fr">Il faut lire :</b>'),
        ("es", '<b lang="es">Debería decir:</b>'),
        ("eo", '<b lang="en">It should read:</b>'),
    ],
)
def test_the_true_statement_comes_before_the_explanation(language: str, opening: str) -> None:
    deck = deck_of(item("true-false", instead="It is *half* <of> it."))
    (note,) = render_notes(replace(deck, book=BOOK.model_copy(update={"language": language})))
    explanation = fields(note)["Explanation"]
    assert explanation.startswith(f"<p>{opening} It is <em>half</em> &lt;of&gt; it.</p><p>The nights are")


def test_a_statement_without_another_is_as_before() -> None:
    true, false = note_of("true-false", answer="true"), note_of("true-false", instead=None)
    assert fields(true)["Explanation"] == fields(false)["Explanation"] == fields(note_of("short"))["Explanation"]
    assert fields(false)["Answer"] == "<p>False</p>"


def test_a_fixed_option_says_so_and_unshuffled_ones_are_no_list_to_shuffle() -> None:
    last = fields(note_of("choice", distractors=["two litres", "none of these"]))["Options"]
    assert last.endswith('<li data-fixed="">none of these</li></ul>') and "data-shuffle" in last
    second = fields(note_of("choice", answer={"text": "four litres", "fixed": "2"}, distractors=["two litres", "one"]))
    assert '<li data-right="" data-fixed="">four litres</li>' in second["Options"]
    still = fields(
        note_of("choice", answer={"text": "never", "fixed": "3"}, distractors=["always", "often"], shuffle="false")
    )
    assert still["Options"] == ('<ul class="options"><li>always</li><li>often</li><li data-right="">never</li></ul>')


def test_a_right_option_may_say_why() -> None:
    one = fields(
        note_of("choice", answer={"text": "four litres", "why": "It is *winter*."}, distractors=["two litres"])
    )
    assert '<li data-right="" data-why="It is &lt;em&gt;winter&lt;/em&gt;.">four litres</li>' in one["Options"]
    assert one["Answer"] == "<p>four litres</p>"
    both = fields(note_of("multiple", answers=["a", {"text": "b", "why": "w"}], distractors=["c"]))
    assert '<li data-right="" data-why="w">b</li>' in both["Options"]
