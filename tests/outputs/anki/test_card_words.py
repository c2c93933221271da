"""Cards of books in other languages: all words that are not the book's are its language's, or else English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from quizgen.assembly.quiz import Deck, Item, ShownStimulus
from quizgen.kinds import KINDS
from quizgen.model.book import Book
from quizgen.model.citation import Passage
from quizgen.outputs.anki.notes import Note, render_notes
from quizgen.outputs.anki.notetypes import NOTE_TYPES
from quizgen.outputs.languages import LANGUAGES, Words, choose_words
from tests.conftest import ROOT
from tests.outputs.anki.test_cards import Sides, render_deck
from tests.outputs.anki.test_gallery import ANSWER, FAULTS
from tests.outputs.anki.test_package import deck_of
from tests.samples import BOOK, all_items, item

# No text of these questions has a Latin letter, so that each on a card is of a word of ours.
TEXTS: dict[str, dict[str, Any]] = {
    "choice": {
        "prompt": "Πόσο λάδι;",
        "answer": {"text": "τέσσερα", "why": "τόσο"},
        "distractors": [{"text": "δύο", "why": "λίγο"}, "ένα"],
    },
    "multiple": {"prompt": "Τι κάνει;", "answers": ["κόβει", "κουρδίζει"], "distractors": ["βάφει", "γράφει"]},
    "true-false": {"prompt": "Καίει λάδι.", "answer": "false", "instead": "Καίει ξύλα."},
    "short": {"prompt": "Ποιο μέρος;", "answer": "φακός", "also": ["ο φακός"]},
    "numeric": {
        "prompt": "Πόσα;",
        "answer": "28",
        "tolerance": "0.5",
        "also": [{"from": "30", "to": "31"}],
        "unit": "λίτρα",
    },
    "cloze": {"text": "Έχει {{1::δεκαέξι}} και {{2::οκτώ::πόσα;}}."},
    "order": {"prompt": "Η σειρά;", "items": ["πρώτο", "δεύτερο", "τρίτο"]},
    "match": {
        "prompt": "Τα ζεύγη;",
        "pairs": [{"left": "λάδι", "right": "υπόγειο", "why": "δροσιά"}, ["ρολόι", "σκάλα"]],
        "distractors": ["μόλος"],
    },
    "term": {"term": "φάρος", "definition": "ένα φως"},
    "person": {"person": "Αλδος", "description": "φύλακας"},
    "date": {"date": "1904", "event": "νέο γυαλί"},
    "essay": {"prompt": "Γιατί;", "points": ["γυρίζει", "φωτίζει"]},
}
ABOVE = ShownStimulus("1.yaml#oil", "Λάδι", places=("ch. 1 §2",))
PASSAGES = (Passage("ch. 1 §1", "", "λάδι", " καίει."), Passage("ch. 1, Γυαλί", "", "γυαλί", "."))

ASKED = ("term", "person", "date")
SAID_ELSEWHERE = {"true", "false", "also_right", "from_to", "range", "left_over", "should_read", "see_place",
                  "in_chapter", *(f"task_{kind}" for kind in KINDS)}  # fmt: skip
"""The words of cards that are in their fields; all others are in templates and scripts.

A retired question has the notice on its note, and no card at a first import.
"""


def questions() -> Iterator[Item]:
    for kind in KINDS:
        texts = {"explanation": "Γιατί έτσι.", "derived": "7 × 4", **TEXTS[kind]}
        asked = item(kind, id=f"1-{kind}", **texts)
        yield replace(asked, places=tuple(each.place for each in PASSAGES), passages=PASSAGES)
    for name, retired in (("2", "false"), ("3", "true")):
        asked = item("choice", id=name, retired=retired, **TEXTS["choice"], explanation="Έτσι.")
        yield replace(asked, stimulus=ABOVE, passages=())


def in_language(language: str, **words: str) -> Deck:
    book = Book.model_validate({**BOOK.model_dump(), "title": "Ο φάρος", "language": language})
    return replace(deck_of(tuple(questions())), book=book, words=tuple(words.items()))


def note_of(kind: str, deck: Deck) -> dict[str, str]:
    note: Note = next(note for note in render_notes(deck) if note.kind == kind)
    return dict(zip(NOTE_TYPES[note.notetype].field_names, note.fields, strict=True))


# --- what a note brings along -----------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "en-GB", "he", "ja"])
def test_a_book_brings_no_words_that_are_the_english_ones(language: str) -> None:
    for note in render_notes(in_language(language)):
        fields = dict(zip(NOTE_TYPES[note.notetype].field_names, note.fields, strict=True))
        assert fields["Book"] == "Ο φάρος"


def test_notes_of_english_books_are_what_they_were() -> None:
    """A byte that changes here is published anew to everyone. But for the notice it was so before cards had words."""
    above = ShownStimulus("1.yaml#oil", "Oil", places=("ch. 1 §2",))
    retired = replace(item("short", id="gone", retired="true"), stimulus=above)
    ranged = item("numeric", id="ranged", also=["30", {"from": "32", "to": "33"}])
    of_then = [each for each in all_items() if each.question.kind not in ("person", "date")]
    notes = render_notes(deck_of((*of_then, retired, ranged)))
    assert sha256("".join(note.digest for note in notes).encode()).hexdigest()[:16] == "b975e886f2469f32"


def test_a_note_brings_the_words_that_its_cards_say_and_no_others() -> None:
    for kind in KINDS:
        brought = note_of(kind, in_language("de-CH"))["Book"]
        assert brought.startswith('Ο φάρος<span class="words" lang="de" data-')
        names = set(re.findall(r" data-(\w+)=", brought))
        assert {"card_passage", "card_derived"} <= names
        assert ("task_cloze" in names) == (kind == "cloze")
        for asked in ("term", "person", "date"):
            assert (f"task_{asked}" in names) == (f"card_name_{asked}" in names) == (kind == asked)
        assert ("quiz_check" in names) == (kind not in ("cloze", "term", "person", "date"))
        assert 'data-card_passage="Textstelle"' in brought


def test_spare_fields_stay_free() -> None:
    for kind in KINDS:
        fields = note_of(kind, in_language("de"))
        assert [fields[f"Extra{number}"] for number in (1, 2, 3)] == ["", "", ""]


def test_fields_have_the_words_of_the_language() -> None:
    deck = in_language("de")
    assert note_of("choice", deck)["Task"] == "Wähle eine Antwort"
    assert (
        note_of("true-false", deck)["Options"]
        == '<ul class="options"><li>Richtig</li><li data-right="">Falsch</li></ul>'
    )
    assert note_of("true-false", deck)["Answer"] == "<p>Falsch</p>"
    assert note_of("short", deck)["Answer"] == '<p>φακός</p><p class="also">Auch richtig: ο φακός</p>'
    number = note_of("numeric", deck)["Answer"]
    assert '<p class="also">Richtig von 27,5 bis 28,5</p><p class="also">Auch richtig: 30 bis 31</p>' in number
    assert '<p class="also">Übrig bleiben: μόλος</p>' in note_of("match", deck)["Answer"]
    assert note_of("term", deck)["Place"] == "Kap. 1 §1; Kap. 1, Γυαλί"
    assert '<p class="place">Kap. 1 §1</p>' in note_of("term", deck)["Passage"]
    retired = tuple(render_notes(deck))[-1]
    assert "<p>Siehe Kap. 1 §2</p>" in retired.fields[0]
    assert '<span lang="de">Diese Frage wird nicht mehr gestellt.' in "".join(retired.fields)


def test_english_words_in_another_language_say_so() -> None:
    deck = in_language("he")
    assert '<li lang="en"><bdi dir="ltr">True</bdi></li>' in note_of("true-false", deck)["Options"]
    assert '<span lang="en">Also right:</span>' in note_of("short", deck)["Answer"]


def test_a_recipe_changes_the_words_of_its_cards() -> None:
    deck = in_language("en", true="Yes", task_term='What is "it"?', card_right="Well done.")
    assert "<li>Yes</li>" in note_of("true-false", deck)["Options"]
    assert ' lang="en" data-' in note_of("true-false", deck)["Book"]
    assert 'data-task_term="What is &#34;it&#34;?"' in note_of("term", deck)["Book"]
    assert note_of("cloze", deck)["Book"] == "Ο φάρος", "a cloze says none of these"
    hebrew = note_of("cloze", in_language("he", task_cloze="השלם"))["Book"]
    assert '<span class="words" lang="he"' in hebrew, "who writes words of a language that has none writes them in it"


def test_all_that_a_script_says_has_a_literal_name() -> None:
    """By which the names are found that templates need in English, and notes in other languages."""
    for path in (ROOT / "quizgen" / "outputs" / "anki").glob("*.js"):
        script = path.read_text("utf-8")
        calls = script.count("say(") - script.count("function say(")
        assert calls == len(re.findall(r'\bsay\("\w+"[,)]', script)), path.name
        assert not re.search(r'textContent = "[A-Za-z]', script), path.name


# --- what stands on the cards -----------------------------------------------------------------

MORE = """() => {
  const write = (card, text) => {
    const field = card.querySelector(".field");
    if (!field) return; // where nothing can be typed
    field.value = text;
    field.dispatchEvent(new Event("input"));
    card.querySelector(".check").click();
  };
  for (const card of document.querySelectorAll(".more > .quiz")) {
    if (card.dataset.kind === "numeric") write(card, "λ");
    if (card.dataset.kind === "multiple") {
      card.querySelector("[data-right] .option").click();
      card.querySelector(".check").click();
    }
  }
  for (const box of document.querySelectorAll('input[type="checkbox"]')) box.click();
}"""

ENGLISH_SIGNS = re.compile(r"[A-Za-z]{2,}")


class Shown(NamedTuple):
    """All that a page says, as a screen reader is told; and each text with its element's language and direction."""

    told: str
    texts: tuple[tuple[str, str, str], ...]


TEXTS_OF_PAGE = """() => {
  const found = [];
  const add = (text, element) => {
    const style = getComputedStyle(element);
    const tongue = element.closest("[lang]");
    found.push([text, tongue && tongue.lang || "", style.direction]);
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || /^(SCRIPT|STYLE)$/.test(element.tagName)) continue;
    const isSeen = element.checkVisibility({ visibilityProperty: true });
    if (isSeen && !element.closest(".id, .place")) add(texts.currentNode.data, element);
  }
  for (const element of document.querySelectorAll(".words")) {
    const content = getComputedStyle(element, "::before").content;
    if (content !== "none") add(content, element);
  }
  return found;
}"""


def lay_out(cards: Sides, states: tuple[str, ...], app: str = "") -> str:
    """All cards in each of the states; ``app`` is a class that an app gives to its page."""
    sections = []
    for name, (front, back) in cards.items():
        for state in states:
            body = (back if state == "back" else front).partition('<div id="qa">')[2].removesuffix("</div>")
            kept, more = ("untouched", ' class="more"') if state == "more" else (state, "")
            if state == "gone":
                body = GAPPED.sub(r"\1</div>", body) if "cloze" in name else ""
            sections.append(f'<section data-card="{name}" data-state="{kept}"{more}>{body}</section>')
    # A script takes the first card that none has taken: so those without one come last.
    sections.sort(key=lambda section: "<script>" not in section)
    pages = [page for sides in cards.values() for page in sides]
    style = "".join(dict.fromkeys(found for page in pages for found in re.findall(r"(?s)<style>.*?</style>", page)))
    return (
        f'<!doctype html><html class="{app}"><meta charset="utf-8">{style}<body class="card card1">{"".join(sections)}'
    )


GAPPED = re.compile(r'(<div class="prompt"[^>]*>).*?</div>', re.DOTALL)
"""The text of a cloze, without which Anki gives the front of a card whose gap was taken out."""


def look(page: Page) -> Shown:
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    names = [node.get("name", {}).get("value", "") for node in nodes if not node["ignored"]]
    return Shown(" | ".join(names), tuple(tuple(each) for each in page.evaluate(TEXTS_OF_PAGE)))


@pytest.fixture(scope="module")
def scripted(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context()
    yield context
    context.close()


@pytest.fixture(scope="module")
def unscripted(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(java_script_enabled=False)
    yield context
    context.close()


STATES = ("untouched", "half", "right", "wrong", "more", "gone", "back")
APPS = {
    "desktop": "window.pycmd = () => {}",
    "android": "document.hasFocus = () => false",
}
"""What makes a page one of Anki's desktop, and of AnkiDroid where nothing can be typed."""


def show_all(context: BrowserContext, cards: Sides) -> Shown:
    """The cards in all states, on the desktop and in AnkiDroid."""
    told, texts = "", list[tuple[str, str, str]]()
    trouble: list[str] = []
    for app, script in APPS.items():
        page = context.new_page()
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.evaluate(script)
        page.set_content(lay_out(cards, STATES, app))
        page.evaluate(ANSWER)
        page.evaluate(MORE)
        shown = look(page)
        told, texts = f"{told} | {shown.told}", [*texts, *shown.texts]
        page.close()
    assert trouble == []
    return Shown(told, tuple(texts))


def vocabulary(words: Words) -> set[str]:
    return {
        word
        for text in words.texts.values()
        for word in re.findall(r"[^\W\d_]+", re.sub(r"\{\w+\}", " ", text).lower())
    }


def unknown(told: str, words: Words) -> set[str]:
    """The words in Latin letters that are not of the language, but for the name of a key and the letters of a list."""
    return set(re.findall(r"[a-zà-öø-ÿœß]+", told.lower())) - vocabulary(words) - {"alt", "a", "b", "c"}


def is_told(name: str, words: Words, told: str) -> bool:
    text = words[name]
    text = text.removesuffix(".") if name == "see_place" else text
    pattern = ".+?".join(map(re.escape, re.split(r"\{\w+\}", text)))
    return re.search(pattern, told, re.IGNORECASE) is not None


@pytest.mark.parametrize("language", [*LANGUAGES, "he", "ja"])
def test_all_words_on_all_cards_are_of_one_language(language: str, tmp_path: Path, scripted: BrowserContext) -> None:
    """All kinds, both sides, all states; and no word of a card is left unsaid, so that none was missed."""
    shown = show_all(scripted, render_deck(tmp_path, in_language(language)))
    words = choose_words(language)
    told = re.sub(r"\b[123]-[\w-]+", "", shown.told)  # the ids
    assert unknown(told, words) == set()
    said = {name for notetype in NOTE_TYPES.values() for kind in KINDS for name in notetype.words_of(kind)}
    assert {name for name in said | SAID_ELSEWHERE if not is_told(name, words, told)} == set()
    greek = re.compile(r"[Α-ωά-ώ]")
    of_ours = [each for each in shown.texts if ENGLISH_SIGNS.search(each[0]) and not greek.search(each[0])]
    assert {tongue for _, tongue, _ in of_ours} - {""} <= {words.tag, language}
    if language in ("he", "ja"):
        assert {tongue for _, tongue, _ in of_ours} <= {"en", ""}


def test_a_word_of_another_language_is_found(tmp_path: Path, scripted: BrowserContext) -> None:
    shown = show_all(scripted, render_deck(tmp_path, in_language("de", card_right="Right.", card_passage="Passage")))
    assert {"right", "passage"} <= unknown(shown.told, choose_words("de"))


@pytest.mark.parametrize("language", [*LANGUAGES, "he"])
def test_templates_speak_it_without_scripts_too(language: str, tmp_path: Path, unscripted: BrowserContext) -> None:
    cards = {
        name: sides
        for name, sides in render_deck(tmp_path, in_language(language)).items()
        if any(kind in name for kind in ("cloze", *ASKED))
    }
    page = unscripted.new_page()
    page.set_content(lay_out(cards, ("untouched", "back")))
    told = look(page).told
    page.close()
    words = choose_words(language)
    of_kinds = [f"{said}_{kind}" for said in ("task", "card_name") for kind in ASKED]
    for name in (
        "task_cloze",
        "card_passage",
        "card_derived",
        *of_kinds,
    ):
        assert words[name] in told, name
    assert unknown(re.sub(r"\b[123]-[\w-]+", "", told), words) == set()


def test_a_word_that_a_note_does_not_bring_is_english(tmp_path: Path, scripted: BrowserContext) -> None:
    """Templates are updated before a note is that brings a word that they say since then."""
    cards = render_deck(tmp_path, in_language("de"))
    without = re.compile(r' data-(?:card_passage|task_cloze|card_right)="[^"]*"')
    older = {name: (without.sub("", front), without.sub("", back)) for name, (front, back) in cards.items()}
    told = show_all(scripted, older).told
    assert "Textstelle" not in told and "Richtig." not in told
    for word in ("Passage", "Fill the gap", "Right.", "Berechnet, nicht zitiert:", "Nicht richtig."):
        assert word in told


@pytest.mark.parametrize("width", [320, 375])
@pytest.mark.parametrize("language", LANGUAGES)
def test_true_and_false_are_not_broken_on_a_phone(
    language: str, width: int, tmp_path: Path, scripted: BrowserContext
) -> None:
    cards = render_deck(tmp_path, in_language(language))
    page = scripted.new_page()
    page.set_viewport_size({"width": width, "height": 700})
    page.set_content(cards["1-true-false"][0])
    lines = page.evaluate(
        """() => [...document.querySelectorAll(".option .text")].map((text) => {
          const range = document.createRange();
          range.selectNodeContents(text);
          return range.getClientRects().length;
        })"""
    )
    page.close()
    assert lines == [1, 1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_cards_fit_a_phone_and_are_legible_in_every_language(
    language: str, tmp_path: Path, scripted: BrowserContext
) -> None:
    page = scripted.new_page()
    page.set_viewport_size({"width": 360, "height": 900})
    page.evaluate(APPS["desktop"])
    page.set_content(lay_out(render_deck(tmp_path, in_language(language)), STATES, "desktop"))
    page.evaluate(ANSWER)
    page.evaluate(MORE)
    faults = page.evaluate(FAULTS)
    page.evaluate("document.body.className = 'card card1 nightMode'")
    faults += page.evaluate(FAULTS)
    page.close()
    assert faults == []
